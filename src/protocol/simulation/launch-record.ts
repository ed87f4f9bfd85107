/** What became of one instance: why each of its launches went where it went, and every step since. Times are virtual, milliseconds since the Unix epoch. */
import type { InstanceCondition } from '../marathon/instance';
import type { ExitStatus, Signal } from '../mesos/executor';
import type { TaskState, TaskStatus } from '../mesos/task';
import type { ConstraintRequirement, Requirement } from './requirement';
import type { ServiceScheduling } from './scheduling';

/** `GET /_simulation/scheduling/{instanceId}`. */
export interface InstanceScheduling {
  readonly instanceId: string;
  readonly service: string;
  /** Null: it is gone, only the record is left. */
  readonly condition: InstanceCondition | null;
  /** Since when it waits for a launch; null: it does not. */
  readonly waitingSince: number | null;
  /** Its last launches, oldest first. */
  readonly launches: readonly LaunchRecord[];
  /** How many launches before those were forgotten. */
  readonly forgotten: number;
  /** While it waits: why it does. */
  readonly why: ServiceScheduling | null;
}

export interface LaunchRecord {
  /** Version of the definition it was launched with. */
  readonly version: string;
  /** 1 for the first launch of the instance. */
  readonly incarnation: number;
  /** Since when it had waited for it. */
  readonly waitedSince: number;
  /** When Marathon chose the offer. */
  readonly chosenAt: number;
  readonly choice: LaunchChoice;
  readonly steps: readonly LaunchStep[];
  /** Steps left out between the first and the last ones. */
  readonly stepsForgotten: number;
}

/** The chosen offer and its competitors. */
export interface LaunchChoice {
  readonly offerId: string;
  readonly agentId: string;
  readonly hostname: string;
  /**
   * Of whoever has persistent volumes. `made`: the offer's resources were reserved for it, no more; `used`: it was launched on
   * what is reserved for it, which leaves no choice. Null: nothing is reserved for it.
   */
  readonly reservation: 'made' | 'used' | null;
  /** Offers shown to the service since something of it waited, and those of them that did not fit. */
  readonly offersSeen: number;
  readonly offersRefused: number;
  /** Offers that came together, and the place of this one, from 1: the first that fits is taken. */
  readonly batch: number;
  readonly place: number;
  /** Offers of the batch that were shown before and did not fit, and the first of them. */
  readonly refused: number;
  readonly refusals: readonly OfferRefusal[];
  /** Other services that stood in line for the same offer and for which it was large enough, and the first of them. */
  readonly competitors: number;
  readonly firstCompetitors: readonly string[];
  /** Instances of whatever service launched from the same offer before. */
  readonly launchedBefore: number;
  /** How the constraints stood at the agent when it was chosen. */
  readonly constraints: readonly ConstraintRequirement[];
}

export interface OfferRefusal {
  readonly offerId: string;
  readonly agentId: string;
  readonly hostname: string;
  /** Everything that was not met. */
  readonly lacked: readonly Requirement[];
}

/** Something that arrived somewhere, in the order of arrival; `at`: when it did. */
export type LaunchStep = GroupStep | ContainerStep | FaultStep | StatusStep | SignalStep | EndStep;

/**
 * Of the launch as a whole. `accepted`: the master has the ACCEPT. `delivered-to-agent`: the agent has the task group and makes
 * the executor's container. `executor-started`: that is ready, the executor's process starts. `executor-subscribed`: it is
 * there and gets its task group. `executor-exited`, then `executor-destroyed`: its container is gone.
 */
export interface GroupStep {
  readonly at: number;
  readonly what:
    | 'accepted'
    | 'delivered-to-agent'
    | 'executor-started'
    | 'executor-subscribed'
    | 'executor-exited'
    | 'executor-destroyed';
}

/**
 * Of one container. `container-launching`: the agent makes it, with image, artifacts and file system. `container-ready`: its
 * process starts. `kill-asked`: the master hears from Marathon that it is to end; `kill-delivered`: the agent does.
 */
export interface ContainerStep {
  readonly at: number;
  readonly what: 'container-launching' | 'container-ready' | 'kill-asked' | 'kill-delivered';
  readonly container: string;
}

/** The executor hears that the container could not be launched. */
export interface FaultStep {
  readonly at: number;
  readonly what: 'launch-failed';
  readonly container: string;
  readonly error: string;
}

/** Marathon hears of a state of the task. */
export interface StatusStep {
  readonly at: number;
  readonly what: 'status';
  readonly container: string;
  readonly state: TaskState;
  readonly source: TaskStatus['source'];
  /** When it came to be so. */
  readonly since: number;
  readonly reason: string | null;
  readonly message: string | null;
  readonly healthy: boolean | null;
}

export interface SignalStep {
  readonly at: number;
  readonly what: 'signalled';
  readonly container: string;
  readonly signal: Signal;
}

/** The first process of the container ended. */
export interface EndStep {
  readonly at: number;
  readonly what: 'process-ended';
  readonly container: string;
  readonly exit: ExitStatus;
}
