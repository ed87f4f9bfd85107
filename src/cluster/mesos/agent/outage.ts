/**
 * Machines and networks that fail: the agent's process stops and starts, the machine crashes and boots, the network is cut and
 * heals (Mesos `slave/slave` recovery). What happens is a fact of the machine; that the master notices is another matter.
 */
import { millis, seconds } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { unreachable } from '../../../protocol/mesos/unreachable';
import { releaseAddresses } from '../containerizer/addresses';
import { HOP } from '../latency';
import type { MesosContext, MesosState } from '../mesos-state';
import type { MachineEvent, MesosEntry } from '../messages';
import type { AgentExecutor, AgentState } from './agent-state';
import { staleProbes } from './probe';
import { failLaunches, processAsks } from './nested-container';
import { submitEnd } from './status-stream';
import { reapChildren, terminate } from './task-group';

/** First wait before registering again; drawn below it. */
const REGISTRATION_BACKOFF = 1000;
/** Executors have so long to come back to an agent that was started again (`executor_reregistration_timeout`). */
const REREGISTRATION_TIMEOUT = seconds(2);
/** An executor waits so long for an agent that is away (`recovery_timeout`). */
const RECOVERY_TIMEOUT = seconds(15 * 60);

/** From now on the master can't reach it, and will find out when enough pings were missed. */
const fallSilent = (ctx: MesosContext, agent: AgentState): void => {
  if (agent.silentSince !== null) return;
  const { pingTimeout, maxPingTimeouts } = ctx.state.settings;
  const since = ctx.runtime.now();
  agent.silentSince = since;
  // Pings are a grid in time: the first one missed is the next.
  const untilPing = pingTimeout - ((since - ctx.state.master.startedAt) % pingTimeout);
  ctx.runtime.send(
    { to: 'registrar', kind: 'PING_TIMEOUT', agentId: agent.id, since },
    millis(untilPing + pingTimeout * maxPingTimeouts),
  );
};

/** The agent registers again after a moment of its own. */
export const reregisterLater = (ctx: MesosContext, agent: AgentState): void => {
  agent.registered = false;
  const delay = millis(ctx.runtime.draw('agent.registration') * REGISTRATION_BACKOFF);
  ctx.runtime.send({ to: 'machine', kind: 'REREGISTER_DUE', agentId: agent.id }, delay);
};

const tellExecutors = (ctx: MesosContext, agent: AgentState, kind: 'AGENT_LOST' | 'AGENT_BACK'): void => {
  for (const { containerId, phase } of agent.executors.values())
    if (phase !== 'preparing' && phase !== 'terminating')
      ctx.runtime.send({ to: 'executor', kind, executor: containerId });
};

/** Its connections break: what was on its way in a cut network never arrives. */
const breakConnection = (ctx: MesosContext, agent: AgentState): void => {
  agent.registered = false;
  if (agent.cut !== null) agent.cut = [];
  else ctx.runtime.send({ to: 'registrar', kind: 'CONNECTION_LOST', agentId: agent.id }, HOP);
  fallSilent(ctx, agent);
};

const startLater = (ctx: MesosContext, agent: AgentState, after: Millis): Millis => {
  const since = ctx.runtime.now();
  agent.downSince = since;
  ctx.runtime.send({ to: 'machine', kind: 'PROCESS_STARTS', agentId: agent.id, since }, after);
  return since;
};

/** The agent's process ends; executors and containers go on. It starts again `after` milliseconds. */
export const stopProcess = (ctx: MesosContext, agent: AgentState, after: Millis): void => {
  if (agent.process !== 'up') return;
  agent.process = 'stopped';
  tellExecutors(ctx, agent, 'AGENT_LOST');
  breakConnection(ctx, agent);
  const since = startLater(ctx, agent, after);
  if (after > RECOVERY_TIMEOUT)
    ctx.runtime.send({ to: 'machine', kind: 'EXECUTORS_GIVE_UP', agentId: agent.id, since }, RECOVERY_TIMEOUT);
};

