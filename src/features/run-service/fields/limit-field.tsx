/** An upper bound above the guaranteed amount: a number, or no bound at all. */
import type { JSONPath } from 'jsonc-parser';
import { CheckboxField } from '../../../ui/checkbox-field';
import { fieldId, useDraftForm } from '../draft-form';
import { valueAt } from '../json-value';
import { DraftNumber } from './draft-field';

export function LimitField({ path, label }: { path: JSONPath; label: string }) {
  const form = useDraftForm();
  const unlimited = valueAt(form.value, path) === 'unlimited';
  return (
    <div>
      <DraftNumber path={path} label={label} placeholder="as requested" disabled={unlimited} />
      <CheckboxField
        id={fieldId([...path, '#unlimited'])}
        label={label.startsWith('CPU') ? 'No CPU limit' : 'No memory limit'}
        value={unlimited}
        disabled={form.frozen}
        onChange={(on) => form.edit({ path, value: on ? 'unlimited' : undefined })}
      />
    </div>
  );
}
