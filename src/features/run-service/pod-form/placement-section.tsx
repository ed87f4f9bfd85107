/** Which agents may run an instance: constraints over their host, region, zone and attributes. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { listAt, textAt } from '../json-value';
import { DraftSelect, DraftText } from './draft-field';
import { AddButton, Line, Lines, Note, SectionTitle, Stack } from './form-parts';

const CONSTRAINTS: JSONPath = ['scheduling', 'placement', 'constraints'];

const operators = [
  { value: 'UNIQUE', label: 'Unique', says: 'No two instances share the value' },
  { value: 'CLUSTER', label: 'Cluster', says: 'All instances share this value' },
  { value: 'GROUP_BY', label: 'Group By', says: 'Instances spread evenly over the values' },
  { value: 'IS', label: 'Is', says: 'The value is exactly this' },
  { value: 'LIKE', label: 'Like', says: 'The value matches a regular expression' },
  { value: 'UNLIKE', label: 'Unlike', says: 'The value does not match a regular expression' },
  { value: 'MAX_PER', label: 'Max Per', says: 'At most so many instances share a value' },
];

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
