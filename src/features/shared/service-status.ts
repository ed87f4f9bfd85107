/**
 * What a pod or an app is doing, in one word and one sentence. Marathon's own three states hide most of it (a crash loop is
 * STABLE whenever it happens to be up), so the word is read from instances, queue, deployment and past terminations.
 * The first row of the table below that applies gives the status; `service-status.test.ts` tests it row by row.
 *
 * | # | when | word |
 * |---|---|---|
 * | 1 | Marathon removes it | Deleting |
 * | 2 | 0 instances asked for, none left | Suspended |
 * | 3 | 0 instances asked for, some left | Deploying |
 * | 4 | queued, back-off not over | Delayed |
 * | 5 | queued, and the last offers fitted nowhere | Waiting |
 * | 6 | every instance is cut off from its agent | Unreachable |
 * | 7 | a deployment works on it | Deploying |
 * | 8 | an instance is degraded or unreachable, or keeps failing | Degraded |
 * | 9 | fewer up than asked for, some starting or about to | Staging |
 * | 10 | fewer up than asked for, nothing on its way | Degraded |
 * | 11 | as many up as asked for | Running |
 */
import type { Service } from '../../api/client/service';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { PodInstanceStatus } from '../../protocol/marathon/pod-status';
import type { QueueItem } from '../../protocol/marathon/queue';
import { causeText, containerHealth, isUnreachable } from './instance-status';
import { targetInstances } from './pod-totals';
import type { Status } from './status-words';
import { counted, status } from './status-words';
import { parseTime, spanText } from './time-text';
import { waitingReason } from './waiting-reason';

export interface ServiceFacts {
  readonly service: Service;
  /** Its entry of the launch queue, if it has one. */
  readonly queueItem?: QueueItem | undefined;
  /** When the queue was read, virtual milliseconds: the back-off counts down from there. */
  readonly queueReadAt?: number | undefined;
  /** The running deployment that affects it, if there is one. */
  readonly deployment?: Deployment | undefined;
  /** What a suspended service had before, if known. */
  readonly resumeWith?: number | undefined;
  /** Virtual milliseconds; 0 where the clock is not known yet. */
  readonly now: number;
}

/** Longest back-off of Marathon as DC/OS sets it: after that long without a failure it forgets them, and so do we. */
const FAILURE_MEMORY_MS = 300_000;

/** Whole seconds until the next launch may be tried; 0 when nothing delays it. */
export const delaySeconds = ({
  queueItem,
  queueReadAt,
  now,
}: Pick<ServiceFacts, 'queueItem' | 'queueReadAt' | 'now'>): number => {
  if (queueItem === undefined || queueItem.delay.overdue) return 0;
  const passed = queueReadAt === undefined || now === 0 ? 0 : (now - queueReadAt) / 1000;
  return Math.max(0, Math.ceil(queueItem.delay.timeLeftSeconds - passed));
};

/** Whether the newest offers were all turned down: what is queued waits for room, not for its turn. */
export const isWaitingForRoom = ({ processedOffersSummary: offers }: QueueItem): boolean => {
  const unused = parseTime(offers.lastUnusedOfferAt);
  const used = parseTime(offers.lastUsedOfferAt);
  return unused !== undefined && (used === undefined || unused > used);
};

/** Failures Marathon still remembers, by instance. Of apps it keeps the last one only, and how often a task was started again. */
const rememberedFailures = (service: Service, now: number): ReadonlyMap<string, number> => {
  const failures = new Map<string, number>();
  for (const { instanceID, terminatedAt } of service.terminationHistory) {
    const at = parseTime(terminatedAt);
    if (at === undefined || now - at > FAILURE_MEMORY_MS) continue;
    const own = service.instances.find(({ id }) => id === instanceID);
    failures.set(instanceID, own?.restarts ?? (failures.get(instanceID) ?? 0) + 1);
  }
  return failures;
};

/** Instances with two or more of them, worst first. */
const failingInstances = (
  service: Service,
  now: number,
): readonly { readonly id: string; readonly failures: number }[] =>
  [...rememberedFailures(service, now)]
    .map(([id, count]) => ({ id, failures: count }))
    .filter((each) => each.failures > 1)
    .sort((a, b) => b.failures - a.failures);

/** Pods and apps share one space of ids. */
export const affectedServices = ({ affectedPods, affectedApps }: Deployment): readonly string[] => [
  ...affectedPods,
  ...affectedApps,
];

/** The deployment that works on a service; a removal wins over others. */
export const deploymentOf = (id: string, deployments: readonly Deployment[]): Deployment | undefined => {
  const mine = deployments.filter((deployment) => affectedServices(deployment).includes(id));
  return mine.find((each) => removes(id, each)) ?? mine[0];
};

/** Whose entry of the queue this is. */
export const queuedId = ({ pod, app }: QueueItem): string | undefined => (pod ?? app)?.id;

const removes = (id: string, { steps }: Deployment): boolean =>
  steps.some(({ actions }) =>
    actions.some(
      ({ action, pod, app }) => (action === 'StopPod' && pod === id) || (action === 'StopApplication' && app === id),
    ),
  );

interface Counts {
  readonly target: number;
  readonly active: readonly PodInstanceStatus[];
  readonly up: number;
  readonly unreachable: readonly PodInstanceStatus[];
  readonly degraded: number;
  readonly starting: number;
}

/** Instances by what they do. `up` counts those that serve: running, and no container unhealthy. */
const count = ({ spec, instances }: Service): Counts => {
  const active = instances.filter((each) => each.status !== 'TERMINAL');
  const unreachable = active.filter(isUnreachable);
  const of = (...states: readonly PodInstanceStatus['status'][]) =>
    active.filter((each) => states.includes(each.status)).length;
  return {
    target: targetInstances(spec),
    active,
    up: of('STABLE'),
    unreachable,
    degraded: of('DEGRADED') - unreachable.length,
    starting: of('STAGING', 'PENDING'),
  };
};

