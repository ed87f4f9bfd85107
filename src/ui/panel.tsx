/** A titled section of a page, set off by space and one hairline. An error inside stays inside. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { PanelBoundary } from './error-boundary';
import styles from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** At the right of the title: a link, a button, a count. */
  readonly actions?: ReactNode;
  readonly level?: 2 | 3;
}

export function Panel({ title, children, actions, level = 2 }: PanelProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <header className={styles['header']}>
        <Heading id={id}>{title}</Heading>
        {actions}
      </header>
      <PanelBoundary name={title}>{children}</PanelBoundary>
    </section>
  );
}
