/**
 * Why an instance went where it went: noted when it is launched, from what the offer processor holds at that moment anyway.
 * Bounded, so that a batch of a thousand offers costs no more to remember than one of ten.
 */
import type { Offer } from '../../../protocol/mesos/offer';
import type { Millis } from '../../../protocol/units';
import { refusedIn } from '../launch-queue/offer-batch';
import type { ConstraintStand } from '../matcher/constraint-stand';
import type { Refusal, Trial } from './trial';

/** Names kept of services in line. */
const MOST_IN_LINE = 9;

export interface Choice {
  readonly instanceId: string;
  readonly runSpecId: string;
  /** Of the definition it is launched with. */
  readonly version: string;
  readonly incarnation: number;
  /** Since when it waited for this launch. */
  readonly waitedSince: Millis;
  readonly at: Millis;
  /** Made: resources were reserved for it, no more. Used: it is launched on those. Null: it reserves none. */
  readonly reservation: 'made' | 'used' | null;
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
  /** Services that stood in line for the offer, which was large enough for each, and the first of them, this one included. */
  readonly inLine: number;
  readonly line: readonly string[];
  readonly constraints: readonly ConstraintStand[];
}

/** Who stands at a place, from 0; undefined: nobody, the line ends before. */
export type Line = (place: number) => string | undefined;

/** An offer in its batch, and who wants it. */
export interface Showing {
  readonly batch: number;
  /** From 1. */
  readonly place: number;
  /** How many services wait that it is large enough for, and in which order it is shown to them. */
  readonly inLine: number;
  readonly line: Line;
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
  | 'reservation'
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
  reservation: launched.reservation,
  offerId: offer.id,
  agentId: offer.agentId,
  hostname: offer.hostname,
  offersSeen: launched.offersSeen,
  offersRefused: launched.offersRefused,
  batch: showing.batch,
  place: showing.place,
  launchedBefore: launched.launchedBefore,
  refused: refusedIn(trial.batch),
  refusals: trial.refusals,
  inLine: showing.inLine,
  line: Array.from({ length: Math.min(showing.inLine, MOST_IN_LINE) }, (_, n) => showing.line(n) ?? ''),
  constraints: launched.constraints,
});
