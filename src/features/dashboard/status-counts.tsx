/** How many services are in each status, worst first; each count leads to the list filtered by it. */
import { Link } from '@tanstack/react-router';
import { Changing } from '../../ui/changing';
import { Glyph } from '../../ui/glyph';
import { EmptyState } from '../../ui/empty-state';
import type { StatusWord } from '../shared/status-words';
import { statusLooks } from '../shared/status-words';
import type { DashboardService } from './dashboard-service';
import { badness } from './badness';
import styles from './status-counts.module.css';

const counted = (services: readonly DashboardService[]): readonly (readonly [StatusWord, number])[] => {
  const counts = new Map<StatusWord, number>();
  for (const { status } of services) counts.set(status.word, (counts.get(status.word) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => badness(b) - badness(a));
};

export function StatusCounts({ services }: { services: readonly DashboardService[] }) {
  if (services.length === 0) return <EmptyState title="No services">Nothing runs on this cluster yet.</EmptyState>;
  return (
    <ul className={styles['list']}>
      {counted(services).map(([word, count]) => (
        <li key={word}>
          <Link className={styles['row']} to="/services" search={{ q: `is:${word.toLowerCase()}` }}>
            <Glyph shape={statusLooks[word].glyph} tone={statusLooks[word].tone} progress={0.6} />
            <span>{word}</span>
            <span className={styles['bar']} aria-hidden="true">
              <span
                style={{ inlineSize: `${(count / services.length) * 100}%` }}
                className={styles[statusLooks[word].tone]}
              />
            </span>
            <span className={styles['count']}>
              <Changing>{count}</Changing>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
