/** One pod of a deployment: link, status, and how far it is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { podQueries } from '../../api/queries/pods';
import { queueQueries } from '../../api/queries/queue';
import type { Deployment } from '../../protocol/marathon/deployment';
import { serviceStatus } from '../shared/service-status';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import styles from './deployment-card.module.css';

export function AffectedPod({ id, deployment }: { id: string; deployment: Deployment }) {
  const { data: pod } = useQuery({
    ...podQueries.statuses(),
    select: (pods) => pods.find((each) => each.id === id),
  });
  const { data: queueItem } = useQuery({
    ...queueQueries.all(),
    select: (queue) => queue.find((item) => item.pod?.id === id),
  });
  const second = useTicking((now) => Math.floor(now / 1000) * 1000);
  return (
    <span className={styles['pod']}>
      <Link className={styles['name']} to="/services/detail/$" params={{ _splat: id.slice(1) }}>
        {id.slice(1)}
      </Link>
      {pod && (
        <StatusBadge
          status={serviceStatus({ pod, deployment, now: second, ...(queueItem && { queueItem }) })}
          show="sentence"
        />
      )}
    </span>
  );
}
