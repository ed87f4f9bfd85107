/** Always in view: what the draft takes, and above it what is wrong with it. */
import type { ReactNode } from 'react';
import type { JsonRecord } from './json-value';
import { ClusterShare } from './cluster-share';
import { totalSentence } from './instance-total';
import styles from './summary-bar.module.css';

type SummaryBarProps = {
  value: JsonRecord;
  children?: ReactNode;
};

export function SummaryBar({ value, children }: SummaryBarProps) {
  const { each, all, instances, executor } = totalSentence(value);
  return (
    <footer className={styles['bar']}>
      {children}
      <p className={styles['total']}>
        Each instance takes <strong>{each}</strong>
        {executor}
        {instances !== 1 && (
          <>
            ; {instances} instances take <strong>{all}</strong>
          </>
        )}
        .<ClusterShare value={value} />
      </p>
    </footer>
  );
}
