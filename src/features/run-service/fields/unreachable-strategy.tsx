/** What becomes of instances on an agent that is lost. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { fieldId, useDraftForm } from '../draft-form';
import { isRecord, valueAt } from '../json-value';
import { DraftNumber, shown } from './draft-field';
import { Row } from './form-parts';

const choices = [
  { value: '', label: 'Replaced at once (default)' },
  { value: 'replace', label: 'Replaced after a while' },
  { value: 'disabled', label: 'Never replaced' },
];

const started = { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 };

export function UnreachableStrategy({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const value = valueAt(form.value, path);
  const error = form.errorAt([], [path]);
  return (
    <Row columns="narrow">
      <SelectField
        id={fieldId(path)}
        label="Instances on a lost agent"
        value={isRecord(value) ? 'replace' : shown(value)}
        options={choices}
        disabled={form.frozen}
        onBlur={() => form.touch(path)}
        onChange={(choice) =>
          form.edit({ path, value: choice === 'replace' ? started : choice === '' ? undefined : choice })
        }
        {...(error === undefined ? {} : { error })}
      />
      {isRecord(value) && (
        <>
          <DraftNumber path={[...path, 'inactiveAfterSeconds']} label="Replaced after (s)" placeholder="0" />
          <DraftNumber
            path={[...path, 'expungeAfterSeconds']}
            label="Forgotten after (s)"
            placeholder="0"
            covers={[path]}
          />
        </>
      )}
    </Row>
  );
}
