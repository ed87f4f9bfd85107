/**
 * The scheduling record: the last launches of the last instances, each with why it went where it went and every step since.
 * Plain data of a fixed size: where one bound is passed, the tenth of the instances is forgotten whose last launch is the longest ago.
 */
import type { LaunchStep } from '../../protocol/simulation/launch-record';
import type { Choice } from '../marathon/launcher/choice';

/** Instances there is a record of. */
export const MOST_INSTANCES = 1000;
/** Launches of one instance: the last ones. */
export const MOST_LAUNCHES = 3;
/** Steps of one launch: the first ones, which are the launch itself, and the last ones. */
export const FIRST_STEPS = 96;
export const LAST_STEPS = 32;
/** Steps of all launches together. */
export const MOST_STEPS = 50_000;

/** One container of a launch. */
export interface RecordedContainer {
  readonly name: string;
  readonly taskId: string;
  /** `<executor container>.<child>`; null until the executor chose it. */
  containerId: string | null;
}

export interface RecordedLaunch {
  readonly choice: Choice;
  /** Null until the master has the ACCEPT. */
  executorId: string | null;
  /** Container id of its executor; null until the agent made it. */
  executor: string | null;
  /** Empty until the master has the ACCEPT. */
  readonly containers: RecordedContainer[];
  readonly steps: LaunchStep[];
  /** Steps left out between the first and the last ones. */
  forgotten: number;
}

export interface InstanceRecord {
  readonly runSpecId: string;
  /** Oldest first. */
  readonly launches: RecordedLaunch[];
  /** Launches before those. */
  forgotten: number;
}

export interface RecordState {
  /** By instance id; the one whose last launch is the longest ago comes first. */
  readonly instances: Map<string, InstanceRecord>;
  /** Steps in all. */
  steps: number;
}

export const newRecordState = (): RecordState => ({ instances: new Map(), steps: 0 });
