/** Amounts read the same everywhere: few digits, right unit. */
import { expect, test } from 'vitest';
import { cpusText, mebibytesText, resourceText } from './resource-text';

test.each([
  [0.1 + 0.2, '0.3'],
  [0.0005, '0.001'],
  [1.25, '1.25'],
  [16, '16'],
  [Number.NaN, '–'],
])('%d cpus read %s', (cpus, text) => {
  expect(cpusText(cpus)).toBe(text);
});

test.each([
  [0, '0\u2009MiB'],
  [0.001, '0.001\u2009MiB'],
  [32, '32\u2009MiB'],
  [1023, '1023\u2009MiB'],
  [1024, '1\u2009GiB'],
  [1536, '1.5\u2009GiB'],
  [10_240_000, '10000\u2009GiB'],
])('%d MiB read %s', (mib, text) => {
  expect(mebibytesText(mib)).toBe(text);
});

test('one of a countable resource is singular', () => {
  expect(resourceText('cpus', 1)).toBe('1\u2009cpu');
  expect(resourceText('cpus', 0.5)).toBe('0.5\u2009cpus');
  expect(resourceText('gpus', 1)).toBe('1\u2009GPU');
  expect(resourceText('gpus', 2)).toBe('2\u2009GPUs');
  expect(resourceText('disk', 2048)).toBe('2\u2009GiB');
});
