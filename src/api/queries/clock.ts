/**
 * The cluster's time between two readings of it. Ages on screen are measured against this clock, never against the
 * computer's, except on a real cluster, where they are the same.
 */
import type { SimulationState } from '../../protocol/simulation/simulation';

/** One reading: virtual milliseconds at a monotonic moment of the page, and how time went on from there. */
interface Reading {
  readonly now: number;
  readonly speed: number;
  readonly paused: boolean;
  readonly takenAt: number;
}

const clock: { reading: Reading | 'wall' | undefined } = { reading: undefined };
const listeners = new Set<() => void>();

/** Told of every reading, so that nothing on screen waits for its next tick. Call the result to leave. */
export const onClockRead = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Keeps what `/_simulation` said; `undefined` = there is no simulation, the wall clock holds. */
export const noteClock = (state: Pick<SimulationState, 'now' | 'speed' | 'paused'> | undefined): void => {
  clock.reading =
    state === undefined
      ? 'wall'
      : { now: state.now, speed: state.speed, paused: state.paused, takenAt: performance.now() };
  for (const listener of listeners) listener();
};

/** Milliseconds since the Unix epoch by the cluster's clock; 0 before it was first read (all ages read as none). */
export const clusterNow = (): number => {
  const { reading } = clock;
  if (reading === undefined) return 0;
  if (reading === 'wall') return Date.now();
  return reading.paused ? reading.now : reading.now + (performance.now() - reading.takenAt) * reading.speed;
};
