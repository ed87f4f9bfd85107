/** Status updates as the default executor makes them. */
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { uuid } from '../../runtime/ids';
import type { MesosContext } from '../mesos-state';
import type { Child, ExecutorState, Told } from './executor-state';

type Detail = Omit<Told, 'state'>;

const newId = (ctx: MesosContext): string => uuid(() => ctx.runtime.draw('executor.updates'));

/** An update from scratch: nothing of earlier ones is carried over. It still has to be sent. */
export const newUpdate = (
  ctx: MesosContext,
  executor: ExecutorState,
  child: Child,
  state: TaskState,
  detail?: Detail,
): TaskStatus => {
  const id = newId(ctx);
  child.last = { state, ...detail };
  executor.unacknowledged = executor.unacknowledged.concat(id);
  return {
    taskId: child.taskId,
    executorId: executor.executorId,
    agentId: executor.agentId,
    state,
    source: 'SOURCE_EXECUTOR',
    timestamp: ctx.runtime.now(),
    containerId: child.containerId,
    uuid: id,
    ...(child.startedAt !== undefined && { startedAt: child.startedAt }),
    ...detail,
  };
};

/** Hands updates to the agent: those of one instant together. */
export const sendUpdates = (ctx: MesosContext, executor: ExecutorState, statuses: readonly TaskStatus[]): void => {
  if (statuses.length === 0) return;
  const { agentId, containerId } = executor;
  ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_UPDATE', agentId, executor: containerId, statuses });
};

/** Makes and sends one update. */
export const sendUpdate = (
  ctx: MesosContext,
  executor: ExecutorState,
  child: Child,
  state: TaskState,
  detail?: Detail,
): void => sendUpdates(ctx, executor, [newUpdate(ctx, executor, child, state, detail)]);

/** The last update again, with something new about it. It still has to be sent; nothing where there was none. */
export const repeatUpdate = (
  ctx: MesosContext,
  executor: ExecutorState,
  child: Child,
  detail: Detail,
): TaskStatus[] => {
  if (child.last === undefined) return [];
  const { state, reason: _, ...kept } = child.last;
  return [newUpdate(ctx, executor, child, state, { ...kept, ...detail })];
};

/** The last update again, with what a health check found. */
export const sendHealth = (ctx: MesosContext, executor: ExecutorState, child: Child, healthy: boolean): void =>
  sendUpdates(
    ctx,
    executor,
    repeatUpdate(ctx, executor, child, { healthy, reason: 'TASK_HEALTH_CHECK_STATUS_UPDATED' }),
  );
