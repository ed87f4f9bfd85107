/** Cells of the instances table that need more than a text. */
import type { ContainerStatus, PodInstanceStatus } from '../../../protocol/marathon/pod-status';
import { Icon } from '../../../ui/icon';
import type { Health } from '../../shared/instance-status';
import { containerHealth, containerStatus, instanceStatus } from '../../shared/instance-status';
import { StatusBadge } from '../../shared/status-badge';
import { useTicking } from '../../shared/ticker';
import { addressesOf, zoneText } from './instance-rows';
import styles from './instance-table.module.css';

const Sentence = ({ children }: { readonly children: string }) => (
  <span className={styles['sentence']} title={children}>
    {children}
  </span>
);

/** Seconds until `until`, both virtual milliseconds; 0 once it has passed. */
const secondsTo = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000));

/** `delayUntil`: when the pod's back-off ends, 0 when none runs. A running instance needs no sentence. */
export const InstanceStatusCell = ({
  instance,
  delayUntil,
}: {
  readonly instance: PodInstanceStatus;
  readonly delayUntil: number;
}) => {
  const left = useTicking((now) => secondsTo(delayUntil, now));
  const words = useTicking((now) => instanceStatus(instance, now, left).sentence);
  const status = instanceStatus(instance, 0, left);
  return (
    <span className={styles['statusLine']}>
      <StatusBadge status={status} />
      {status.word !== 'Running' && <Sentence>{words}</Sentence>}
    </span>
  );
};

const healthWords: Readonly<Record<Health, string>> = {
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  unknown: 'no health result yet',
  unchecked: '',
};

export const ContainerStatusCell = ({ container }: { readonly container: ContainerStatus }) => {
  const status = containerStatus(container);
  const health = container.status === 'TASK_RUNNING' ? healthWords[containerHealth(container)] : '';
  const words = status.word === 'Running' || status.word === 'Degraded' ? health : status.sentence;
  return (
    <span className={styles['statusLine']}>
      <StatusBadge status={status} />
      {words !== '' && <Sentence>{words}</Sentence>}
    </span>
  );
};

/** Agent, and where it stands. */
export const AgentCell = ({ instance }: { readonly instance: PodInstanceStatus }) => {
  const zone = zoneText(instance);
  return (
    <span className={styles['agentLine']}>
      <span>{instance.agentHostname ?? '–'}</span>
      {zone !== '' && <span className={styles['faint']}>{zone}</span>}
    </span>
  );
};

/** The first address; more are counted and named on hover. */
export const AddressCell = ({ instance }: { readonly instance: PodInstanceStatus }) => {
  const [first, ...more] = addressesOf(instance);
  if (first === undefined) return <>–</>;
  return <span title={[first, ...more].join(', ')}>{more.length === 0 ? first : `${first} +${more.length}`}</span>;
};

/** `http :31004→80`: where each endpoint of a container is reached. */
export const PortsCell = ({
  container,
  ports,
}: {
  readonly container: ContainerStatus;
  readonly ports: ReadonlyMap<string, number>;
}) => {
  const texts = container.endpoints.map(({ name, allocatedHostPort }) => {
    const inside = ports.get(name);
    if (allocatedHostPort === undefined) return inside === undefined ? name : `${name} :${inside}`;
    return `${name} :${allocatedHostPort}${inside === undefined || inside === allocatedHostPort ? '' : `→${inside}`}`;
  });
  return texts.length === 0 ? null : <Sentence>{texts.join('  ')}</Sentence>;
};

/** The chevron and the name that fold an instance; keys do the same on the row itself, so it is no tab stop. */
export const FoldButton = ({
  open,
  label,
  onFold,
}: {
  readonly open: boolean;
  readonly label: string;
  readonly onFold: () => void;
}) => (
  <button type="button" className={styles['fold']} tabIndex={-1} onClick={onFold}>
    <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} />
    <span className={styles['foldText']}>{label}</span>
  </button>
);
