/**
 * Who waits, by what they wish for: an offer that is too small for a wish is too small for all who have it, so that a nearly
 * full cluster does not ask each of a hundred services about each of a thousand offers. Every refusal is noted all the same.
 */
import type { Offer } from '../../../protocol/mesos/offer';
import type { Demand } from '../matcher/demand';
import { against } from '../matcher/match-offer';
import type { MatchContext } from '../matcher/match-offer';
import { noteRefusal } from './trial';
import type { Trial } from './trial';

/** Services that wish for the same, constraints aside. */
interface Wishers {
  readonly demand: Demand;
  readonly ids: string[];
  readonly trials: Trial[];
}

export interface LineUp {
  readonly wishers: readonly Wishers[];
  /** They may be bound to what is reserved for them, so each is asked by itself. */
  readonly others: readonly string[];
}

/** @param trialOf undefined: the service is gone */
export const lineUp = (waiting: readonly string[], trialOf: (runSpecId: string) => Trial | undefined): LineUp => {
  const byWish = new Map<string, Wishers>();
  const others: string[] = [];
  for (const runSpecId of waiting) {
    const trial = trialOf(runSpecId);
    if (trial === undefined) continue;
    const { demand } = trial;
    if (demand.volumes.length > 0) {
      others.push(runSpecId);
      continue;
    }
    const wishers = byWish.get(demand.wish);
    if (wishers === undefined) byWish.set(demand.wish, { demand, ids: [runSpecId], trials: [trial] });
    else {
      wishers.ids.push(runSpecId);
      wishers.trials.push(trial);
    }
  }
  return { wishers: [...byWish.values()], others };
};

/** Those the offer may be enough for; the others have refused it. */
export const contenders = (
  { wishers, others }: LineUp,
  offer: Offer,
  context: Pick<MatchContext, 'localRegion' | 'now'>,
): readonly string[] => {
  let left: readonly string[] = others;
  for (const { demand, ids, trials } of wishers) {
    const unfit = against(offer, demand, demand.usable, context);
    if (unfit === null) left = left.length === 0 ? ids : left.concat(ids);
    else for (const trial of trials) noteRefusal(trial, unfit, false);
  }
  return left;
};
