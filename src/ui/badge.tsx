/** A word with its glyph and tone; `fill` puts it on a tinted pill, for counts and labels that must stand out. */
import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { cx } from './class-names';
import { Glyph } from './glyph';
import type { GlyphShape } from './glyph';
import type { Tone } from './tone';

interface BadgeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly glyph?: GlyphShape;
  /** 0 to 1; only the ring shows it. */
  readonly progress?: number;
  readonly look?: 'plain' | 'fill';
}

export function Badge({ tone, children, glyph, progress, look = 'plain' }: BadgeProps) {
  return (
    <span className={cx(styles['badge'], styles[tone], look === 'fill' && styles['fill'])}>
      {glyph && <Glyph shape={glyph} tone={tone} {...(progress === undefined ? {} : { progress })} />}
      <span>{children}</span>
    </span>
  );
}
