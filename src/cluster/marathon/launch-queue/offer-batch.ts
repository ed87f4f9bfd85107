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

/** What the service refused by itself, one after the other, member by member. */
interface Briefs {
  readonly unfit: UnfitOffer[];
  /** How many the batch had placed of the service by then; null: its constraints are among the reasons. */
  readonly placed: (number | null)[];
  /** How many its line had refused by then. */
  readonly after: number[];
}

export interface OfferBatch {
  readonly constraints: readonly Constraint[];
  /** How many instances the service wants in all. */
  readonly instances: number;
  /** Where its counted instances were when the batch came, and are since. */
  readonly places: readonly AgentPlace[];
  readonly placed: AgentPlace[];
  /** How many its line had refused when each was placed. */
  readonly placedAfter: number[];
  readonly briefs: Briefs;
  /** What all that wish for the same refused together: one list for all, as a hundred services may each refuse thousands of offers. */
  line: UnfitOffer[];
  /** How many of these when it left the line; null: it is in it. */
  left: number | null;
}

export const newBatch = (of: Pick<OfferBatch, 'constraints' | 'instances' | 'places'>): OfferBatch => ({
  constraints: of.constraints,
  instances: of.instances,
  places: of.places,
  placed: [],
  placedAfter: [],
  briefs: { unfit: [], placed: [], after: [] },
  line: [],
  left: null,
});

/** How many it refused together with those in its line. */
export const refusedInLine = ({ line, left }: OfferBatch): number => left ?? line.length;

/** How many it refused. */
export const refusedIn = (batch: OfferBatch): number => refusedInLine(batch) + batch.briefs.unfit.length;

/** It refuses one by itself. @param isWhole its constraints are among the reasons */
export const refuseAlone = (batch: OfferBatch, unfit: UnfitOffer, isWhole: boolean): void => {
  const { briefs, placed } = batch;
  briefs.unfit.push(unfit);
  briefs.placed.push(isWhole ? null : placed.length);
  briefs.after.push(refusedInLine(batch));
};

/** An instance of it is placed. */
export const placeIn = (batch: OfferBatch, place: AgentPlace): void => {
  batch.placed.push(place);
  batch.placedAfter.push(refusedInLine(batch));
};

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
  const { briefs, line, placed, placedAfter } = batch;
  const placements = createPlacements(batch.places);
  const all: UnfitOffer[] = [];
  let [counted, own] = [0, 0];
  const tell = (unfit: UnfitOffer, placedBefore: number): void => {
    for (const place of placed.slice(counted, placedBefore)) placements.add(place);
    counted = placedBefore;
    all.push(spelledOut(batch, unfit, placements));
  };
  const tellOwn = (until: number): void => {
    for (; (briefs.after[own] ?? Infinity) <= until; own++) {
      const [unfit, before] = [briefs.unfit[own], briefs.placed[own]];
      if (unfit === undefined) return;
      if (typeof before === 'number') tell(unfit, before);
      else all.push(unfit);
    }
  };
  for (const [n, unfit] of line.slice(0, refusedInLine(batch)).entries()) {
    tellOwn(n);
    let before = counted;
    while ((placedAfter[before] ?? Infinity) <= n) before++;
    tell(unfit, before);
  }
  tellOwn(Number.MAX_SAFE_INTEGER);
  return all;
};
