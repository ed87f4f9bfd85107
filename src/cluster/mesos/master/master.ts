/** The master: takes the scheduler's calls and the agents' reports (Mesos `master/master`). */
import { isTerminal } from '../../../protocol/mesos/task';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import type { TaskStatus } from '../../../protocol/mesos/task';
import { unreachable } from '../../../protocol/mesos/unreachable';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { AgentReport } from '../messages';
import { acceptOffers, declineOffers, sendToAgent } from './accept';
import { addFrameworkClient, reviveFramework, suppressFramework } from './allocator';
import type { Framework, MasterTask } from './master-state';
import { completeTask, release, updateTask } from './task-book';

const subscribe = (ctx: MesosContext, call: Extract<SchedulerCall, { kind: 'SUBSCRIBE' }>): void => {
  const { master } = ctx.state;
  const id = `${master.id}-${String(master.nextFramework++).padStart(4, '0')}`;
  const registeredAt = ctx.runtime.now();
  const framework: Framework = { id, info: call.framework, registeredAt, used: [], counts: new Map(), completed: [] };
  master.frameworks.set(id, framework);
  const domain = { region: master.region, zone: master.zone };
  ctx.runtime.send({ to: 'marathon', kind: 'SUBSCRIBED', frameworkId: id, domain }, HOP);
  addFrameworkClient(ctx, id);
  ctx.changes.publish({ kind: 'FRAMEWORK_ADDED', framework });
};

/** The answer to "what became of this task?". Carries no uuid: not to be acknowledged. */
const reconciled = (ctx: MesosContext, taskId: string, task: MasterTask | undefined, agentId: string): TaskStatus => {
  const answer = { taskId, source: 'SOURCE_MASTER', reason: 'RECONCILIATION', timestamp: ctx.runtime.now() } as const;
  if (task !== undefined) {
    const healthy = task.statuses.at(-1)?.healthy;
    const known = { ...answer, agentId: task.agentId, executorId: task.executorId, state: task.state };
    const status: TaskStatus = { ...known, message: 'Reconciliation: Latest task state' };
    return healthy === undefined ? status : { ...status, healthy };
  }
  if (ctx.state.master.agents.has(agentId)) {
    return { ...answer, agentId, state: 'TASK_GONE', message: 'Reconciliation: Task is unknown to the agent' };
  }
  return { ...answer, agentId, state: 'TASK_UNKNOWN', message: 'Reconciliation: Task is unknown' };
};

const reconcile = (ctx: MesosContext, call: Extract<SchedulerCall, { kind: 'RECONCILE' }>): void => {
  const { tasks } = ctx.state.master;
  const implicit = call.taskIds.length === 0;
  const ids = implicit ? [...tasks.keys()] : call.taskIds;
  for (const taskId of ids) {
    const task = tasks.get(taskId);
    if (implicit && task?.frameworkId !== call.frameworkId) continue;
    ctx.runtime.send({ to: 'marathon', kind: 'UPDATE', statuses: [reconciled(ctx, taskId, task, '')] }, HOP);
  }
};

const killTask = (ctx: MesosContext, call: Extract<SchedulerCall, { kind: 'KILL' }>): void => {
  const { tasks, agents } = ctx.state.master;
  const { taskId } = call;
  const task = tasks.get(taskId);
  if (task === undefined) {
    const status = reconciled(ctx, taskId, undefined, call.agentId);
    ctx.runtime.send({ to: 'marathon', kind: 'UPDATE', statuses: [status] }, HOP);
    return;
  }
  const agent = agents.get(task.agentId);
  if (agent === undefined) return;
  const grace = call.grace === undefined ? {} : { grace: call.grace };
  sendToAgent(ctx, agent, { to: 'agent', kind: 'KILL_TASK', agentId: agent.id, taskId, ...grace }, HOP);
};

const acknowledge = (ctx: MesosContext, call: Extract<SchedulerCall, { kind: 'ACKNOWLEDGE' }>): void => {
  const { tasks, agents } = ctx.state.master;
  const { agentId, updates } = call;
  for (const { taskId, uuid } of updates) {
    const task = tasks.get(taskId);
    const last = task?.statuses.at(-1);
    if (task !== undefined && last?.uuid === uuid && isTerminal(last.state)) completeTask(ctx, task);
  }
  const agent = agents.get(agentId);
  if (agent !== undefined) sendToAgent(ctx, agent, { to: 'agent', kind: 'ACKNOWLEDGE', agentId, updates }, HOP);
};

const agentUpdate = (ctx: MesosContext, { updates }: Extract<AgentReport, { kind: 'AGENT_UPDATE' }>): void => {
  for (const { status, latest } of updates) {
    const task = ctx.state.master.tasks.get(status.taskId);
    if (task !== undefined) updateTask(ctx, task, status, latest);
  }
  ctx.runtime.send({ to: 'marathon', kind: 'UPDATE', statuses: updates.map(({ status }) => status) }, HOP);
};

const exitedExecutor = (ctx: MesosContext, report: Extract<AgentReport, { kind: 'EXITED_EXECUTOR' }>): void => {
  const agent = ctx.state.master.agents.get(report.agentId);
  const executor = agent?.executors.get(report.executorId);
  if (agent === undefined || executor === undefined) return;
  agent.executors.delete(report.executorId);
  release(ctx, executor.frameworkId, agent.id, executor.resources);
};

/** One message to the master. Calls of a framework that never subscribed are ignored, as upstream. */
export const receiveAtMaster = (ctx: MesosContext, entry: SchedulerCall | AgentReport): void => {
  if ('frameworkId' in entry && !ctx.state.master.frameworks.has(entry.frameworkId)) return;
  switch (entry.kind) {
    case 'SUBSCRIBE':
      return subscribe(ctx, entry);
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
