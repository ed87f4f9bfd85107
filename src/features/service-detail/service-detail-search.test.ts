/** What the pod page reads from its URL. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readServiceDetailSearch } from './service-detail-search';

test('every part is read', () => {
  const search = {
    tab: 'debug',
    scope: 'all',
    q: 'web',
    sort: 'agent',
    dir: 'desc',
    open: ['3f9c0001'],
    version: '2017',
  } as const;
  expect(readServiceDetailSearch(search)).toEqual(search);
});

test('what the page can’t keep is dropped, whatever it is', () => {
  expect(
    readServiceDetailSearch({
      tab: 'volumes',
      scope: 3,
      q: '',
      sort: '__proto__',
      dir: 'up',
      open: [1, 'a'],
      version: {},
    }),
  ).toEqual({ open: ['a'] });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
      const once = readServiceDetailSearch(raw);
      expect(readServiceDetailSearch({ ...once })).toEqual(once);
    }),
  );
});
