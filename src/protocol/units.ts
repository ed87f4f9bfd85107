/**
 * Units both sides speak. Scalars are kept in thousandths so that adding and subtracting resources is exact,
 * as Mesos does it (fixed point with three decimals, `common/values`).
 */

/** Milliseconds; a point in virtual time counts from the Unix epoch. Always an integer. */
export type Millis = number & { readonly unit: 'ms' };
/** Thousandths of a scalar resource: 0.1 cpus is 100, 32 MiB is 32 000. Always an integer. */
export type Milli = number & { readonly unit: 'milli' };

/** Rounds to whole milliseconds. */
export const millis = (value: number): Millis => Math.round(value) as Millis;
/** Seconds, fractions allowed, to milliseconds. */
export const seconds = (value: number): Millis => Math.round(value * 1000) as Millis;
/** A scalar as users write it (cpus, MiB) to exact thousandths. */
export const milli = (value: number): Milli => Math.round(value * 1000) as Milli;
/** Thousandths back to the number users write; at most three decimals. */
export const fromMilli = (value: Milli): number => value / 1000;
let lastAt = Number.NaN;
let lastText = '';

/** ISO-8601 UTC with milliseconds and `Z`, the form of every Marathon timestamp. Long answers ask for the same instant again and again. */
export const isoTime = (at: Millis): string => {
  if (at !== lastAt) {
    lastText = new Date(at).toISOString();
    lastAt = at;
  }
  return lastText;
};
