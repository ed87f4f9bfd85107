/** Agents leave the master's books: unreachable, gone, shut down (Mesos `Master::markUnreachable`, `markGone`, `removeSlave`). */
import { addResources, subtractResources } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import { removeAgentResources } from './allocator';
import { tellStatuses } from './link';
import { keepUnreachable, toldState } from './master-state';
import type { AbsentAgent, MasterAgent, MasterTask } from './master-state';
import { rescindOffersOf } from './offers';
import { completeTask, moveTask } from './task-book';

/** What becomes of its tasks. */
interface Fate {
  readonly state: TaskState;
  readonly reason: string;
  readonly message: string;
}

/** What its executors and the tasks that live hold, by framework. */
const usage = (ctx: MesosContext, agent: MasterAgent): Map<string, readonly RoleResources[]> => {
  const used = new Map<string, readonly RoleResources[]>();
  const add = (frameworkId: string, resources: readonly RoleResources[]): void => {
    used.set(frameworkId, addResources(used.get(frameworkId) ?? [], resources));
  };
  for (const { frameworkId, resources } of agent.executors.values()) add(frameworkId, resources);
  for (const { agentId, state, frameworkId, info } of ctx.state.master.tasks.values())
    if (agentId === agent.id && !isTerminal(state)) add(frameworkId, info.resources);
  return used;
};

/**
 * Ends a task on the books only: what really becomes of it nobody here can see. A task that has ended without the framework
 * having heard of it is as lost to the framework as one that runs.
 */
const loseTask = (ctx: MesosContext, task: MasterTask, fate: Fate): TaskStatus[] => {
  const { tasks, frameworks } = ctx.state.master;
  const last = task.statuses.at(-1);
  if (last !== undefined && isTerminal(last.state)) {
    completeTask(ctx, task);
    return [];
  }
  const framework = frameworks.get(task.frameworkId);
  const since = ctx.runtime.now();
  const mayReturn = fate.state === 'TASK_UNREACHABLE';
  const status: TaskStatus = {
    taskId: task.info.taskId,
    executorId: task.executorId,
    agentId: task.agentId,
    ...fate,
    state: toldState(framework, fate.state),
    source: 'SOURCE_MASTER',
    timestamp: since,
    ...(mayReturn && { unreachableSince: since }),
  };
  if (!isTerminal(task.state)) moveTask(ctx, task, status.state);
  task.statuses = task.statuses.concat(status);
  ctx.changes.publish({ kind: 'TASK_UPDATED', task, status });
  if (mayReturn) {
    tasks.delete(task.info.taskId);
    if (framework !== undefined) keepUnreachable(framework, task);
  } else completeTask(ctx, task);
  return [status];
};

/** Takes an agent, its offers, tasks and executors off the books. */
const removeFromBooks = (ctx: MesosContext, agent: MasterAgent, fate: Fate): void => {
  const { master } = ctx.state;
  rescindOffersOf(ctx, agent);
  const used = usage(ctx, agent);
  const lost = [...master.tasks.values()].filter(({ agentId }) => agentId === agent.id);
  tellStatuses(
    ctx,
    lost.flatMap((task) => loseTask(ctx, task, fate)),
  );
  for (const [frameworkId, resources] of used) {
    const framework = master.frameworks.get(frameworkId);
    if (framework !== undefined) framework.used = subtractResources(framework.used, resources);
  }
  removeAgentResources(ctx, agent, used);
  master.agents.delete(agent.id);
  ctx.changes.publish({ kind: 'AGENT_REMOVED', agentId: agent.id });
};

const absence = (ctx: MesosContext, { id, spec, registeredAt, deactivated, drain }: MasterAgent): AbsentAgent => ({
  id,
  spec,
  registeredAt,
  since: ctx.runtime.now(),
  deactivated,
  drain,
});

/** It did not answer for too long. Its tasks may live on; it may come back. */
export const markUnreachable = (ctx: MesosContext, agent: MasterAgent): void => {
  ctx.state.master.unreachable.set(agent.id, absence(ctx, agent));
  removeFromBooks(ctx, agent, {
    state: 'TASK_UNREACHABLE',
    reason: 'AGENT_REMOVED',
    message: 'health check timed out',
  });
};

/** An operator says that it never comes back: nor may it. */
export const markGone = (ctx: MesosContext, agentId: string): void => {
  const { master } = ctx.state;
  const agent = master.agents.get(agentId);
  const absent = agent ?? master.unreachable.get(agentId) ?? master.recovered.get(agentId);
  if (absent === undefined) return;
  const message = 'Agent has been marked gone';
  const fate = { state: 'TASK_GONE_BY_OPERATOR', reason: 'AGENT_REMOVED_BY_OPERATOR', message } as const;
  if (agent === undefined) loseUnreachable(ctx, agentId, fate);
  else removeFromBooks(ctx, agent, fate);
  master.unreachable.delete(agentId);
  master.recovered.delete(agentId);
  const { id, spec, registeredAt, deactivated, drain } = absent;
  master.gone.set(agentId, { id, spec, registeredAt, since: ctx.runtime.now(), deactivated, drain });
  ctx.runtime.send({ to: 'agent', kind: 'SHUTDOWN_AGENT', agentId }, HOP);
};

/** Tasks that were out of reach are gone now. */
export const loseUnreachable = (ctx: MesosContext, agentId: string, fate: Fate): void => {
  const { tasks, frameworks } = ctx.state.master;
  for (const { unreachable } of frameworks.values()) {
    const lost = [...unreachable.values()].filter((task) => task.agentId === agentId);
    for (const task of lost) {
      unreachable.delete(task.info.taskId);
      tasks.set(task.info.taskId, task);
      tellStatuses(ctx, loseTask(ctx, task, fate));
    }
  }
};

/** Its machine goes down: it has to end, and may come back as another agent. Mesos tells this to all frameworks alike. */
export const removeAgent = (ctx: MesosContext, agent: MasterAgent, why: string): void => {
  const message = `Agent ${agent.spec.hostname} removed: ${why}`;
  removeFromBooks(ctx, agent, { state: 'TASK_LOST', reason: 'AGENT_REMOVED', message });
  ctx.runtime.send({ to: 'agent', kind: 'SHUTDOWN_AGENT', agentId: agent.id }, HOP);
};
