/** Cells of the instances table that need more than a text. */
import type { ContainerStatus, PodInstanceStatus } from '../../../protocol/marathon/pod-status';
import { Icon } from '../../../ui/icon';
import type { Health } from '../../shared/instance-status';
import { causeText, containerHealth, containerStatus, instanceStatus } from '../../shared/instance-status';
import { StatusBadge } from '../../shared/status-badge';
import { useTicking } from '../../shared/ticker';
import { addressesOf, zoneText } from './instance-rows';
import styles from './instance-table.module.css';

const healthWords: Readonly<Record<Health, string>> = {
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  unknown: 'no health result yet',
  unchecked: '',
};

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
  flat,
}: {
  readonly instance: PodInstanceStatus;
  readonly delayUntil: number;
  /** No row below tells of health. */
  readonly flat: boolean;
}) => {
  const left = useTicking((now) => secondsTo(delayUntil, now));
  const words = useTicking((now) => instanceStatus(instance, now, left).sentence);
  const status = instanceStatus(instance, 0, left);
  const [container] = instance.containers;
  const health = flat && container ? healthWords[containerHealth(container)] : '';
  const cause = container ? causeText([container]) : '';
  const shown = health === '' ? (status.word === 'Running' ? '' : words) : `${health}${cause}`;
  return (
    <span className={styles['statusLine']}>
      <StatusBadge status={status} />
      {shown !== '' && <Sentence>{shown}</Sentence>}
    </span>
  );
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

interface PortsProps {
  readonly container: ContainerStatus;
  readonly ports: ReadonlyMap<string, number>;
}

/** `:31004→80`: a port of the agent, and which of the container it leads to. */
const portText = (inside: number | undefined, outside: number | undefined): string => {
  if (outside === undefined) return inside === undefined ? '' : `:${inside}`;
  return `:${outside}${inside === undefined || inside === outside ? '' : `→${inside}`}`;
};

const portTexts = ({ container, ports }: PortsProps): readonly { readonly name: string; readonly text: string }[] =>
  container.endpoints.map(({ name, allocatedHostPort }) => ({
    name,
    text: portText(ports.get(name), allocatedHostPort),
  }));

/** `http :31004→80`: where each endpoint of a container is reached. */
export const PortsCell = (props: PortsProps) => {
  const texts = portTexts(props).map(({ name, text }) => `${name} ${text}`.trim());
  return texts.length === 0 ? null : <Sentence>{texts.join('  ')}</Sentence>;
};

/** Address and ports in one, where an instance is one task: the ports by number, their names on hover. */
export const AddressAndPorts = ({
  instance,
  ports,
}: Pick<PortsProps, 'ports'> & { readonly instance: PodInstanceStatus }) => {
  const texts = instance.containers.flatMap((container) => portTexts({ container, ports }));
  return (
    <span className={styles['agentLine']}>
      <AddressCell instance={instance} />
      {texts.length > 0 && (
        <span className={styles['faint']} title={texts.map(({ name, text }) => `${name} ${text}`).join(', ')}>
          {texts.map(({ text }) => text).join(' ')}
        </span>
      )}
    </span>
  );
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
