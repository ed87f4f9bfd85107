/** Kills and ends of nested containers, and what they mean for the rest of the group (Mesos `launcher/default_executor`). */
import type { ExitStatus } from '../../../protocol/mesos/executor';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { Child, ExecutorState } from './executor-state';
import { sendUpdate } from './updates';

const DEFAULT_GRACE = seconds(3);
/** How long an executor without tasks waits for acknowledgements. */
const EXIT_ANYWAY = seconds(60);
const SIGNAL_TEXT = { TERM: 'Terminated', KILL: 'Killed' } as const;
const SIGNAL_CODE = { TERM: 143, KILL: 137 } as const;

/** SIGTERM now, SIGKILL after `grace`. Health checks end. A task being killed already is left alone. */
export const killChild = (ctx: MesosContext, executor: ExecutorState, child: Child, grace: Millis): void => {
  if (child.killing) return;
  child.killing = true;
  delete child.health;
  if (executor.killingState) sendUpdate(ctx, executor, child, 'TASK_KILLING');
  const { containerId: id, agentId } = executor;
  const { taskId, containerId } = child;
  ctx.runtime.send({ to: 'executor', kind: 'ESCALATE', executor: id, taskId }, grace);
  ctx.runtime.send({ to: 'agent', kind: 'KILL_CONTAINER', agentId, executor: id, containerId, signal: 'TERM' });
};

/** KILL of one task by the framework or by its health check: the task's own policy counts. */
export const killTask = (ctx: MesosContext, executor: ExecutorState, taskId: string, grace?: Millis): void => {
  const child = executor.children.get(taskId);
  if (child === undefined || executor.shuttingDown) return;
  killChild(ctx, executor, child, grace ?? child.grace ?? DEFAULT_GRACE);
};

/** The grace is over: SIGKILL, if the container is still there. */
export const escalate = (ctx: MesosContext, executor: ExecutorState, taskId: string): void => {
  const child = executor.children.get(taskId);
  if (child === undefined) return;
  const { containerId: id, agentId } = executor;
  const { containerId } = child;
  ctx.runtime.send({ to: 'agent', kind: 'KILL_CONTAINER', agentId, executor: id, containerId, signal: 'KILL' });
};

export const exit = (ctx: MesosContext, { agentId, containerId }: ExecutorState): void => {
  ctx.state.executors.delete(containerId);
  ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_EXIT', agentId, executor: containerId });
};

/** Exits once nothing runs and everything was acknowledged, at most a minute after the last task. */
const stop = (ctx: MesosContext, executor: ExecutorState): void => {
  if (executor.unacknowledged.size === 0) return exit(ctx, executor);
  const { containerId } = executor;
  return ctx.runtime.send({ to: 'executor', kind: 'EXIT_ANYWAY', executor: containerId }, EXIT_ANYWAY);
};

interface End {
  readonly state: TaskState;
  readonly detail: Pick<TaskStatus, 'message' | 'exitCode'>;
}

const endByExit = (child: Child, status: ExitStatus): End => {
  const failed = status.kind === 'signaled' || status.code !== 0;
  const state = child.killing ? 'TASK_KILLED' : failed ? 'TASK_FAILED' : 'TASK_FINISHED';
  if (status.kind === 'exited') {
    return { state, detail: { message: `Command exited with status ${status.code}`, exitCode: status.code } };
  }
  const message = `Command terminated with signal ${SIGNAL_TEXT[status.signal]}`;
  return { state, detail: { message, exitCode: SIGNAL_CODE[status.signal] } };
};

const endOf = (child: Child): End | undefined => {
  if (typeof child.launch === 'object') {
    if (child.killing) return { state: 'TASK_KILLED', detail: {} };
    return { state: 'TASK_FAILED', detail: { message: child.launch.error } };
  }
  return child.exit === undefined ? undefined : endByExit(child, child.exit);
};

/** Siblings get the fixed grace, not their own. One that never started is reported as failed, not killed. */
const killGroup = (ctx: MesosContext, executor: ExecutorState, cause: Child): void => {
  if (executor.shuttingDown || cause.killingGroup) return;
  for (const child of executor.children.values()) {
    child.killingGroup = true;
    if (child !== cause && typeof child.launch !== 'object') killChild(ctx, executor, child, DEFAULT_GRACE);
  }
};

/** Reports a container that ended or never started, and applies the group policy: a failure or a kill takes the
 *  siblings down, a finish does not. Does nothing while the group's launch is under way or the container runs. */
export const settleChild = (ctx: MesosContext, executor: ExecutorState, child: Child): void => {
  const end = executor.launched ? endOf(child) : undefined;
  if (end === undefined) return;
  delete child.health;
  const sick = executor.unhealthy ? { healthy: false } : {};
  sendUpdate(ctx, executor, child, end.state, { ...end.detail, ...sick });
  if (end.state !== 'TASK_FINISHED') killGroup(ctx, executor, child);
  executor.children.delete(child.taskId);
  if (executor.children.size === 0) stop(ctx, executor);
};
