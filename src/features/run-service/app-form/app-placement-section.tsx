/** Which agents may run an instance of an app. Its constraints are lists of texts: field, operator, value. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { operators } from '../fields/constraint-operators';
import { DraftSelect, DraftText } from '../fields/draft-field';
import { AddButton, Line, Lines, SectionTitle, Stack } from '../fields/form-parts';
import { listAt, textAt } from '../json-value';

export function AppPlacementSection() {
  const form = useDraftForm();
  const constraints = listAt(form.value, ['constraints']);
  return (
    <Stack>
      <SectionTitle title="Placement">
        An agent is used only where all constraints hold. Without any, every private agent will do.
      </SectionTitle>
      <Lines>
        {constraints.map((constraint, index) => (
          <Constraint
            key={index}
            path={['constraints', index]}
            operator={textAt(constraint, [1]).toUpperCase()}
            number={index + 1}
          />
        ))}
      </Lines>
      <AddButton
        onClick={() => form.edit({ path: ['constraints', constraints.length], value: ['hostname', 'UNIQUE'] })}
      >
        Add Placement Constraint
      </AddButton>
    </Stack>
  );
}

function Constraint({ path, operator, number }: { path: JSONPath; operator: string; number: number }) {
  const form = useDraftForm();
  const known = operators.find(({ value }) => value === operator);
  const valueless = operator === 'UNIQUE';
  return (
    <Line removeLabel={`Remove constraint ${number}`} onRemove={() => form.edit({ path, value: undefined })}>
      <DraftSelect
        path={[...path, 1]}
        label="Operator"
        options={operators}
        covers={[path]}
        also={(choice) => (choice === 'UNIQUE' ? [{ path: [...path, 2], value: undefined }] : [])}
        {...(known ? { help: `${known.says}.` } : {})}
      />
      <DraftText
        path={[...path, 0]}
        label="Field"
        keepEmpty
        placeholder="hostname"
        suggestions={['hostname', '@region', '@zone', 'rack']}
      />
      <DraftText
        path={[...path, 2]}
        label="Value"
        disabled={valueless}
        placeholder={valueless ? 'Not Applicable' : ''}
      />
    </Line>
  );
}
