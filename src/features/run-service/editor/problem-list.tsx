/** What is wrong with the draft, in view in every section: each entry leads to its field and line, and offers its fixes. */
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Menu } from '../../../ui/menu';
import type { Problem } from '../problems';
import styles from './problem-list.module.css';
import type { FixesFor } from './use-fixes';

type ProblemListProps = {
  problems: readonly Problem[];
  onProblem: (problem: Problem) => void;
  fixesFor: FixesFor;
};

/** More than anyone reads before putting some right. */
const MOST = 100;

export function ProblemList({ problems, onProblem, fixesFor }: ProblemListProps) {
  if (problems.length === 0) return null;
  const count = problems.length === 1 ? 'There is 1 problem' : `There are ${problems.length} problems`;
  return (
    <section className={styles['problems']} aria-label="Problems">
      <h2 aria-live="polite">{count}</h2>
      <ul>
        {problems.slice(0, MOST).map((problem) => (
          <li key={`${JSON.stringify(problem.path)} ${problem.code}`}>
            <button type="button" className={styles['jump']} onClick={() => onProblem(problem)}>
              <Icon name="error" size={14} />
              <span>
                <strong>{problem.field}</strong> {problem.wants}.
              </span>
            </button>
            <Fixes problem={problem} fixesFor={fixesFor} />
          </li>
        ))}
      </ul>
      {problems.length > MOST && <p>{`… and ${problems.length - MOST} more.`}</p>}
    </section>
  );
}

function Fixes({ problem, fixesFor }: { problem: Problem; fixesFor: FixesFor }) {
  const [first, ...more] = fixesFor(problem);
  if (!first) return null;
  return (
    <span className={styles['fixes']}>
      <Button variant="quiet" onClick={first.run}>
        {first.title}
      </Button>
      {more.length > 0 && (
        <Menu
          label={`Other fixes of ${problem.field}`}
          items={more.map(({ title, run }) => ({ label: title, onSelect: run }))}
        />
      )}
    </span>
  );
}
