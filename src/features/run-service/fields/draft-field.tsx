/**
 * Fields that are views of one place in the draft: text, number, tick, choice. Each writes its value where it was read
 * from; an emptied field takes its member out, so that empty never means 0.
 */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { CheckboxField } from '../../../ui/checkbox-field';
import { NumberField } from '../../../ui/number-field';
import { SelectField } from '../../../ui/select-field';
import type { SelectOption } from '../../../ui/select-field';
import { TextAreaField } from '../../../ui/text-area-field';
import { TextField } from '../../../ui/text-field';
import { fieldId, useDraftForm } from '../draft-form';
import type { FormEdit } from '../pod-draft';
import { valueAt } from '../json-value';

export type DraftFieldProps = {
  path: JSONPath;
  label: string;
  help?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  /** Places besides its own whose complaints the field shows, e.g. the object that holds it. */
  covers?: readonly JSONPath[];
  /** The same, with everything below these places. */
  owns?: readonly JSONPath[];
  hideLabel?: boolean;
  /** Edits that belong to the same step, e.g. `image.kind` beside `image.id`. */
  also?: (value: unknown) => readonly FormEdit[];
};

function useDraftField({
  path,
  label,
  help,
  required,
  disabled,
  placeholder,
  covers,
  owns,
  hideLabel,
  also,
}: DraftFieldProps) {
  const form = useDraftForm();
  const error = form.errorAt([path, ...(owns ?? [])], covers);
  return {
    value: valueAt(form.value, path),
    write: (value: unknown) => form.edit({ path, value }, ...(also?.(value) ?? [])),
    props: {
      id: fieldId(path),
      label,
      disabled: form.frozen || disabled === true,
      onBlur: () => form.touch(path),
      ...(error === undefined ? {} : { error }),
      ...(help === undefined ? {} : { help }),
      ...(required === undefined ? {} : { required }),
      ...(placeholder === undefined ? {} : { placeholder }),
      ...(hideLabel === undefined ? {} : { hideLabel }),
    },
  };
}

/** What the text field shows of a value that may be of another type than the field expects. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export function DraftText(
  own: DraftFieldProps & {
    mono?: boolean;
    /** An emptied field leaves an empty text: in a list, taking the item out would move the others. */
    keepEmpty?: boolean;
    autoFocus?: boolean;
    ref?: Ref<HTMLInputElement>;
    suggestions?: readonly string[];
  },
) {
  const { value, write, props } = useDraftField(own);
  return (
    <TextField
      {...props}
      value={shown(value)}
      onChange={(text) => write(text === '' && own.keepEmpty !== true ? undefined : text)}
      {...(own.mono === undefined ? {} : { mono: own.mono })}
      {...(own.autoFocus === undefined ? {} : { autoFocus: own.autoFocus })}
      {...(own.ref === undefined ? {} : { ref: own.ref })}
      {...(own.suggestions === undefined ? {} : { suggestions: own.suggestions })}
    />
  );
}

export function DraftArea(own: DraftFieldProps & { rows?: number; keepEmpty?: boolean }) {
  const { value, write, props } = useDraftField(own);
  return (
    <TextAreaField
      {...props}
      mono
      rows={own.rows ?? 2}
      value={shown(value)}
      onChange={(text) => write(text === '' && own.keepEmpty !== true ? undefined : text)}
    />
  );
}

/** The number a text stands for, or the text itself where it stands for none: the check then says so. */
export function typedNumber(text: string): number | string | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) && Number.isFinite(Number(trimmed))
    ? Number(trimmed)
    : text;
}

/** Shows what was typed (`0.`, `1e3`) for as long as it means the draft's value. */
export function DraftNumber(own: DraftFieldProps & { step?: number; min?: number; suffix?: string }) {
  const { value, write, props } = useDraftField(own);
  const [typed, setTyped] = useState('');
  return (
    <NumberField
      {...props}
      value={typedNumber(typed) === value ? typed : shown(value)}
      onChange={(text) => {
        setTyped(text);
        write(typedNumber(text));
      }}
      {...(own.step === undefined ? {} : { step: own.step })}
      {...(own.min === undefined ? {} : { min: own.min })}
      {...(own.suffix === undefined ? {} : { suffix: own.suffix })}
    />
  );
}

/** `absent` is what a missing member means. A tick given or taken says so in the text, since a default may change. */
export function DraftCheckbox(own: DraftFieldProps & { absent?: boolean }) {
  const { value, write, props } = useDraftField(own);
  return (
    <CheckboxField {...props} value={typeof value === 'boolean' ? value : (own.absent ?? false)} onChange={write} />
  );
}

/** The option of `''` stands for the absent member. Marathon reads choices in any case, so they are found in any. */
export function DraftSelect(own: DraftFieldProps & { options: readonly SelectOption<string>[] }) {
  const { value, write, props } = useDraftField(own);
  const text = shown(value);
  const choice = own.options.find((option) => option.value.toLowerCase() === text.toLowerCase());
  return (
    <SelectField
      {...props}
      options={own.options}
      value={choice?.value ?? text}
      onChange={(next) => write(next === '' ? undefined : next)}
    />
  );
}
