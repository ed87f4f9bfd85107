/** Offers from their making to their end: a framework's answer uses each at most once. */
import type { Offer } from '../../../protocol/mesos/offer';
import type { MesosContext } from '../mesos-state';
import { HOP } from '../latency';
import type { Allocation } from './allocator';
import type { OfferRecord } from './master-state';

/** Turns allocations into offers, one message per framework. */
export const makeOffers = (ctx: MesosContext, allocations: readonly Allocation[]): void => {
  const { master } = ctx.state;
  const byFramework = new Map<string, Offer[]>();
  for (const { frameworkId, role, agentId, resources } of allocations) {
    const agent = master.agents.get(agentId);
    if (agent === undefined) continue;
    const { hostname, attributes, domain } = agent.spec;
    const id = `${master.id}-O${master.nextOffer++}`;
    const place = { id, frameworkId, agentId, hostname, resources, attributes };
    const offer: Offer = domain === undefined ? place : { ...place, domain };
    master.offers.set(id, { offer, role });
    agent.offers.add(id);
    const batch = byFramework.get(frameworkId);
    if (batch === undefined) byFramework.set(frameworkId, [offer]);
    else batch.push(offer);
  }
  for (const offers of byFramework.values()) ctx.runtime.send({ to: 'marathon', kind: 'OFFERS', offers }, HOP);
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
