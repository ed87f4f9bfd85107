/** The default executor: runs one task group, one nested container per task; a command executor is one with a single task (Mesos `launcher/default_executor`, `launcher/executor`). */
import type { ExecutorEvent } from '../../../protocol/mesos/executor';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { unreachable } from '../../../protocol/mesos/unreachable';
import { seconds } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import { drawLatency, HOP, START_EXECUTOR } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { ExecutorTimer } from '../messages';
import type { Child, ExecutorState } from './executor-state';
import { runHealthCheck, startHealthChecks } from './health-checks';
import { escalate, exit, killChild, killTask, settleChild } from './kill';
import { sendUpdate } from './updates';

type Start = Extract<ExecutorEvent, { kind: 'EXECUTOR_START' }>;

const SHUTDOWN_GRACE = seconds(3);

const start = (ctx: MesosContext, { executor, executorId, frameworkId, agentId, killingState }: Start): void => {
  ctx.state.executors.set(executor, {
    executorId,
    frameworkId,
    agentId,
    killingState,
    containerId: executor,
    launched: false,
    shuttingDown: false,
    unhealthy: false,
    children: new Map(),
    unacknowledged: new Set(),
  });
  const delay = drawLatency(START_EXECUTOR, () => ctx.runtime.draw('executor.start'));
  ctx.runtime.send({ to: 'executor', kind: 'EXECUTOR_READY', executor }, delay);
};

const newChild = (ctx: MesosContext, executor: ExecutorState, task: TaskInfo): Child => ({
  taskId: task.taskId,
  containerId: `${executor.containerId}.${uuid(() => ctx.runtime.draw('executor.containers'))}`,
  ...(task.killGrace !== undefined && { grace: task.killGrace }),
  ...(task.healthCheck !== undefined && { healthCheck: task.healthCheck }),
  launch: 'pending',
  killing: false,
  killingGroup: false,
});

const launchGroup = (ctx: MesosContext, executor: ExecutorState, tasks: readonly TaskInfo[]): void => {
  const { agentId, containerId: id } = executor;
  for (const task of tasks) {
    const child = newChild(ctx, executor, task);
    executor.children.set(task.taskId, child);
    sendUpdate(ctx, executor, child, 'TASK_STARTING');
    const { containerId } = child;
    ctx.runtime.send({ to: 'agent', kind: 'LAUNCH_CONTAINER', agentId, executor: id, containerId, task }, HOP);
  }
};

/** One launch call was answered. Only when all were, the group's containers run: a slow one delays its siblings. */
const launchAnswered = (ctx: MesosContext, executor: ExecutorState, taskId: string, error?: string): void => {
  const child = executor.children.get(taskId);
  if (child?.launch !== 'pending') return;
  child.launch = error === undefined ? 'ok' : { error };
  const children = [...executor.children.values()];
  if (children.some(({ launch }) => launch === 'pending')) return;
  executor.launched = true;
  for (const started of children) {
    if (started.launch !== 'ok' || started.killing) continue;
    sendUpdate(ctx, executor, started, 'TASK_RUNNING');
    startHealthChecks(ctx, executor, started);
  }
  for (const each of children) settleChild(ctx, executor, each);
};

const shutdown = (ctx: MesosContext, executor: ExecutorState): void => {
  if (executor.shuttingDown) return undefined;
  executor.shuttingDown = true;
  if (executor.children.size === 0) return exit(ctx, executor);
  for (const child of executor.children.values()) killChild(ctx, executor, child, SHUTDOWN_GRACE);
  return undefined;
};

const acknowledged = (ctx: MesosContext, executor: ExecutorState, id: string): void => {
  executor.unacknowledged.delete(id);
  const idle = executor.launched && executor.children.size === 0;
  if (idle && executor.unacknowledged.size === 0) exit(ctx, executor);
};

const receive = (
  ctx: MesosContext,
  executor: ExecutorState,
  entry: Exclude<ExecutorEvent | ExecutorTimer, Start>,
): void => {
  switch (entry.kind) {
    case 'EXECUTOR_READY': {
      const { agentId, containerId } = executor;
      return ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_SUBSCRIBE', agentId, executor: containerId }, HOP);
    }
    case 'LAUNCH_GROUP':
      return launchGroup(ctx, executor, entry.tasks);
    case 'LAUNCH_ANSWERED':
      return launchAnswered(ctx, executor, entry.taskId, entry.error);
    case 'CONTAINER_ENDED': {
      const child = executor.children.get(entry.taskId);
      if (child === undefined) return undefined;
      child.exit = entry.exit;
      return settleChild(ctx, executor, child);
    }
    case 'KILL_TASK':
      return killTask(ctx, executor, entry.taskId, entry.grace);
    case 'ESCALATE':
      return escalate(ctx, executor, entry.taskId);
    case 'HEALTH_CHECK':
      return runHealthCheck(ctx, executor, entry.taskId);
    case 'UPDATE_ACKNOWLEDGED':
      return acknowledged(ctx, executor, entry.uuid);
    case 'SHUTDOWN':
      return shutdown(ctx, executor);
    case 'EXIT_ANYWAY':
      return exit(ctx, executor);
    case 'DESTROYED':
      ctx.state.executors.delete(entry.executor);
      return undefined;
    default:
      return unreachable(entry);
  }
};

/** One message to an executor. An executor that is gone hears nothing. */
export const receiveAtExecutor = (ctx: MesosContext, entry: ExecutorEvent | ExecutorTimer): void => {
  if (entry.kind === 'EXECUTOR_START') return start(ctx, entry);
  const executor = ctx.state.executors.get(entry.executor);
  return executor === undefined ? undefined : receive(ctx, executor, entry);
};
