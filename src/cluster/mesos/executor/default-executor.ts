/** The default executor: runs one task group, one nested container per task; a command executor is one with a single task (Mesos `launcher/default_executor`, `launcher/executor`). */
import type { ExecutorEvent } from '../../../protocol/mesos/executor';
import type { Acknowledgement } from '../../../protocol/mesos/scheduler';
import { unreachable } from '../../../protocol/mesos/unreachable';
import { DELIVER_GROUP, drawLatency, START_EXECUTOR } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { ExecutorTimer } from '../messages';
import { childOf } from './executor-state';
import type { Child, ExecutorState } from './executor-state';
import { resumeHealthChecks, runHealthCheck, takeHealthResult } from './health-checks';
import { DEFAULT_GRACE, escalate, killChild } from './kill';
import { launchAnswered, launchGroup } from './launch';
import { exit, settleChild } from './settle';
import { failGate } from './start-order';
import { receiveKill, stopAsked, stopRest } from './stop-order';

type Start = Extract<ExecutorEvent, { kind: 'EXECUTOR_START' }>;
type OfContainer = Extract<
  ExecutorEvent | ExecutorTimer,
  { readonly kind: 'CONTAINER_ENDED' | 'GATE_CLOSED' | 'GATE_TIMEOUT' }
>;

/** One for all: every executor keeps a list that is empty most of the time. */
const NONE: readonly never[] = [];

const start = (
  ctx: MesosContext,
  { executor, executorId, frameworkId, agentId, killingState, stopsInReverse }: Start,
): void => {
  ctx.state.executors.set(executor, {
    executorId,
    frameworkId,
    agentId,
    killingState,
    ...(stopsInReverse === true && { stopsInReverse }),
    containerId: executor,
    launched: false,
    shuttingDown: false,
    connected: true,
    unhealthy: false,
    children: NONE,
    unacknowledged: NONE,
  });
  const delay = drawLatency(START_EXECUTOR, () => ctx.runtime.draw('executor.start'));
  ctx.runtime.send({ to: 'executor', kind: 'EXECUTOR_READY', executor }, delay);
};

const shutdown = (ctx: MesosContext, executor: ExecutorState): void => {
  if (executor.shuttingDown) return undefined;
  executor.shuttingDown = true;
  if (executor.children.length === 0) return exit(ctx, executor);
  for (const child of executor.children) killChild(ctx, executor, child, DEFAULT_GRACE);
  return undefined;
};

const acknowledged = (ctx: MesosContext, executor: ExecutorState, updates: readonly Acknowledgement[]): void => {
  const left = executor.unacknowledged.filter((id) => updates.every(({ uuid }) => uuid !== id));
  executor.unacknowledged = left.length === 0 ? NONE : left;
  const idle = executor.launched && executor.children.length === 0;
  if (idle && executor.unacknowledged.length === 0) exit(ctx, executor);
};

/** What happened to one container. */
const withChild = (ctx: MesosContext, executor: ExecutorState, child: Child, entry: OfContainer): void => {
  if (entry.kind === 'CONTAINER_ENDED') {
    child.exit = entry.exit;
    if (entry.limitation !== undefined) child.limitation = entry.limitation;
  } else if (entry.kind === 'GATE_TIMEOUT' && !failGate(child)) return;
  settleChild(ctx, executor, child);
};

const receive = (
  ctx: MesosContext,
  executor: ExecutorState,
  entry: Exclude<ExecutorEvent | ExecutorTimer, Start>,
): void => {
  switch (entry.kind) {
    case 'EXECUTOR_READY': {
      const { agentId, containerId } = executor;
      // The answer to it comes when it is heard: until then the agent may still kill the group as a whole.
      return ctx.runtime.send(
        { to: 'agent', kind: 'EXECUTOR_SUBSCRIBE', agentId, executor: containerId },
        DELIVER_GROUP,
      );
    }
    case 'LAUNCH_GROUP':
      return launchGroup(ctx, executor, entry.tasks);
    case 'LAUNCH_ANSWERED':
      return launchAnswered(ctx, executor, entry.answers);
    case 'CONTAINER_ENDED':
    case 'GATE_CLOSED':
    case 'GATE_TIMEOUT': {
      const child = childOf(executor, entry.taskId);
      return child === undefined ? undefined : withChild(ctx, executor, child, entry);
    }
    case 'KILL_TASK':
      return receiveKill(ctx, executor, entry);
    case 'STOP':
      return stopAsked(ctx, executor);
    case 'STOP_DEADLINE':
      return stopRest(ctx, executor);
    case 'ESCALATE':
      return escalate(ctx, executor, entry.taskId);
    case 'HEALTH_CHECK':
      return runHealthCheck(ctx, executor, entry.taskId);
    case 'HEALTH_RESULT':
      return takeHealthResult(ctx, executor, entry.taskId, entry);
    case 'UPDATES_ACKNOWLEDGED':
      return acknowledged(ctx, executor, entry.updates);
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
