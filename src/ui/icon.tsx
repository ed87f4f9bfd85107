/** Our own icon set: 16 px line drawings in the current text colour. Decorative; the control beside it carries the name. */
import { iconPaths } from './icon-paths';
import type { IconName } from './icon-paths';
import styles from './icon.module.css';
import { cx } from './class-names';

export type { IconName } from './icon-paths';

export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      className={cx(styles['icon'], className)}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
