/** Seeded chance for generators of tests: one stream of draws, and the handful of ways to ask it. */
import { newStream, nextOf } from '../cluster/runtime/streams';

export interface Dice {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in `percent` of 100 throws. */
  chance(percent: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** One of a list that may be empty. */
  pickFrom<T>(items: readonly T[]): T | undefined;
  /** An item as often as its weight says. */
  weighted<T>(items: readonly (readonly [number, T])[]): T;
}

/** The same seed and purpose always give the same throws. */
export const createDice = (seed: number, purpose: string): Dice => {
  const stream = newStream(seed, purpose);
  const below = (limit: number): number => Math.floor(nextOf(stream) * limit);
  return {
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => below(100) < percent,
    pick: (items) => items[below(items.length)] ?? items[0],
    pickFrom: (items) => items[below(items.length)],
    weighted(items) {
      let at = below(items.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, item] of items) {
        if (at < weight) return item;
        at -= weight;
      }
      throw new RangeError('nothing to choose from');
    },
  };
};
