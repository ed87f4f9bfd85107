/** Bars: `Progress` for work under way, `Meter` for a share of a whole. Their numbers are always written beside them. */
import { cx } from './class-names';
import styles from './progress.module.css';
import type { Tone } from './tone';

interface BarProps {
  /** Accessible name; the numbers follow in `text`. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** What is read aloud, e.g. "3 of 10 instances". */
  readonly text: string;
  readonly tone?: Tone | 'accent';
  readonly size?: 'thin' | 'thick';
}

const share = (value: number, max: number) => (max > 0 ? Math.min(1, Math.max(0, value / max)) : 0);

function Bar({
  role,
  label,
  value,
  max,
  text,
  tone = 'accent',
  size = 'thin',
}: BarProps & { role: 'progressbar' | 'meter' }) {
  return (
    <span
      className={cx(styles['bar'], styles[size], styles[tone])}
      role={role}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={text}
    >
      <span className={styles['value']} style={{ transform: `scaleX(${share(value, max)})` }} />
    </span>
  );
}

export const Progress = (props: BarProps) => <Bar role="progressbar" {...props} />;
export const Meter = (props: BarProps) => <Bar role="meter" {...props} />;
