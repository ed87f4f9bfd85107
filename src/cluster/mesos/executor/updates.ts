/** Status updates as the default executor makes them. */
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { uuid } from '../../runtime/ids';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { Child, ExecutorState } from './executor-state';

type Detail = Pick<TaskStatus, 'reason' | 'message' | 'exitCode' | 'healthy'>;

const forward = (ctx: MesosContext, executor: ExecutorState, child: Child, status: TaskStatus): void => {
  child.last = status;
  if (status.uuid !== undefined) executor.unacknowledged.add(status.uuid);
  const { agentId, containerId } = executor;
  ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_UPDATE', agentId, executor: containerId, status }, HOP);
};

const newId = (ctx: MesosContext): string => uuid(() => ctx.runtime.draw('executor.updates'));

/** An update from scratch: nothing of earlier ones is carried over. */
export const sendUpdate = (
  ctx: MesosContext,
  executor: ExecutorState,
  child: Child,
  state: TaskState,
  detail: Detail = {},
): void =>
  forward(ctx, executor, child, {
    taskId: child.taskId,
    executorId: executor.executorId,
    agentId: executor.agentId,
    state,
    source: 'SOURCE_EXECUTOR',
    timestamp: ctx.runtime.now(),
    containerId: child.containerId,
    uuid: newId(ctx),
    ...detail,
  });

/** The last update again, with what a health check found. */
export const sendHealth = (ctx: MesosContext, executor: ExecutorState, child: Child, healthy: boolean): void => {
  if (child.last === undefined) return;
  const reason = 'TASK_HEALTH_CHECK_STATUS_UPDATED';
  forward(ctx, executor, child, { ...child.last, healthy, reason, timestamp: ctx.runtime.now(), uuid: newId(ctx) });
};
