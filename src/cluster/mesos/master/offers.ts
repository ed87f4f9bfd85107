/** Offers from their making to their end: a framework's answer uses each at most once (Mesos `Master::offer`, `rescindOffer`). */
import type { Offer } from '../../../protocol/mesos/offer';
import type { MesosContext } from '../mesos-state';
import { lossOf } from '../disturbances';
import { recoverResources } from './allocator';
import type { Allocation } from './allocator';
import { tellFramework } from './link';
import { machineOf } from './machines';
import type { MasterAgent, MasterState, OfferRecord } from './master-state';

const offerOf = (master: MasterState, agent: MasterAgent, { frameworkId, resources }: Allocation): Offer => {
  const { hostname, attributes, domain } = agent.spec;
  const window = machineOf(master, agent.spec)?.window;
  return {
    id: `${master.id}-O${master.nextOffer++}`,
    frameworkId,
    agentId: agent.id,
    hostname,
    resources,
    attributes,
    ...(domain !== undefined && { domain }),
    ...(window !== undefined && { unavailability: window }),
  };
};

/** Offers that got lost are taken back in the end. Those that arrive are answered at once, so nothing waits for them. */
const expireLater = (ctx: MesosContext, offers: readonly Offer[]): void => {
  const offerIds = offers.map(({ id }) => id);
  ctx.runtime.send({ to: 'registrar', kind: 'OFFER_TIMEOUT', offerIds }, ctx.state.settings.offerTimeout);
};

/** Turns allocations into offers, one message per framework. */
export const makeOffers = (ctx: MesosContext, allocations: readonly Allocation[]): void => {
  const { master } = ctx.state;
  const byFramework = new Map<string, Offer[]>();
  for (const allocation of allocations) {
    const agent = master.agents.get(allocation.agentId);
    if (agent === undefined) continue;
    const { frameworkId, role } = allocation;
    const offer = offerOf(master, agent, allocation);
    master.offers.set(offer.id, { offer, role });
    agent.offers.add(offer.id);
    const batch = byFramework.get(frameworkId);
    if (batch === undefined) byFramework.set(frameworkId, [offer]);
    else batch.push(offer);
  }
  for (const offers of byFramework.values()) {
    const cause = lossOf(ctx, 'offerLoss', '');
    if (cause === undefined) tellFramework(ctx, { to: 'marathon', kind: 'OFFERS', offers });
    else ctx.runtime.because(cause, () => expireLater(ctx, offers));
  }
};

/** Takes an offer off the books; undefined when it is unknown, used up, or another framework's. */
export const takeOffer = (ctx: MesosContext, frameworkId: string, offerId: string): OfferRecord | undefined => {
  const { master } = ctx.state;
  const record = master.offers.get(offerId);
  if (record === undefined || record.offer.frameworkId !== frameworkId) return undefined;
  master.offers.delete(offerId);
  master.agents.get(record.offer.agentId)?.offers.delete(offerId);
  return record;
};

/** Takes offers back that were not answered yet. */
export const rescindOffers = (ctx: MesosContext, offerIds: Iterable<string>): void => {
  for (const offerId of offerIds) {
    const frameworkId = ctx.state.master.offers.get(offerId)?.offer.frameworkId ?? '';
    const record = takeOffer(ctx, frameworkId, offerId);
    if (record === undefined) continue;
    recoverResources(ctx, frameworkId, record.offer.agentId, record.offer.resources);
    tellFramework(ctx, { to: 'marathon', kind: 'RESCIND', offerId });
  }
};

/** All offers of an agent. */
export const rescindOffersOf = (ctx: MesosContext, agent: MasterAgent): void => rescindOffers(ctx, [...agent.offers]);
