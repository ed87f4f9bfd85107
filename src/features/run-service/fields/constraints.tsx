/** Constraints as rows: an operator on a field, with a value. Pods write them as objects, apps as lists. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { listAt, textAt } from '../json-value';
import { operators } from './constraint-operators';
import { DraftSelect, DraftText } from './draft-field';
import { AddButton, Line, Lines, Note } from './form-parts';

const members = {
  object: { field: 'fieldName', operator: 'operator', value: 'value' },
  list: { field: 0, operator: 1, value: 2 },
} as const;

type ConstraintsProps = {
  path: JSONPath;
  form: keyof typeof members;
  add: string;
  /** What a new row says. */
  start: readonly [field: string, operator: string, value?: string];
  suggestions: readonly string[];
};

export function Constraints({ path, form: written, add, start, suggestions }: ConstraintsProps) {
  const form = useDraftForm();
  const names = members[written];
  const rows = listAt(form.value, path);
  const pairs = rows.map((row) => `${textAt(row, [names.operator])} ${textAt(row, [names.field])}`);
  const doubled = pairs.find((pair, index) => pairs.indexOf(pair) !== index);
  const [fieldName, operator, value] = start;
  const added = written === 'list' ? start : { fieldName, operator, ...(value === undefined ? {} : { value }) };
  return (
    <>
      <Lines>
        {rows.map((_, index) => (
          <Constraint key={index} path={[...path, index]} form={written} number={index + 1} suggestions={suggestions} />
        ))}
      </Lines>
      {doubled !== undefined && <Note>Two constraints are about {doubled}; usually one is meant.</Note>}
      <AddButton path={path} onClick={() => form.edit({ path: [...path, rows.length], value: added })}>
        {add}
      </AddButton>
    </>
  );
}

function Constraint({
  path,
  form: written,
  number,
  suggestions,
}: Pick<ConstraintsProps, 'path' | 'form' | 'suggestions'> & { number: number }) {
  const form = useDraftForm();
  const names = members[written];
  const operator = textAt(form.value, [...path, names.operator]).toUpperCase();
  const known = operators.find(({ value }) => value === operator);
  const valueless = operator === 'UNIQUE';
  return (
    <Line removeLabel={`Remove constraint ${number}`} onRemove={() => form.edit({ path, value: undefined })}>
      <DraftSelect
        path={[...path, names.operator]}
        label="Operator"
        options={operators}
        covers={[path]}
        also={(choice) => (choice === 'UNIQUE' ? [{ path: [...path, names.value], value: undefined }] : [])}
        {...(known ? { help: `${known.says}.` } : {})}
      />
      <DraftText
        path={[...path, names.field]}
        label="Field"
        keepEmpty={written === 'list'}
        placeholder={suggestions[0] ?? ''}
        suggestions={suggestions}
      />
      <DraftText
        path={[...path, names.value]}
        label="Value"
        disabled={valueless}
        placeholder={valueless ? 'Not Applicable' : ''}
      />
    </Line>
  );
}
