/**
 * One line of the services list, worked out from a pod's status, its queue entry and its deployment. Rows of pods whose
 * facts did not change keep their identity, so that one event among ten thousand pods draws one row again.
 */
import type { Deployment } from '../../protocol/marathon/deployment';
import type { PodStatus } from '../../protocol/marathon/pod-status';
import type { QueueItem } from '../../protocol/marathon/queue';
import type { Amounts } from '../shared/pod-totals';
import { targetInstances, targetTotal } from '../shared/pod-totals';
import type { ServiceFacts } from '../shared/service-status';
import { deploymentOf, serviceStatus } from '../shared/service-status';
import type { Status, StatusWord } from '../shared/status-words';

export interface ServiceRow {
  readonly id: string;
  /** Last segment of the id. */
  readonly name: string;
  /** The segments before, with a slash at the end; empty at the root. */
  readonly group: string;
  readonly facts: ServiceFacts;
  readonly status: Status;
  readonly running: number;
  readonly target: number;
  /** Of all the instances asked for. */
  readonly amounts: Amounts;
  readonly containers: number;
  /** When the definition was last changed, ISO-8601. */
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What free text is looked for in, lower case: id, images, labels. */
  readonly text: string;
}

/** Worst first; also the order of the status filter. */
export const statusOrder: readonly StatusWord[] = [
  'Unreachable',
  'Failed',
  'Degraded',
  'Waiting',
  'Delayed',
  'Deploying',
  'Staging',
  'Deleting',
  'Running',
  'Finished',
  'Killed',
  'Suspended',
];

export const statusRank = (word: StatusWord): number => statusOrder.indexOf(word);

const searchText = ({ id, spec }: PodStatus): string => {
  const images = spec.containers.flatMap(({ image }) => image?.id ?? []);
  const labels = Object.entries(spec.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [id, ...images, ...labels].join(' ').toLowerCase();
};

const rowOf = (facts: ServiceFacts): ServiceRow => {
  const { pod } = facts;
  const cut = pod.id.lastIndexOf('/') + 1;
  return {
    id: pod.id,
    name: pod.id.slice(cut),
    group: pod.id.slice(1, Math.max(1, cut)),
    facts,
    status: serviceStatus(facts),
    running: pod.instances.filter(({ status }) => status === 'STABLE').length,
    target: targetInstances(pod.spec),
    amounts: targetTotal(pod.spec),
    containers: pod.spec.containers.length,
    version: pod.spec.version,
    labels: pod.spec.labels ?? {},
    text: searchText(pod),
  };
};

export interface ServiceSources {
  readonly pods: readonly PodStatus[];
  readonly queue: readonly QueueItem[];
  readonly deployments: readonly Deployment[];
  /** Virtual milliseconds. */
  readonly now: number;
}

const deploymentsByPod = (deployments: readonly Deployment[]): ReadonlyMap<string, Deployment> => {
  const ids = new Set(deployments.flatMap(({ affectedPods }) => affectedPods));
  return new Map(
    [...ids].flatMap((id) => {
      const deployment = deploymentOf(id, deployments);
      return deployment ? [[id, deployment] as const] : [];
    }),
  );
};

/** Rows in the order of the pods. `known` is filled and used from call to call; give each list its own. */
export const serviceRows = (sources: ServiceSources, known: WeakMap<PodStatus, ServiceRow>): readonly ServiceRow[] => {
  const queued = new Map(sources.queue.flatMap((item) => (item.pod ? [[item.pod.id, item] as const] : [])));
  const deploying = deploymentsByPod(sources.deployments);
  return sources.pods.map((pod) => {
    const queueItem = queued.get(pod.id);
    const deployment = deploying.get(pod.id);
    const before = known.get(pod);
    if (before && before.facts.queueItem === queueItem && before.facts.deployment === deployment) return before;
    const row = rowOf({ pod, queueItem, deployment, queueReadAt: sources.now, now: sources.now });
    known.set(pod, row);
    return row;
  });
};

/** Whether a row's status depends on the time: a delay counts down, failures are forgotten, an agent stays away. */
export const isMoving = ({ facts, status }: ServiceRow): boolean =>
  facts.queueItem !== undefined || facts.pod.terminationHistory.length > 0 || status.word === 'Unreachable';

/** A row as it is at `now` (virtual milliseconds); the same row when nothing of its status changed. */
export const rowAt = (row: ServiceRow, now: number): ServiceRow => {
  const status = serviceStatus({ ...row.facts, now });
  return status.word === row.status.word && status.sentence === row.status.sentence ? row : { ...row, status };
};
