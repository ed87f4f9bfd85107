/** Numbers as Java prints them. */
import { expect, test } from 'vitest';
import { expectedFraction, fractional } from './number-wording';

test.each([
  [0, '0.0'],
  [1, '1.0'],
  [0.1, '0.1'],
  [0.001, '0.001'],
  [0.0001, '1.0E-4'],
  [1234567.5, '1234567.5'],
  [1e7, '1.0E7'],
  [1.25e21, '1.25E21'],
  [-2, '-2.0'],
])('%d is %s', (value, text) => {
  expect(fractional(value)).toBe(text);
});

test('both numbers of a rule are printed alike', () => {
  expect(expectedFraction(1, 0)).toBe('got 1.0, expected 0.0');
});
