/** Order of table rows. */
import { expect, test } from 'vitest';
import { sortRows } from './sort-rows';

const rows = [
  { name: 'b', size: 10 },
  { name: 'a', size: 9 },
  { name: 'c', size: 10 },
];
const names = (sorted: readonly { name: string }[]) => sorted.map(({ name }) => name).join('');

test('numbers order by value, not by their digits', () => {
  expect(names(sortRows(rows, ({ size }) => size, false))).toBe('abc');
});

test('equal keys keep their order in both directions', () => {
  expect(names(sortRows(rows, ({ size }) => size, true))).toBe('bca');
});

test('the list itself stays as it was', () => {
  sortRows(rows, ({ name }) => name, false);
  expect(names(rows)).toBe('bac');
});
