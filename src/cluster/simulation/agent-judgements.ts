/** Every agent judged for one more instance of a service. */
import type { AgentScheduling, Offering } from '../../protocol/simulation/scheduling';
import type { Requirement } from '../../protocol/simulation/requirement';
import { judge, missed } from '../marathon/matcher/requirements';
import type { UnfitOffer } from '../marathon/matcher/match-offer';
import { unfitSoFar } from '../marathon/launch-queue/offer-statistics';
import type { OfferStatistics } from '../marathon/launch-queue/offer-statistics';
import type { Demand } from '../marathon/matcher/demand';
import { agentCondition } from '../mesos/master/master-state';
import type { Prospect } from '../mesos/master/prospect';
import { contextAt } from './service-view';
import type { ServiceView } from './service-view';

const offeringOf = (prospect: Prospect): Offering => {
  if (!prospect.isOpen) return { state: 'closed' };
  if (prospect.isOffered) return { state: 'offered' };
  if (!prospect.isWorthOffering) return { state: 'too-little' };
  if (prospect.isSuppressed) return { state: 'suppressed' };
  return prospect.filteredUntil === null ? { state: 'next' } : { state: 'declined', until: prospect.filteredUntil };
};

const lastRefusal = (last: UnfitOffer | undefined, demand: Demand): AgentScheduling['lastRefusal'] =>
  last === undefined ? null : { offerId: last.offer.id, at: last.at, lacked: missed(last.reasons, demand) };

const agentRow = ({ isOpen, agent }: Prospect): Requirement => ({
  kind: 'agent',
  ok: isOpen,
  there: agentCondition(agent),
});

const reservationRow = ({ bound }: ServiceView, ok: boolean): Requirement[] =>
  bound === null ? [] : [{ kind: 'reservation', ok, asked: bound.agent?.host ?? null }];

const judgeOn = (view: ServiceView, prospect: Prospect): ReturnType<typeof judge> => {
  const context = contextAt(view, prospect);
  if (context === undefined) return { fits: false, requirements: reservationRow(view, false) };
  const { fits, requirements } = judge(prospect.offer, view.demand, context);
  return { fits, requirements: [...reservationRow(view, true), ...requirements] };
};

const judgeAgent = (
  view: ServiceView,
  prospect: Prospect,
  lastUnfit: ReadonlyMap<string, UnfitOffer> | undefined,
): AgentScheduling => {
  const { demand } = view;
  const { fits, requirements } = judgeOn(view, prospect);
  const { id, spec } = prospect.agent;
  return {
    agentId: id,
    hostname: spec.hostname,
    region: spec.domain?.region ?? null,
    zone: spec.domain?.zone ?? null,
    offering: offeringOf(prospect),
    fits: fits && prospect.isOpen,
    requirements: [agentRow(prospect), ...requirements],
    lastRefusal: lastRefusal(lastUnfit?.get(id), demand),
  };
};

const failures = ({ requirements }: AgentScheduling): number => requirements.filter(({ ok }) => !ok).length;

/** Those it fits on first, then those that miss least. @param statistics of the offers it was shown */
export const judgeAgents = (view: ServiceView, statistics: OfferStatistics | undefined): AgentScheduling[] => {
  const lastUnfit = statistics && unfitSoFar(statistics).lastUnused;
  return view.prospects
    .map((prospect) => judgeAgent(view, prospect, lastUnfit))
    .map((agent) => ({ agent, order: agent.fits ? -1 : failures(agent) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ agent }) => agent);
};
