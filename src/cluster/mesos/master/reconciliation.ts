/** What became of a task: the master's answers to those who ask (Mesos `Master::reconcile`). */
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { MesosContext } from '../mesos-state';
import { tellStatuses } from './link';
import { toldState } from './master-state';
import type { Framework, MasterTask } from './master-state';

type Reconcile = Extract<SchedulerCall, { kind: 'RECONCILE' }>;
type Answer = Pick<TaskStatus, 'source' | 'reason' | 'timestamp'>;

/** What the framework was told last: an answer never runs ahead of the updates that are on their way. */
const latest = (task: MasterTask, answer: Answer): TaskStatus => {
  const last = task.statuses.at(-1);
  return {
    taskId: task.info.taskId,
    agentId: task.agentId,
    executorId: task.executorId,
    state: last?.state ?? 'TASK_STAGING',
    message: 'Reconciliation: Latest task state',
    ...(last?.healthy !== undefined && { healthy: last.healthy }),
    ...(last?.containerId !== undefined && { containerId: last.containerId }),
    ...(last?.networks !== undefined && { networks: last.networks }),
    ...answer,
  };
};

/** Of a task the master does not have: what became of its agent. */
const fateOf = (ctx: MesosContext, agentId: string): Pick<TaskStatus, 'state' | 'message' | 'unreachableSince'> => {
  const { agents, unreachable, gone } = ctx.state.master;
  if (agents.has(agentId)) return { state: 'TASK_GONE', message: 'Reconciliation: Task is unknown to the agent' };
  const lost = unreachable.get(agentId);
  if (lost !== undefined)
    return { state: 'TASK_UNREACHABLE', message: 'Reconciliation: Task is unreachable', unreachableSince: lost.since };
  if (gone.has(agentId)) return { state: 'TASK_GONE_BY_OPERATOR', message: 'Reconciliation: Task is gone' };
  return { state: 'TASK_UNKNOWN', message: 'Reconciliation: Task is unknown' };
};

/**
 * The answer to "what became of this task?". Carries no uuid: not to be acknowledged.
 * @param agentId '' = the asker does not know
 * @returns undefined while the agent, or any agent where it is not known, has yet to come back
 */
export const reconciled = (
  ctx: MesosContext,
  framework: Framework | undefined,
  taskId: string,
  agentId: string,
): TaskStatus | undefined => {
  const { tasks, recovered } = ctx.state.master;
  const answer = { source: 'SOURCE_MASTER', reason: 'RECONCILIATION', timestamp: ctx.runtime.now() } as const;
  const known = tasks.get(taskId);
  if (known !== undefined) return latest(known, answer);
  if (agentId === '' ? recovered.size > 0 : recovered.has(agentId)) return undefined;
  const { state, ...fate } = fateOf(ctx, agentId);
  return { ...answer, taskId, agentId, state: toldState(framework, state), ...fate };
};

/** Answers for the tasks that were named, or for all the framework has. */
export const reconcile = (ctx: MesosContext, { frameworkId, tasks }: Reconcile): void => {
  const { master } = ctx.state;
  const all = [...master.tasks.values()].filter((task) => task.frameworkId === frameworkId);
  const asked = tasks.length > 0 ? tasks : all.map(({ info, agentId }) => ({ taskId: info.taskId, agentId }));
  const framework = master.frameworks.get(frameworkId);
  tellStatuses(
    ctx,
    asked.flatMap(({ taskId, agentId }) => reconciled(ctx, framework, taskId, agentId) ?? []),
  );
};
