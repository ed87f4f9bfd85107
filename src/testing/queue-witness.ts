/** The queue tells what waits, for how long it has to, and adds up; back-off is kept once more, from the event stream. */
import type { World } from '../cluster/world';
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { instancesOf } from '../cluster/marathon/group/definition';
import type { Instance } from '../cluster/marathon/instance/instance';
import type { DeploymentAction } from '../protocol/marathon/deployment';
import type { MarathonEvent } from '../protocol/marathon/event';
import { NO_MATCH_REASONS } from '../protocol/marathon/queue';
import type { Queue, QueueItem, RejectSummaryRow } from '../protocol/marathon/queue';
import { isoTime } from '../protocol/units';
import { MARATHON, readMarathon } from './witness';
import type { Witness } from './witness';

interface Delay {
  /** Another configuration starts afresh. */
  readonly config: string;
  readonly wait: number;
  readonly since: number;
}

const COUNTED = ['Failed', 'Error', 'Dropped', 'Gone', 'Finished'];
const PROGRESS = ['Provisioned', 'Staging', 'Starting', 'Running'];

/** Back-off as the book says: by service, told by events alone. */
const createBackOff = () => {
  const delays = new Map<string, Delay>();
  const limits = (world: World, id: string) => {
    const record = world.state.marathon.store.specs.get(id);
    if (record === undefined || record.removed) return undefined;
    return { ...podFormOf(record.current).scheduling.backoff, config: record.configVersion };
  };
  const delayOf = (world: World, id: string): Delay | undefined => {
    const [delay, limit] = [delays.get(id), limits(world, id)];
    if (delay === undefined || limit === undefined || delay.config !== limit.config) return undefined;
    // Those that were outlived are cleaned up every ten seconds.
    const cleanedUp = Math.floor(world.runtime.now() / 10_000) * 10_000;
    return cleanedUp > delay.since + limit.maxLaunchDelay * 1000 ? undefined : delay;
  };
  const move = (world: World, id: string, version: string, condition: string): void => {
    const limit = limits(world, id);
    if (limit === undefined || version < limit.config) return;
    const delay = delayOf(world, id);
    const { config, backoff, backoffFactor, maxLaunchDelay } = limit;
    const since = world.runtime.now();
    if (COUNTED.includes(condition)) {
      const next = delay === undefined ? backoff * 1000 : Math.round(delay.wait * backoffFactor);
      delays.set(id, { config, wait: Math.min(next, maxLaunchDelay * 1000), since });
    } else if (PROGRESS.includes(condition) && delay !== undefined) delays.set(id, { ...delay, since });
  };
  const restarted = ({ action, app, pod }: DeploymentAction): string[] =>
    action.startsWith('Restart') ? [app ?? pod ?? ''] : [];
  return {
    delayOf,
    reset: (id: string) => delays.delete(id),
    onEvent(event: MarathonEvent, world: World): void {
      if (event.eventType === 'instance_changed_event')
        move(world, event.runSpecId, event.runSpecVersion, event.condition);
      if (event.eventType === 'app_terminated_event') delays.delete(event.appId);
      if (event.eventType === 'deployment_info')
        for (const id of event.currentStep.actions.flatMap(restarted)) delays.delete(id);
    },
  };
};

/** What was told to stop before it began does not wait. */
const isQueued = ({ condition, goal }: Instance): boolean =>
  condition === 'Provisioned' || (condition === 'Scheduled' && goal !== 'Stopped');

const idOf = ({ app, pod }: QueueItem): string => app?.id ?? pod?.id ?? '';

/** Each row begins with what the rows above left over. */
const funnelFaults = (id: string, rows: readonly RejectSummaryRow[], total: number): string[] => {
  let left = total;
  return rows.flatMap(({ reason, declined, processed }, index) => {
    const isRight = reason === NO_MATCH_REASONS[index] && processed === left && declined <= processed;
    left -= declined;
    return isRight ? [] : [`queue ${id}: row ${reason} of the funnel does not follow from those above`];
  });
};