const share = ({ up, target }: Counts): number => (target === 0 ? 0 : Math.min(1, up / target));
const runningText = ({ up, target }: Counts): string => `${up} of ${counted(target, 'instance')} running`;

const stopping = (word: 'Deleting' | 'Deploying', left: number): Status =>
  status(word, left === 0 ? 'about to be removed' : `${counted(left, 'instance')} still stopping`);

const hasFailingCheck = ({ containers }: PodInstanceStatus): boolean =>
  containers.some((container) => containerHealth(container) === 'unhealthy');

const degradedText = (facts: ServiceFacts, counts: Counts): string | undefined => {
  const { service, now } = facts;
  const { target, degraded, unreachable } = counts;
  const of = `of ${counted(Math.max(target, counts.active.length), 'instance')}`;
  const verb = (n: number, one: string, many: string) => (n === 1 ? one : many);
  const failing = counts.active.filter(hasFailingCheck);
  const unhealthy = failing.length;
  if (unhealthy > 0) {
    return service.app === undefined
      ? `${unhealthy} ${of} ${verb(unhealthy, 'has', 'have')} an unhealthy container`
      : `${unhealthy} ${of} ${verb(unhealthy, 'is', 'are')} unhealthy${causeText(failing[0]?.containers ?? [])}`;
  }
  if (degraded > 0) return `${degraded} ${of} ${verb(degraded, 'waits', 'wait')} for a first health result`;
  if (unreachable.length > 0) {
    const n = unreachable.length;
    return `${n} ${of} ${verb(n, 'is', 'are')} unreachable (agent ${unreachable[0]?.agentHostname ?? 'unknown'})`;
  }
  const listed = new Set(service.instances.map(({ id }) => id));
  const crashing = failingInstances(service, now).filter(({ id }) => listed.has(id));
  const [worst] = crashing;
  if (worst === undefined) return undefined;
  const why = service.terminationHistory.find(({ instanceID }) => instanceID === worst.id)?.message;
  return `${crashing.length} ${of} ${verb(crashing.length, 'keeps', 'keep')} failing: ${worst.failures} times${service.app === undefined ? ' in 5 min' : ''}${why ? `; ${why}` : ''}`;
};

const waiting = ({ service }: ServiceFacts, item: QueueItem, counts: Counts): Status => {
  const reason = waitingReason(item, item.pod ?? service.spec);
  const prefix = counts.up > 0 ? `${item.count} of ${counted(counts.target, 'instance')} without a place: ` : '';
  return status('Waiting', `${prefix}${reason}`, share(counts));
};

const unreachableText = ({ now }: ServiceFacts, [first]: readonly PodInstanceStatus[]): string => {
  const since = parseTime(first?.statusSince);
  const span = since === undefined || now === 0 ? '' : ` for ${spanText(now - since)}`;
  return `agent ${first?.agentHostname ?? 'unknown'} not heard of${span}`;
};

const suspendedText = ({ resumeWith }: ServiceFacts): string =>
  resumeWith === undefined ? 'scaled to 0' : `scaled to 0; will resume with ${resumeWith}`;

const deploying = (counts: Counts, { currentStep, totalSteps }: Deployment, trouble: string | undefined): Status => {
  const step = totalSteps > 1 && currentStep > 0 ? `, step ${currentStep} of ${totalSteps}` : '';
  return status(
    'Deploying',
    `${runningText(counts)}${step}${trouble === undefined ? '' : `; ${trouble}`}`,
    share(counts),
  );
};

/** The rows where nothing delays, blocks or deploys. */
const settled = (facts: ServiceFacts, counts: Counts): Status => {
  const trouble = degradedText(facts, counts);
  if (trouble !== undefined) return status('Degraded', trouble);
  const { up, target, starting } = counts;
  if (up >= target) {
    return status(
      'Running',
      up === target ? runningText(counts) : `${counted(up, 'instance')} running, ${target} asked for`,
    );
  }
  const queued = facts.queueItem?.count ?? 0;
  if (starting + queued === 0) return status('Degraded', runningText(counts));
  const start = starting > 0 ? `${starting} starting` : `${queued} waiting for offers`;
  return status('Staging', `${runningText(counts)}, ${start}`, share(counts));
};

/** The service's word, tone and sentence by the table at the top of this file. */
export const serviceStatus = (facts: ServiceFacts): Status => {
  const { service, queueItem, deployment } = facts;
  const counts = count(service);
  const removing = service.status === 'TERMINAL' || (deployment !== undefined && removes(service.id, deployment));
  if (removing) return stopping('Deleting', service.instances.length);
  if (counts.target === 0) {
    return service.instances.length === 0
      ? status('Suspended', suspendedText(facts))
      : stopping('Deploying', service.instances.length);
  }
  const delay = delaySeconds(facts);
  if (delay > 0) {
    const prefix = counts.up > 0 ? `${runningText(counts)}; ` : '';
    const end = service.terminationHistory.length > 0 ? 'failed' : 'ended';
    return status('Delayed', `${prefix}last instance ${end}; next try in ${delay} s`, share(counts));
  }
  if (queueItem !== undefined && isWaitingForRoom(queueItem)) return waiting(facts, queueItem, counts);
  const { unreachable, active } = counts;
  if (unreachable.length > 0 && unreachable.length === active.length) {
    return status('Unreachable', unreachableText(facts, unreachable));
  }
  if (deployment !== undefined) return deploying(counts, deployment, degradedText(facts, counts));
  return settled(facts, counts);
};
