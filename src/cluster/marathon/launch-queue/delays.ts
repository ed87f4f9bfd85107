/** Back-off: how long a pod that keeps failing has to wait for its next launch (Marathon `core/launchqueue/impl/RateLimiter`). */
import type { PodDefinition } from '../../../protocol/marathon/pod';
import { millis, seconds } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Condition, Instance } from '../instance/instance';

export interface Delay {
  /** Version of the last configuration change it belongs to; another configuration starts afresh. */
  readonly configVersion: string;
  readonly wait: Millis;
  /** The launch is allowed at `since + wait`. */
  readonly since: Millis;
}

/** By pod id. */
export type DelaysState = Map<string, Delay>;

const COUNTED: ReadonlySet<Condition> = new Set<Condition>(['Failed', 'Error', 'Dropped', 'Gone', 'Finished']);
const ADVANCING: ReadonlySet<Condition> = new Set<Condition>(['Provisioned', 'Staging', 'Starting', 'Running']);

/** Also an exit with 0 counts: a pod is expected to run on. */
export const isCountedFailure = (condition: Condition): boolean => COUNTED.has(condition);
/** Its agent is being emptied: no fault of its own. */
export const isDrainedAway = ({ tasks }: Instance): boolean =>
  tasks.some(
    ({ status }) =>
      status?.reason === 'AGENT_DRAINING' &&
      (status.state === 'TASK_KILLED' || status.state === 'TASK_GONE_BY_OPERATOR'),
  );

/** A launch under way moves an existing delay along without making it longer. */
export const isLaunchProgress = (condition: Condition): boolean => ADVANCING.has(condition);

/** The first wait is `backoff`, each further one `backoffFactor` times longer, up to `maxLaunchDelay`; milliseconds. */
export const nextWait = (pod: PodDefinition, wait: Millis | undefined): Millis => {
  const { backoff, backoffFactor, maxLaunchDelay } = pod.scheduling.backoff;
  const next = wait === undefined ? seconds(backoff) : millis(wait * backoffFactor);
  return millis(Math.min(next, seconds(maxLaunchDelay)));
};

/** Delays that were outlived are forgotten at these intervals (`core/launchqueue/impl/RateLimiterActor.cleanUpOverdueDelays`). */
const CLEAN_UP_INTERVAL = seconds(10);

/** The delay in force, undefined when there is none, or it is of an older configuration or outlived. */
export const delayOf = (
  delays: DelaysState,
  pod: PodDefinition,
  configVersion: string,
  now: Millis,
): Delay | undefined => {
  const delay = delays.get(pod.id);
  if (delay === undefined || delay.configVersion !== configVersion) return undefined;
  // One that waited for the longest time is still there at its launch: only a later clean-up takes it.
  const cleanedUp = now - (now % CLEAN_UP_INTERVAL);
  return cleanedUp > delay.since + seconds(pod.scheduling.backoff.maxLaunchDelay) ? undefined : delay;
};
