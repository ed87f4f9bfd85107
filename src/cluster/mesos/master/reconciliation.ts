/** What became of a task: the master's answers to those who ask (Mesos `Master::reconcileTasks`). */
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { MesosContext } from '../mesos-state';
import { tellStatuses } from './link';
import type { MasterTask } from './master-state';

type Reconcile = Extract<SchedulerCall, { kind: 'RECONCILE' }>;

const latest = (task: MasterTask, answer: Pick<TaskStatus, 'source' | 'reason' | 'timestamp'>): TaskStatus => {
  const last = task.statuses.at(-1);
  return {
    taskId: task.info.taskId,
    agentId: task.agentId,
    executorId: task.executorId,
    state: task.state,
    message: 'Reconciliation: Latest task state',
    ...(last?.healthy !== undefined && { healthy: last.healthy }),
    ...(last?.containerId !== undefined && { containerId: last.containerId }),
    ...(last?.networks !== undefined && { networks: last.networks }),
    ...(last?.unreachableSince !== undefined && { unreachableSince: last.unreachableSince }),
    ...answer,
  };
};

/** The answer to "what became of this task?"; undefined while its agent has yet to come back. Carries no uuid: not to be acknowledged. */
export const reconciled = (ctx: MesosContext, taskId: string, agentId: string): TaskStatus | undefined => {
  const { tasks, frameworks, agents, recovered, unreachable, gone } = ctx.state.master;
  const answer = { source: 'SOURCE_MASTER', reason: 'RECONCILIATION', timestamp: ctx.runtime.now() } as const;
  const known =
    tasks.get(taskId) ?? [...frameworks.values()].find((each) => each.unreachable.has(taskId))?.unreachable.get(taskId);
  if (known !== undefined) return latest(known, answer);
  const about = { ...answer, taskId, agentId };
  if (recovered.has(agentId)) return undefined;
  if (agents.has(agentId))
    return { ...about, state: 'TASK_GONE', message: 'Reconciliation: Task is unknown to the agent' };
  const lost = unreachable.get(agentId);
  if (lost !== undefined) {
    const message = 'Reconciliation: Task is unreachable';
    return { ...about, state: 'TASK_UNREACHABLE', message, unreachableSince: lost.since };
  }
  if (gone.has(agentId)) return { ...about, state: 'TASK_GONE_BY_OPERATOR', message: 'Reconciliation: Task is gone' };
  return { ...about, state: 'TASK_UNKNOWN', message: 'Reconciliation: Task is unknown' };
};

/** Answers for the tasks that were named, or for all the framework has. */
export const reconcile = (ctx: MesosContext, { frameworkId, tasks }: Reconcile): void => {
  const all = [...ctx.state.master.tasks.values()].filter((task) => task.frameworkId === frameworkId);
  const asked = tasks.length > 0 ? tasks : all.map(({ info, agentId }) => ({ taskId: info.taskId, agentId }));
  tellStatuses(
    ctx,
    asked.flatMap(({ taskId, agentId }) => reconciled(ctx, taskId, agentId) ?? []),
  );
};
