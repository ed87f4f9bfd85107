/** Agents come on the master's books and come back to them (Mesos `Master::registerSlave`, `reregisterSlave`). */
import { addResources, isSameResources } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import { newAgentState } from '../agent/agent-state';
import type { AgentSpec } from '../agent-spec';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { AgentReport, ReportedExecutor, ReportedTask } from '../messages';
import { addAgentResources, requestRun } from './allocator';
import { loseUnreachable } from './departure';
import { finishDrain, sendDrain, sendReactivation } from './drain';
import { checkpoint, sendKill, sendToAgent, tellStatuses } from './link';
import { machineOf } from './machines';
import type { AbsentAgent, MasterAgent } from './master-state';
import { addTask, adoptState, charge, release } from './task-book';

type Report = Extract<AgentReport, { kind: 'REREGISTER_AGENT' }>;

const newMasterAgent = (
  { id, spec, registeredAt, deactivated, drain }: Omit<AbsentAgent, 'since'>,
  total: readonly RoleResources[],
  now: Millis,
): MasterAgent => ({
  id,
  spec,
  registeredAt,
  total,
  connected: true,
  deactivated,
  drain,
  used: [],
  executors: new Map(),
  offers: new Set(),
  killed: new Map(),
  counts: new Map(),
  link: now,
});

/** A new agent gets an id that is never used again and is offered at once. */
export const registerAgent = (ctx: MesosContext, spec: AgentSpec): void => {
  const { master, agents } = ctx.state;
  const index = master.nextAgent++;
  const id = `${master.id}-S${index}`;
  const now = ctx.runtime.now();
  const agent = newMasterAgent({ id, spec, registeredAt: now, deactivated: false, drain: null }, spec.resources, now);
  master.agents.set(id, agent);
  agents.set(id, newAgentState(id, index, spec, now));
  addAgentResources(ctx, agent, new Map());
  ctx.changes.publish({ kind: 'AGENT_ADDED', agent });
};

/** What the tasks that live and the executors of a report hold, by framework. */
const usedBy = ({ tasks, executors }: Pick<Report, 'tasks' | 'executors'>): Map<string, readonly RoleResources[]> => {
  const used = new Map<string, readonly RoleResources[]>();
  const add = (frameworkId: string, resources: readonly RoleResources[]): void => {
    used.set(frameworkId, addResources(used.get(frameworkId) ?? [], resources));
  };
  for (const { frameworkId, info, state } of tasks) if (!isTerminal(state)) add(frameworkId, info.resources);
  for (const { frameworkId, resources } of executors) add(frameworkId, resources);
  return used;
};

const backAgain = (
  ctx: MesosContext,
  { state, status, info, executorId }: ReportedTask,
  agentId: string,
): TaskStatus => {
  const { uuid: _, ...known } = status ?? { source: 'SOURCE_MASTER' as const };
  return {
    ...known,
    taskId: info.taskId,
    executorId,
    agentId,
    state,
    source: 'SOURCE_MASTER',
    reason: 'AGENT_REREGISTERED',
    // Mesos' own spelling.
    message: 'Unreachable agent re-reregistered',
    timestamp: ctx.runtime.now(),
  };
};

/** Enters what an agent reports; the result are the tasks that live. */
const enterTasks = (ctx: MesosContext, agent: MasterAgent, tasks: readonly ReportedTask[]): TaskStatus[] => {
  const { master } = ctx.state;
  const back: TaskStatus[] = [];
  for (const task of tasks) {
    const { info, frameworkId, executorId, state, status } = task;
    const framework = master.frameworks.get(frameworkId);
    framework?.unreachable.delete(info.taskId);
    // Its end was acknowledged: only the agent has not heard of that.
    if (isTerminal(state) && framework?.completed.some((each) => each.info.taskId === info.taskId) === true) continue;
    const statuses = status === null ? [] : [status];
    addTask(ctx, { info, frameworkId, executorId, agentId: agent.id, state, statuses });
    if (!isTerminal(state)) back.push(backAgain(ctx, task, agent.id));
  }
  return back;
};

