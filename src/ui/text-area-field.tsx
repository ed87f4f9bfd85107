/** Several lines of text, `rows` at least; grows with its content. */
import { cx } from './class-names';
import { FieldFrame } from './field';
import type { FieldProps } from './field';
import styles from './field.module.css';

interface TextAreaFieldProps extends FieldProps<string> {
  readonly mono?: boolean;
  readonly rows?: number;
}

export function TextAreaField(props: TextAreaFieldProps) {
  const { value, onChange, placeholder, mono = false, rows = 2 } = props;
  return (
    <FieldFrame {...props}>
      {(control) => (
        <textarea
          {...control}
          className={cx(styles['input'], styles['area'], mono && styles['mono'])}
          rows={rows}
          style={{ minBlockSize: `calc(${rows}lh + 20px)` }}
          spellCheck={false}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          onBlur={props.onBlur}
        />
      )}
    </FieldFrame>
  );
}
