/** The pod instances on one agent with their containers. */
import { Link } from '@tanstack/react-router';
import type { PodInstanceStatus, PodStatus } from '../../protocol/marathon/pod-status';
import { EmptyState } from '../../ui/empty-state';
import { containerStatus, instanceStatus } from '../shared/instance-status';
import { ResourceAmount } from '../shared/resource-amount';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import styles from './node-instances.module.css';

interface Placed {
  readonly podId: string;
  readonly instance: PodInstanceStatus;
}

const placedOn = (agentId: string, pods: readonly PodStatus[]): readonly Placed[] =>
  pods.flatMap(({ id, instances }) =>
    instances
      .filter((instance) => instance.agentId === agentId && instance.status !== 'TERMINAL')
      .map((instance) => ({ podId: id, instance })),
  );

function Instance({ podId, instance }: Placed) {
  const minute = useTicking((now) => Math.floor(now / 60_000) * 60_000);
  return (
    <li className={styles['instance']}>
      <div className={styles['line']}>
        <Link className={styles['name']} to="/services/detail/$" params={{ _splat: podId.slice(1) }}>
          {podId.slice(1)}
        </Link>
        <StatusBadge status={instanceStatus(instance, minute)} />
        <span className={styles['amounts']}>
          <ResourceAmount kind="cpus" value={instance.resources?.cpus} />
          <ResourceAmount kind="mem" value={instance.resources?.mem} />
        </span>
      </div>
      <ul className={styles['containers']}>
        {instance.containers.map((container) => (
          <li key={container.name} className={styles['container']}>
            <span>{container.name}</span>
            <StatusBadge status={containerStatus(container)} />
          </li>
        ))}
      </ul>
    </li>
  );
}

export function NodeInstances({ agentId, pods }: { agentId: string; pods: readonly PodStatus[] }) {
  const placed = placedOn(agentId, pods);
  if (placed.length === 0) return <EmptyState title="Nothing runs here">This agent’s resources are free.</EmptyState>;
  return (
    <ul>
      {placed.map((each) => (
        <Instance key={each.instance.id} {...each} />
      ))}
    </ul>
  );
}
