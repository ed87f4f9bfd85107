/** The master: takes the scheduler's calls and the agents' reports (Mesos `master/master`). */
import { isTerminal } from '../../../protocol/mesos/task';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { unreachable } from '../../../protocol/mesos/unreachable';
import type { MesosContext } from '../mesos-state';
import type { AgentReport } from '../messages';
import { acceptOffers, declineOffers } from './accept';
import { addFrameworkClient, reviveFramework, suppressFramework } from './allocator';
import { finishDrain } from './drain';
import { sendKill, sendToAgent, tellFramework, tellStatuses } from './link';
import type { Framework } from './master-state';
import { reconcile, reconciled } from './reconciliation';
import { reregisterAgent } from './registry';
import { adoptState, completeTask, release, updateTask } from './task-book';

type Subscribe = Extract<SchedulerCall, { kind: 'SUBSCRIBE' }>;

/** A framework comes, or comes back under the id it has. */
const subscribe = (ctx: MesosContext, { framework: info, frameworkId }: Subscribe): void => {
  const { master } = ctx.state;
  const id = frameworkId ?? `${master.id}-${String(master.nextFramework++).padStart(4, '0')}`;
  const known = master.frameworks.get(id);
  const fresh = { connected: true, used: [], counts: new Map(), unreachable: new Map(), completed: [] };
  const framework: Framework = known ?? { id, info, registeredAt: ctx.runtime.now(), ...fresh };
  framework.connected = true;
  master.frameworks.set(id, framework);
  const domain = { region: master.region, zone: master.zone };
  tellFramework(ctx, { to: 'marathon', kind: 'SUBSCRIBED', frameworkId: id, domain });
  addFrameworkClient(ctx, id);
  ctx.changes.publish({ kind: known === undefined ? 'FRAMEWORK_ADDED' : 'FRAMEWORK_UPDATED', framework });
};

const killTask = (ctx: MesosContext, call: Extract<SchedulerCall, { kind: 'KILL' }>): void => {
  const { tasks, agents } = ctx.state.master;
  const { taskId } = call;
  const task = tasks.get(taskId);
  if (task === undefined) {
    const framework = ctx.state.master.frameworks.get(call.frameworkId);
    const status = reconciled(ctx, framework, taskId, call.agentId);
    return tellStatuses(ctx, status === undefined ? [] : [status]);
  }
  const agent = agents.get(task.agentId);
  if (agent === undefined) return undefined;
  const grace = call.grace ?? null;
  // It may get lost on its way: asked for again when the agent comes back.
  agent.killed.set(taskId, grace);
  return agent.connected ? sendKill(ctx, agent, taskId, grace) : undefined;
};

const acknowledge = (ctx: MesosContext, call: Extract<SchedulerCall, { kind: 'ACKNOWLEDGE' }>): void => {
  const { tasks, agents } = ctx.state.master;
  const { agentId, updates } = call;
  for (const { taskId, uuid, state } of updates) {
    // Most are not looked up.
    const task = isTerminal(state) ? tasks.get(taskId) : undefined;
    if (task !== undefined && task.statuses.at(-1)?.uuid === uuid) completeTask(ctx, task);
  }
  const agent = agents.get(agentId);
  if (agent === undefined) return;
  if (agent.connected) sendToAgent(ctx, agent, { to: 'agent', kind: 'ACKNOWLEDGE', agentId, updates });
  finishDrain(ctx, agent);
};

/** Updates of an agent that is not on the books are not heard: it sends them again once it is. */
const agentUpdate = (ctx: MesosContext, report: Extract<AgentReport, { kind: 'AGENT_UPDATE' }>): void => {
  const { agentId, frameworkId, updates } = report;
  const { agents, frameworks, tasks } = ctx.state.master;
  if (agents.get(agentId)?.connected !== true) return;
  const isTold = frameworks.get(frameworkId)?.connected === true;
  for (const { status, latest } of updates) {
    const task = tasks.get(status.taskId);
    if (task === undefined) continue;
    if (isTold) updateTask(ctx, task, status, latest);
    else adoptState(ctx, task, latest);
  }
  if (!isTold) return;
  tellStatuses(
    ctx,
    updates.map(({ status }) => status),
  );
};

const exitedExecutor = (ctx: MesosContext, report: Extract<AgentReport, { kind: 'EXITED_EXECUTOR' }>): void => {
  const agent = ctx.state.master.agents.get(report.agentId);
  const executor = agent?.executors.get(report.executorId);
  if (agent === undefined || executor === undefined) return;
  agent.executors.delete(report.executorId);
  release(ctx, executor.frameworkId, agent.id, executor.resources);
  finishDrain(ctx, agent);
};

/** Calls of a framework that is not subscribed are ignored, as upstream. */
const isHeard = ({ state: { master } }: MesosContext, entry: SchedulerCall | AgentReport): boolean =>
  entry.kind === 'SUBSCRIBE' ||
  ('agentId' in entry && entry.kind !== 'KILL' && entry.kind !== 'ACKNOWLEDGE') ||
  master.frameworks.get(entry.frameworkId)?.connected === true;

/** One message to the master. */
export const receiveAtMaster = (ctx: MesosContext, entry: SchedulerCall | AgentReport): void => {
  if (!isHeard(ctx, entry)) return;
  switch (entry.kind) {
    case 'SUBSCRIBE':
      return subscribe(ctx, entry);
    case 'REREGISTER_AGENT':
      return reregisterAgent(ctx, entry);
    case 'ACCEPT':
      return acceptOffers(ctx, entry);
    case 'DECLINE':
      return declineOffers(ctx, entry);
    case 'REVIVE':
      return reviveFramework(ctx, entry.frameworkId);
    case 'SUPPRESS':
      return suppressFramework(ctx, entry.frameworkId);
    case 'KILL':
      return killTask(ctx, entry);
    case 'ACKNOWLEDGE':
      return acknowledge(ctx, entry);
    case 'RECONCILE':
      return reconcile(ctx, entry);
    case 'AGENT_UPDATE':
      return agentUpdate(ctx, entry);
    case 'EXITED_EXECUTOR':
      return exitedExecutor(ctx, entry);
    default:
      return unreachable(entry);
  }
};
