/** What a default executor remembers of the task group it runs. */
import type { ExecutorStart, ExitStatus } from '../../../protocol/mesos/executor';
import type { HealthCheckInfo, TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';

export interface HealthState {
  readonly since: Millis;
  consecutiveFailures: number;
  passedOnce: boolean;
  /** A check was due while the agent was away. */
  paused: boolean;
}

/** One nested container, until its terminal status was sent. */
export interface Child {
  readonly taskId: string;
  readonly containerId: string;
  readonly grace?: Millis;
  readonly healthCheck?: HealthCheckInfo;
  /** Present while checks go on. */
  health?: HealthState;
  /** The agent's answer to the launch call. */
  launch: 'pending' | 'ok' | { readonly error: string };
  /** When its process started. */
  startedAt?: Millis;
  exit?: ExitStatus;
  killing: boolean;
  killingGroup: boolean;
  last?: TaskStatus;
}

export interface ExecutorState extends ExecutorStart {
  readonly containerId: string;
  /** All launch calls of the group were answered. */
  launched: boolean;
  shuttingDown: boolean;
  /** The agent's process is there. */
  connected: boolean;
  /** A health check killed a task: sticks to every later terminal status of the group, as upstream. */
  unhealthy: boolean;
  readonly children: Map<string, Child>;
  /** Updates sent and not acknowledged. */
  readonly unacknowledged: Set<string>;
}
