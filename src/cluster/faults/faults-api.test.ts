/** `/_simulation/faults` and `/_simulation/timeline` over HTTP: what they take, what they refuse and why, and what is kept. */
import { describe, expect, test } from 'vitest';
import { createCluster } from '../cluster';
import { aCluster, instances, podOf } from '../cluster-fixtures';
import { memoryStore } from '../journal';
import type { Fault, FaultWish, TimelineEvent } from '../../protocol/simulation/fault';

const FAULTS = '/_simulation/faults';
const aRunningCluster = async () => {
  const cluster = aCluster();
  await cluster.add(podOf('/web', instances(3)));
  await cluster.advance(20);
  const post = (wish: FaultWish | readonly FaultWish[]) => cluster.send('POST', FAULTS, wish);
  const timeline = async (query = '') =>
    (await cluster.read<{ events: TimelineEvent[] }>(`/_simulation/timeline${query}`)).events;
  return { ...cluster, post, timeline };
};

describe('faults are', () => {
  test('wished for one at a time, and answered as they are then', async () => {
    const cluster = await aRunningCluster();
    const { status, body } = await cluster.post({ kind: 'killContainer', target: { service: '/web' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 'fault-1',
      wish: { kind: 'killContainer', target: { service: '/web' } },
      state: 'over',
      dueAt: null,
      endsAt: null,
      hits: [{ id: 'fault-1.1', count: 1 }],
    });
    expect(await cluster.read(`${FAULTS}/fault-1`)).toEqual(body);
  });

  test('or many at once', async () => {
    const cluster = await aRunningCluster();
    const wishes: FaultWish[] = [
      { kind: 'masterFailover', afterSeconds: 60 },
      { kind: 'updateLoss', probability: 0.5 },
    ];
    const { status, body } = await cluster.post(wishes);
    expect(status).toBe(201);
    expect(body).toMatchObject([
      { id: 'fault-1', wish: wishes[0], state: 'waiting' },
      { id: 'fault-2', wish: wishes[1], state: 'active' },
    ]);
    expect(await cluster.read(FAULTS)).toEqual({ faults: body });
  });

  test('none at first', async () => {
    expect(await aCluster().read(FAULTS)).toEqual({ faults: [] });
    expect(await aCluster().read('/_simulation/timeline')).toEqual({ events: [] });
  });

  test('taken away by id, and told as they are then', async () => {
    const cluster = await aRunningCluster();
    await cluster.post({ kind: 'updateLoss', probability: 1 });
    const { status, body } = await cluster.send('DELETE', `${FAULTS}/fault-1`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: 'fault-1', state: 'over' });
  });

  test('taken away all at once, those that are over staying as they are', async () => {
    const cluster = await aRunningCluster();
    await cluster.post([
      { kind: 'killContainer' },
      { kind: 'gone', afterSeconds: 9 },
      { kind: 'offerLoss', probability: 1 },
    ]);
    const { faults: before } = await cluster.read<{ faults: Fault[] }>(FAULTS);
    expect(before.map(({ state }) => state)).toEqual(['over', 'waiting', 'active']);
    const { status, body } = await cluster.send('DELETE', FAULTS);
    const { faults } = body as { faults: Fault[] };
    expect(status).toBe(200);
    expect(faults.map(({ state }) => state)).toEqual(['over', 'over', 'over']);
    expect(faults[0]).toEqual(before[0]);
    await cluster.advance(60);
    expect((await cluster.read<{ faults: Fault[] }>(FAULTS)).faults).toEqual(faults);
  });
});

describe('the timeline', () => {
  test('tells what followed from a hit, from a fault, and from all of them, oldest first', async () => {
    const cluster = await aRunningCluster();
    await cluster.post([
      { kind: 'killContainer', perHour: 3600, times: 2 },
      { kind: 'agentRestart', downSeconds: 10, afterSeconds: 5 },
    ]);
    await cluster.advance(120);
    const all = await cluster.timeline();
    expect(new Set(all.map(({ cause }) => cause))).toEqual(new Set(['fault-1.1', 'fault-1.2', 'fault-2.1']));
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(await cluster.timeline('?cause=fault-1')).toEqual(all.filter(({ cause }) => cause.startsWith('fault-1.')));
    expect(await cluster.timeline('?cause=fault-1.2')).toEqual(all.filter(({ cause }) => cause === 'fault-1.2'));
    expect(await cluster.timeline('?cause=fault')).toEqual([]);
    expect(await cluster.timeline('?cause=')).toEqual([]);
  });
});

