/** Thousands of requests at the same time, listeners that come and go, and what the journal makes of it all. */
import { expect, test } from 'vitest';
import { podOf } from '../cluster/cluster-fixtures';
import { createCluster } from '../cluster/cluster';
import type { Cluster } from '../cluster/cluster';
import { memoryStore } from '../cluster/journal';
import type { ClusterStore } from '../cluster/journal';
import { createDice } from '../testing/dice';
import { appOf } from './row-fixture';

const clusterWith = (store: ClusterStore): Cluster =>
  createCluster({ store, seed: 3, onError: (error) => expect.fail(String(error)) });
const request = (method: string, path: string, body?: unknown): Request => {
  const content = body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body);
  const sent = body === undefined ? {} : { body: content, headers: { 'content-type': 'application/json' } };
  return new Request(`http://localhost${path}`, { method, ...sent });
};
const advance = (cluster: Cluster, seconds: number) =>
  cluster.fetch(request('POST', '/_simulation/clock/advance', { seconds }));
const digestOf = async (cluster: Cluster): Promise<unknown> =>
  (await cluster.fetch(request('GET', '/_simulation'))).json().then((state: { digest: string }) => state.digest);

/** A storm of writes on a few ids: most of them in each other's way. */
const stormOf = (seed: number, count: number): (() => Request)[] => {
  const dice = createDice(seed, 'storm');
  return Array.from({ length: count }, (_, n) => {
    const id = `/g${dice.between(0, 2)}/s${dice.between(0, 6)}`;
    const force = dice.between(0, 4) === 0 ? '?force=true' : '';
    const size = dice.between(0, 3);
    const kinds: readonly (() => Request)[] = [
      () => request('POST', `/v2/pods${force}`, podOf(id)),
      () => request('PUT', `/v2/apps${id}${force}`, { ...appOf(id), instances: size }),
      () => request('PUT', `/v2/pods${id}${force}`, { ...podOf(id), labels: { n: String(n) } }),
      () => request('DELETE', `/v2/pods${id}${force}`),
      () => request('DELETE', `/v2/apps${id}${force}`),
      () => request('PUT', `/v2/groups/g0${force}`, { apps: [appOf(`a${size}`)] }),
    ];
    return kinds[dice.between(0, 5)] ?? expect.fail('there are six kinds');
  });
};

test('two thousand writes at once make one world, which the journal leads to again', { timeout: 60_000 }, async () => {
  const store = memoryStore();
  const cluster = clusterWith(store);
  const statuses: number[] = [];
  for (let storm = 0; storm < 2; storm++) {
    const answers = await Promise.all(stormOf(storm, 1000).map((write) => cluster.fetch(write())));
    statuses.push(...answers.map(({ status }) => status));
    await advance(cluster, 20);
  }
  expect(new Set(statuses)).toEqual(new Set([200, 201, 202, 404, 409, 422]));
  expect(await digestOf(clusterWith(store))).toBe(await digestOf(cluster));
});

test('a refused write is not in the journal, whatever its bytes', async () => {
  const store = memoryStore();
  const cluster = clusterWith(store);
  await cluster.fetch(request('POST', '/v2/apps', appOf('/a')));
  const valid = JSON.stringify({ ...appOf('/b'), labels: { a: '?' } });
  // Read leniently this would be a valid app.
  const bytes = new TextEncoder().encode(valid).map((byte) => (byte === 0x3f ? 0xff : byte));
  expect((await cluster.fetch(request('POST', '/v2/apps', bytes))).status).toBe(400);
  expect((await cluster.fetch(request('POST', '/v2/apps', appOf('/a')))).status).toBe(409);
  expect((await cluster.fetch(request('FOO', '/v2/apps', {}))).status).toBe(405);
  expect((await cluster.fetch(request('OPTIONS', '/v2/apps'))).status).toBe(204);
  expect(await (await cluster.fetch(request('GET', '/_simulation/journal'))).json()).toHaveLength(1);
  expect(await digestOf(clusterWith(store))).toBe(await digestOf(cluster));
});

const listen = (cluster: Cluster): Promise<Response> =>
  cluster.fetch(new Request('http://localhost/v2/events', { headers: { accept: 'text/event-stream' } }));

test('listeners that leave half-way, or never read, change nothing and hold up nobody', async () => {
  const [watched, alone] = [clusterWith(memoryStore()), clusterWith(memoryStore())];
  const streams = await Promise.all(Array.from({ length: 60 }, () => listen(watched)));
  const [reader, ...others] = streams.map(({ body }) => body?.getReader() ?? expect.fail('no stream'));
  for (const [n, write] of stormOf(7, 40).entries()) {
    await Promise.all([watched.fetch(write()), alone.fetch(write())]);
    if (n % 2 === 0) await others[n]?.cancel();
    await Promise.all([advance(watched, 1), advance(alone, 1)]);
  }
  expect(await digestOf(watched)).toBe(await digestOf(alone));
  // Those that never read: closed with a frame half taken.
  for (const other of others) {
    void other.read();
    await other.cancel();
  }
  let text = '';
  const decoder = new TextDecoder();
  while (text.split('event: event_stream_detached').length <= others.length)
    text += decoder.decode((await reader?.read())?.value, { stream: true });
  expect(text.split('event: event_stream_attached')).toHaveLength(streams.length + 1);
  await reader?.cancel();
});
