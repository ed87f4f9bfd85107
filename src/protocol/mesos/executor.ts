/**
 * The executor API: all that an agent and the executors on it ever say to each other (Mesos `v1/executor/executor.proto`
 * and, for nested containers, `v1/agent/agent.proto`). Each message is one entry of the event queue; what is said of several
 * tasks at the same instant is one message. Both live on one machine, so messages take no time. `executor` is the id of the
 * executor's container: unlike the executor id it is never used twice.
 */
import type { Millis } from '../units';
import type { Acknowledgement } from './scheduler';
import type { TaskInfo, TaskStatus } from './task';

export type Signal = 'TERM' | 'KILL';

/** How a process ended. */
export type ExitStatus =
  /** `says`: why, where the process would only have told its log. */
  | { readonly kind: 'exited'; readonly code: number; readonly says?: string }
  | { readonly kind: 'signaled'; readonly signal: Signal };

/** Executor → agent. */
export type ExecutorCall = { readonly to: 'agent'; readonly agentId: string; readonly executor: string } & (
  | { readonly kind: 'EXECUTOR_SUBSCRIBE' }
  | { readonly kind: 'EXECUTOR_UPDATE'; readonly statuses: readonly TaskStatus[] }
  | { readonly kind: 'LAUNCH_CONTAINERS'; readonly containers: readonly NestedContainer[] }
  | { readonly kind: 'KILL_CONTAINER'; readonly containerId: string; readonly signal: Signal }
  | { readonly kind: 'EXECUTOR_EXIT' }
);

/** A container to launch below the executor's, and the task it is for. */
export interface NestedContainer {
  readonly containerId: string;
  readonly task: TaskInfo;
}

/** What became of a launch: when the process started, or why there is none. */
export type LaunchAnswer = { readonly taskId: string } & (
  | { readonly startedAt: Millis; readonly error?: never }
  | { readonly startedAt?: never; readonly error: string }
);

/** What an executor is told when its process starts. */
export interface ExecutorStart {
  readonly executorId: string;
  readonly frameworkId: string;
  readonly agentId: string;
  /** Whether the framework wants TASK_KILLING. */
  readonly killingState: boolean;
  readonly stopsInReverse?: true;
}

/** Why the agent itself ended a container. */
export interface Limitation {
  readonly reason: string;
  readonly message: string;
}

/** Agent → executor. */
export type ExecutorEvent = { readonly to: 'executor'; readonly executor: string } & (
  | ({ readonly kind: 'EXECUTOR_START' } & ExecutorStart)
  | { readonly kind: 'LAUNCH_GROUP'; readonly tasks: readonly TaskInfo[] }
  | { readonly kind: 'LAUNCH_ANSWERED'; readonly answers: readonly LaunchAnswer[] }
  | {
      readonly kind: 'CONTAINER_ENDED';
      readonly taskId: string;
      readonly exit: ExitStatus;
      readonly limitation?: Limitation;
    }
  /** `within`: every task killed with it has to be gone after that. */
  | { readonly kind: 'KILL_TASK'; readonly taskId: string; readonly grace?: Millis; readonly within?: Millis }
  /** All that were acknowledged together: those of other executors are not heard. */
  | { readonly kind: 'UPDATES_ACKNOWLEDGED'; readonly updates: readonly Acknowledgement[] }
  | { readonly kind: 'SHUTDOWN' }
  /** The agent's process ended, or is there again: nothing can be asked of it between. */
  | { readonly kind: 'AGENT_LOST' | 'AGENT_BACK' }
  /** Its container is being torn down: every process in it is killed, the executor's too. */
  | { readonly kind: 'DESTROYED' }
);
