/** The master's books on tasks: states, counts, and which resources they hold on their agent. */
import { addResources, subtractResources } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import type { MesosContext } from '../mesos-state';
import { recoverResources } from './allocator';
import type { MasterTask, TaskCounts } from './master-state';

const MAX_COMPLETED = 1000;

const count = (counts: TaskCounts | undefined, state: TaskState, by: 1 | -1): void => {
  counts?.set(state, (counts.get(state) ?? 0) + by);
};

const countTask = (ctx: MesosContext, task: MasterTask, by: 1 | -1): void => {
  const { agents, frameworks } = ctx.state.master;
  count(agents.get(task.agentId)?.counts, task.state, by);
  count(frameworks.get(task.frameworkId)?.counts, task.state, by);
};

/** Moves resources from offered to used. */
export const charge = (
  ctx: MesosContext,
  frameworkId: string,
  agentId: string,
  resources: readonly RoleResources[],
): void => {
  const agent = ctx.state.master.agents.get(agentId);
  const framework = ctx.state.master.frameworks.get(frameworkId);
  if (agent !== undefined) agent.used = addResources(agent.used, resources);
  if (framework !== undefined) framework.used = addResources(framework.used, resources);
};

/** Gives used resources back to the allocator. */
export const release = (
  ctx: MesosContext,
  frameworkId: string,
  agentId: string,
  resources: readonly RoleResources[],
): void => {
  const agent = ctx.state.master.agents.get(agentId);
  const framework = ctx.state.master.frameworks.get(frameworkId);
  if (agent !== undefined) agent.used = subtractResources(agent.used, resources);
  if (framework !== undefined) framework.used = subtractResources(framework.used, resources);
  recoverResources(ctx, frameworkId, agentId, resources);
};

/** Enters a task whose resources were charged. */
export const addTask = (ctx: MesosContext, task: MasterTask): void => {
  ctx.state.master.tasks.set(task.info.taskId, task);
  countTask(ctx, task, 1);
  ctx.changes.publish({ kind: 'TASK_ADDED', task });
};

/** A task changes its state on the books; what it holds stays with whoever asked for this. */
export const moveTask = (ctx: MesosContext, task: MasterTask, state: TaskState): void => {
  countTask(ctx, task, -1);
  task.state = state;
  countTask(ctx, task, 1);
};

/** Folds one update in. A terminal task never changes its state; its resources are free from the first terminal state on. */
export const updateTask = (ctx: MesosContext, task: MasterTask, status: TaskStatus, latest: TaskState): void => {
  const { statuses } = task;
  const before = statuses.at(-1)?.state === status.state ? statuses.slice(0, -1) : statuses;
  // Exactly as long as it has to be, unlike with a spread: every task keeps one for as long as it lives.
  task.statuses = before.concat(status);
  adoptState(ctx, task, latest);
  ctx.changes.publish({ kind: 'TASK_UPDATED', task, status });
};

/** Takes over the newest state. @returns whether it is another than before */
export const adoptState = (ctx: MesosContext, task: MasterTask, latest: TaskState): boolean => {
  if (isTerminal(task.state) || task.state === latest) return false;
  moveTask(ctx, task, latest);
  if (isTerminal(latest)) release(ctx, task.frameworkId, task.agentId, task.info.resources);
  return true;
};

/** Moves a task whose terminal status was acknowledged to the framework's completed ones. */
export const completeTask = (ctx: MesosContext, task: MasterTask): void => {
  const { tasks, frameworks, agents } = ctx.state.master;
  tasks.delete(task.info.taskId);
  agents.get(task.agentId)?.killed.delete(task.info.taskId);
  const completed = frameworks.get(task.frameworkId)?.completed;
  if (completed === undefined) return;
  completed.push(task);
  if (completed.length > MAX_COMPLETED) completed.shift();
};
