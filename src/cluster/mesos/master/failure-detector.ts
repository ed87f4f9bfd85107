/**
 * Who has not been heard of (Mesos `master/slave_observer`, the registrar's timeouts). Pings are not sent one by one: who
 * falls silent is asked after once, when the last of the missed pings would have timed out.
 */
import { unreachable } from '../../../protocol/mesos/unreachable';
import { millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { RegistrarTimer } from '../messages';
import { markUnreachable } from './departure';
import { elect } from './failover';
import { rescindOffers, rescindOffersOf } from './offers';

/** The agent's connection broke: nothing is offered of it until it is back. */
const connectionLost = (ctx: MesosContext, agentId: string): void => {
  const agent = ctx.state.master.agents.get(agentId);
  const machine = ctx.state.agents.get(agentId);
  // It is back already.
  if (agent === undefined || machine?.registered === true) return;
  agent.connected = false;
  rescindOffersOf(ctx, agent);
};

/** One agent at a time is given up; the others have to wait for their turn. */
const pingTimeout = (ctx: MesosContext, timer: Extract<RegistrarTimer, { kind: 'PING_TIMEOUT' }>): void => {
  const { master, agents, settings } = ctx.state;
  const agent = master.agents.get(timer.agentId);
  if (agent === undefined || agents.get(timer.agentId)?.silentSince !== timer.since) return undefined;
  const now = ctx.runtime.now();
  if (now < master.removalsFrom) return ctx.runtime.send(timer, millis(master.removalsFrom - now));
  master.removalsFrom = millis(now + settings.removalInterval);
  return markUnreachable(ctx, agent);
};

/** Those the registry knows and that did not come back to the new master. */
const reregisterTimeout = (ctx: MesosContext, since: number): void => {
  const { recovered, unreachable: lost } = ctx.state.master;
  for (const [id, agent] of recovered) {
    if (agent.since !== since) continue;
    recovered.delete(id);
    lost.set(id, { ...agent, since: ctx.runtime.now() });
  }
};

export const receiveAtRegistrar = (ctx: MesosContext, timer: RegistrarTimer): void => {
  if (timer.kind === 'ELECTED') return elect(ctx);
  if (!ctx.state.master.leading) return undefined;
  switch (timer.kind) {
    case 'CONNECTION_LOST':
      return connectionLost(ctx, timer.agentId);
    case 'PING_TIMEOUT':
      return pingTimeout(ctx, timer);
    case 'OFFER_TIMEOUT':
      return rescindOffers(ctx, timer.offerIds);
    case 'REREGISTER_TIMEOUT':
      return reregisterTimeout(ctx, timer.since);
    default:
      return unreachable(timer);
  }
};
