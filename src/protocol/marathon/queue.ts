/** The launch queue: what waits for offers and why (Marathon RAML `queue`, `offer`). */
import type { AppAnswer } from './app';
import type { PodAnswer } from './pod';

/** In the order of the funnel: an offer counts under the first that applies. */
export const NO_MATCH_REASONS = [
  'UnfulfilledRole',
  'UnfulfilledConstraint',
  'NoCorrespondingReservationFound',
  'AgentMaintenance',
  'InsufficientCpus',
  'InsufficientMemory',
  'InsufficientDisk',
  'InsufficientGpus',
  'InsufficientPorts',
  'DeclinedScarceResources',
] as const;
export type NoMatchReason = (typeof NO_MATCH_REASONS)[number];

export interface Queue {
  readonly queue: readonly QueueItem[];
}

/** One pod or app with instances that are not running yet. */
export interface QueueItem {
  /** Instances scheduled or provisioned. */
  readonly count: number;
  readonly role?: string;
  readonly delay: QueueDelay;
  /** Since when the oldest of them waits. */
  readonly since: string;
  readonly processedOffersSummary: ProcessedOffersSummary;
  /** Only with `embed=lastUnusedOffers`: the last offer of each agent that did not match. */
  readonly lastUnusedOffers?: readonly UnusedOffer[];
  readonly pod?: PodAnswer;
  readonly app?: AppAnswer;
}

/** Back-off: whole seconds until the next launch may be tried. */
export interface QueueDelay {
  readonly timeLeftSeconds: number;
  readonly overdue: boolean;
}

export interface ProcessedOffersSummary {
  readonly processedOffersCount: number;
  readonly unusedOffersCount: number;
  readonly lastUnusedOfferAt?: string | null;
  readonly lastUsedOfferAt?: string | null;
  /** Over the last offer of each agent; one row per reason, in funnel order. */
  readonly rejectSummaryLastOffers?: readonly RejectSummaryRow[];
  /** Over every offer since the launch attempt began. */
  readonly rejectSummaryLaunchAttempt?: readonly RejectSummaryRow[];
}

export interface RejectSummaryRow {
  readonly reason: NoMatchReason;
  /** Offers declined for this reason. */
  readonly declined: number;
  /** Offers left after the rows above. */
  readonly processed: number;
}

export interface UnusedOffer {
  readonly offer: QueueOffer;
  readonly reason: readonly NoMatchReason[];
  readonly timestamp: string;
}

export interface QueueOffer {
  readonly id: string;
  readonly hostname: string;
  readonly agentId: string;
  readonly resources: readonly OfferResource[];
  readonly attributes: readonly OfferAttribute[];
}

export interface OfferRange {
  readonly begin: number;
  readonly end: number;
}

export interface OfferResource {
  readonly name: string;
  readonly role: string;
  readonly scalar?: number;
  readonly ranges?: readonly OfferRange[];
  readonly set?: readonly string[];
}

export interface OfferAttribute {
  readonly name: string;
  readonly text?: string;
  readonly scalar?: number;
  readonly ranges?: readonly OfferRange[];
  readonly set?: readonly string[];
}
