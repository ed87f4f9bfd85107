/** Kills of nested containers: SIGTERM, the grace, SIGKILL (Mesos `launcher/default_executor`). */
import { seconds } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import { childOf } from './executor-state';
import type { Child, ExecutorState } from './executor-state';
import { sendUpdate } from './updates';

/** Where no policy says otherwise; siblings of a failed container and a shutdown never get another. */
export const DEFAULT_GRACE = seconds(3);

/**
 * SIGTERM now, SIGKILL after `grace`. Health checks end. A task being killed already is left alone. What still waits for
 * others ends at the end of this instant: whoever is killed with it is told first.
 */
export const killChild = (ctx: MesosContext, executor: ExecutorState, child: Child, grace: Millis): void => {
  if (child.killing) return;
  child.killing = true;
  delete child.health;
  const { containerId: id, agentId } = executor;
  const { taskId, containerId } = child;
  if (child.launch === 'gated') {
    ctx.runtime.send({ to: 'executor', kind: 'GATE_CLOSED', executor: id, taskId });
    return;
  }
  if (executor.killingState) sendUpdate(ctx, executor, child, 'TASK_KILLING');
  ctx.runtime.send({ to: 'executor', kind: 'ESCALATE', executor: id, taskId }, grace);
  ctx.runtime.send({ to: 'agent', kind: 'KILL_CONTAINER', agentId, executor: id, containerId, signal: 'TERM' });
};

/** KILL of one task by the framework or by its health check: the task's own policy counts. */
export const killTask = (ctx: MesosContext, executor: ExecutorState, taskId: string, grace?: Millis): void => {
  const child = childOf(executor, taskId);
  if (child === undefined || executor.shuttingDown) return;
  killChild(ctx, executor, child, grace ?? child.grace ?? DEFAULT_GRACE);
};

/** The grace is over: SIGKILL, if the container is still there. */
export const escalate = (ctx: MesosContext, executor: ExecutorState, taskId: string): void => {
  const child = childOf(executor, taskId);
  if (child === undefined) return;
  const { containerId: id, agentId } = executor;
  const { containerId } = child;
  ctx.runtime.send({ to: 'agent', kind: 'KILL_CONTAINER', agentId, executor: id, containerId, signal: 'KILL' });
};
