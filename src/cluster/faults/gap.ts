/** Time between two events of a Poisson process. Only arithmetic that every engine rounds alike: no `Math.log`. */
import { millis } from '../../protocol/units';
import type { Millis } from '../../protocol/units';

const LN2 = 0.6931471805599453;
const HOUR = 3_600_000;

/** Natural logarithm of a number in (0, 1], by halving steps and the series of artanh. */
const naturalLog = (value: number): number => {
  let x = value;
  let halvings = 0;
  while (x < 0.5) {
    x *= 2;
    halvings++;
  }
  const y = (x - 1) / (x + 1);
  const square = y * y;
  let term = y;
  let sum = 0;
  for (let n = 1; n < 40; n += 2) {
    sum += term / n;
    term *= square;
  }
  return 2 * sum - halvings * LN2;
};

/** A gap drawn for a mean rate; at least a millisecond. */
export const gapOf = (perHour: number, draw: () => number): Millis =>
  millis(Math.max(1, (-naturalLog(1 - draw()) / perHour) * HOUR));
