/** A few exclusive choices in one strip, applied at once. A radio group: arrow keys move, Tab passes. */
import { useId } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import styles from './segmented.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Shown instead of the words, which stay as accessible name. */
  readonly icon?: IconName;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly segments: readonly Segment<Value>[];
}

export function Segmented<Value extends string>({ label, value, onChange, segments }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div className={styles['strip']} role="radiogroup" aria-label={label}>
      {segments.map((segment) => (
        <label key={segment.value} className={styles['segment']} title={segment.icon && segment.label}>
          <input
            className={styles['input']}
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          {segment.icon && <Icon name={segment.icon} size={14} />}
          <span className={cx(segment.icon && 'visually-hidden')}>{segment.label}</span>
        </label>
      ))}
    </div>
  );
}
