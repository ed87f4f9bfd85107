/** Why an offer does not fit: every reason, each with what was asked and what there was (Marathon `core/launcher/OfferMatchResult`). */
import { NO_MATCH_REASONS } from '../../../protocol/marathon/queue';
import type { NoMatchReason as WireReason } from '../../../protocol/marathon/queue';
import type { Constraint } from '../../../protocol/marathon/pod';
import type { Unavailability } from '../../../protocol/mesos/offer';
import type { Milli } from '../../../protocol/units';

interface Shortage<Reason extends string> {
  readonly reason: Reason;
  readonly asked: Milli;
  readonly had: Milli;
  readonly missing: Milli;
}

export type NoMatchReason =
  | { readonly reason: 'UnfulfilledRole'; readonly asked: readonly string[]; readonly had: readonly string[] }
  /** `had`: the agent's value of the field, null when it has none. */
  | { readonly reason: 'UnfulfilledConstraint'; readonly asked: Constraint; readonly had: string | null }
  /** All that wait of the service are bound to other agents. */
  | { readonly reason: 'NoCorrespondingReservationFound' }
  | Shortage<'InsufficientCpus'>
  | Shortage<'InsufficientMemory'>
  | Shortage<'InsufficientDisk'>
  | Shortage<'InsufficientGpus'>
  /** Fixed ports that are not offered, and how many free ones were asked for and found. */
  | {
      readonly reason: 'InsufficientPorts';
      readonly asked: number;
      readonly had: number;
      readonly missing: readonly number[];
    }
  /** The agent is to be down: now, or before long. */
  | { readonly reason: 'AgentMaintenance'; readonly asked: null; readonly had: Unavailability }
  /** The agent has graphics processors and the pod wants none. */
  | { readonly reason: 'DeclinedScarceResources'; readonly asked: 0; readonly had: Milli }
  /** Another region, which the pod did not ask for; Marathon keeps silent about it. */
  | { readonly reason: 'RemoteRegion'; readonly asked: string; readonly had: string };

/** The reasons as the API names them, each once, in funnel order; the silent one left out. */
export const wireReasons = (reasons: readonly NoMatchReason[]): WireReason[] => {
  const names = new Set<string>(reasons.map((each) => each.reason));
  return NO_MATCH_REASONS.filter((reason) => names.has(reason));
};

/** Place of each in the funnel; the silent one has none. */
const RANKS: ReadonlyMap<string, number> = new Map(NO_MATCH_REASONS.map((reason, rank) => [reason, rank]));

/** The one that counts in the funnel; undefined for a refusal Marathon keeps silent about. */
export const firstReason = (reasons: readonly NoMatchReason[]): WireReason | undefined => {
  let first: number | undefined;
  for (const { reason } of reasons) {
    const rank = RANKS.get(reason);
    if (rank !== undefined && (first === undefined || rank < first)) first = rank;
  }
  return first === undefined ? undefined : NO_MATCH_REASONS.at(first);
};
