/**
 * The one event queue: what is due next, ordered by time, and within an instant in the order of sending. Thousands of
 * entries share an instant where many launches go in step, so what is ordered is instants, not entries.
 */
import TinyQueue from 'tinyqueue';
import type { Millis } from '../../protocol/units';

/** All that is due at one instant, member by member: as objects the items alone would be a large part of what a launch leaves behind. */
interface Moment<E> {
  readonly at: Millis;
  readonly entries: E[];
  /** Ids of the faults they are effects of. */
  readonly causes: (string | null)[];
  /** Where the first that waits is; there is always one. */
  head: number;
}

/** All that waits; plain data. Only the queue may touch it while one is open. */
export interface Pending<E> {
  /** No two of the same instant. A heap in place; a sorted array is a valid one. */
  readonly moments: Moment<E>[];
}

export interface EventQueue<E> {
  push(entry: E, at: Millis, cause: string | null): void;
  /** When the first is due. */
  nextAt(): Millis | undefined;
  /** Takes the first, if it is due at or before `limit`, and hands it over. @returns whether there was one */
  take(limit: number, deliver: (entry: E, at: Millis, cause: string | null) => void): boolean;
}

/** A moment of which this much is over is cut at its front. */
const LONG = 4096;

export const newPending = <E>(): Pending<E> => ({ moments: [] });

const byDue = (a: Moment<unknown>, b: Moment<unknown>): number => a.at - b.at;

export const countPending = ({ moments }: Pending<unknown>): number =>
  moments.reduce((sum, { entries, head }) => sum + entries.length - head, 0);

/** Everything that waits: what is due at one instant in the order of sending, the instants in no order. */
export const pendingEntries = <E>({ moments }: Pending<E>): E[] =>
  moments.flatMap(({ entries, head }) => entries.slice(head));

/** Forgets what was taken. */
const cut = (moment: Moment<unknown>): void => {
  moment.entries.splice(0, moment.head);
  moment.causes.splice(0, moment.head);
  moment.head = 0;
};

/** Waits for itself; entries never change, so both hold the same. */
export const copyPending = <E>({ moments }: Pending<E>): Pending<E> => ({
  moments: moments.map(({ at, entries, causes, head }) => ({
    at,
    entries: entries.slice(head),
    causes: causes.slice(head),
    head: 0,
  })),
});

/** Brings what waits into its one canonical form. An open queue goes on from there. */
export const sortPending = ({ moments }: Pending<unknown>): void => {
  for (const moment of moments) cut(moment);
  moments.sort(byDue);
};

/**
 * Opens the queue over what waits.
 * @param origin a time not long before: engines look small integers up several times faster than times since 1970
 */
export const openQueue = <E>({ moments }: Pending<E>, origin: Millis): EventQueue<E> => {
  const heap = new TinyQueue<Moment<E>>(moments, byDue);
  const byInstant = new Map(moments.map((moment) => [moment.at - origin, moment]));

  const begin = (at: Millis): Moment<E> => {
    const moment: Moment<E> = { at, entries: [], causes: [], head: 0 };
    byInstant.set(at - origin, moment);
    heap.push(moment);
    return moment;
  };
  /** The last of an instant was taken; what is sent for the same instant from now on begins it anew. */
  const end = (moment: Moment<E>): void => {
    heap.pop();
    byInstant.delete(moment.at - origin);
  };

  return {
    push(entry, at, cause) {
      const moment = byInstant.get(at - origin) ?? begin(at);
      moment.entries.push(entry);
      moment.causes.push(cause);
    },
    nextAt: () => heap.peek()?.at,
    take(limit, deliver) {
      const moment = heap.peek();
      if (moment === undefined || moment.at > limit) return false;
      const { at, entries, causes, head } = moment;
      const entry = entries[head];
      if (entry === undefined) throw new Error(`nothing is due at ${at}`);
      const cause = causes[head] ?? null;
      moment.head++;
      if (moment.head === entries.length) end(moment);
      else if (moment.head >= LONG && moment.head * 2 > entries.length) cut(moment);
      deliver(entry, at, cause);
      return true;
    },
  };
};
