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

/** First in, first out. */
interface Lane<E> {
  readonly items: Queued<E>[];
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
  peek(): Queued<E> | undefined;
  /** Takes what `peek` shows. */
  pop(): Queued<E> | undefined;
}

/** At once, one hop from process to process, and the fixed steps of a launch. */
const LANE_DELAYS: readonly number[] = [0, 5, 10, 20, 30];
/** A lane this long is cut at its front. */
const LONG = 4096;

export const newPending = <E>(): Pending<E> => ({
  queue: [],
  lanes: LANE_DELAYS.map(() => ({ items: [], head: 0 })),
});

/** Earlier first; at the same instant the one sent first. */
export const byDue = (a: Queued<unknown>, b: Queued<unknown>): number => a.at - b.at || a.seq - b.seq;

export const countPending = ({ queue, lanes }: Pending<unknown>): number =>
  lanes.reduce((sum, { items, head }) => sum + items.length - head, queue.length);

/** Everything that waits, in no order. */
export const pendingEntries = <E>({ queue, lanes }: Pending<E>): Queued<E>[] => [
  ...queue,
  ...lanes.flatMap(({ items, head }) => items.slice(head)),
];

/** Brings what waits into its one canonical form: sorted, lanes empty. An open queue goes on from there. */
export const sortPending = (pending: Pending<unknown>): void => {
  for (const lane of pending.lanes) {
    for (let i = lane.head; i < lane.items.length; i++) {
      const item = lane.items[i];
      if (item !== undefined) pending.queue.push(item);
    }
    lane.items.length = 0;
    lane.head = 0;
  }
  pending.queue.sort(byDue);
};

const takeFrom = <E>(lane: Lane<E>): Queued<E> | undefined => {
  const item = lane.items[lane.head++];
  if (lane.head === lane.items.length) {
    lane.items.length = 0;
    lane.head = 0;
  } else if (lane.head >= LONG && lane.head * 2 > lane.items.length) {
    lane.items.splice(0, lane.head);
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
  /** The lane the first is in; undefined = the heap. */
  let source: Lane<E> | undefined;
  const peek = (): Queued<E> | undefined => {
    let first = heap().peek();
    source = undefined;
    for (const lane of lanes) {
      const item = lane.items[lane.head];
      if (item === undefined || (first !== undefined && byDue(item, first) > 0)) continue;
      first = item;
      source = lane;
    }
    return first;
  };
  return {
    push(item, delay) {
      const lane = lanes[LANE_DELAYS.indexOf(delay)];
      if (lane === undefined) heap().push(item);
      else lane.items.push(item);
    },
    peek,
    pop() {
      if (peek() === undefined) return undefined;
      return source === undefined ? heap().pop() : takeFrom(source);
    },
  };
};
