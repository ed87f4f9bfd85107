/** One line of text. */
import { useId } from 'react';
import type { Ref } from 'react';
import { cx } from './class-names';
import { FieldFrame } from './field';
import type { FieldProps } from './field';
import styles from './field.module.css';

interface TextFieldProps extends FieldProps<string> {
  /** Code-like values: ids, paths, images. */
  readonly mono?: boolean;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
  /** Suggestions offered while typing. */
  readonly suggestions?: readonly string[];
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, mono = false, suggestions } = props;
  const list = useId();
  return (
    <FieldFrame {...props}>
      {(control) => (
        <>
          <input
            {...control}
            ref={props.ref}
            className={cx(styles['input'], mono && styles['mono'])}
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            autoFocus={props.autoFocus}
            list={suggestions && list}
            value={value}
            placeholder={placeholder}
            onChange={(event) => onChange(event.target.value)}
            onBlur={props.onBlur}
          />
          {suggestions && (
            <datalist id={list}>
              {suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
        </>
      )}
    </FieldFrame>
  );
}
