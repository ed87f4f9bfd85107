/**
 * Turns the host's time into virtual time: how fast, whether at all, in slices, and when to wake again. Speed and pause
 * are the host's affair and no part of the world: they decide when something happens for the onlooker, never what.
 */
import { millis, type Millis } from '../protocol/units';
import type { Entry, HostRuntime } from './runtime/runtime';

/** Entries delivered before the host gets its thread back. */
const SLICE = 2000;
/** A host that slept (a closed lid, a frozen tab) does not make the cluster rush through the night. */
const LONGEST_STEP_MS = 60_000;
/** How far virtual time may lag behind before the debt is dropped, in milliseconds of the host. */
const LARGEST_LAG_MS = 1000;

export interface Clock {
  /** Virtual seconds per second. */
  readonly speed: number;
  readonly paused: boolean;
}

export interface Timekeeper {
  /** Brings virtual time to the host's, at most one slice. `elapsed`: the host's monotonic milliseconds. True = behind. */
  tick(elapsed: number): boolean;
  /** Milliseconds of the host until something is due; `undefined` = nothing is. */
  nextWake(): number | undefined;
  /** Delivers all that is due at this very instant. */
  settle(): void;
  /** Runs to a point in virtual time as fast as it goes, slice by slice. */
  runTo(at: Millis): Promise<void>;
  clock(): Clock;
  setClock(clock: Partial<Clock>): void;
}

/**
 * @param world the world of the moment; it is another one after a reset
 * @param pause lets the host do other things between two slices
 * @param onError told when an entry's receiver threw; time goes on with the next entry
 */
export const createTimekeeper = (
  world: () => HostRuntime<Entry>,
  pause: () => Promise<void>,
  onError: (error: unknown) => void,
): Timekeeper => {
  let clock: Clock = { speed: 1, paused: false };
  let lastElapsed: number | undefined;
  /** Where virtual time should be by now, with fractions. Only meaningful ahead of the runtime's own clock. */
  let goal = 0;
  let known: HostRuntime<Entry> | undefined;
  /** Another world goes on from where it stands, not from where the last one was. */
  const runtime = (): HostRuntime<Entry> => {
    const current = world();
    if (current !== known) goal = current.now();
    known = current;
    return current;
  };

  /** One slice towards `at`. True when it got there. */
  const slice = (at: Millis, budget: number): boolean => {
    try {
      return runtime().runUntil(at, budget).finished;
    } catch (error) {
      onError(error);
      return false;
    }
  };

  return {
    tick: (elapsed) => {
      const step = Math.min(LONGEST_STEP_MS, Math.max(0, elapsed - (lastElapsed ?? elapsed)));
      lastElapsed = elapsed;
      if (clock.paused) return false;
      const now = runtime().now();
      goal = Math.min(Math.max(goal, now) + step * clock.speed, now + Math.max(step, LARGEST_LAG_MS) * clock.speed);
      return !slice(millis(Math.floor(goal)), SLICE);
    },
    nextWake: () => {
      const next = clock.paused ? undefined : runtime().nextAt();
      return next === undefined ? undefined : Math.max(0, (next - Math.max(goal, runtime().now())) / clock.speed);
    },
    settle: () => {
      while (!slice(runtime().now(), Infinity));
    },
    runTo: async (at) => {
      const started = runtime();
      while (runtime() === started && !slice(at, SLICE)) await pause();
      if (runtime() === started) goal = Math.max(goal, at);
    },
    clock: () => clock,
    setClock: (change) => {
      clock = { ...clock, ...change };
      goal = runtime().now();
    },
  };
};
