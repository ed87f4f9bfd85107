/** Lists as messages carry them. */

const isPresent = <T>(value: T | undefined): value is T => value !== undefined;

/**
 * Those that are there; most often all are, and the list stays as it is. One that is filtered, or pushed to, has room for more
 * than a dozen others, and lists on their way are a large part of what a launch leaves behind.
 */
export const present = <T>(values: readonly (T | undefined)[]): readonly T[] =>
  values.every(isPresent) ? values : values.filter(isPresent);
