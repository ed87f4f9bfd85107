/** Which agents may run an instance: constraints over their host, region, zone and attributes. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { listAt, textAt } from '../json-value';
import { DraftSelect, DraftText } from '../fields/draft-field';
import { operators } from '../fields/constraint-operators';
import { AddButton, Line, Lines, Note, SectionTitle, Stack } from '../fields/form-parts';

const CONSTRAINTS: JSONPath = ['scheduling', 'placement', 'constraints'];

export function PlacementSection() {
  const form = useDraftForm();
  const constraints = listAt(form.value, CONSTRAINTS);
  const pairs = constraints.map((item) => `${textAt(item, ['operator'])} ${textAt(item, ['fieldName'])}`);
  const doubled = pairs.find((pair, index) => pairs.indexOf(pair) !== index);
  return (
    <Stack>
      <SectionTitle title="Placement">
        An agent is used only where all constraints hold. Without any, every private agent will do.
      </SectionTitle>
      <Lines>
        {constraints.map((constraint, index) => (
          <Constraint
            key={index}
            path={[...CONSTRAINTS, index]}
            operator={textAt(constraint, ['operator']).toUpperCase()}
            number={index + 1}
          />
        ))}
      </Lines>
      {doubled !== undefined && <Note>Two constraints are about {doubled}; usually one is meant.</Note>}
      <AddButton
        onClick={() =>
          form.edit({
            path: [...CONSTRAINTS, constraints.length],
            value: { fieldName: 'hostname', operator: 'UNIQUE' },
          })
        }
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
        path={[...path, 'operator']}
        label="Operator"
        options={operators}
        covers={[path]}
        also={(choice) => (choice === 'UNIQUE' ? [{ path: [...path, 'value'], value: undefined }] : [])}
        {...(known ? { help: `${known.says}.` } : {})}
      />
      <DraftText
        path={[...path, 'fieldName']}
        label="Field"
        placeholder="hostname"
        suggestions={['hostname', '@region', '@zone', 'rack']}
      />
      <DraftText
        path={[...path, 'value']}
        label="Value"
        disabled={valueless}
        placeholder={valueless ? 'Not Applicable' : ''}
      />
    </Line>
  );
}
