/** The controls: what they answer, what they refuse and in which words. */
import { expect, test } from 'vitest';
import { createCluster, type Cluster } from '../cluster';
import { EPOCH } from '../runtime/runtime';

const call = async (cluster: Cluster, method: string, path: string, body?: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await cluster.fetch(
    new Request(`http://localhost/_simulation${path}`, { method, ...(body !== undefined && { body: text }) }),
  );
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};

const addPod = (cluster: Cluster) =>
  cluster.fetch(
    new Request('http://localhost/v2/pods', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: '/p',
        containers: [{ name: 'c', exec: { command: { shell: 'sleep 999' } }, resources: { cpus: 0.1, mem: 32 } }],
      }),
    }),
  );

test('the state tells scenario, seed, clock, fingerprint and numbers', async () => {
  const cluster = createCluster({ seed: 9 });
  await addPod(cluster);
  await call(cluster, 'POST', '/clock/advance', { seconds: 30 });
  const { json } = await call(cluster, 'GET', '');
  expect(json).toMatchObject({
    scenario: 'quickstart',
    seed: 9,
    now: EPOCH + 32_000,
    speed: 1,
    paused: false,
    digest: cluster.digest(),
    agents: 6,
    counts: { pods: 1, instances: 1, containers: 1 },
    stored: true,
  });
  expect((await call(cluster, 'GET', '?digest=false')).json).toMatchObject({ digest: '' });
});

test.each([
  ['POST', '/clock', { speed: 0 }, '/speed', 'speed must be above 0'],
  ['POST', '/clock', { speed: '2' }, '/speed', 'speed must be a number'],
  ['POST', '/clock', { velocity: 2 }, '/', 'must be an object with speed, paused and nothing else'],
  ['POST', '/clock/advance', { seconds: -1 }, '/seconds', 'seconds must be above 0'],
  ['POST', '/clock/advance', {}, '/seconds', 'seconds must be a number'],
  ['POST', '/clock/advance', { seconds: 1e9 }, '/seconds', 'seconds must be 2592000 or less'],
  ['POST', '/reset', { scenario: 'nowhere' }, '/scenario', 'unknown scenario; known: quickstart, tour, large, empty'],
  ['POST', '/reset', { scenario: 'tour', seed: 0.5 }, '/seed', 'seed must be a whole number'],
  ['POST', '/reset', [], '/', 'must be an object with scenario, seed and nothing else'],
])('%s %s with %j is a 422 that says why at %s', async (method, path, body, place, reason) => {
  const { status, json } = await call(createCluster(), method, path, body);
  expect([status, json]).toEqual([
    422,
    { message: 'Object is not valid', details: [{ path: place, errors: [reason] }] },
  ]);
});

test('a body that is not JSON is a 400, an unknown control a 404', async () => {
  expect((await call(createCluster(), 'POST', '/clock', '{')).status).toBe(400);
  expect((await call(createCluster(), 'POST', '/clock')).status).toBe(400);
  expect((await call(createCluster(), 'GET', '/earthquakes')).status).toBe(404);
  expect((await call(createCluster(), 'DELETE', '/clock')).status).toBe(404);
});

test('a reset starts another world, ends the streams of the old one and empties the journal', async () => {
  const cluster = createCluster();
  await addPod(cluster);
  const events = await cluster.fetch(
    new Request('http://localhost/v2/events', { headers: { accept: 'text/event-stream' } }),
  );
  const { status, json } = await call(cluster, 'POST', '/reset', { scenario: 'empty', seed: 5 });
  expect([status, json]).toMatchObject([200, { scenario: 'empty', seed: 5, agents: 0, counts: { pods: 0 } }]);
  expect(await events.text()).toContain('event_stream_attached');
  expect((await call(cluster, 'GET', '/journal')).json).toEqual([]);
});

test('a snapshot put into another cluster makes it the same world with the same future', async () => {
  const first = createCluster({ seed: 3 });
  await addPod(first);
  await call(first, 'POST', '/clock/advance', { seconds: 5 });
  const { json: snapshot } = await call(first, 'GET', '/snapshot');
  const second = createCluster({ seed: 8 });
  expect((await call(second, 'PUT', '/snapshot', snapshot)).json).toMatchObject({ seed: 3, digest: first.digest() });
  await call(first, 'POST', '/clock/advance', { seconds: 60 });
  await call(second, 'POST', '/clock/advance', { seconds: 60 });
  expect(second.digest()).toBe(first.digest());
});

test('a snapshot that is not whole is refused and changes nothing', async () => {
  const cluster = createCluster();
  await cluster.ready;
  const before = cluster.digest();
  const { json } = await call(cluster, 'GET', '/snapshot');
  const world = String(json['world']);
  for (const damaged of ['', 'podrome-1', world.slice(0, -1), world.replace('quickstart', 'quickstort')])
    expect((await call(cluster, 'PUT', '/snapshot', { world: damaged })).status).toBe(422);
  expect(cluster.digest()).toBe(before);
});

test('the journal lists the writes with their virtual times, and no reads', async () => {
  const cluster = createCluster();
  await addPod(cluster);
  await call(cluster, 'GET', '');
  await call(cluster, 'POST', '/clock/advance', { seconds: 3 });
  expect((await call(cluster, 'GET', '/journal')).json).toMatchObject([
    {
      at: EPOCH + 2_000,
      method: 'POST',
      path: '/service/marathon/v2/pods',
      headers: { 'content-type': 'application/json' },
    },
    { at: EPOCH + 5_000, method: 'POST', path: '/_simulation/clock/advance', body: '{"seconds":3}' },
  ]);
});
