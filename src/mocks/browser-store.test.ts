/** What the browser keeps of a cluster. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../protocol/simulation/simulation';
import { browserStore } from './browser-store';
import { nameOfWish, wishOf, wishOfName } from './world-wish';

const entry = (at: number): JournalEntry => ({
  at,
  method: 'POST',
  path: '/service/marathon/v2/pods',
  headers: {},
  body: `{"n":${at}}`,
});
const origin = { scenario: 'quickstart', seed: 1 };

test('nothing is stored before a world began', async () => {
  expect(await browserStore('a').load()).toBeUndefined();
});

test('entries come back in the order they were kept, also to another tab', async () => {
  const store = browserStore('b');
  await store.begin(origin);
  await Promise.all([1, 2, 3].map((at) => store.append(entry(at))));
  expect(await browserStore('b').load()).toEqual({ origin, snapshots: [], journal: [entry(1), entry(2), entry(3)] });
});

test('the last three snapshots stay, newest first, whatever their size', async () => {
  const store = browserStore('c');
  await store.begin(origin);
  const large = 'x'.repeat(9 * 1024 * 1024);
  for (const entries of [1, 2, 3, 4]) await store.save({ world: `${entries}${large}`, entries });
  const { snapshots } = (await store.load()) ?? expect.fail('nothing stored');
  expect(snapshots.map(({ entries }) => entries)).toEqual([4, 3, 2]);
  expect(snapshots[0]?.world).toBe(`4${large}`);
});

test('a new world forgets the old one', async () => {
  const store = browserStore('d');
  await store.begin(origin);
  await store.append(entry(1));
  await store.save({ world: 'w', entries: 1 });
  await store.begin({ scenario: 'tour', seed: 7 });
  expect(await store.load()).toEqual({ origin: { scenario: 'tour', seed: 7 }, snapshots: [], journal: [] });
});

test('each choice of world has its own name, and the name tells the choice', () => {
  const wishes = ['', '?scenario=tour', '?scenario=tour&seed=7', '?seed=7', '?scenario=a%26seed%3D7'].map((search) =>
    wishOf(new URLSearchParams(search)),
  );
  expect(new Set(wishes.map(nameOfWish)).size).toBe(wishes.length);
  expect(wishes.map((wish) => wishOfName(nameOfWish(wish)))).toEqual(wishes);
});

test.each(['?seed=seven', '?seed=1.5', '?scenario='])('%s asks for nothing', (search) => {
  expect(wishOf(new URLSearchParams(search))).toEqual({});
});
