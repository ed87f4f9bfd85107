/**
 * The one event queue: what is due next, ordered by (time, sequence), so equal times keep the order of sending.
 * The heap works in place on a plain array of the state; a sorted array is a valid heap, which is what snapshots store.
 */
import TinyQueue from 'tinyqueue';
import type { Millis } from '../../protocol/units';

/** An entry and when it is due; `seq` is unique. */
export interface Queued<E> {
  readonly at: Millis;
  readonly seq: number;
  readonly entry: E;
}

/** Earlier first; at the same instant the one sent first. */
export const byDue = (a: Queued<unknown>, b: Queued<unknown>): number => a.at - b.at || a.seq - b.seq;

/** A priority queue that lives in `entries`: nobody else may change the array while it is in use. */
export const openQueue = <E>(entries: Queued<E>[]): TinyQueue<Queued<E>> => new TinyQueue(entries, byDue);
