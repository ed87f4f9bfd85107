/** One service while a batch of offers is gone through. */
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { KnownSpec } from '../app/pod-form';
import type { AgentPlace } from '../instance/instance';
import { newBatch, placeIn, spelledOut } from '../launch-queue/offer-batch';
import type { OfferBatch } from '../launch-queue/offer-batch';
import { beginBatch, noteNoMatch } from '../launch-queue/offer-statistics';
import type { OfferStatistics } from '../launch-queue/offer-statistics';
import { demandOf } from '../matcher/demand';
import type { UnfitOffer } from '../matcher/match-offer';
import type { Demand } from '../matcher/demand';
import type { NoMatchReason } from '../matcher/no-match-reason';
import { createPlacements } from '../matcher/placements';
import type { Placements } from '../matcher/placements';

/** Refusals kept of one batch. */
const MOST_REFUSALS = 8;

/** An offer that did not fit the service, with every reason. */
export interface Refusal {
  readonly offerId: string;
  readonly agentId: string;
  readonly hostname: string;
  readonly reasons: readonly NoMatchReason[];
}

/** An instance that waits, and what the offer holds reserved for it. */
export interface Candidate {
  readonly instanceId: string;
  readonly reserved?: RoleResources;
}

export interface Trial {
  readonly known: KnownSpec;
  readonly demand: Demand;
  readonly statistics: OfferStatistics;
  readonly batch: OfferBatch;
  /** How its counted instances are spread. */
  readonly placements: Placements;
  /** The next that waits and may go to any agent, once it was looked for. */
  next: Candidate | undefined;
  /** The first offers it refused; never changed, so that launches may share it. */
  refusals: readonly Refusal[];
}

const NO_REFUSALS: readonly Refusal[] = [];

/** @param places of its counted instances */
export const newTrial = (known: KnownSpec, statistics: OfferStatistics, places: readonly AgentPlace[]): Trial => {
  const demand = demandOf(known.pod);
  const { constraints, instances } = demand;
  const batch = beginBatch(statistics, newBatch({ constraints, instances, places }));
  const placements = createPlacements(places);
  return { known, demand, statistics, batch, placements, next: undefined, refusals: NO_REFUSALS };
};

/** An instance of the service is placed and counts from now on. */
export const notePlaced = ({ batch, placements }: Trial, place: AgentPlace): void => {
  placeIn(batch, place);
  placements.add(place);
};

const keepRefusal = (trial: Trial, { offer }: UnfitOffer, reasons: readonly NoMatchReason[]): void => {
  const { id: offerId, agentId, hostname } = offer;
  trial.refusals = [...trial.refusals, { offerId, agentId, hostname, reasons }];
};

const isKept = ({ refusals }: Trial): boolean => refusals.length < MOST_REFUSALS;

/** One service refuses an offer. @param isWhole its constraints are among the reasons */
export const noteRefusal = (trial: Trial, unfit: UnfitOffer, isWhole: boolean): void => {
  noteNoMatch(trial.statistics, trial.batch, unfit, isWhole);
  if (!isKept(trial)) return;
  keepRefusal(trial, unfit, isWhole ? unfit.reasons : spelledOut(trial.batch, unfit, trial.placements).reasons);
};

/** All that stand in one line refuse an offer. */
export const noteRefusalOfLine = (line: UnfitOffer[], trials: readonly Trial[], unfit: UnfitOffer): void => {
  line.push(unfit);
  // Whoever refused more has no room for it.
  if (line.length > MOST_REFUSALS) return;
  for (const trial of trials)
    if (isKept(trial) && trial.batch.left === null)
      keepRefusal(trial, unfit, spelledOut(trial.batch, unfit, trial.placements).reasons);
};
