/** Spans and moments in words. */
import { expect, test } from 'vitest';
import { agoText, exactText, parseTime, pastText, spanText } from './time-text';

test.each([
  [-5, '0 s'],
  [999, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [172_799_999, '47 h'],
  [172_800_000, '2 d'],
])('%d ms are %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

test('a moment is told relative to the cluster clock, before and ahead', () => {
  expect(agoText(1000, 2000)).toBe('just now');
  expect(agoText(0, 120_000)).toBe('2 min ago');
  expect(agoText(14_000, 2000)).toBe('in 12 s');
});

test('what has been is never ahead, however late the clock was looked at', () => {
  expect(pastText(8000, 2000)).toBe('just now');
  expect(pastText(0, 120_000)).toBe('2 min ago');
});

test('an exact moment names its zone', () => {
  expect(exactText(Date.parse('2017-03-17T10:00:05.250Z'))).toBe('2017-03-17 10:00:05 UTC');
});

test('what is no timestamp is no moment', () => {
  expect(parseTime('not yet')).toBeUndefined();
  expect(parseTime(null)).toBeUndefined();
  expect(parseTime('1970-01-01T00:00:01.000Z')).toBe(1000);
});
