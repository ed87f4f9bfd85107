/** What is told of a definition before it is run, over the API. That it comes true is for the random worlds. */
import { expect, test } from 'vitest';
import type { Forecast } from '../../protocol/simulation/forecast';
import { createCluster, type Cluster } from '../cluster';

const ask = async (cluster: Cluster, wish: unknown) => {
  const request = { method: 'POST', body: JSON.stringify(wish) };
  const response = await cluster.fetch(new Request('http://localhost/_simulation/forecast', request));
  return { status: response.status, json: (await response.json()) as Forecast };
};

const pod = (id: string, cpus: number, instances: number, scheduling = {}) => ({
  id,
  containers: [{ name: 'main', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus, mem: 32 } }],
  scaling: { kind: 'fixed', instances },
  scheduling,
});

const run = async (cluster: Cluster, definition: object): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(definition) };
  expect((await cluster.fetch(new Request('http://localhost/v2/pods', request))).status).toBe(201);
  await cluster.fetch(
    new Request('http://localhost/_simulation/clock/advance', { method: 'POST', body: '{"seconds": 30}' }),
  );
};

test('a pod that fits: where each instance goes and when it is up; the cluster stays as it is', async () => {
  const cluster = createCluster({});
  await cluster.ready;
  const digest = cluster.digest();
  const { status, json } = await ask(cluster, { kind: 'pod', definition: pod('/web', 0.1, 2) });
  expect(status).toBe(200);
  expect(json).toMatchObject({ verdict: 'accepted', service: '/web', end: 'done', waiting: 0, scheduling: null });
  if (json.verdict !== 'accepted') throw new Error('refused');
  expect(json.steps.map(({ what, old }) => `${what} ${old}`)).toEqual([
    'placed false',
    'placed false',
    'up false',
    'up false',
  ]);
  expect(json.agents.reduce((sum, { after }) => sum + after, 0)).toBe(2);
  expect(json.until).toBeGreaterThan(json.from);
  expect(cluster.digest()).toBe(digest);
  expect((await cluster.fetch(new Request('http://localhost/v2/pods/web'))).status).toBe(404);
});

test('a pod that does not fit: how many wait, why, and what would help', async () => {
  const cluster = createCluster({});
  const { json } = await ask(cluster, { kind: 'pod', definition: pod('/huge', 50, 3) });
  expect(json).toMatchObject({ end: 'waiting', waiting: 3, agents: [], steps: [] });
  if (json.verdict !== 'accepted') throw new Error('refused');
  expect(json.scheduling?.summary.sentence).toContain('50.1 cpus');
  expect(json.scheduling?.fixes).not.toEqual([]);
});

test('a pod that fails each time it is launched: which container, and why', async () => {
  const cluster = createCluster({});
  const resources = { cpus: 0.1, mem: 32 };
  const idle = { name: 'idle', resources };
  const busy = { name: 'busy', exec: { command: { shell: 'sleep 1000' } }, resources };
  for (const containers of [[idle], [busy, idle]]) {
    const { json } = await ask(cluster, { kind: 'pod', definition: { id: '/fails', containers } });
    if (json.verdict !== 'accepted') throw new Error('refused');
    expect(json.end).toBe('cut');
    expect(json.failure).toMatchObject({
      container: 'idle',
      message: expect.stringContaining('neither a command nor an image'),
    });
    expect(json.steps.slice(0, 4).map(({ what }) => what)).toEqual(['placed', 'failed', 'placed', 'failed']);
  }
});

test('a change of what runs: old instances stop as its upgrade strategy says', async () => {
  const cluster = createCluster({});
  await run(cluster, pod('/web', 0.1, 2));
  const upgrade = { upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 } };
  const { json } = await ask(cluster, { kind: 'pod', service: '/web', definition: pod('/web', 0.2, 2, upgrade) });
  if (json.verdict !== 'accepted') throw new Error('refused');
  expect(json.end).toBe('done');
  expect(json.steps.filter(({ old }) => old).map(({ what }) => what)).toEqual([
    'stopping',
    'ended',
    'stopping',
    'ended',
  ]);
  // One at a time, so that half of them are there at any moment.
  const order = json.steps.filter(({ what }) => what === 'stopping' || what === 'up').map(({ what }) => what);
  expect(order).toEqual(['stopping', 'up', 'stopping', 'up']);
  const total = (when: 'before' | 'after') => json.agents.reduce((sum, agent) => sum + agent[when], 0);
  expect([total('before'), total('after')]).toEqual([2, 2]);
});

test('an app, too', async () => {
  const definition = { id: '/app', cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 1 };
  const { json } = await ask(createCluster({}), { kind: 'app', definition });
  expect(json).toMatchObject({ verdict: 'accepted', end: 'done', service: '/app', waiting: 0 });
});

test('only where one more would fit: nothing is run', async () => {
  const { json } = await ask(createCluster({}), { kind: 'pod', only: 'fit', definition: pod('/web', 0.1, 2) });
  expect(json).toMatchObject({ steps: [], scheduling: { summary: { agents: 6 } } });
  if (json.verdict !== 'accepted') throw new Error('refused');
  expect(json.scheduling?.summary.fit).toBeGreaterThan(0);
});

test('what the cluster would refuse is told with its answer', async () => {
  const cluster = createCluster({});
  const { json } = await ask(cluster, { kind: 'pod', definition: { id: '/web' } });
  expect(json).toMatchObject({ verdict: 'refused', status: 422 });
  await run(cluster, pod('/web', 0.1, 1));
  const again = await ask(cluster, { kind: 'pod', definition: pod('/web', 0.1, 1) });
  expect(again.json).toMatchObject({ verdict: 'refused', status: 409 });
});

test.each([
  [{ definition: {} }, '/kind'],
  [{ kind: 'job', definition: {} }, '/kind'],
  [{ kind: 'pod', definition: {}, only: 'plan' }, '/only'],
  [{ kind: 'pod', definition: {}, more: 1 }, '/'],
  [[], '/'],
])('%j is no wish', async (wish, path) => {
  const { status, json } = await ask(createCluster({}), wish);
  expect(status).toBe(422);
  expect(json).toMatchObject({ details: [{ path }] });
});
