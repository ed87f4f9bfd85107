/** The frame of a step that comes before the draft: its name, and the way back or out. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { cx } from '../../ui/class-names';
import styles from './start-step.module.css';

interface StartStepProps {
  readonly title: string;
  readonly wide?: boolean;
  /** To the step before. */
  readonly onBack?: () => void;
  /** Out of *Run a Service*. */
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}

export function StartStep({ title, wide = false, onBack, onCancel, children }: StartStepProps) {
  const id = useId();
  return (
    <section className={cx(styles['step'], wide && styles['wide'])} aria-labelledby={id}>
      <header className={styles['header']}>
        {onBack && (
          <Button variant="quiet" icon="arrow-left" onClick={onBack}>
            Back
          </Button>
        )}
        <h1 id={id}>{title}</h1>
        {onCancel && (
          <Button variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </header>
      {children}
    </section>
  );
}
