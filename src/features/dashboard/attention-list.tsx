/** Services that are wrong or stuck, worst first, each with its reason. */
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../ui/empty-state';
import { StatusBadge } from '../shared/status-badge';
import { badness, needsAttention } from './badness';
import styles from './attention-list.module.css';
import type { DashboardService } from './dashboard-service';

const shownAtMost = 8;

export function AttentionList({ services }: { services: readonly DashboardService[] }) {
  const wanting = services
    .filter(({ status }) => needsAttention(status.word))
    .toSorted((a, b) => badness(b.status.word) - badness(a.status.word));
  if (wanting.length === 0) return <EmptyState title="All quiet">No service waits, fails or is degraded.</EmptyState>;
  return (
    <ul className={styles['list']}>
      {wanting.slice(0, shownAtMost).map(({ id, status }) => (
        <li key={id} className={styles['row']}>
          <Link className={styles['name']} to="/services/detail/$" params={{ _splat: id.slice(1) }}>
            {id.slice(1)}
          </Link>
          <StatusBadge status={status} />
          <span className={styles['sentence']} title={status.sentence}>
            {status.sentence}
          </span>
        </li>
      ))}
      {wanting.length > shownAtMost && <li className={styles['rest']}>and {wanting.length - shownAtMost} more</li>}
    </ul>
  );
}
