/** Taking agents out of service: deactivated, drained, back again (Mesos `Master::Http::_drainAgent` and kin). */
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import { requestRun } from './allocator';
import { markGone } from './departure';
import { sendToAgent } from './link';
import { machineOf, machineText } from './machines';
import type { AbsentAgent, MasterAgent } from './master-state';
import { rescindOffersOf } from './offers';

export interface DrainWish {
  /** Longest grace of any kill; null = the tasks' own. */
  readonly maxGrace: Millis | null;
  readonly markGone: boolean;
}

const holdsNothing = (ctx: MesosContext, agent: MasterAgent): boolean => {
  if (agent.executors.size > 0) return false;
  for (const { agentId } of ctx.state.master.tasks.values()) if (agentId === agent.id) return false;
  return true;
};

/** Looks whether a draining agent is empty. */
export const finishDrain = (ctx: MesosContext, agent: MasterAgent): void => {
  if (agent.drain?.state !== 'DRAINING' || !holdsNothing(ctx, agent)) return;
  agent.drain.state = 'DRAINED';
  if (agent.drain.markGone) markGone(ctx, agent.id);
};

/** An agent that is away is changed where the registry keeps it. */
const changeAbsent = (ctx: MesosContext, agentId: string, change: Partial<AbsentAgent>): boolean => {
  const { unreachable, recovered } = ctx.state.master;
  for (const absent of [unreachable, recovered]) {
    const agent = absent.get(agentId);
    if (agent === undefined) continue;
    absent.set(agentId, { ...agent, ...change });
    return true;
  }
  return false;
};

const UNKNOWN = 'Unknown agent';

/** Nothing is offered of it any more, and everything on it is killed. @returns why not; undefined = it is under way */
export const drainAgent = (
  ctx: MesosContext,
  agentId: string,
  { maxGrace, markGone: goneAfter }: DrainWish,
): string | undefined => {
  const { master } = ctx.state;
  const agent = master.agents.get(agentId);
  const wish = { maxGrace, markGone: goneAfter };
  const drain = { state: 'DRAINING' as const, ...wish, startedAt: null };
  if (agent === undefined) return changeAbsent(ctx, agentId, { drain }) ? undefined : UNKNOWN;
  const machine = machineOf(master, agent.spec);
  if (machine !== undefined)
    return `Agent ${agentId} is part of a maintenance schedule under Machine ${machineText(machine)}`;
  agent.drain = { ...drain, startedAt: ctx.runtime.now() };
  rescindOffersOf(ctx, agent);
  if (agent.connected) sendToAgent(ctx, agent, { to: 'agent', kind: 'DRAIN_AGENT', agentId, ...wish });
  finishDrain(ctx, agent);
  return undefined;
};

/** Nothing is offered of it any more; what runs on it goes on. */
export const deactivateAgent = (ctx: MesosContext, agentId: string): string | undefined => {
  const agent = ctx.state.master.agents.get(agentId);
  if (agent === undefined) return changeAbsent(ctx, agentId, { deactivated: true }) ? undefined : UNKNOWN;
  agent.deactivated = true;
  rescindOffersOf(ctx, agent);
  return undefined;
};

/** It is offered again. */
export const reactivateAgent = (ctx: MesosContext, agentId: string): string | undefined => {
  const { agents, unreachable, recovered } = ctx.state.master;
  const agent = agents.get(agentId);
  const known = agent ?? unreachable.get(agentId) ?? recovered.get(agentId);
  if (known === undefined || !(known.deactivated || known.drain !== null)) return 'Agent is not deactivated';
  if (known.drain?.state === 'DRAINING') return 'Agent is still in the DRAINING state';
  if (agent === undefined) {
    changeAbsent(ctx, agentId, { deactivated: false, drain: null });
    return undefined;
  }
  agent.deactivated = false;
  agent.drain = null;
  if (agent.connected) sendToAgent(ctx, agent, { to: 'agent', kind: 'REACTIVATE_AGENT', agentId });
  requestRun(ctx, agentId);
  return undefined;
};

/** @returns why not; undefined = done */
export const goneByOperator = (ctx: MesosContext, agentId: string): string | undefined => {
  const { agents, unreachable, recovered, gone } = ctx.state.master;
  if (gone.has(agentId)) return undefined;
  if (![agents, unreachable, recovered].some((known) => known.has(agentId))) return `Agent '${agentId}' not found`;
  markGone(ctx, agentId);
  return undefined;
};
