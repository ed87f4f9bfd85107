/** One service of a deployment: link, status, and how far it is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Service } from '../../api/client/service';
import { appQueries } from '../../api/queries/apps';
import { podQueries } from '../../api/queries/pods';
import { queueQueries } from '../../api/queries/queue';
import type { Deployment } from '../../protocol/marathon/deployment';
import { queuedId, serviceStatus } from '../shared/service-status';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import styles from './deployment-card.module.css';

export function AffectedService({ id, deployment }: { id: string; deployment: Deployment }) {
  const wanted = (services: readonly Service[]) => services.find((each) => each.id === id);
  const { data: pod } = useQuery({ ...podQueries.statuses(), select: wanted });
  const { data: app } = useQuery({ ...appQueries.statuses(), select: wanted });
  const service = pod ?? app;
  const { data: queueItem } = useQuery({
    ...queueQueries.all(),
    select: (queue) => queue.find((item) => queuedId(item) === id),
  });
  const second = useTicking((now) => Math.floor(now / 1000) * 1000);
  return (
    <span className={styles['pod']}>
      <Link className={styles['name']} to="/services/detail/$" params={{ _splat: id.slice(1) }}>
        {id.slice(1)}
      </Link>
      {service && (
        <StatusBadge
          status={serviceStatus({ service, deployment, now: second, ...(queueItem && { queueItem }) })}
          show="sentence"
        />
      )}
    </span>
  );
}
