/**
 * Memory in closed form: what a process uses is known for all time when it starts, so the moment a limit is reached is an
 * event, and nothing is measured again and again. Sizes in MiB, times in milliseconds.
 */

/** Memory held from `at` on, filled evenly over `over`, given back at `until`; for ever where that is absent. */
export interface Hump {
  readonly at: number;
  readonly over: number;
  readonly mib: number;
  readonly until?: number;
}

/** What any program takes without saying so: far below every limit, as a cgroup never has less than 32 MiB. */
export const BASE_MIB = 6;

/** What the humps hold at a time. */
export const heldAt = (humps: readonly Hump[], time: number): number =>
  humps.reduce((sum, { at, over, mib, until }) => {
    if (time < at || (until !== undefined && time >= until)) return sum;
    return sum + (time < at + over ? (mib * (time - at)) / over : mib);
  }, 0);

/** By which sums of fractions may be off. */
const ROUNDING = 1e-9;

/** Whether the humps hold `limit` at a time. */
export const isReached = (humps: readonly Hump[], limit: number, time: number): boolean =>
  heldAt(humps, time) >= limit - ROUNDING;

/** When the humps first hold `limit`, not before `from`; undefined when they never do. Rounded up to whole milliseconds. */
export const firstReach = (humps: readonly Hump[], limit: number, from: number): number | undefined => {
  const turns = humps.flatMap(({ at, over, until }) => [at, at + over, ...(until === undefined ? [] : [until])]);
  const times = [...new Set([from, ...turns.filter((time) => time > from)])].sort((a, b) => a - b);
  for (const [i, time] of times.entries()) {
    if (isReached(humps, limit, time)) return time;
    const held = heldAt(humps, time);
    const next = times[i + 1];
    if (next === undefined) return undefined;
    // Straight up to the next turn, which may be a step.
    const half = (next - time) / 2;
    const slope = (heldAt(humps, time + half) - held) / half;
    // Rounded up it may be the next turn, where some may be given back.
    const reached = slope > 0 ? Math.ceil(time + (limit - held) / slope - ROUNDING) : Infinity;
    if (reached < next) return reached;
  }
  return undefined;
};
