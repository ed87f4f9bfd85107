/** A notice across a page or a pane: what is different from usual, and what one can do about it. */
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { cx } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import type { Tone } from './tone';

const icons: Readonly<Record<Tone, IconName>> = {
  good: 'success',
  busy: 'info',
  wait: 'warning',
  bad: 'error',
  off: 'info',
};

interface BannerProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

export function Banner({ tone, children, actions }: BannerProps) {
  return (
    <div className={cx(styles['banner'], styles[tone])} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className={styles['text']}>{children}</div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