const summaryFaults = (id: string, { processedOffersSummary: summary, lastUnusedOffers = [] }: QueueItem): string[] => {
  const { rejectSummaryLastOffers: last = [], rejectSummaryLaunchAttempt: all = [] } = summary;
  const declined = NO_MATCH_REASONS.map((name) => {
    const first = lastUnusedOffers.filter(
      ({ reason }) => NO_MATCH_REASONS.find((each) => reason.includes(each)) === name,
    );
    return first.length;
  });
  const isTold = last.every((row, index) => row.declined === declined[index]);
  const agents = new Set(lastUnusedOffers.map(({ offer }) => offer.agentId));
  return [
    ...funnelFaults(id, last, lastUnusedOffers.length),
    ...funnelFaults(id, all, summary.processedOffersCount),
    ...(isTold ? [] : [`queue ${id}: the funnel of the last offers is not that of the offers`]),
    ...(agents.size === lastUnusedOffers.length ? [] : [`queue ${id}: two last offers of one agent`]),
    ...(summary.unusedOffersCount <= summary.processedOffersCount ? [] : [`queue ${id}: more unused than processed`]),
  ];
};

const itemFaults = (world: World, item: QueueItem, queued: readonly Instance[], delay: Delay | undefined): string[] => {
  const id = idOf(item);
  const now = world.runtime.now();
  const left = delay === undefined ? -Infinity : delay.since + delay.wait - now;
  const expected = { timeLeftSeconds: left <= 0 ? 0 : Math.floor(left / 1000), overdue: left <= -1000 };
  const since = isoTime(
    queued.reduce<Instance['since']>((oldest, each) => (each.since < oldest ? each.since : oldest), now),
  );
  const told = item.delay;
  return [
    ...(item.count === queued.length ? [] : [`queue ${id}: ${item.count} are told, ${queued.length} wait`]),
    ...(item.since === since ? [] : [`queue ${id}: since ${item.since}, not ${since}`]),
    ...(told.overdue === expected.overdue && told.timeLeftSeconds === expected.timeLeftSeconds
      ? []
      : [`queue ${id}: delay ${JSON.stringify(told)}, not ${JSON.stringify(expected)}`]),
    ...summaryFaults(id, item),
  ];
};

/** What nothing works on: the queue holds what is missing of its number. */
const missingFaults = (world: World, id: string, count: number): string[] => {
  const { store, deployments, scaleChecks, tracker } = world.state.marathon;
  const record = store.specs.get(id);
  if (record === undefined || record.removed || deployments.byRunSpec.has(id) || scaleChecks.has(id)) return [];
  const own = [...tracker.instances.values()].filter(({ runSpecId }) => runSpecId === id);
  const active = own.filter(
    (each) => each.goal === 'Running' && !isQueued(each) && each.condition !== 'UnreachableInactive',
  );
  const doomed = own.filter((each) => each.goal !== 'Running' && isQueued(each));
  const missing = instancesOf(record.current) - active.length + doomed.length;
  return missing === count ? [] : [`queue ${id}: ${count} wait, but ${missing} are missing`];
};

/** @param every how many requests lie between two looks */
export const createQueueWitness = (every: number): Witness => {
  const backOff = createBackOff();
  let asked = 0;
  return {
    onEvent: backOff.onEvent,
    before(_question, world) {
      asked++;
      if (asked % every !== 0) return [];
      const { queue } = readMarathon<Queue>(world, '/v2/queue?embed=lastUnusedOffers');
      const items = new Map(queue.map((item) => [idOf(item), item]));
      const { tracker, store } = world.state.marathon;
      const waiting = new Map<string, Instance[]>();
      for (const each of tracker.instances.values())
        if (isQueued(each)) waiting.set(each.runSpecId, [...(waiting.get(each.runSpecId) ?? []), each]);
      return [
        ...[...waiting.keys()].filter((id) => !items.has(id)).map((id) => `queue ${id}: waits and is not told`),
        ...queue.flatMap((item) =>
          itemFaults(world, item, waiting.get(idOf(item)) ?? [], backOff.delayOf(world, idOf(item))),
        ),
        ...[...store.specs.keys()].flatMap((id) => missingFaults(world, id, items.get(id)?.count ?? 0)),
      ];
    },
    after({ method, path, status }) {
      const [, id] = path.startsWith(`${MARATHON}/queue`) ? (/\/queue(\/.+)\/delay$/.exec(path) ?? []) : [];
      if (id !== undefined && method === 'DELETE' && status === 204) backOff.reset(id);
      return [];
    },
  };
};
