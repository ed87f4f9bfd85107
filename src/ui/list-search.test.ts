/** What a list keeps in the URL. */
import { expect, test } from 'vitest';
import { readListSearch, sortOf, withFilter, withSort } from './list-search';

const ids = ['name', 'cpus'] as const;

test('what is unknown is dropped', () => {
  expect(readListSearch({ q: ['a'], sort: '__proto__', dir: 'sideways', more: 1 }, ids)).toEqual({});
});

test('a filter that looks like a number stays text', () => {
  expect(readListSearch({ q: 12 }, ids)).toEqual({ q: '12' });
});

test('the usual order leaves the URL clean, and reads back as itself', () => {
  const search = withSort({ q: 'web' }, { id: 'name', desc: false }, ids, 'name');
  expect(search).toEqual({ q: 'web' });
  expect(sortOf(search, 'name')).toEqual({ id: 'name', desc: false });
});

test('another order is kept beside the filter, a blank filter is not', () => {
  const sorted = withSort({ q: 'web' }, { id: 'cpus', desc: true }, ids, 'name');
  expect(withFilter(sorted, '  ')).toEqual({ sort: 'cpus', dir: 'desc' });
});
