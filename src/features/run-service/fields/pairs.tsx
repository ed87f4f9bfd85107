/** Keys and values as rows: environment variables, whose values may come from secrets, and labels. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import { CheckboxField } from '../../../ui/checkbox-field';
import { TextField } from '../../../ui/text-field';
import { fieldId, useDraftForm } from '../draft-form';
import { isRecord, rowsAt } from '../json-value';
import { DraftText } from './draft-field';
import { AddButton, Beside, Line, Lines, Note } from './form-parts';

/** The first of NAME, NAME_2, … that is free: a new row has a key from the start, so that no two rows share one. */
function freeKey(stem: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(number === 1 ? stem : `${stem}_${number}`)) number += 1;
  return number === 1 ? stem : `${stem}_${number}`;
}

interface PairsProps {
  readonly path: JSONPath;
  readonly add: string;
  readonly stem: string;
  /** Names of secrets a value may come from; absent where values are texts only. */
  readonly secrets?: readonly string[];
}

export function Pairs({ path, add, stem, secrets }: PairsProps) {
  const form = useDraftForm();
  const rows = rowsAt(form.value, path);
  const keys = rows.map(([key]) => key);
  return (
    <>
      <Lines>
        {rows.map(([key, value], index) => (
          <Line
            key={index}
            removeLabel={`Remove ${key}`}
            onRemove={() => form.edit({ path: [...path, key], value: undefined })}
          >
            <KeyField path={[...path, key]} name={key} others={keys.toSpliced(index, 1)} />
            <Value path={[...path, key]} value={value} secrets={secrets} />
            {secrets && <FromSecret path={[...path, key]} name={key} on={isRecord(value)} />}
          </Line>
        ))}
      </Lines>
      <AddButton path={path} onClick={() => form.edit({ path: [...path, freeKey(stem, keys)], value: '' })}>
        {add}
      </AddButton>
    </>
  );
}

interface ValueProps {
  readonly path: JSONPath;
  readonly value: unknown;
  readonly secrets: readonly string[] | undefined;
}

/** Here an empty text is a value, not an absent member. */
function Value({ path, value, secrets }: ValueProps) {
  if (secrets && isRecord(value))
    return <DraftText path={[...path, 'secret']} label="Secret" mono keepEmpty suggestions={secrets} />;
  if (typeof value === 'object') return <Note>{JSON.stringify(value)} (change it in the JSON)</Note>;
  return <DraftText path={path} label="Value" mono keepEmpty />;
}

function FromSecret({ path, name, on }: { path: JSONPath; name: string; on: boolean }) {
  const form = useDraftForm();
  return (
    <Beside>
      <span title={`The value of ${name} is in a secret`}>
        <CheckboxField
          id={fieldId([...path, '#secret'])}
          label="Secret value"
          value={on}
          disabled={form.frozen}
          onChange={(next) => form.edit({ path, value: next ? { secret: '' } : '' })}
        />
      </span>
    </Beside>
  );
}

interface KeyFieldProps {
  readonly path: JSONPath;
  readonly name: string;
  readonly others: readonly string[];
  readonly label?: string;
}

/** Renames the member as it is typed, but never onto a key that another row has: that row would be lost. */
export function KeyField({ path, name, others, label = 'Key' }: KeyFieldProps) {
  const form = useDraftForm();
  const [clash, setClash] = useState<string>();
  const clashes = clash !== undefined && others.includes(clash);
  const complaint = form.errorAt([path]);
  const error = clashes
    ? `Another row is called ${clash || 'the same'}; choose another key.`
    : name === ''
      ? 'The key cannot be empty.'
      : complaint;
  return (
    <TextField
      id={fieldId([...path, '#key'])}
      label={label}
      mono
      value={clashes ? clash : name}
      disabled={form.frozen}
      onBlur={() => form.touch(path)}
      onChange={(next) => {
        setClash(next);
        if (!others.includes(next)) form.edit({ path, name: next });
      }}
      {...(error === undefined ? {} : { error })}
    />
  );
}
