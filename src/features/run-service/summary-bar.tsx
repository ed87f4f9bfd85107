/** Always in view: what the draft takes, and what is wrong with it. A problem's entry leads to its field and line. */
import type { ReactNode } from 'react';
import type { JsonRecord } from './json-value';
import { ClusterShare } from './cluster-share';
import { totalSentence } from './instance-total';
import type { Problem } from './problems';
import { Icon } from '../../ui/icon';
import styles from './summary-bar.module.css';

type SummaryBarProps = {
  value: JsonRecord;
  problems: readonly Problem[];
  onProblem: (problem: Problem) => void;
  children?: ReactNode;
};

export function SummaryBar({ value, problems, onProblem, children }: SummaryBarProps) {
  const { each, all, instances, executor } = totalSentence(value);
  return (
    <footer className={styles['bar']}>
      {children}
      {problems.length > 0 && (
        <section className={styles['problems']} aria-label="Problems">
          <h2>{problems.length === 1 ? 'There is 1 problem' : `There are ${problems.length} problems`}</h2>
          <ul>
            {problems.map((problem) => (
              <li key={`${JSON.stringify(problem.path)} ${problem.code}`}>
                <button type="button" onClick={() => onProblem(problem)}>
                  <Icon name="error" size={14} />
                  <span>
                    <strong>{problem.field}</strong> {problem.wants}.
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
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
