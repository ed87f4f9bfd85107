/** One of a few choices. */
import { FieldFrame } from './field';
import type { FieldProps } from './field';
import { cx } from './class-names';
import styles from './field.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectFieldProps<Value extends string> extends FieldProps<Value> {
  readonly options: readonly SelectOption<Value>[];
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { value, onChange, options, placeholder } = props;
  const known = options.some((option) => option.value === value);
  return (
    <FieldFrame {...props}>
      {(control) => (
        <select
          {...control}
          className={cx(styles['input'], styles['select'])}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          onBlur={props.onBlur}
        >
          {!known && (
            <option value={value} disabled>
              {placeholder ?? (value || 'Choose…')}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
