/** How a rolling restart begins: how many to kill at once, how many may run together (Marathon `core/deployment/impl/TaskReplaceActor.computeRestartStrategy`). */

export interface IgnitionInput {
  /** Instances the new version should have. */
  readonly target: number;
  /** Instances of any version with goal Running. */
  readonly current: number;
  /** Those of them that are healthy, or not checked at all. */
  readonly healthy: number;
  /** Share of `target` that has to stay healthy, 0 to 1. */
  readonly minimumHealthCapacity: number;
  /** Share of `target` that may run beside it, 0 to 1. */
  readonly maximumOverCapacity: number;
  /** Its instances are bound to volumes: two cannot run side by side. */
  readonly resident: boolean;
}

export interface Ignition {
  /** Old instances to kill before anything starts. */
  readonly killNow: number;
  /** Instances of both versions that may exist together. */
  readonly maxCapacity: number;
}

/** Pure arithmetic in doubles, as upstream: where 0.07 × 100 misses 7 by a hair, eight have to stay healthy. */
export const ignite = (input: IgnitionInput): Ignition => {
  const { target, current, healthy } = input;
  const minHealthy = Math.ceil(target * input.minimumHealthCapacity);
  let maxCapacity = Math.floor(target * (1 + input.maximumOverCapacity));
  let killNow = Math.max(0, healthy - minHealthy);
  if (minHealthy === maxCapacity && maxCapacity <= healthy) {
    if (input.resident) killNow = healthy - minHealthy + 1;
    else maxCapacity += 1;
  }
  if (target < current) killNow = Math.max(current - target, killNow);
  return { killNow, maxCapacity };
};
