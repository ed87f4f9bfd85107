/** One service while a batch of offers is gone through. */
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { KnownSpec } from '../app/pod-form';
import type { AgentPlace } from '../instance/instance';
import { newBriefs, spelledOut } from '../launch-queue/offer-batch';
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
  refused: number;
  /** The first of them; never changed, so that launches may share it. */
  refusals: readonly Refusal[];
}

const NO_REFUSALS: readonly Refusal[] = [];

/** @param places of its counted instances */
export const newTrial = (known: KnownSpec, statistics: OfferStatistics, places: readonly AgentPlace[]): Trial => {
  const demand = demandOf(known.pod);
  const { constraints, instances } = demand;
  const batch = beginBatch(statistics, { constraints, instances, places, placed: [], briefs: newBriefs() });
  const placements = createPlacements(places);
  return { known, demand, statistics, batch, placements, next: undefined, refused: 0, refusals: NO_REFUSALS };
};

/** An instance of the service is placed and counts from now on. */
export const notePlaced = ({ batch, placements }: Trial, place: AgentPlace): void => {
  batch.placed.push(place);
  placements.add(place);
};

/** @param isWhole its constraints are among the reasons */
export const noteRefusal = (trial: Trial, unfit: UnfitOffer, isWhole: boolean): void => {
  noteNoMatch(trial.statistics, trial.batch, unfit, isWhole);
  if (trial.refused++ >= MOST_REFUSALS) return;
  const { id: offerId, agentId, hostname } = unfit.offer;
  const { reasons } = isWhole ? unfit : spelledOut(trial.batch, unfit, trial.placements);
  trial.refusals = [...trial.refusals, { offerId, agentId, hostname, reasons }];
};
