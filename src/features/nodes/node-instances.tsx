/** The instances on one agent, those of pods with their containers. */
import { Link } from '@tanstack/react-router';
import type { Service, ServiceInstance } from '../../api/client/service';
import { EmptyState } from '../../ui/empty-state';
import { containerStatus, instanceStatus } from '../shared/instance-status';
import { ResourceAmount } from '../shared/resource-amount';
import { StatusBadge } from '../shared/status-badge';
import { useTicking } from '../shared/ticker';
import styles from './node-instances.module.css';
import { occupies } from './node-row';

interface Placed {
  readonly service: Service;
  readonly instance: ServiceInstance;
}

const placedOn = (agentId: string, services: readonly Service[]): readonly Placed[] =>
  services.flatMap((service) =>
    service.instances
      .filter((instance) => instance.agentId === agentId && occupies(instance))
      .map((instance) => ({ service, instance })),
  );

function Instance({ service, instance }: Placed) {
  const minute = useTicking((now) => Math.floor(now / 60_000) * 60_000);
  return (
    <li className={styles['instance']}>
      <div className={styles['line']}>
        <Link className={styles['name']} to="/services/detail/$" params={{ _splat: service.id.slice(1) }}>
          {service.id.slice(1)}
        </Link>
        <StatusBadge status={instanceStatus(instance, minute)} />
        <span className={styles['amounts']}>
          <ResourceAmount kind="cpus" value={instance.resources?.cpus} />
          <ResourceAmount kind="mem" value={instance.resources?.mem} />
        </span>
      </div>
      {/* An app's one container has neither a name nor a status of its own. */}
      {service.app === undefined && (
        <ul className={styles['containers']}>
          {instance.containers.map((container) => (
            <li key={container.name} className={styles['container']}>
              <span>{container.name}</span>
              <StatusBadge status={containerStatus(container)} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function NodeInstances({ agentId, services }: { agentId: string; services: readonly Service[] }) {
  const placed = placedOn(agentId, services);
  if (placed.length === 0) return <EmptyState title="Nothing runs here">This agent’s resources are free.</EmptyState>;
  return (
    <ul>
      {placed.map((each) => (
        <Instance key={each.instance.id} {...each} />
      ))}
    </ul>
  );
}
