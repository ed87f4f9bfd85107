/** Ends of nested containers, and what they mean for the rest of the group (Mesos `launcher/default_executor`). */
import type { ExitStatus } from '../../../protocol/mesos/executor';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { Child, ExecutorState, Place } from './executor-state';
import { DEFAULT_GRACE, killChild } from './kill';
import { conditionMet, isAwaited, waitingText } from './start-order';
import { stopNext, stopSidecars } from './stop-order';
import { sendUpdate } from './updates';

/** How long an executor without tasks waits for acknowledgements. */
const EXIT_ANYWAY = seconds(60);
const SIGNAL_TEXT = { TERM: 'Terminated', KILL: 'Killed' } as const;
const SIGNAL_CODE = { TERM: 143, KILL: 137 } as const;

export const exit = (ctx: MesosContext, { agentId, containerId }: ExecutorState): void => {
  ctx.state.executors.delete(containerId);
  ctx.runtime.send({ to: 'agent', kind: 'EXECUTOR_EXIT', agentId, executor: containerId });
};

/** Exits once nothing runs and everything was acknowledged, at most a minute after the last task. */
const stop = (ctx: MesosContext, executor: ExecutorState): void => {
  if (executor.unacknowledged.length === 0) return exit(ctx, executor);
  const { containerId } = executor;
  return ctx.runtime.send({ to: 'executor', kind: 'EXIT_ANYWAY', executor: containerId }, EXIT_ANYWAY);
};

interface End {
  readonly state: TaskState;
  readonly detail: Pick<TaskStatus, 'message' | 'reason' | 'exitCode'>;
}

const exitText = (status: ExitStatus): string => {
  if (status.kind === 'signaled') return `Command terminated with signal ${SIGNAL_TEXT[status.signal]}`;
  return `Command exited with status ${status.code}${status.says === undefined ? '' : `: ${status.says}`}`;
};

/** What the agent knows of an end wins over what the executor can tell by itself. */
const endByExit = ({ killing, limitation }: Child, status: ExitStatus): End => {
  const exitCode = status.kind === 'exited' ? status.code : SIGNAL_CODE[status.signal];
  const message = exitText(status);
  if (limitation !== undefined) {
    const { reason, message: text } = limitation;
    return { state: 'TASK_FAILED', detail: { reason, message: `${message}: ${text}`, exitCode } };
  }
  return {
    state: killing ? 'TASK_KILLED' : exitCode === 0 ? 'TASK_FINISHED' : 'TASK_FAILED',
    detail: { message, exitCode },
  };
};

const endOf = (child: Child): End | undefined => {
  const { launch, killing, place } = child;
  // It may be over before the answer is there that it began.
  if (launch === 'pending') return undefined;
  if (launch === 'gated') {
    if (!killing) return undefined;
    const message = `Killed while ${waitingText(place?.gate?.unmet ?? [])}`;
    return { state: 'TASK_KILLED', detail: { reason: 'TASK_KILLED_DURING_LAUNCH', message } };
  }
  if (typeof launch === 'object') {
    if (killing) return { state: 'TASK_KILLED', detail: {} };
    return { state: 'TASK_FAILED', detail: { message: launch.error } };
  }
  return child.exit === undefined ? undefined : endByExit(child, child.exit);
};

/** Siblings get the fixed grace, not their own. One that never started is reported as failed, not killed. */
const killGroup = (ctx: MesosContext, executor: ExecutorState, cause: Child): void => {
  if (executor.shuttingDown || cause.killingGroup) return;
  for (const child of executor.children) {
    child.killingGroup = true;
    if (child !== cause && typeof child.launch !== 'object') killChild(ctx, executor, child, DEFAULT_GRACE);
  }
};

/** Where containers depend on each other, the end of one starts, stops or dooms others. */
const followEnd = (ctx: MesosContext, executor: ExecutorState, child: Child, place: Place, state: TaskState): void => {
  if (state === 'TASK_FINISHED') {
    if (place.kind === 'init') conditionMet(ctx, executor, child, 'finished');
    if (isAwaited(executor, place)) killGroup(ctx, executor, child);
    const isLastMain = executor.children.every((other) => other.place?.kind !== 'main');
    if (place.kind === 'main' && isLastMain) stopSidecars(ctx, executor);
  }
  stopNext(ctx, executor);
};

/** Reports a container that ended or never started, and applies the group policy: a failure or a kill takes the
 *  siblings down, a finish does not. Does nothing while the group's launch is under way or the container runs. */
export const settleChild = (ctx: MesosContext, executor: ExecutorState, child: Child): void => {
  const end = executor.launched ? endOf(child) : undefined;
  if (end === undefined) return;
  delete child.health;
  const sick = executor.unhealthy ? { healthy: false } : {};
  sendUpdate(ctx, executor, child, end.state, { ...end.detail, ...sick });
  if (end.state !== 'TASK_FINISHED' && child.expected !== true) killGroup(ctx, executor, child);
  executor.children = executor.children.filter((other) => other !== child);
  if (child.place !== undefined) followEnd(ctx, executor, child, child.place, end.state);
  if (executor.children.length === 0) stop(ctx, executor);
};
