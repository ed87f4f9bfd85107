/**
 * The one event queue: what is due next, ordered by (time, sequence), so equal times keep the order of sending.
 * Most messages take one of a few fixed delays; those of one delay are due in the order they were sent, so each such
 * delay has a lane of its own, and only what is left over goes to a heap.
 */
import TinyQueue from 'tinyqueue';
import type { Millis } from '../../protocol/units';

/** An entry and when it is due; `seq` is unique. */
export interface Queued<E> {
  readonly at: Millis;
  readonly seq: number;
  readonly entry: E;
  /** Id of the fault it is an effect of. */
  readonly cause: string | null;
}

/** First in, first out: what waits, member by member. As objects the items alone would be a large part of what a launch leaves behind. */
interface Lane<E> {
  readonly at: Millis[];
  readonly seq: number[];
  readonly entries: E[];
  readonly causes: (string | null)[];
  /** Where the first that waits is. */
  head: number;
}

/** All that waits; plain data. Only the queue may touch it while one is open. */
export interface Pending<E> {
  /** A heap in place; a sorted array is a valid one. */
  readonly queue: Queued<E>[];
  readonly lanes: readonly Lane<E>[];
}

export interface EventQueue<E> {
  /** @param delay how long after now it is due */
  push(item: Queued<E>, delay: number): void;
  /** When the first is due. */
  nextAt(): Millis | undefined;
  /** Takes the first, if it is due at or before `limit`. */
  take(limit: number): Queued<E> | undefined;
}

/** At once, one hop from process to process, and the fixed steps of a launch. */
const LANE_DELAYS: readonly number[] = [0, 5, 10, 20, 30];
/** A lane this long is cut at its front. */
const LONG = 4096;

export const newPending = <E>(): Pending<E> => ({
  queue: [],
  lanes: LANE_DELAYS.map(() => ({ at: [], seq: [], entries: [], causes: [], head: 0 })),
});

/** Earlier first; at the same instant the one sent first. */
export const byDue = (a: Queued<unknown>, b: Queued<unknown>): number => a.at - b.at || a.seq - b.seq;

export const countPending = ({ queue, lanes }: Pending<unknown>): number =>
  lanes.reduce((sum, { entries, head }) => sum + entries.length - head, queue.length);

/** What is at a place of a lane. */
const itemAt = <E>({ at, seq, entries, causes }: Lane<E>, place: number): Queued<E> | undefined => {
  const [due, order, entry] = [at[place], seq[place], entries[place]];
  if (due === undefined || order === undefined || entry === undefined) return undefined;
  return { at: due, seq: order, entry, cause: causes[place] ?? null };
};

const itemsOf = <E>(lane: Lane<E>): Queued<E>[] =>
  lane.entries.slice(lane.head).flatMap((_, n) => itemAt(lane, lane.head + n) ?? []);

/** Forgets what is before a place. */
const cut = ({ at, seq, entries, causes }: Lane<unknown>, place: number): void => {
  for (const column of [at, seq, entries, causes]) {
    // All of it most often: that is not shifted but dropped.
    if (place === column.length) column.length = 0;
    else column.splice(0, place);
  }
};

/** Everything that waits, in no order. */
export const pendingEntries = <E>({ queue, lanes }: Pending<E>): Queued<E>[] => [...queue, ...lanes.flatMap(itemsOf)];

/** Waits for itself; entries never change, so both hold the same. */
export const copyPending = <E>({ queue, lanes }: Pending<E>): Pending<E> => ({
  queue: [...queue],
  lanes: lanes.map(({ at, seq, entries, causes, head }) => ({
    at: [...at],
    seq: [...seq],
    entries: [...entries],
    causes: [...causes],
    head,
  })),
});

/** Brings what waits into its one canonical form: sorted, lanes empty. An open queue goes on from there. */
export const sortPending = (pending: Pending<unknown>): void => {
  for (const lane of pending.lanes) {
    for (const item of itemsOf(lane)) pending.queue.push(item);
    cut(lane, lane.entries.length);
    lane.head = 0;
  }
  pending.queue.sort(byDue);
};

const takeFrom = <E>(lane: Lane<E>): Queued<E> | undefined => {
  const item = itemAt(lane, lane.head++);
  const { length } = lane.entries;
  if (lane.head === length || (lane.head >= LONG && lane.head * 2 > length)) {
    cut(lane, lane.head);
    lane.head = 0;
  }
  return item;
};

const openHeap = <E>(entries: Queued<E>[]) => {
  let heap = new TinyQueue<Queued<E>>(entries, byDue);
  return (): TinyQueue<Queued<E>> => {
    // Sorted from outside: as many as there are now.
    if (heap.length !== entries.length) heap = new TinyQueue<Queued<E>>(entries, byDue);
    return heap;
  };
};

/** Opens the queue over what waits. */
export const openQueue = <E>(pending: Pending<E>): EventQueue<E> => {
  const { lanes } = pending;
  const heap = openHeap(pending.queue);
  /** When the first is due, and the lane it is in; undefined = the heap. */
  const find = (): { readonly at: Millis | undefined; readonly lane: Lane<E> | undefined } => {
    const first = heap().peek();
    let at = first?.at;
    let seq = first?.seq ?? 0;
    let found: Lane<E> | undefined;
    for (const lane of lanes) {
      const due = lane.at[lane.head];
      const order = lane.seq[lane.head] ?? 0;
      if (due === undefined || (at !== undefined && (due > at || (due === at && order > seq)))) continue;
      at = due;
      seq = order;
      found = lane;
    }
    return { at, lane: found };
  };

  return {
    push(item, delay) {
      const lane = lanes[LANE_DELAYS.indexOf(delay)];
      if (lane === undefined) {
        heap().push(item);
        return;
      }
      lane.at.push(item.at);
      lane.seq.push(item.seq);
      lane.entries.push(item.entry);
      lane.causes.push(item.cause);
    },
    nextAt: () => find().at,
    take(limit) {
      const { at, lane } = find();
      if (at === undefined || at > limit) return undefined;
      return lane === undefined ? heap().pop() : takeFrom(lane);
    },
  };
};
