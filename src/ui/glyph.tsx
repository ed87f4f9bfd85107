/** Status glyphs: shapes that differ without colour. `progress` (0 to 1) fills the ring. */
import type { ReactElement } from 'react';
import styles from './glyph.module.css';
import { cx } from './class-names';
import type { Tone } from './tone';

export type GlyphShape =
  | 'disc'
  | 'ring'
  | 'half-disc'
  | 'triangle'
  | 'hourglass'
  | 'clock'
  | 'square'
  | 'tick'
  | 'cross'
  | 'barred-disc'
  | 'broken-ring'
  | 'fading-disc';

const circumference = 2 * Math.PI * 4.25;

const drawings: Readonly<Record<GlyphShape, (progress: number) => ReactElement>> = {
  disc: () => <circle className={styles['filled']} cx="6" cy="6" r="4.5" />,
  ring: (progress) => (
    <>
      <circle className={styles['track']} cx="6" cy="6" r="4.25" />
      <circle
        className={styles['line']}
        cx="6"
        cy="6"
        r="4.25"
        strokeDasharray={`${Math.max(progress, 0.08) * circumference} ${circumference}`}
        transform="rotate(-90 6 6)"
      />
    </>
  ),
  'half-disc': () => (
    <>
      <circle className={styles['line']} cx="6" cy="6" r="4.25" />
      <path className={styles['filled']} d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" />
    </>
  ),
  triangle: () => <path className={styles['filled']} d="M6 1.2 11.2 10.4H.8z" />,
  hourglass: () => <path className={styles['filled']} d="M2 .9h8v1.3L7 6l3 3.8v1.3H2V9.8L5 6 2 2.2z" />,
  clock: () => (
    <>
      <circle className={styles['line']} cx="6" cy="6" r="4.75" />
      <path className={styles['line']} d="M6 3.4V6l1.8 1.2" />
    </>
  ),
  square: () => <rect className={styles['filled']} x="2" y="2" width="8" height="8" rx="1" />,
  tick: () => <path className={styles['line']} d="M1.8 6.4l2.8 2.8 5.6-6.4" />,
  cross: () => <path className={styles['line']} d="M2.4 2.4l7.2 7.2M9.6 2.4L2.4 9.6" />,
  'barred-disc': () => (
    <>
      <circle className={styles['line']} cx="6" cy="6" r="4.5" />
      <path className={styles['line']} d="M2.9 2.9l6.2 6.2" />
    </>
  ),
  'broken-ring': () => (
    <circle className={styles['line']} cx="6" cy="6" r="4.5" strokeDasharray="4.6 2.47" strokeDashoffset="2" />
  ),
  'fading-disc': () => (
    <>
      <circle className={styles['faded']} cx="6" cy="6" r="4.5" />
      <circle className={styles['filled']} cx="6" cy="6" r="2" />
    </>
  ),
};

export function Glyph({ shape, tone, progress = 0 }: { shape: GlyphShape; tone: Tone; progress?: number }) {
  return (
    <svg
      className={cx(styles['glyph'], styles[tone])}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[shape](progress)}
    </svg>
  );
}
