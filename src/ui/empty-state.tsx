/** Why there is nothing here, what to do about it, and one example. */
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';
import { Icon } from './icon';
import type { IconName } from './icon';

interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** One primary action, at most one more. */
  readonly actions?: ReactNode;
  readonly icon?: IconName;
  /** Where it stands for the whole page: its title is then the page's heading. */
  readonly page?: boolean;
}

export function EmptyState({ title, children, actions, icon, page = false }: EmptyStateProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={styles['empty']}>
      {icon && <Icon name={icon} size={24} className={styles['icon'] ?? ''} />}
      <Title className={styles['title']}>{title}</Title>
      {children && <div className={styles['text']}>{children}</div>}
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
