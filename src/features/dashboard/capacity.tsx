/** Allocated and total of each resource as figures with a bar. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { agentQueries } from '../../api/queries/agents';
import { Changing } from '../../ui/changing';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { Meter } from '../../ui/progress';
import type { CapacityKind, Share } from './capacity-sums';
import { capacityKinds, capacityOf, shareText } from './capacity-sums';
import styles from './capacity.module.css';

const names: Readonly<Record<CapacityKind, string>> = { cpus: 'CPU', mem: 'Memory', disk: 'Disk', gpus: 'GPU' };

/** Above this share little fits any more. */
const nearlyFull = 0.9;

function Resource({ kind, share }: { kind: CapacityKind; share: Share }) {
  const { used, total } = share;
  const part = total === 0 ? 0 : used / total;
  const text = shareText(kind, share);
  return (
    <li className={styles['resource']}>
      <p className={styles['line']}>
        <span className={styles['name']}>{names[kind]}</span>
        <span className={styles['percent']}>
          <Changing>{`${Math.round(part * 100)}`}</Changing>
          <span className={styles['unit']}>%</span>
        </span>
      </p>
      <Meter
        label={`${names[kind]} allocated`}
        value={used}
        max={total}
        text={text}
        tone={part >= nearlyFull ? 'wait' : 'accent'}
        size="thick"
      />
      <p className={styles['numbers']}>{text}</p>
    </li>
  );
}

export function Capacity() {
  const { data: agents, error, refetch } = useQuery(agentQueries.all());
  const capacity = useMemo(() => agents && capacityOf(agents), [agents]);
  if (capacity) {
    return (
      <ul className={styles['list']}>
        {capacityKinds.map((kind) => (
          <Resource key={kind} kind={kind} share={capacity[kind]} />
        ))}
      </ul>
    );
  }
  if (error) {
    return <ErrorPanel title="The agents can’t be read" message={error.message} onRetry={() => void refetch()} />;
  }
  return <Loading label="capacity" rows={2} />;
}
