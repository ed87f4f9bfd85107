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
import type { Offer } from '../../../protocol/mesos/offer';
import { SCALARS } from '../../../protocol/mesos/resource-math';
import type { Attribute, RoleResources } from '../../../protocol/mesos/resources';
import { fromMilli, isoTime } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { firstReason, wireReasons } from '../matcher/no-match-reason';
import type { NoMatchReason } from '../matcher/no-match-reason';

export interface LastUnused {
  readonly offer: Offer;
  /** All of them, with what was asked and what was there. */
  readonly reasons: readonly NoMatchReason[];
  readonly at: Millis;
}

/** Of one launch attempt: forgotten when nothing of the pod waits any more. */
export interface OfferStatistics {
  readonly since: Millis;
  processed: number;
  unused: number;
  lastUnusedAt: Millis | null;
  lastUsedAt: Millis | null;
  /** By agent: the last offer that did not match. */
  readonly lastUnused: Map<string, LastUnused>;
  /** Offers of the attempt by their first reason in funnel order. */
  readonly rejected: Map<WireReason, number>;
}

export const newStatistics = (since: Millis): OfferStatistics => ({
  since,
  processed: 0,
  unused: 0,
  lastUnusedAt: null,
  lastUsedAt: null,
  lastUnused: new Map(),
  rejected: new Map(),
});

export const noteMatch = (statistics: OfferStatistics, agentId: string, now: Millis): void => {
  statistics.processed++;
  statistics.lastUsedAt = now;
  statistics.lastUnused.delete(agentId);
};

export const noteNoMatch = (
  statistics: OfferStatistics,
  offer: Offer,
  reasons: readonly NoMatchReason[],
  now: Millis,
): void => {
  statistics.processed++;
  statistics.unused++;
  statistics.lastUnusedAt = now;
  statistics.lastUnused.set(offer.agentId, { offer, reasons, at: now });
  const first = firstReason(reasons);
  if (first !== undefined) statistics.rejected.set(first, (statistics.rejected.get(first) ?? 0) + 1);
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

const lastRejected = (statistics: OfferStatistics): ReadonlyMap<WireReason, number> => {
  const counts = new Map<WireReason, number>();
  for (const { reasons } of statistics.lastUnused.values()) {
    const first = firstReason(reasons);
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
};

const time = (at: Millis | null): string | null => (at === null ? null : isoTime(at));

export const summaryOf = (statistics: OfferStatistics): ProcessedOffersSummary => ({
  processedOffersCount: statistics.processed,
  unusedOffersCount: statistics.unused,
  lastUnusedOfferAt: time(statistics.lastUnusedAt),
  lastUsedOfferAt: time(statistics.lastUsedAt),
  rejectSummaryLastOffers: funnel(statistics.lastUnused.size, lastRejected(statistics)),
  rejectSummaryLaunchAttempt: funnel(statistics.processed, statistics.rejected),
});

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
  [...statistics.lastUnused.values()]
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
