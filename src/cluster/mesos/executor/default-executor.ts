/** The default executor: runs one task group, one nested container per task; a command executor is one with a single task (Mesos `launcher/default_executor`, `launcher/executor`). */
import type { ExecutorEvent, LaunchAnswer } from '../../../protocol/mesos/executor';
import type { TaskInfo, TaskStatus } from '../../../protocol/mesos/task';
import { unreachable } from '../../../protocol/mesos/unreachable';
import { seconds } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import { drawLatency, START_EXECUTOR } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { ExecutorTimer } from '../messages';
import type { Child, ExecutorState } from './executor-state';
import { resumeHealthChecks, runHealthCheck, startHealthChecks } from './health-checks';
import { escalate, exit, killChild, killTask, settleChild } from './kill';
import { newUpdate, sendUpdates } from './updates';

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
    connected: true,
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
  const statuses: TaskStatus[] = [];
  const containers = tasks.map((task) => {
    const child = newChild(ctx, executor, task);
    executor.children.set(task.taskId, child);
    statuses.push(newUpdate(ctx, executor, child, 'TASK_STARTING'));
    return { containerId: child.containerId, task };
  });
  sendUpdates(ctx, executor, statuses);
  ctx.runtime.send({ to: 'agent', kind: 'LAUNCH_CONTAINERS', agentId, executor: id, containers });
};

/** Launch calls were answered. Only when all were, the group's containers run: a slow one delays its siblings. */
const launchAnswered = (ctx: MesosContext, executor: ExecutorState, answers: readonly LaunchAnswer[]): void => {
  for (const { taskId, error } of answers) {
    const child = executor.children.get(taskId);
    if (child?.launch !== 'pending') continue;
    child.launch = error === undefined ? 'ok' : { error };
    if (error === undefined) child.startedAt = ctx.runtime.now();
  }
  const children = [...executor.children.values()];
  if (executor.launched || children.some(({ launch }) => launch === 'pending')) return;
  executor.launched = true;
  const started = children.filter(({ launch, killing }) => launch === 'ok' && !killing);
  sendUpdates(
    ctx,
    executor,
    started.map((child) => newUpdate(ctx, executor, child, 'TASK_RUNNING')),
  );
  for (const child of started) startHealthChecks(ctx, executor, child);
  for (const each of children) settleChild(ctx, executor, each);
};

const shutdown = (ctx: MesosContext, executor: ExecutorState): void => {
  if (executor.shuttingDown) return undefined;
  executor.shuttingDown = true;
  if (executor.children.size === 0) return exit(ctx, executor);
  for (const child of executor.children.values()) killChild(ctx, executor, child, SHUTDOWN_GRACE);
  return undefined;
};

const acknowledged = (ctx: MesosContext, executor: ExecutorState, uuids: readonly string[]): void => {
  for (const id of uuids) executor.unacknowledged.delete(id);
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
      return ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_SUBSCRIBE', agentId, executor: containerId });
    }
    case 'LAUNCH_GROUP':
      return launchGroup(ctx, executor, entry.tasks);
    case 'LAUNCH_ANSWERED':
      return launchAnswered(ctx, executor, entry.answers);
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
    case 'UPDATES_ACKNOWLEDGED':
      return acknowledged(ctx, executor, entry.uuids);
    case 'SHUTDOWN':
      return shutdown(ctx, executor);
    case 'AGENT_LOST':
      executor.connected = false;
      return undefined;
    case 'AGENT_BACK':
      executor.connected = true;
      return resumeHealthChecks(ctx, executor);
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