/** All processes of an executor's container end, its own first. */
const endProcesses = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  reapChildren(ctx, agent, executor);
  executor.queued = [];
  ctx.state.executors.delete(executor.containerId);
};

const destroyExecutor = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  endProcesses(ctx, agent, executor);
  executor.phase = 'terminating';
};

/** The machine goes down with everything on it, and boots `after` milliseconds. Its disk keeps what the agent wrote down. */
export const crashMachine = (ctx: MesosContext, agent: AgentState, after: Millis): void => {
  if (agent.process === 'crashed') return;
  agent.process = 'crashed';
  agent.held = [];
  for (const executor of agent.executors.values()) destroyExecutor(ctx, agent, executor);
  // Nobody closes its connections: only missed pings tell.
  agent.registered = false;
  if (agent.cut !== null) agent.cut = [];
  fallSilent(ctx, agent);
  startLater(ctx, agent, after);
  staleProbes(ctx, agent.id);
};

/** The machine is switched off for good, with everything on it. */
export const switchOff = (ctx: MesosContext, agent: AgentState): void => {
  for (const executor of agent.executors.values()) destroyExecutor(ctx, agent, executor);
  ctx.state.agents.delete(agent.id);
};

/** The machine's network is cut off from the rest of the cluster, for so many milliseconds. */
export const cutNetwork = (ctx: MesosContext, agent: AgentState, after: Millis): void => {
  if (agent.cut !== null) return;
  const since = ctx.runtime.now();
  agent.cut = [];
  agent.cutSince = since;
  fallSilent(ctx, agent);
  staleProbes(ctx, agent.id);
  ctx.runtime.send({ to: 'machine', kind: 'NETWORK_HEALS', agentId: agent.id, since }, after);
};

/** An agent that hears no ping for as long as the master would wait for an answer takes it that it was given up. */
const believesItselfLost = ({ state: { settings }, runtime }: MesosContext, { silentSince }: AgentState): boolean =>
  silentSince !== null && runtime.now() - silentSince >= settings.pingTimeout * settings.maxPingTimeouts;

/** Whether the master still holds the connection the agent believes in. */
const connectionStands = (ctx: MesosContext, agent: AgentState): boolean => {
  const { master } = ctx.state;
  const isHeld = agent.registered && master.leading && master.agents.get(agent.id)?.connected === true;
  return isHeld && !believesItselfLost(ctx, agent);
};

/** Reachable again: what waited arrives where the connection outlived the outage; otherwise the agent registers anew. */
const reachable = (ctx: MesosContext, agent: AgentState, waited: readonly MesosEntry[]): void => {
  if (agent.process !== 'up' || agent.cut !== null) return;
  const stands = connectionStands(ctx, agent);
  agent.silentSince = null;
  if (!stands) return reregisterLater(ctx, agent);
  for (const entry of waited) ctx.runtime.send(entry, HOP);
};

/** After a crash: of all that ran nothing is left. */
const buryExecutors = (ctx: MesosContext, agent: AgentState, endedAt: Millis): void => {
  const message = 'The machine was rebooted';
  for (const executor of agent.executors.values()) {
    submitEnd(ctx, agent, executor, executor.live, {
      state: 'TASK_FAILED',
      reason: 'EXECUTOR_TERMINATED',
      message,
      endedAt,
    });
    releaseAddresses(agent, executor.leases);
  }
  agent.executors.clear();
};

/** The process reads what it wrote down, finds its executors again, and takes what they had to say meanwhile. */
const recover = (ctx: MesosContext, agent: AgentState): void => {
  agent.process = 'recovering';
  for (const executor of agent.executors.values()) {
    // Its container was never finished: no process will come back from it.
    if (executor.phase === 'preparing') executor.phase = 'starting';
    else failLaunches(ctx, executor, 'The agent was restarted while the container was being launched');
  }
  tellExecutors(ctx, agent, 'AGENT_BACK');
  const { held } = agent;
  agent.held = [];
  for (const entry of held) ctx.runtime.send(entry);
  if (agent.executors.size === 0) return recovered(ctx, agent);
  return ctx.runtime.send({ to: 'machine', kind: 'RECOVERED', agentId: agent.id }, REREGISTRATION_TIMEOUT);
};

