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
  /** Offers shown to the service since something of it waited, and those of them that did not fit. */
  readonly offersSeen: number;
  readonly offersRefused: number;
  /** Offers that came together, and the place of this one, from 1: the first that fits is taken. */
  readonly batch: number;
  readonly place: number;
  /** Offers of the batch that were shown before and did not fit, and the first of them. */
  readonly refused: number;
  readonly refusals: readonly OfferRefusal[];
  /** Other services that stood in line for the same offer, and the first of them. */
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

/** Something that arrived somewhere, in the order of arrival. */
export type LaunchStep = { readonly at: number } &
  /** The master has the ACCEPT. */
  (
    | { readonly what: 'accepted' }
    /** The agent has the task group and makes the executor's container. */
    | { readonly what: 'delivered-to-agent' }
    /** The executor's container is ready; its process starts. */
    | { readonly what: 'executor-started' }
    | { readonly what: 'executor-subscribed' }
    /** The agent makes the container: image, artifacts, file system. */
    | { readonly what: 'container-launching'; readonly container: string }
    /** Everything is in place; its process starts. */
    | { readonly what: 'container-ready'; readonly container: string }
    /** The executor hears whether the container runs. */
    | { readonly what: 'launch-answered'; readonly container: string; readonly error: string | null }
    | StatusStep
    /** Marathon told the master to end the task. */
    | { readonly what: 'kill-asked'; readonly container: string }
    /** The agent is told to. */
    | { readonly what: 'kill-delivered'; readonly container: string }
    | { readonly what: 'signalled'; readonly container: string; readonly signal: Signal }
    | { readonly what: 'process-ended'; readonly container: string; readonly exit: ExitStatus }
    | { readonly what: 'executor-exited' }
    | { readonly what: 'executor-destroyed' }
  );

/** Marathon hears of a state of the task. */
export interface StatusStep {
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
