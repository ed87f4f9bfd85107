/**
 * Why the one service of a world waits: its offers judged once more, one after the other, and the counts of the queue kept by
 * hand. For worlds of one service whose instances do not end by themselves.
 */
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { pendingEntries } from '../cluster/runtime/event-queue';
import type { World } from '../cluster/world';
import type { PodDefinition } from '../protocol/marathon/pod';
import { NO_MATCH_REASONS } from '../protocol/marathon/queue';
import type { NoMatchReason, Queue, QueueItem, RejectSummaryRow } from '../protocol/marathon/queue';
import { isLaunch } from '../protocol/mesos/offer';
import type { LaunchOperation, Offer } from '../protocol/mesos/offer';
import { subtractResources } from '../protocol/mesos/resource-math';
import type { Spot } from './constraint-rules';
import type { Observer } from './observer';
import { judgeOffer } from './offer-rules';
import { spotsOf } from './placement-observer';
import { readMarathon } from './witness';

/** Of one launch attempt. */
interface Counts {
  processed: number;
  unused: number;
  /** Of each agent: the reasons against its last offer that did not fit. */
  readonly last: Map<string, readonly NoMatchReason[]>;
  readonly attempt: (readonly NoMatchReason[])[];
}

const newCounts = (): Counts => ({ processed: 0, unused: 0, last: new Map(), attempt: [] });

/** Each refusal falls out at the first of its reasons. */
const funnel = (refusals: Iterable<readonly NoMatchReason[]>, total: number): RejectSummaryRow[] => {
  const firsts = [...refusals].map((reasons) => NO_MATCH_REASONS.find((reason) => reasons.includes(reason)));
  let left = total;
  return NO_MATCH_REASONS.map((reason) => {
    const declined = firsts.filter((first) => first === reason).length;
    left -= declined;
    return { reason, declined, processed: left + declined };
  });
};

/** What was launched on each offer of a batch: sent, not yet delivered. */
const launchesOn = (world: World, offers: readonly Offer[]): ReadonlyMap<string, readonly LaunchOperation[]> => {
  const launches = new Map<string, readonly LaunchOperation[]>();
  for (const entry of pendingEntries(world.state.runtime))
    if (entry.kind === 'ACCEPT')
      for (const { id } of offers) if (entry.offerIds.includes(id)) launches.set(id, entry.operations.filter(isLaunch));
  return launches;
};

const instanceOf = ({ tasks }: LaunchOperation): string => tasks[0]?.taskId.split('.').slice(0, -2).join('.') ?? '';

const MOST_PER_OFFER = 5;

const compare = (counts: Counts, item: QueueItem): string[] => {
  const { processedOffersSummary: told, lastUnusedOffers = [] } = item;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['processed', told.processedOffersCount, counts.processed],
    ['unused', told.unusedOffersCount, counts.unused],
    ['last offers', told.rejectSummaryLastOffers, funnel(counts.last.values(), counts.last.size)],
    ['launch attempt', told.rejectSummaryLaunchAttempt, funnel(counts.attempt, counts.processed)],
    [
      'reasons',
      lastUnusedOffers.map(({ offer, reason }) => `${offer.agentId} ${reason.toSorted().join()}`).toSorted(),
      [...counts.last].map(([agent, reasons]) => `${agent} ${reasons.toSorted().join()}`).toSorted(),
    ],
  ];
  return pairs.flatMap(([what, a, b]) =>
    JSON.stringify(a) === JSON.stringify(b) ? [] : [`${what}: told ${JSON.stringify(a)}, counted ${JSON.stringify(b)}`],
  );
};

export const createExplanationObserver = (id: string): Observer => {
  let counts = newCounts();
  /** Who waited, or was just being launched, before an entry. */
  let before: ReadonlySet<string> = new Set();

  /** Shows one offer to the service until it does not fit any more; answers how many launches fit. */
  const show = (
    world: World,
    offer: Offer,
    pod: PodDefinition,
    most: number,
    spots: Spot[],
    launched: readonly LaunchOperation[],
  ) => {
    const { region } = world.state.mesos.master;
    let left = offer;
    for (let count = 0; count < Math.min(most, MOST_PER_OFFER); count++) {
      const { fits, reasons } = judgeOffer(left, pod, { others: spots, region, now: world.runtime.now() });
      counts.processed++;
      if (!fits) {
        counts.unused++;
        counts.last.set(offer.agentId, [...reasons]);
        counts.attempt.push([...reasons]);
        return count;
      }
      counts.last.delete(offer.agentId);
      spots.push(offer);
      const group = launched[count];
      if (group === undefined) return count + 1;
      const taken = [group.executor, ...group.tasks].flatMap(({ resources }) => resources);
      left = { ...left, resources: subtractResources(left.resources, taken) };
    }
    return Math.min(most, MOST_PER_OFFER);
  };

  const batch = (world: World, offers: readonly Offer[]): string[] => {
    const { store, tracker } = world.state.marathon;
    const record = store.specs.get(id);
    if (record === undefined || record.removed) return [];
    const launches = launchesOn(world, offers);
    const fresh = new Set([...launches.values()].flat().map(instanceOf));
    const spots = spotsOf(world, id, fresh);
    let waiting = (tracker.scheduled.get(id)?.size ?? 0) + fresh.size;
    return offers.flatMap((offer) => {
      const launched = launches.get(offer.id) ?? [];
      const fitting = show(world, offer, podFormOf(record.current), waiting, spots, launched);
      waiting -= launched.length;
      return fitting === launched.length ? [] : [`${offer.id}: ${launched.length} were launched, ${fitting} fit`];
    });
  };

  return (entry, world) => {
    const faults = entry.kind === 'OFFERS' ? batch(world, entry.offers) : [];
    const { scheduled, provisioned } = world.state.marathon.tracker;
    const queued = new Set([...(scheduled.get(id) ?? []), ...(provisioned.get(id) ?? [])]);
    // When the last of them ends nothing waits any more, even if its deployment has another one wait at once.
    const hasEnded = entry.kind === 'UPDATE' && before.size > 0 && [...before].every((each) => !queued.has(each));
    if (queued.size === 0 || hasEnded) counts = newCounts();
    before = queued;
    if (entry.kind !== 'OFFERS' || faults.length > 0) return faults;
    const { queue } = readMarathon<Queue>(world, '/v2/queue?embed=lastUnusedOffers');
    return queue.flatMap((item) => compare(counts, item));
  };
};
