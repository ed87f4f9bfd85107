/** Used of total as a small bar with its figures. */
import type { Agent } from '../../api/client/mesos';
import { Meter } from '../../ui/progress';
import { cpusText, resourceText } from '../shared/resource-text';
import type { ResourceKind } from '../shared/resource-text';
import styles from './usage.module.css';

const names: Readonly<Record<ResourceKind, string>> = { cpus: 'CPU', mem: 'Memory', disk: 'Disk', gpus: 'GPU' };
const nearlyFull = 0.9;

const shortText = (kind: ResourceKind, value: number) =>
  kind === 'cpus' || kind === 'gpus' ? cpusText(value) : resourceText(kind, value);

interface UsageProps {
  readonly kind: ResourceKind;
  readonly agent: Agent;
}

export function Usage({ kind, agent }: UsageProps) {
  const used = agent.used_resources[kind];
  const total = agent.resources[kind];
  if (total === 0) return <span className={styles['none']}>–</span>;
  return (
    <span className={styles['usage']}>
      <span>
        {shortText(kind, used)} <span className={styles['total']}>/ {shortText(kind, total)}</span>
      </span>
      <Meter
        label={`${names[kind]} used`}
        value={used}
        max={total}
        text={`${resourceText(kind, used)} of ${resourceText(kind, total)}`}
        tone={used / total >= nearlyFull ? 'wait' : 'accent'}
      />
    </span>
  );
}
