/**
 * One line of the services list, worked out from a service's status, its queue entry and its deployment. Rows of services
 * whose facts did not change keep their identity, so that one event among ten thousand draws one row again.
 */
import { kindOf, type Service, type ServiceKind } from '../../api/client/service';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { QueueItem } from '../../protocol/marathon/queue';
import type { Amounts } from '../shared/pod-totals';
import { targetInstances, targetTotal } from '../shared/pod-totals';
import type { ServiceFacts } from '../shared/service-status';
import { affectedServices, deploymentOf, queuedId, serviceStatus } from '../shared/service-status';
import type { Status, StatusWord } from '../shared/status-words';

export interface ServiceRow {
  readonly id: string;
  /** Last segment of the id. */
  readonly name: string;
  /** The segments before, with a slash at the end; empty at the root. */
  readonly group: string;
  readonly kind: ServiceKind;
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

/** Whether its status asks for a word of why beside it. */
export const isRemarkable = ({ status }: ServiceRow): boolean => status.word !== 'Running';

export const statusRank = (word: StatusWord): number => statusOrder.indexOf(word);

const searchText = ({ id, spec }: Service): string => {
  const images = spec.containers.flatMap(({ image }) => image?.id ?? []);
  const labels = Object.entries(spec.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [id, ...images, ...labels].join(' ').toLowerCase();
};

const rowOf = (facts: ServiceFacts): ServiceRow => {
  const { service } = facts;
  const { id, spec } = service;
  const cut = id.lastIndexOf('/') + 1;
  return {
    id,
    name: id.slice(cut),
    group: id.slice(1, Math.max(1, cut)),
    kind: kindOf(service),
    facts,
    status: serviceStatus(facts),
    running: service.instances.filter(({ status }) => status === 'STABLE').length,
    target: targetInstances(spec),
    amounts: targetTotal(spec),
    containers: spec.containers.length,
    version: spec.version,
    labels: spec.labels ?? {},
    text: searchText(service),
  };
};

export interface ServiceSources {
  readonly services: readonly Service[];
  readonly queue: readonly QueueItem[];
  readonly deployments: readonly Deployment[];
  /** Virtual milliseconds. */
  readonly now: number;
}

const deploymentsByService = (deployments: readonly Deployment[]): ReadonlyMap<string, Deployment> => {
  const ids = new Set(deployments.flatMap(affectedServices));
  return new Map(
    [...ids].flatMap((id) => {
      const deployment = deploymentOf(id, deployments);
      return deployment ? [[id, deployment] as const] : [];
    }),
  );
};

/** Rows in the order of the services. `known` is filled and used from call to call; give each list its own. */
export const serviceRows = (sources: ServiceSources, known: WeakMap<Service, ServiceRow>): readonly ServiceRow[] => {
  const queued = new Map(sources.queue.map((item) => [queuedId(item), item]));
  const deploying = deploymentsByService(sources.deployments);
  return sources.services.map((service) => {
    const queueItem = queued.get(service.id);
    const deployment = deploying.get(service.id);
    const before = known.get(service);
    if (before && before.facts.queueItem === queueItem && before.facts.deployment === deployment) return before;
    const row = rowOf({ service, queueItem, deployment, queueReadAt: sources.now, now: sources.now });
    known.set(service, row);
    return row;
  });
};

/** Whether a row's status depends on the time: a delay counts down, failures are forgotten, an agent stays away. */
export const isMoving = ({ facts, status }: ServiceRow): boolean =>
  facts.queueItem !== undefined || facts.service.terminationHistory.length > 0 || status.word === 'Unreachable';

/** A row as it is at `now` (virtual milliseconds); the same row when nothing of its status changed. */
export const rowAt = (row: ServiceRow, now: number): ServiceRow => {
  const status = serviceStatus({ ...row.facts, now });
  return status.word === row.status.word && status.sentence === row.status.sentence ? row : { ...row, status };
};
