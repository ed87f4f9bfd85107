/**
 * Why an instance went where it went: noted when it is launched, from what the offer processor holds at that moment anyway.
 * Bounded, so that a batch of a thousand offers costs no more to remember than one of ten.
 */
import type { Offer } from '../../../protocol/mesos/offer';
import type { Millis } from '../../../protocol/units';
import type { ConstraintStand } from '../matcher/constraint-stand';
import type { NoMatchReason } from '../matcher/no-match-reason';
import type { Placements } from '../matcher/placements';

/** Refusals kept of one batch, and names of other services in line. */
const MOST_REFUSALS = 8;
const MOST_IN_LINE = 8;

/** An offer that did not fit the service, with every reason. */
export interface Refusal {
  readonly offerId: string;
  readonly agentId: string;
  readonly hostname: string;
  readonly reasons: readonly NoMatchReason[];
}

export interface Choice {
  readonly instanceId: string;
  readonly runSpecId: string;
  /** Of the definition it is launched with. */
  readonly version: string;
  readonly incarnation: number;
  /** Since when it waited for this launch. */
  readonly waitedSince: Millis;
  readonly at: Millis;
  readonly offerId: string;
  readonly agentId: string;
  readonly hostname: string;
  /** Offers shown to the service since something of it waits, this one included. */
  readonly offersSeen: number;
  readonly offersRefused: number;
  /** Offers that came together, and which of them this one was, from 1: the first that fits is taken. */
  readonly batch: number;
  readonly place: number;
  /** Instances, of whatever service, launched from the same offer before. */
  readonly launchedBefore: number;
  /** Offers of the batch that did not fit before this one did, and the first of them. */
  readonly refused: number;
  readonly refusals: readonly Refusal[];
  /** Other services that stood in line for the offer, and the first of them. */
  readonly inLine: number;
  readonly others: readonly string[];
  readonly constraints: readonly ConstraintStand[];
}

/** One service while a batch of offers is gone through. */
export interface Trial {
  /** How its instances are spread. */
  readonly placements: Placements;
  refused: number;
  readonly refusals: Refusal[];
}

export const newTrial = (placements: Placements): Trial => ({ placements, refused: 0, refusals: [] });

export const noteRefusal = (
  trial: Trial,
  { id, agentId, hostname }: Offer,
  reasons: readonly NoMatchReason[],
): void => {
  trial.refused++;
  if (trial.refusals.length < MOST_REFUSALS) trial.refusals.push({ offerId: id, agentId, hostname, reasons });
};

/** The first few others, without a walk through the whole line. */
const othersIn = (line: readonly string[], runSpecId: string): string[] =>
  line
    .slice(0, MOST_IN_LINE + 1)
    .filter((id) => id !== runSpecId)
    .slice(0, MOST_IN_LINE);

/** An offer in its batch, and who wants it. */
export interface Showing {
  readonly batch: number;
  /** From 1. */
  readonly place: number;
  /** Ids of the services that waited when the offer came, in the order it was shown to them. */
  readonly line: readonly string[];
}

/** What the processor knows of the launch itself. */
type Launched = Pick<
  Choice,
  | 'instanceId'
  | 'runSpecId'
  | 'version'
  | 'incarnation'
  | 'waitedSince'
  | 'at'
  | 'launchedBefore'
  | 'offersSeen'
  | 'offersRefused'
  | 'constraints'
>;

/** Written out member by member: spread, it would cost as much as the launch. */
export const choiceOf = (launched: Launched, offer: Offer, trial: Trial, showing: Showing): Choice => ({
  instanceId: launched.instanceId,
  runSpecId: launched.runSpecId,
  version: launched.version,
  incarnation: launched.incarnation,
  waitedSince: launched.waitedSince,
  at: launched.at,
  offerId: offer.id,
  agentId: offer.agentId,
  hostname: offer.hostname,
  offersSeen: launched.offersSeen,
  offersRefused: launched.offersRefused,
  batch: showing.batch,
  place: showing.place,
  launchedBefore: launched.launchedBefore,
  refused: trial.refused,
  refusals: trial.refusals.slice(),
  inLine: showing.line.length - 1,
  others: othersIn(showing.line, launched.runSpecId),
  constraints: launched.constraints,
});
