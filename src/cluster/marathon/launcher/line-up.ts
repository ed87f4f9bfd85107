/**
 * Who waits, by what they wish for: an offer that is too small for a wish is too small for all who have it, so that a nearly
 * full cluster does not ask each of a hundred services about each of a thousand offers. Every refusal is noted all the same.
 */
import type { Offer } from '../../../protocol/mesos/offer';
import type { Demand } from '../matcher/demand';
import { against } from '../matcher/match-offer';
import type { MatchContext, UnfitOffer } from '../matcher/match-offer';
import { noteRefusalOfLine } from './trial';
import type { Trial } from './trial';

/** Services that wish for the same, constraints aside. */
interface Wishers {
  readonly demand: Demand;
  readonly ids: string[];
  readonly trials: Trial[];
  /** What they refused together, in all lines of the batch. */
  readonly refused: UnfitOffer[];
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
    if (wishers === undefined)
      byWish.set(demand.wish, { demand, ids: [runSpecId], trials: [trial], refused: trial.batch.line });
    else {
      trial.batch.line = wishers.refused;
      wishers.ids.push(runSpecId);
      wishers.trials.push(trial);
    }
  }
  return { wishers: [...byWish.values()], others };
};

type Here = Pick<MatchContext, 'localRegion' | 'now' | 'findings'>;

/** Those an offer may be enough for. */
export interface Contenders extends LineUp {
  readonly ids: readonly string[];
}

/** The others have refused the offer. */
export const contenders = ({ wishers, others }: LineUp, offer: Offer, here: Here): Contenders => {
  let ids: readonly string[] = others;
  const left = wishers.filter((each) => {
    const unfit = against(offer, each.demand, each.demand.usable, here);
    if (unfit === null) ids = ids.length === 0 ? each.ids : ids.concat(each.ids);
    else noteRefusalOfLine(each.refused, each.trials, unfit);
    return unfit === null;
  });
  return { ids, wishers: left, others };
};

/** All refuse what is left of an offer, if it is too small for all: whether it is. */
export const refuseTogether = ({ wishers, others }: LineUp, rest: Offer, here: Here): boolean => {
  if (others.length > 0) return false;
  const refusals = wishers.flatMap((each) => {
    const unfit = against(rest, each.demand, each.demand.usable, here);
    return unfit === null ? [] : { each, unfit };
  });
  if (refusals.length < wishers.length) return false;
  for (const { each, unfit } of refusals) noteRefusalOfLine(each.refused, each.trials, unfit);
  return true;
};

/** Nothing of a service waits any more: what the others refuse from now on it does not. */
export const leaveLine = ({ batch }: Trial): void => {
  batch.left ??= batch.line.length;
};