/** Executors that did not come back are given up; then the agent registers. */
const recovered = (ctx: MesosContext, agent: AgentState): void => {
  agent.process = 'up';
  for (const executor of agent.executors.values()) {
    if (ctx.state.executors.has(executor.containerId)) continue;
    terminate(ctx, agent, executor, {
      state: 'TASK_FAILED',
      reason: 'EXECUTOR_REREGISTRATION_TIMEOUT',
      message: 'Executor did not reregister within 2secs',
    });
  }
  reachable(ctx, agent, []);
};

const startProcess = (ctx: MesosContext, agent: AgentState): void => {
  const { downSince } = agent;
  agent.downSince = null;
  if (agent.process === 'stopped') return recover(ctx, agent);
  agent.process = 'up';
  buryExecutors(ctx, agent, downSince ?? ctx.runtime.now());
  return reachable(ctx, agent, []);
};

/** Executors that waited for their agent for too long end by themselves, with their containers. */
const giveUp = (ctx: MesosContext, agent: AgentState): void => {
  for (const executor of agent.executors.values())
    if (executor.phase !== 'preparing') endProcesses(ctx, agent, executor);
};

const heal = (ctx: MesosContext, agent: AgentState): void => {
  const waited = agent.cut ?? [];
  agent.cut = null;
  agent.cutSince = null;
  staleProbes(ctx, agent.id);
  reachable(ctx, agent, waited);
};

/** Tells the master all it has. */
const reregister = (ctx: MesosContext, agent: AgentState): void => {
  if (agent.registered || agent.process !== 'up' || agent.cut !== null) return;
  const tasks = [...agent.tasks.values()].map(({ info, frameworkId, executorId, latest, acknowledged }) => ({
    info,
    frameworkId,
    executorId,
    state: latest,
    status: acknowledged,
  }));
  const executors = [...agent.executors.values()].map(({ info: { executorId, frameworkId, resources } }) => ({
    executorId,
    frameworkId,
    resources,
  }));
  ctx.runtime.send(
    { to: 'master', kind: 'REREGISTER_AGENT', agentId: agent.id, tasks, executors, total: agent.total },
    HOP,
  );
};

/** Whether an event still means something: the end of an outage that was followed by another does not. */
export const isCurrent = ({ agents }: MesosState, event: MachineEvent): boolean => {
  const agent = agents.get(event.agentId);
  if (agent === undefined) return false;
  switch (event.kind) {
    case 'PROCESS_STARTS':
    case 'EXECUTORS_GIVE_UP':
      return agent.downSince === event.since;
    case 'NETWORK_HEALS':
      return agent.cutSince === event.since;
    case 'RECOVERED':
      return agent.process === 'recovering';
    case 'REREGISTER_DUE':
    case 'PROCESS_ASKS':
      return true;
    default:
      return unreachable(event);
  }
};

export const receiveAtMachine = (ctx: MesosContext, event: MachineEvent): void => {
  const agent = ctx.state.agents.get(event.agentId);
  if (agent === undefined || !isCurrent(ctx.state, event)) return undefined;
  switch (event.kind) {
    case 'PROCESS_STARTS':
      return startProcess(ctx, agent);
    case 'EXECUTORS_GIVE_UP':
      return giveUp(ctx, agent);
    case 'RECOVERED':
      return recovered(ctx, agent);
    case 'NETWORK_HEALS':
      return heal(ctx, agent);
    case 'REREGISTER_DUE':
      return reregister(ctx, agent);
    case 'PROCESS_ASKS':
      return processAsks(ctx, agent, event.containerId);
    default:
      return unreachable(event);
  }
};
