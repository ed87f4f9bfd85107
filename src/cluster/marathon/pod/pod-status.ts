/** A pod with its instances as the API tells it: every word folds from tasks (Marathon `core/appinfo/impl/DefaultPodStatusService`, `core/pod/PodStatusConversion`). */
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import type { PodDefinition, Resources } from '../../../protocol/marathon/pod';
import type {
  NetworkStatus,
  PodInstanceState,
  PodInstanceStatus,
  PodStatus,
  TerminationHistory,
} from '../../../protocol/marathon/pod-status';
import { fromMilli, isoTime, milli, millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Condition, Instance } from '../instance/instance';
import { isTerminal } from '../instance/instance';
import { containerStatuses } from './container-status';

interface Verdict {
  readonly status: PodInstanceState;
  readonly message?: string;
}

const COMING: ReadonlySet<Condition> = new Set<Condition>(['Scheduled', 'Provisioned']);

const verdictOf = (instance: Instance, hasUnhealthy: boolean): Verdict => {
  const { condition, goal } = instance;
  if (goal === 'Running' && (COMING.has(condition) || isTerminal(condition))) return { status: 'PENDING' };
  switch (condition) {
    case 'Staging':
    case 'Starting':
      return { status: 'STAGING' };
    case 'Running':
      return hasUnhealthy
        ? { status: 'DEGRADED', message: 'at least one container is not healthy' }
        : { status: 'STABLE' };
    case 'Unreachable':
    case 'UnreachableInactive':
      return { status: 'DEGRADED', message: 'pod instance has become unreachable' };
    default:
      return { status: 'TERMINAL' };
  }
};

/** The networks of all tasks, merged by name; addresses once each. */
const networksOf = (instance: Instance): NetworkStatus[] => {
  const merged = new Map<string | undefined, Set<string>>();
  for (const task of instance.tasks) {
    for (const { name, ipAddresses } of task.status?.networks ?? []) {
      const known = merged.get(name) ?? new Set<string>();
      for (const address of ipAddresses) known.add(address);
      merged.set(name, known);
    }
  }
  return [...merged].map(([name, addresses]) => ({ ...(name !== undefined && { name }), addresses: [...addresses] }));
};

/** Exact sum of shares and MiB. */
const sum = (all: readonly Resources[]): Resources => {
  const total = (name: keyof Resources): number =>
    fromMilli(milli(all.reduce((part, each) => part + milli(each[name]), 0) / 1000));
  return { cpus: total('cpus'), mem: total('mem'), disk: total('disk'), gpus: total('gpus') };
};

/** Status of one instance that was placed at least once; `definition` is the version it was launched with. */
const instanceStatus = (definition: PodDefinition, instance: Instance): PodInstanceStatus => {
  const containers = containerStatuses(definition, instance.tasks, instance.reservation !== undefined);
  const hasUnhealthy = containers.some(({ conditions }) =>
    conditions.some(({ name, value }) => name === 'healthy' && value === 'false'),
  );
  const { status, message } = verdictOf(instance, hasUnhealthy);
  const since = isoTime(instance.since);
  const { agent } = instance;
  const executor = { ...definition.executorResources, gpus: 0 };
  return {
    id: instance.id,
    status,
    statusSince: since,
    ...(message !== undefined && { message }),
    conditions: [],
    ...(agent !== null && { agentHostname: agent.host, agentId: agent.agentId }),
    ...(agent?.region != null && { agentRegion: agent.region }),
    ...(agent?.zone != null && { agentZone: agent.zone }),
    resources: sum([executor, ...containers.flatMap(({ resources }) => resources ?? [])]),
    networks: networksOf(instance),
    containers,
    specReference: `/v2/pods${definition.id}::versions/${definition.version}`,
    localVolumes: instance.reservation?.volumes ?? [],
    lastUpdated: since,
    lastChanged: since,
    role: instance.role,
  };
};

export interface StatusInput {
  /** The version in force. */
  readonly pod: PodDefinition;
  readonly instances: readonly Instance[];
  /** Definition of an older version. */
  readonly versionOf: (version: string) => PodDefinition | undefined;
  readonly history: readonly TerminationHistory[];
  /** A deployment is removing the pod. */
  readonly removing: boolean;
  readonly now: Millis;
}

/** Status of a pod. Instances that were never placed are not in it: what waits is in the queue. */
export const podStatus = ({ pod, instances, versionOf, history, removing, now }: StatusInput): PodStatus => {
  const placed = instances.filter(({ agent }) => agent !== null);
  const statuses = placed.map((instance) => instanceStatus(versionOf(instance.version) ?? pod, instance));
  const stable = statuses.filter(({ status }) => status === 'STABLE').length;
  const since = isoTime(
    placed.length === 0 ? now : millis(placed.reduce((latest, instance) => Math.max(latest, instance.since), 0)),
  );
  return {
    id: pod.id,
    spec: serialisePod(pod),
    status: removing ? 'TERMINAL' : stable >= pod.scaling.instances ? 'STABLE' : 'DEGRADED',
    statusSince: since,
    instances: statuses,
    terminationHistory: history,
    lastUpdated: isoTime(now),
    lastChanged: since,
  };
};
