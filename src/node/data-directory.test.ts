/** What a directory keeps of a cluster, and what becomes of it when something went wrong. */
import { appendFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCluster, type Cluster } from '../cluster/cluster';
import type { ClusterStore } from '../cluster/journal';
import type { JournalEntry } from '../protocol/simulation/simulation';
import { openDataDirectory, type DataDirectory } from './data-directory';
import { aPod } from './http-fixture';

let directory = '';
const opened: DataDirectory[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'podrome-'));
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await rm(directory, { recursive: true });
});

const open = async (): Promise<DataDirectory> => {
  const one = await openDataDirectory(directory);
  opened.push(one);
  return one;
};
const close = async (): Promise<void> => {
  for (const one of opened.splice(0)) await one.close();
};
const reopen = async (): Promise<DataDirectory> => {
  await close();
  return open();
};

const entry = (at: number): JournalEntry => ({
  at,
  method: 'POST',
  path: '/service/marathon/v2/pods',
  headers: {},
  body: `{"n":${at},"text":"line\\nbreak ü \u2028"}`,
});
const origin = { scenario: 'quickstart', seed: 1 };
const filled = async (...ats: number[]): Promise<ClusterStore> => {
  const { store } = await open();
  await store.begin(origin);
  for (const at of ats) await store.append(entry(at));
  return store;
};
const journal = (): string => join(directory, 'world-1.journal');
const ats = async ({ store }: DataDirectory) => (await store.load())?.journal.map(({ at }) => at);

test('nothing is stored before a world began', async () => {
  expect(await (await open()).store.load()).toBeUndefined();
});

test('entries come back in their order, byte for byte', async () => {
  const store = await filled();
  await Promise.all([1, 2, 3].map((at) => store.append(entry(at))));
  const again = await reopen();
  expect(again.origin).toEqual(origin);
  expect(await again.store.load()).toEqual({ origin, snapshots: [], journal: [entry(1), entry(2), entry(3)] });
});

test('the last three snapshots stay, newest first', async () => {
  const store = await filled(1, 2, 3, 4);
  for (const entries of [1, 2, 3, 4]) await store.save({ world: `world ${entries}`, entries });
  const { snapshots } = (await (await reopen()).store.load()) ?? expect.fail('nothing stored');
  expect(snapshots).toEqual([4, 3, 2].map((entries) => ({ world: `world ${entries}`, entries })));
});

test('a snapshot never comes before the entries it holds', async () => {
  const store = await filled();
  const order: string[] = [];
  const appended = [1, 2, 3].map((at) => store.append(entry(at)).then(() => order.push(`entry ${at}`)));
  const saved = store.save({ world: 'w', entries: 3 }).then(() => order.push('snapshot'));
  await Promise.all([...appended, saved]);
  expect(order).toEqual(['entry 1', 'entry 2', 'entry 3', 'snapshot']);
});

test('a new world forgets the old one and all its files', async () => {
  const store = await filled(1);
  await store.save({ world: 'w', entries: 1 });
  await store.begin({ scenario: 'tour', seed: 7 });
  await store.append(entry(9));
  await close();
  expect(await readdir(directory)).toEqual(['world-2.journal']);
  expect(await (await open()).store.load()).toEqual({
    origin: { scenario: 'tour', seed: 7 },
    snapshots: [],
    journal: [entry(9)],
  });
});

test('a world begun in a directory with remains of another takes none of them over', async () => {
  const store = await filled(1, 2);
  await store.save({ world: 'old', entries: 2 });
  await close();
  await rm(journal());
  await (await open()).store.begin(origin);
  const { store: next } = await reopen();
  expect(await next.load()).toEqual({ origin, snapshots: [], journal: [] });
});