/** An agent that was away comes back with all it has. */
const readmit = (ctx: MesosContext, absent: AbsentAgent, report: Report, wasUnreachable: boolean): void => {
  const { master } = ctx.state;
  const agent = newMasterAgent(absent, report.total, ctx.runtime.now());
  master.agents.set(agent.id, agent);
  for (const { executorId, frameworkId, resources } of report.executors)
    agent.executors.set(executorId, { frameworkId, resources });
  const used = usedBy(report);
  for (const [frameworkId, resources] of used) charge(ctx, frameworkId, agent.id, resources);
  addAgentResources(ctx, agent, used);
  ctx.changes.publish({ kind: 'AGENT_ADDED', agent });
  const alive = enterTasks(ctx, agent, report.tasks);
  // What was to be launched there may never have arrived.
  loseUnreachable(ctx, agent.id, {
    state: 'TASK_GONE',
    reason: 'RECONCILIATION',
    message: 'Reconciliation: Task is unknown to the agent',
  });
  // Frameworks were told that these are out of reach.
  if (wasUnreachable) tellStatuses(ctx, alive);
};

/** Executors the master believes in and the agent does not have any more. */
const dropExecutors = (ctx: MesosContext, agent: MasterAgent, reported: readonly ReportedExecutor[]): void => {
  const alive = new Set(reported.map(({ executorId }) => executorId));
  for (const [executorId, executor] of agent.executors) {
    if (alive.has(executorId)) continue;
    agent.executors.delete(executorId);
    release(ctx, executor.frameworkId, agent.id, executor.resources);
  }
};

/** Tasks of the agent the master believes to live, and the agent does not know. */
const unknownTasks = (ctx: MesosContext, agentId: string, reported: readonly ReportedTask[]) => {
  const known = new Map(reported.map((task) => [task.info.taskId, task]));
  return [...ctx.state.master.tasks.values()].flatMap((task) => {
    if (task.agentId !== agentId || isTerminal(task.state) || known.has(task.info.taskId)) return [];
    return { taskId: task.info.taskId, frameworkId: task.frameworkId, executorId: task.executorId };
  });
};

/** The newest states of its tasks; the statuses that say so follow. */
const adoptStates = (ctx: MesosContext, reported: readonly ReportedTask[]): void => {
  for (const { info, state } of reported) {
    const task = ctx.state.master.tasks.get(info.taskId);
    if (task === undefined || !adoptState(ctx, task, state)) continue;
    const status = task.statuses.at(-1);
    // What no status was heard of is told as a whole.
    ctx.changes.publish(status === undefined ? { kind: 'TASK_ADDED', task } : { kind: 'TASK_UPDATED', task, status });
  }
};

/** The master kept it on its books: they are brought up to date. */
const reconnect = (ctx: MesosContext, agent: MasterAgent, report: Report): void => {
  agent.connected = true;
  adoptStates(ctx, report.tasks);
  const unknown = unknownTasks(ctx, agent.id, report.tasks);
  dropExecutors(ctx, agent, report.executors);
  requestRun(ctx, agent.id);
  // What was reserved or freed while it could not be reached it has not heard of.
  if (!isSameResources(agent.total, report.total)) checkpoint(ctx, agent);
  welcome(ctx, agent, unknown);
  for (const [taskId, grace] of agent.killed) sendKill(ctx, agent, taskId, grace);
  drainOn(ctx, agent);
};

const welcome = (ctx: MesosContext, agent: MasterAgent, unknown: ReturnType<typeof unknownTasks>): void =>
  sendToAgent(ctx, agent, { to: 'agent', kind: 'AGENT_REREGISTERED', agentId: agent.id, unknown });

/** An agent that is to be emptied, or was to be, may not have heard of it; or it may be empty by now. */
const drainOn = (ctx: MesosContext, agent: MasterAgent): void => {
  if (agent.drain === null) sendReactivation(ctx, agent);
  sendDrain(ctx, agent);
  finishDrain(ctx, agent);
};

/** An agent that was away reports. One that is gone for good, or whose machine is down, has to end. */
export const reregisterAgent = (ctx: MesosContext, report: Report): void => {
  const { master } = ctx.state;
  const { agentId } = report;
  const known = master.agents.get(agentId);
  if (known !== undefined) return reconnect(ctx, known, report);
  const absent = master.unreachable.get(agentId) ?? master.recovered.get(agentId);
  if (absent === undefined || machineOf(master, absent.spec)?.mode === 'DOWN')
    return ctx.runtime.send({ to: 'agent', kind: 'SHUTDOWN_AGENT', agentId }, HOP);
  const wasUnreachable = master.unreachable.delete(agentId);
  master.recovered.delete(agentId);
  readmit(ctx, absent, report, wasUnreachable);
  const agent = master.agents.get(agentId);
  if (agent === undefined) return undefined;
  welcome(ctx, agent, []);
  return drainOn(ctx, agent);
};
