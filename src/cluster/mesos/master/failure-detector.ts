/**
 * Who has not been heard of (Mesos `master/slave_observer`, the registrar's timeouts). Pings are not sent one by one: who
 * falls silent is asked after once, when the last of the missed pings would have timed out.
 */
import { unreachable } from '../../../protocol/mesos/unreachable';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { MesosContext, MesosState } from '../mesos-state';
import type { RegistrarTimer } from '../messages';
import { markUnreachable } from './departure';
import { elect } from './failover';
import { rescindOffers, rescindOffersOf } from './offers';

type PingTimeout = Extract<RegistrarTimer, { kind: 'PING_TIMEOUT' }>;

/** On the books, and not back already. */
export const isCutOff = ({ master, agents }: MesosState, agentId: string): boolean =>
  master.leading && master.agents.has(agentId) && agents.get(agentId)?.registered !== true;

/** The agent's connection broke: nothing is offered of it until it is back. */
const connectionLost = (ctx: MesosContext, agentId: string): void => {
  const agent = ctx.state.master.agents.get(agentId);
  if (agent === undefined || !isCutOff(ctx.state, agentId)) return;
  agent.connected = false;
  rescindOffersOf(ctx, agent);
};

/** One agent at a time is given up. False: it has to wait for its turn, and is looked at again then. */
const mayRemove = (ctx: MesosContext, timer: RegistrarTimer): boolean => {
  const { master, settings } = ctx.state;
  const now = ctx.runtime.now();
  if (now < master.removalsFrom) {
    ctx.runtime.send(timer, millis(master.removalsFrom - now));
    return false;
  }
  master.removalsFrom = millis(now + settings.removalInterval);
  return true;
};

/** It did not answer since: neither is it back, nor off the books for another reason. */
const isSilent = ({ master, agents }: MesosState, { agentId, since }: PingTimeout): boolean =>
  master.agents.has(agentId) && agents.get(agentId)?.silentSince === since;

const pingTimeout = (ctx: MesosContext, timer: PingTimeout): void => {
  const agent = ctx.state.master.agents.get(timer.agentId);
  if (agent !== undefined && isSilent(ctx.state, timer) && mayRemove(ctx, timer)) markUnreachable(ctx, agent);
};

/** Whether an agent is given up now (of an entry that is about to be received). */
export const isGivenUp = (state: MesosState, timer: PingTimeout, now: Millis): boolean =>
  state.master.leading && isSilent(state, timer) && now >= state.master.removalsFrom;

/**
 * Those the registry knows and that did not come back to the new master. It knows nothing of their tasks, so nobody is told:
 * frameworks have to ask (Mesos `Master::recoveredSlavesTimeout`).
 */
const reregisterTimeout = (ctx: MesosContext, timer: Extract<RegistrarTimer, { kind: 'REREGISTER_TIMEOUT' }>): void => {
  const { recovered, unreachable: lost } = ctx.state.master;
  for (const [id, agent] of recovered) {
    if (agent.since !== timer.since) continue;
    if (!mayRemove(ctx, timer)) return;
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
      return reregisterTimeout(ctx, timer);
    default:
      return unreachable(timer);
  }
};
