/**
 * What the last batch of offers refused a service, kept short: most is forgotten before anyone reads it, as the service has all
 * its instances by then, so it is spelled out for readers and when the next batch comes.
 */
import type { Constraint } from '../../../protocol/marathon/pod';
import type { AgentPlace } from '../instance/instance';
import { placeOf, withConstraints } from '../matcher/match-offer';
import type { UnfitOffer } from '../matcher/match-offer';
import { createPlacements } from '../matcher/placements';
import type { Placements } from '../matcher/placements';

/** What was refused, one after the other, member by member: a hundred services may each refuse thousands of offers. */
export interface Briefs {
  readonly unfit: UnfitOffer[];
  /** How many the batch had placed of the service by then; null: its constraints are among the reasons. */
  readonly placed: (number | null)[];
}

export interface OfferBatch {
  readonly constraints: readonly Constraint[];
  /** How many instances the service wants in all. */
  readonly instances: number;
  /** Where its counted instances were when the batch came, and are since. */
  readonly places: readonly AgentPlace[];
  readonly placed: AgentPlace[];
  readonly briefs: Briefs;
}

export const newBriefs = (): Briefs => ({ unfit: [], placed: [] });

/** With the constraints that are not met, too. */
export const spelledOut = (
  batch: OfferBatch,
  { offer, reasons, at }: UnfitOffer,
  placements: Placements,
): UnfitOffer => ({
  offer,
  reasons: withConstraints(reasons, placeOf(offer), batch, placements),
  at,
});

/** Everything that did not fit, as constraints stood at each: what the batch placed of the service comes in one by one. */
export const unfitOf = (batch: OfferBatch): UnfitOffer[] => {
  const placements = createPlacements(batch.places);
  let counted = 0;
  return batch.briefs.unfit.map((unfit, n) => {
    const placed = batch.briefs.placed[n] ?? null;
    if (placed === null) return unfit;
    for (const place of batch.placed.slice(counted, placed)) placements.add(place);
    counted = placed;
    return spelledOut(batch, unfit, placements);
  });
};
