/**
 * The floor every actor stands on: virtual time, the one event queue, seeded chance. Everything an actor does
 * later is an entry here, and an entry is plain data, so a snapshot of the state is the whole future.
 * As libprocess carries Mesos and Akka carries Marathon.
 */
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import { newPending, openQueue } from './event-queue';
import type { Pending } from './event-queue';
import { newStream, nextOf } from './streams';
import type { Stream } from './streams';

/** A message or a timer. `to` names the actor, `kind` what it is told; ids ride along. */
export interface Entry {
  readonly to: string;
  readonly kind: string;
}

/** What an actor may do. `E` is the union of all it may send. */
export interface Runtime<E extends Entry> {
  /** Virtual now, milliseconds since the Unix epoch. */
  now(): Millis;
  /** Delivers `entry` after `delay` (0 = now, behind everything already due now). */
  send(entry: E, delay?: Millis): void;
  /** Next number in [0, 1) of the stream named for one purpose; other streams are not shifted by it. */
  draw(stream: string): number;
  /** Id of the fault that what happens right now is an effect of; null = none. Whatever is sent carries it on. */
  cause(): string | null;
  /** Does something as an effect of a fault, or (null) of none: where many causes meet, none goes on. Answers what it answers. */
  because<T>(cause: string | null, act: () => T): T;
}

/** All the runtime remembers: plain data. What is pending only the runtime may touch. */
export interface RuntimeState<E extends Entry> extends Pending<E> {
  seed: number;
  now: Millis;
  /** Entries delivered so far. */
  processed: number;
  readonly streams: Map<string, Stream>;
}

/** How far a run came: `finished` is false when the budget ended it before everything due was delivered. */
export interface Run {
  readonly finished: boolean;
  readonly processed: number;
}

/** The verbs of whoever owns the clock. Cutting a run into pieces never changes what happens. */
export interface HostRuntime<E extends Entry> extends Runtime<E> {
  /** Delivers everything due at or before `at`, in order, then sets the clock to `at`. Stops early after `budget`
   *  entries, with the clock at the last one. A time in the past delivers nothing. */
  runUntil(at: Millis, budget?: number): Run;
  /** Delivers until nothing is left that is due at or before `limit`; the clock stays at the last entry. */
  runUntilIdle(limit: Millis): Run;
  /** When the next entry is due. */
  nextAt(): Millis | undefined;
}

/** 2017-03-17T10:00:00.000Z: where virtual time begins. */
export const EPOCH = millis(1_489_744_800_000);

/** A world's floor before anything happened. `seed`: any safe integer. */
export const newRuntimeState = <E extends Entry>(seed: number): RuntimeState<E> => ({
  seed,
  now: EPOCH,
  processed: 0,
  ...newPending<E>(),
  streams: new Map(),
});

/** What the present is an effect of. Between two entries it is of nothing, so this is no part of the state. */
interface Present {
  cause: string | null;
}

const because = <T>(present: Present, reason: string | null, act: () => T): T => {
  const { cause } = present;
  present.cause = reason;
  try {
    return act();
  } finally {
    present.cause = cause;
  }
};

/** A stream begins with its first draw. */
const streamOf = ({ seed, streams }: Pick<RuntimeState<Entry>, 'seed' | 'streams'>, name: string): Stream => {
  let stream = streams.get(name);
  if (stream === undefined) {
    stream = newStream(seed, name);
    streams.set(name, stream);
  }
  return stream;
};

/**
 * Brings state to life: the same state gives the same future, on any host.
 * @param dispatch delivers one entry to the actor it names
 * @param onEntry called after each delivery, for checks in tests
 * @throws RangeError from `send` when the delay is negative or not a whole number of milliseconds
 */
export const createRuntime = <E extends Entry>(
  state: RuntimeState<E>,
  dispatch: (entry: E) => void,
  onEntry?: (entry: E) => void,
): HostRuntime<E> => {
  const queue = openQueue(state, EPOCH);
  const present: Present = { cause: null };
  const deliver = (entry: E, at: Millis, cause: string | null): void => {
    state.now = at;
    state.processed++;
    present.cause = cause;
    try {
      dispatch(entry);
      onEntry?.(entry);
    } finally {
      present.cause = null;
    }
  };
  const run = (limit: Millis, budget: number): Run => {
    let processed = 0;
    for (; processed < budget; processed++) if (!queue.take(limit, deliver)) return { finished: true, processed };
    const next = queue.nextAt();
    return { finished: next === undefined || next > limit, processed };
  };

  return {
    now: () => state.now,
    send: (entry, delay) => {
      const wait = delay ?? 0;
      if (!Number.isInteger(wait) || wait < 0) throw new RangeError(`delay ${wait} of ${entry.to} ${entry.kind}`);
      queue.push(entry, millis(state.now + wait), present.cause);
    },
    cause: () => present.cause,
    because: (reason, act) => because(present, reason, act),
    draw: (name) => nextOf(streamOf(state, name)),
    runUntil: (at, budget = Infinity) => {
      const done = run(at, budget);
      if (done.finished && at > state.now) state.now = at;
      return done;
    },
    runUntilIdle: (limit) => run(limit, Infinity),
    nextAt: () => queue.nextAt(),
  };
};
