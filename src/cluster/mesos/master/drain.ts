/** Taking agents out of service: deactivated, drained, back again (Mesos `Master::Http::_drainAgent` and kin). */
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import { requestRun } from './allocator';
import { markGone } from './departure';
import { HOP } from '../latency';
import { machineText, machineOf } from './machines';
import type { AbsentAgent, MasterAgent } from './master-state';
import { rescindOffersOf } from './offers';

export interface DrainWish {
  /** Longest grace of any kill; null = the tasks' own. */
  readonly maxGrace: Millis | null;
  readonly markGone: boolean;
}

/** Every task has ended, and its framework has acknowledged that. */
const isEmpty = (ctx: MesosContext, agent: MasterAgent): boolean => {
  for (const { agentId } of ctx.state.master.tasks.values()) if (agentId === agent.id) return false;
  return true;
};

/** Looks whether a draining agent is empty (Mesos `Master::checkAndTransitionDrainingAgent`). */
export const finishDrain = (ctx: MesosContext, agent: MasterAgent): void => {
  if (agent.drain?.state !== 'DRAINING' || !isEmpty(ctx, agent)) return;
  agent.drain.state = 'DRAINED';
  if (agent.drain.markGone) markGone(ctx, agent.id);
};

/** The agents the registry knows and the master has no connection with: one of them, and where it is kept. */
const absentAgent = ({ state: { master } }: MesosContext, agentId: string) => {
  for (const kept of [master.unreachable, master.recovered]) {
    const agent = kept.get(agentId);
    if (agent !== undefined) return { kept, agent };
  }
  return undefined;
};

/** An agent that is away is changed where the registry keeps it; it hears of it when it is back. */
const changeAbsent = (ctx: MesosContext, agentId: string, change: Partial<AbsentAgent>): string | undefined => {
  const absent = absentAgent(ctx, agentId);
  if (absent === undefined) return 'Unknown agent';
  absent.kept.set(agentId, { ...absent.agent, ...change });
  return undefined;
};

/** Goes past launches that wait for their authorization: they find an agent that takes nothing any more. */
export const sendDrain = (ctx: MesosContext, { id: agentId, connected, drain }: MasterAgent): void => {
  if (drain === null || !connected) return;
  drain.startedAt ??= ctx.runtime.now();
  const { maxGrace, markGone: gone } = drain;
  ctx.runtime.send({ to: 'agent', kind: 'DRAIN_AGENT', agentId, maxGrace, markGone: gone }, HOP);
};

/** It takes launches again. */
export const sendReactivation = (ctx: MesosContext, { id: agentId, connected }: MasterAgent): void => {
  if (connected) ctx.runtime.send({ to: 'agent', kind: 'REACTIVATE_AGENT', agentId }, HOP);
};

/** Nothing is offered of it any more, and everything on it is killed. @returns why not; undefined = it is under way */
export const drainAgent = (
  ctx: MesosContext,
  agentId: string,
  { maxGrace, markGone: gone }: DrainWish,
): string | undefined => {
  const agent = ctx.state.master.agents.get(agentId);
  const drain = { state: 'DRAINING' as const, maxGrace, markGone: gone, startedAt: null };
  if (agent === undefined) return changeAbsent(ctx, agentId, { drain });
  const machine = machineOf(ctx.state.master, agent.spec);
  if (machine !== undefined)
    return `Agent ${agentId} is part of a maintenance schedule under Machine ${machineText(machine)}`;
  agent.drain = drain;
  rescindOffersOf(ctx, agent);
  sendDrain(ctx, agent);
  finishDrain(ctx, agent);
  return undefined;
};

/** Nothing is offered of it any more; what runs on it goes on. */
export const deactivateAgent = (ctx: MesosContext, agentId: string): string | undefined => {
  const agent = ctx.state.master.agents.get(agentId);
  if (agent === undefined) return changeAbsent(ctx, agentId, { deactivated: true });
  agent.deactivated = true;
  rescindOffersOf(ctx, agent);
  return undefined;
};

const reactivationFault = ({ deactivated, drain }: Pick<AbsentAgent, 'deactivated' | 'drain'>): string | undefined => {
  if (!deactivated && drain === null) return 'Agent is not deactivated';
  return drain?.state === 'DRAINING' ? 'Agent is still in the DRAINING state' : undefined;
};

/** It is offered again. */
export const reactivateAgent = (ctx: MesosContext, agentId: string): string | undefined => {
  const agent = ctx.state.master.agents.get(agentId);
  const known = agent ?? absentAgent(ctx, agentId)?.agent;
  const fault = known === undefined ? 'Agent is not deactivated' : reactivationFault(known);
  if (fault !== undefined) return fault;
  if (agent === undefined) return changeAbsent(ctx, agentId, { deactivated: false, drain: null });
  agent.deactivated = false;
  agent.drain = null;
  sendReactivation(ctx, agent);
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
