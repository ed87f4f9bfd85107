/** Keys and values as rows: environment variables and labels. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import { TextField } from '../../../ui/text-field';
import { fieldId, useDraftForm } from '../draft-form';
import { isRecord, rowsAt } from '../json-value';
import { AddButton, Line, Lines, Note } from './form-parts';

/** The first of NAME, NAME_2, … that is free: a new row has a key from the start, so that no two rows share one. */
function freeKey(stem: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(number === 1 ? stem : `${stem}_${number}`)) number += 1;
  return number === 1 ? stem : `${stem}_${number}`;
}

export function Pairs({ path, add, stem }: { path: JSONPath; add: string; stem: string }) {
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
            {typeof value === 'string' ? <ValueField path={[...path, key]} /> : <Note>{meaningOf(value)}</Note>}
          </Line>
        ))}
      </Lines>
      <AddButton onClick={() => form.edit({ path: [...path, freeKey(stem, keys)], value: '' })}>{add}</AddButton>
    </>
  );
}

const meaningOf = (value: unknown): string =>
  isRecord(value) && typeof value['secret'] === 'string'
    ? `the secret ${value['secret']}`
    : `${JSON.stringify(value)} (change it in the JSON)`;

/** Renames the member as it is typed, but never onto a key that another row has: that row would be lost. */
function KeyField({ path, name, others }: { path: JSONPath; name: string; others: readonly string[] }) {
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
      label="Key"
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

/** Here an empty text is a value, not an absent member. */
function ValueField({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const value = rowsAt(form.value, path.slice(0, -1)).find(([key]) => key === path.at(-1))?.[1];
  return (
    <TextField
      id={fieldId(path)}
      label="Value"
      mono
      value={typeof value === 'string' ? value : ''}
      disabled={form.frozen}
      onChange={(next) => form.edit({ path, value: next })}
    />
  );
}
