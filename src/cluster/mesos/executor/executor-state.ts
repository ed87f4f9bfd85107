/** What a default executor remembers of the task group it runs. */
import type { ExecutorStart, ExitStatus, Limitation } from '../../../protocol/mesos/executor';
import type { StartCondition, StartRule } from '../../../protocol/mesos/start-rule';
import type { HealthCheckInfo, TaskInfo, TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';

export interface HealthState {
  readonly since: Millis;
  consecutiveFailures: number;
  passedOnce: boolean;
  /** A check was due while the agent was away. */
  paused: boolean;
  /** When the next check is due; absent: none is, because nothing can change. */
  next?: Millis;
  /** When the last check ended, and how long it took; absent before the first. */
  last?: { readonly at: Millis; readonly took: Millis };
}

/** What a container waits for, and what is launched once all of that was met. */
interface Gate {
  readonly task: TaskInfo;
  unmet: readonly StartCondition[];
}

/** A container's place in a group whose containers depend on each other. */
export interface Place {
  readonly name: string;
  readonly kind: StartRule['kind'];
  /** How many containers start before it, one after the other. */
  readonly level: number;
  /** Present until it is launched. */
  gate?: Gate;
}

/** What an executor tells of a task. */
export type Told = Pick<TaskStatus, 'state' | 'reason' | 'message' | 'exitCode' | 'healthy'>;

/** One nested container, until its terminal status was sent. */
export interface Child {
  readonly taskId: string;
  readonly containerId: string;
  readonly grace?: Millis;
  readonly healthCheck?: HealthCheckInfo;
  /** Only in groups whose containers depend on each other. */
  readonly place?: Place;
  /** Present while checks go on. */
  health?: HealthState;
  /** `gated`: it waits for others. Then the agent's answer to the launch call. */
  launch: 'gated' | 'pending' | 'ok' | { readonly error: string };
  /** When its process started. */
  startedAt?: Millis;
  exit?: ExitStatus;
  limitation?: Limitation;
  killing: boolean;
  killingGroup: boolean;
  /** It was told to end in its turn: its end takes nobody along. */
  expected?: true;
  /** What was told of it last. */
  last?: Told;
}

/** Grace of a kill, and how long all that are killed together may take. */
export interface KillWish {
  readonly grace?: Millis;
  readonly within?: Millis;
}

/** A stop level by level: who was not told to end yet, with the grace it will get. */
interface GroupStop {
  readonly waiting: Map<string, Millis>;
  /** When everybody has to be gone. */
  readonly until: Millis | null;
}

/** A group whose containers start one after another. */
interface GroupOrder {
  /** Kills that came at this instant and wait for the rest of them. */
  asked?: Map<string, KillWish>;
  stop?: GroupStop;
}

export interface ExecutorState extends ExecutorStart {
  readonly containerId: string;
  /** All launch calls of the group were answered; in a group that starts in order: it arrived. */
  launched: boolean;
  shuttingDown: boolean;
  /** The agent's process is there. */
  connected: boolean;
  /** A health check killed a task: sticks to every later terminal status of the group, as upstream. */
  unhealthy: boolean;
  /** Present where containers wait for each other. */
  order?: GroupOrder;
  /** In the order of the group. A list of just that length: a Map for each executor would be a fifth of all memory. */
  children: readonly Child[];
  /** Ids of updates sent and not acknowledged. */
  unacknowledged: readonly string[];
}

/** The container of a task, until its end was told. */
export const childOf = ({ children }: ExecutorState, taskId: string): Child | undefined => {
  for (const child of children) if (child.taskId === taskId) return child;
  return undefined;
};