describe('a wish is refused', () => {
  const schedule = 'afterSeconds, perHour, times';
  test.each<[string, unknown, string, string]>([
    ['of no kind', {}, '/kind', 'kind must be one of killContainer, '],
    ['of an unknown kind', { kind: 'flood' }, '/kind', 'kind must be one of killContainer, '],
    ['that is no object', 'flood', '/', 'kind must be one of'],
    ['with an unknown member', { kind: 'gone', who: 'x' }, '/', 'a fault of kind gone has kind, afterSeconds'],
    ['that ends although it is a blow', { kind: 'gone', durationSeconds: 5 }, '/', 'and nothing else'],
    ['with a target it cannot have', { kind: 'masterFailover', target: {} }, '/', `has kind, ${schedule} and nothing`],
    ['with a count of one thing', { kind: 'healthFail', count: 2 }, '/', 'a fault of kind healthFail has'],
    [
      'with an unknown target',
      { kind: 'gone', target: { pod: '/x' } },
      '/target',
      'target must be an object with agent',
    ],
    [
      'with a target of the wrong sort',
      { kind: 'healthFail', target: { agent: 'x' } },
      '/target',
      'service, instance,',
    ],
    ['with an empty target', { kind: 'gone', target: { agent: '' } }, '/target/agent', 'agent must not be empty'],
    ['that lacks what it needs', { kind: 'agentCrash' }, '/downSeconds', 'downSeconds must be a number'],
    ['with too short an outage', { kind: 'agentCrash', downSeconds: 0.5 }, '/downSeconds', 'must be 1 or more'],
    ['with too long an outage', { kind: 'agentCrash', downSeconds: 90_000 }, '/downSeconds', 'must be 86400 or less'],
    ['with an impossible chance', { kind: 'offerLoss', probability: 1.5 }, '/probability', 'must be 1 or less'],
    ['with a signal there is not', { kind: 'killContainer', signal: 'HUP' }, '/signal', 'signal must be TERM or KILL'],
    [
      'with half an exit code',
      { kind: 'killContainer', exitCode: 1.5 },
      '/exitCode',
      'exitCode must be a whole number',
    ],
    ['before now', { kind: 'gone', afterSeconds: -1 }, '/afterSeconds', 'afterSeconds must be 0 or more'],
    ['never', { kind: 'gone', perHour: 0 }, '/perHour', 'perHour must be 0.001 or more'],
    ['all the time', { kind: 'gone', perHour: 1e6 }, '/perHour', 'perHour must be 3600 or less'],
    ['so often at once', { kind: 'gone', times: 3 }, '/times', 'times needs perHour: how often it happens'],
    ['for no agents', { kind: 'gone', count: 0 }, '/count', 'count must be 1 or more'],
    ['in a list', [{ kind: 'gone' }, { kind: 'slowPull', factor: 2 }], '/1/image', 'image must be a text'],
  ])('%s', async (_, wish, path, error) => {
    const cluster = aCluster();
    const { status, body } = await cluster.send('POST', FAULTS, wish);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      message: 'Object is not valid',
      details: [{ path, errors: [expect.stringContaining(error)] }],
    });
    expect(await cluster.read(FAULTS)).toEqual({ faults: [] });
    expect(await cluster.read('/_simulation/journal')).toEqual([]);
  });

  test('for everything that is wrong with it', async () => {
    const wish = { kind: 'slowPull', factor: 0, afterSeconds: 'soon' };
    const { body } = await aCluster().send('POST', FAULTS, wish);
    const { details } = body as { details: readonly { readonly path: string }[] };
    expect(details.map(({ path }) => path).toSorted()).toEqual(['/afterSeconds', '/factor', '/image']);
  });

  test('all of a list, when one of them is wrong, or when it is too long', async () => {
    const cluster = aCluster();
    const gone: FaultWish = { kind: 'gone', afterSeconds: 1 };
    const list = await cluster.send(
      'POST',
      FAULTS,
      Array.from({ length: 1001 }, () => gone),
    );
    expect(list).toMatchObject({
      status: 422,
      body: { details: [{ path: '/', errors: ['at most 1000 faults at once'] }] },
    });
    expect((await cluster.send('POST', FAULTS, [gone, {}])).status).toBe(422);
    expect(await cluster.read(FAULTS)).toEqual({ faults: [] });
  });

  test('when a thousand wait or hold already', async () => {
    const cluster = aCluster();
    const full = Array.from({ length: 1000 }, (): FaultWish => ({ kind: 'gone', afterSeconds: 1000 }));
    expect((await cluster.send('POST', FAULTS, full.slice(1))).status).toBe(201);
    expect((await cluster.send('POST', FAULTS, full.slice(0, 2))).status).toBe(409);
    expect((await cluster.send('POST', FAULTS, full[0])).status).toBe(201);
    const { status, body } = await cluster.send('POST', FAULTS, full[0]);
    expect({ status, body }).toEqual({
      status: 409,
      body: { message: 'At most 1000 faults may wait or hold at a time: take some of them away first' },
    });
    await cluster.send('DELETE', `${FAULTS}/fault-1`);
    expect((await cluster.send('POST', FAULTS, full[0])).status).toBe(201);
  });

  test('that is no JSON', async () => {
    const response = await aCluster().raw('POST', FAULTS, { body: '{"kind":' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: 'Invalid JSON' });
  });
});

