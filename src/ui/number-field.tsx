/**
 * A number as typed. The value is the raw text, so `0.`, an empty field or a slip of the finger is never turned into
 * another number; whoever owns the value parses and complains. Arrow keys step when the text is a number.
 */
import type { KeyboardEvent } from 'react';
import { cx } from './class-names';
import { FieldFrame } from './field';
import type { FieldProps } from './field';
import styles from './field.module.css';

interface NumberFieldProps extends FieldProps<string> {
  /** What an arrow key adds; ten times as much with Shift. */
  readonly step?: number;
  readonly min?: number;
  /** A unit shown inside the field, when the label doesn't name it. */
  readonly suffix?: string;
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/** The text after one step, or undefined where the text is no number. Rounds away binary noise: 0.1 + 0.2 is 0.3. */
function stepped(text: string, by: number, min: number): string | undefined {
  const trimmed = text.trim();
  if (!plainNumber.test(trimmed)) return undefined;
  return String(Math.max(min, Number((Number(trimmed) + by).toFixed(6))));
}

export function NumberField(props: NumberFieldProps) {
  const { value, onChange, placeholder, step = 1, min = 0, suffix } = props;
  const stepByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const size = step * (event.shiftKey ? 10 : 1);
    const next = stepped(value, event.key === 'ArrowUp' ? size : -size, min);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <FieldFrame {...props}>
      {(control) => (
        <span className={cx(suffix && styles['withSuffix'])}>
          <input
            {...control}
            className={styles['input']}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={value}
            placeholder={placeholder}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={stepByKey}
            onBlur={props.onBlur}
          />
          {suffix && (
            <span className={styles['suffix']} aria-hidden="true">
              {suffix}
            </span>
          )}
        </span>
      )}
    </FieldFrame>
  );
}
