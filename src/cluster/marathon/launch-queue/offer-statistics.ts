/** What became of the offers a waiting pod was shown: the reasons of every agent, and the funnel (Marathon `core/launchqueue/impl/OfferMatchStatistics`). */
import { NO_MATCH_REASONS } from '../../../protocol/marathon/queue';
import type {
  NoMatchReason as WireReason,
  OfferAttribute,
  OfferResource,
  ProcessedOffersSummary,
  RejectSummaryRow,
  UnusedOffer,
} from '../../../protocol/marathon/queue';
import { SCALARS } from '../../../protocol/mesos/resource-math';
import type { Attribute, RoleResources } from '../../../protocol/mesos/resources';
import { fromMilli, isoTime } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { UnfitOffer } from '../matcher/match-offer';
import { firstReason, wireReasons } from '../matcher/no-match-reason';
import { refuseAlone, refusedIn, refusedInLine, unfitOf } from './offer-batch';
import type { OfferBatch } from './offer-batch';

/** Of one launch attempt: forgotten when nothing of the pod waits any more. */
export interface OfferStatistics {
  readonly since: Millis;
  processed: number;
  unused: number;
  lastUnusedAt: Millis | null;
  lastUsedAt: Millis | null;
  /** By agent: the last offer that did not match. */
  readonly lastUnused: Map<string, UnfitOffer>;
  /** Offers of the attempt by their first reason in funnel order. */
  readonly rejected: Map<WireReason, number>;
  /** What it refused is not yet in the two maps, and what its line did is not yet counted: see `countsOf`. */
  latest: OfferBatch | null;
}

export const newStatistics = (since: Millis): OfferStatistics => ({
  since,
  processed: 0,
  unused: 0,
  lastUnusedAt: null,
  lastUsedAt: null,
  lastUnused: new Map(),
  rejected: new Map(),
  latest: null,
});

export const noteMatch = (statistics: OfferStatistics, agentId: string, now: Millis): void => {
  statistics.processed++;
  statistics.lastUsedAt = now;
  statistics.lastUnused.delete(agentId);
};

/** An offer of the latest batch did not fit. @param isWhole its constraints are among the reasons */
export const noteNoMatch = (
  statistics: OfferStatistics,
  batch: OfferBatch,
  unfit: UnfitOffer,
  isWhole: boolean,
): void => {
  statistics.processed++;
  statistics.unused++;
  statistics.lastUnusedAt = unfit.at;
  refuseAlone(batch, unfit, isWhole);
};

type Counts = Pick<OfferStatistics, 'processed' | 'unused' | 'lastUnusedAt'>;

/** How many offers it was shown, how many of these did not fit, and when the last of those did not. */
export const countsOf = ({ processed, unused, lastUnusedAt, latest }: OfferStatistics): Counts => {
  const inLine = latest === null ? 0 : refusedInLine(latest);
  const last = latest?.line[inLine - 1];
  return {
    processed: processed + inLine,
    unused: unused + inLine,
    // Those of a batch come at the same time.
    lastUnusedAt: last === undefined ? lastUnusedAt : last.at,
  };
};

type Unfit = Pick<OfferStatistics, 'lastUnused' | 'rejected'>;

const addAll = ({ lastUnused, rejected }: Unfit, batch: OfferBatch): void => {
  for (const unfit of unfitOf(batch)) {
    lastUnused.set(unfit.offer.agentId, unfit);
    const first = firstReason(unfit.reasons);
    if (first !== undefined) rejected.set(first, (rejected.get(first) ?? 0) + 1);
  }
};

/** A batch of offers comes; answers it. */
export const beginBatch = (statistics: OfferStatistics, batch: OfferBatch): OfferBatch => {
  if (statistics.latest !== null) {
    Object.assign(statistics, countsOf(statistics));
    addAll(statistics, statistics.latest);
  }
  statistics.latest = batch;
  return batch;
};

/** With what the latest batch refused. Changes nothing. */
export const unfitSoFar = ({ lastUnused, rejected, latest }: OfferStatistics): Unfit => {
  if (latest === null || refusedIn(latest) === 0) return { lastUnused, rejected };
  const all = { lastUnused: new Map(lastUnused), rejected: new Map(rejected) };
  addAll(all, latest);
  return all;
};

/** Each offer falls out at its first reason; `processed` of a row are those that got there. */
const funnel = (total: number, rejected: ReadonlyMap<WireReason, number>): RejectSummaryRow[] => {
  let left = total;
  return NO_MATCH_REASONS.map((reason) => {
    const row = { reason, declined: rejected.get(reason) ?? 0, processed: left };
    left -= row.declined;
    return row;
  });
};

const lastRejected = ({ lastUnused }: Unfit): ReadonlyMap<WireReason, number> => {
  const counts = new Map<WireReason, number>();
  for (const { reasons } of lastUnused.values()) {
    const first = firstReason(reasons);
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
};

const time = (at: Millis | null): string | null => (at === null ? null : isoTime(at));

export const summaryOf = (statistics: OfferStatistics): ProcessedOffersSummary => {
  const unfit = unfitSoFar(statistics);
  const { processed, unused, lastUnusedAt } = countsOf(statistics);
  return {
    processedOffersCount: processed,
    unusedOffersCount: unused,
    lastUnusedOfferAt: time(lastUnusedAt),
    lastUsedOfferAt: time(statistics.lastUsedAt),
    rejectSummaryLastOffers: funnel(unfit.lastUnused.size, lastRejected(unfit)),
    rejectSummaryLaunchAttempt: funnel(processed, unfit.rejected),
  };
};

const resourcesOf = (entry: RoleResources): OfferResource[] => [
  ...SCALARS.filter((name) => entry[name] > 0).map((name) => ({
    name,
    role: entry.role,
    scalar: fromMilli(entry[name]),
  })),
  ...(entry.ports.length === 0 ? [] : [{ name: 'ports', role: entry.role, ranges: entry.ports }]),
];

const attributeOf = (attribute: Attribute): OfferAttribute => {
  const { name } = attribute;
  switch (attribute.type) {
    case 'TEXT':
      return { name, text: attribute.text };
    case 'SCALAR':
      return { name, scalar: attribute.scalar };
    case 'RANGES':
      return { name, ranges: attribute.ranges };
    case 'SET':
      return { name, set: attribute.set };
  }
};

/** The last offer of each agent that did not match, newest first. */
export const unusedOffers = (statistics: OfferStatistics): UnusedOffer[] =>
  [...unfitSoFar(statistics).lastUnused.values()]
    .toSorted((a, b) => b.at - a.at)
    .map(({ offer, reasons, at }) => ({
      offer: {
        id: offer.id,
        hostname: offer.hostname,
        agentId: offer.agentId,
        resources: offer.resources.flatMap(resourcesOf),
        attributes: offer.attributes.map(attributeOf),
      },
      reason: wireReasons(reasons),
      timestamp: isoTime(at),
    }));