test.each([
  ['GET', `${FAULTS}/fault-9`],
  ['DELETE', `${FAULTS}/fault-9`],
])('%s of a fault there is not is not found', async (method, path) => {
  const { status, body } = await aCluster().send(method, path);
  expect({ status, body }).toEqual({ status: 404, body: { message: "There is no fault 'fault-9'" } });
});

test.each([
  ['PUT', FAULTS, 'GET, POST, DELETE'],
  ['PATCH', FAULTS, 'GET, POST, DELETE'],
  ['PUT', `${FAULTS}/fault-1`, 'GET, DELETE'],
  ['POST', `${FAULTS}/fault-1`, 'GET, DELETE'],
  ['POST', '/_simulation/timeline', 'GET'],
  ['DELETE', '/_simulation/timeline', 'GET'],
])('%s %s is not possible, and what is is said', async (method, path, allowed) => {
  const cluster = aCluster();
  await cluster.send('POST', FAULTS, { kind: 'gone', afterSeconds: 1000 });
  const { status, headers, body } = await cluster.send(method, path, {});
  expect({ status, allow: headers.get('allow'), body }).toEqual({
    status: 405,
    allow: allowed,
    body: { message: `${method} is not possible here` },
  });
});

describe('what is kept', () => {
  const STORM: readonly FaultWish[] = [
    { kind: 'killContainer', perHour: 600 },
    { kind: 'agentCrash', downSeconds: 700, afterSeconds: 30 },
    { kind: 'updateLoss', probability: 0.5, durationSeconds: 200, perHour: 20 },
    { kind: 'offerLoss', probability: 0.2, afterSeconds: 10 },
    { kind: 'masterFailover', afterSeconds: 300 },
    { kind: 'partition', durationSeconds: 60, perHour: 60, times: 3 },
  ];

  /** Half an hour under a storm, of which one part is taken away in between. */
  const underAStorm = async (isSavedBetween: boolean) => {
    const store = memoryStore();
    const cluster = createCluster({ store, seed: 7 });
    const send = (method: string, path: string, body?: unknown) =>
      cluster.fetch(
        new Request(`http://localhost${path}`, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        }),
      );
    const advance = (seconds: number) => send('POST', '/_simulation/clock/advance', { seconds });
    await send('POST', '/service/marathon/v2/pods', podOf('/web', instances(4)));
    await send('POST', FAULTS, STORM);
    await send('POST', FAULTS, { kind: 'flood' });
    await advance(200);
    if (isSavedBetween) await cluster.save();
    await send('DELETE', `${FAULTS}/fault-1`);
    await send('GET', FAULTS);
    await advance(1600);
    const read = async (from: typeof cluster, path: string): Promise<unknown> =>
      (await from.fetch(new Request(`http://localhost${path}`))).json();
    return { store, cluster, read };
  };

  test.each([
    ['the journal alone', false],
    ['a snapshot and the rest of the journal', true],
  ])('faults come back with %s, and all that followed from them', async (_, isSavedBetween) => {
    const { store, cluster, read } = await underAStorm(isSavedBetween);
    const back = createCluster({ store });
    await back.ready;
    expect(back.digest()).toBe(cluster.digest());
    for (const path of [FAULTS, '/_simulation/timeline'])
      expect(await read(back, path)).toEqual(await read(cluster, path));
    for (const each of [cluster, back])
      await each.fetch(
        new Request('http://localhost/_simulation/clock/advance', { method: 'POST', body: '{"seconds":600}' }),
      );
    expect(back.digest()).toBe(cluster.digest());
  });

  test('wishes and their end are journaled as they were sent, what was refused or read is not', async () => {
    const { cluster, read } = await underAStorm(false);
    const journal = (await read(cluster, '/_simulation/journal')) as { method: string; path: string; body: string }[];
    expect(journal.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /service/marathon/v2/pods',
      `POST ${FAULTS}`,
      'POST /_simulation/clock/advance',
      `DELETE ${FAULTS}/fault-1`,
      'POST /_simulation/clock/advance',
    ]);
    expect(JSON.parse(journal[1]?.body ?? '')).toEqual(STORM);
  });

  test('another world knows nothing of them', async () => {
    const cluster = await aRunningCluster();
    await cluster.post({ kind: 'killContainer', perHour: 60 });
    await cluster.send('POST', '/_simulation/reset', { scenario: 'quickstart', seed: 1 });
    expect(await cluster.read(FAULTS)).toEqual({ faults: [] });
    expect(await cluster.timeline()).toEqual([]);
  });
});