test('files of others are left alone', async () => {
  await writeFile(join(directory, 'notes.txt'), 'mine');
  const store = await filled();
  await store.begin(origin);
  expect(await readFile(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
});

test('what a crash left half made is taken away', async () => {
  await filled(1);
  await close();
  await writeFile(join(directory, 'world-1-000000000001.snapshot.tmp'), 'half');
  await writeFile(join(directory, 'world-2.journal.tmp'), 'half');
  expect(await ats(await open())).toEqual([1]);
  await close();
  expect(await readdir(directory)).toEqual(['world-1.journal']);
});

test('wherever the last line is torn, the lines before it stay and its bytes are kept beside', async () => {
  await filled(1, 2);
  await close();
  const whole = await readFile(journal());
  const last = whole.lastIndexOf(10, whole.length - 2) + 1;
  for (let cut = last + 1; cut < whole.length; cut++) {
    await writeFile(journal(), whole.subarray(0, cut));
    const again = await open();
    expect(await ats(again)).toEqual([1]);
    expect(again.notes).toEqual([expect.stringContaining(`${cut - last} bytes`)]);
    expect(await readFile(`${journal()}.torn-${last}`)).toEqual(whole.subarray(last, cut));
    await close();
  }
  const { store } = await open();
  await store.load();
  await store.append(entry(3));
  expect(await ats(await reopen())).toEqual([1, 3]);
});

test('a damaged last line is as a torn one', async () => {
  await filled(1);
  await close();
  await appendFile(journal(), '00000000 [{"at":2}]\n');
  expect(await ats(await open())).toEqual([1]);
});

test('a damaged line with others behind it is no crash, and stops the start with its number', async () => {
  await filled(1, 2, 3);
  await close();
  const text = await readFile(journal(), 'utf8');
  await writeFile(journal(), text.replace('"at":2', '"at":7'));
  await expect(open()).rejects.toThrow(/world-1\.journal: line 3 is damaged/);
  // Nothing was changed, and nobody holds the directory.
  expect(await readFile(journal(), 'utf8')).toContain('"at":7');
  await writeFile(journal(), text);
  expect(await ats(await open())).toEqual([1, 2, 3]);
});

test.each(['', 'something else\n', '2c0b9a5e {"format":2}\n'])(
  'a journal that begins with %j is refused',
  async (text) => {
    await writeFile(journal(), text);
    await expect(open()).rejects.toThrow('not a journal of this version of Podrome');
    expect(await readFile(journal(), 'utf8')).toBe(text);
  },
);

test('one directory, one cluster at a time', async () => {
  await open();
  await expect(openDataDirectory(directory)).rejects.toThrow('another cluster runs on this directory');
  await close();
  await open();
});

test('of two that open at the same moment at most one succeeds', async () => {
  const both = await Promise.allSettled([openDataDirectory(directory), openDataDirectory(directory)]);
  const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  opened.push(...won);
  expect(won.length).toBeLessThan(2);
});

const start = async (): Promise<Cluster> => {
  const { store } = await open();
  const cluster = createCluster({ store, onError: (error) => expect.fail(String(error)) });
  await cluster.ready;
  return cluster;
};
const post = async (cluster: Cluster, id: string): Promise<number> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(aPod(id)) };
  return (await cluster.fetch(new Request('http://localhost/v2/pods', init))).status;
};

test('thousands of writes at once leave one journal, whose replay is the same world', async () => {
  const cluster = await start();
  const statuses = await Promise.all(Array.from({ length: 2000 }, (_, i) => post(cluster, `/group-${i % 7}/pod-${i}`)));
  expect(new Set(statuses)).toEqual(new Set([201]));
  const digest = cluster.digest();
  await close();
  // A snapshot would spare the replay, which is what this is about.
  for (const name of await readdir(directory)) if (name.endsWith('.snapshot')) await rm(join(directory, name));
  expect((await start()).digest()).toBe(digest);
}, 30_000);

test('from a damaged snapshot the cluster falls back to the older one, and at last to the journal', async () => {
  const cluster = await start();
  await post(cluster, '/a');
  await cluster.save();
  await post(cluster, '/b');
  await cluster.save();
  const digest = cluster.digest();
  await close();
  const snapshots = (await readdir(directory)).filter((name) => name.endsWith('.snapshot'));
  expect(snapshots).toHaveLength(2);
  for (const name of snapshots.toReversed()) {
    await truncate(join(directory, name), 1000);
    expect((await start()).digest()).toBe(digest);
    await close();
  }
});
