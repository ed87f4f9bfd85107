/** The cluster as a whole: one world whatever the pace, kept across restarts, and controlled over `/_simulation`. */
import { describe, expect, test } from 'vitest';
import { createCluster, type Cluster, type ClusterOptions } from './cluster';
import { memoryStore, type ClusterStore } from './journal';

const pod = (instances: number, command = 'sleep 45; exit 1') => ({
  id: '/shop/web',
  scaling: { kind: 'fixed', instances },
  containers: [
    { name: 'server', exec: { command: { shell: command } }, resources: { cpus: 0.1, mem: 32 } },
    { name: 'logger', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.1, mem: 32 } },
  ],
});

const call = (cluster: Cluster, method: string, path: string, body?: unknown) =>
  cluster.fetch(
    new Request(`http://localhost${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }),
  );
const json = async (cluster: Cluster, path: string): Promise<unknown> => (await call(cluster, 'GET', path)).json();
const advance = (cluster: Cluster, seconds: number) => call(cluster, 'POST', '/_simulation/clock/advance', { seconds });
const add = (cluster: Cluster, instances: number, command?: string) =>
  call(cluster, 'POST', '/service/marathon/v2/pods', pod(instances, command));
const update = (cluster: Cluster, instances: number) =>
  call(cluster, 'PUT', '/service/marathon/v2/pods//shop/web', pod(instances));

/** Two minutes with a crash-looping pod that is scaled half way; `pass` lets 60 virtual seconds go by. */
const twoMinutes = async (options: ClusterOptions, pass: (cluster: Cluster) => Promise<unknown>): Promise<string> => {
  const cluster = createCluster({ seed: 11, ...options });
  await cluster.ready;
  await add(cluster, 3);
  await pass(cluster);
  await update(cluster, 5);
  await pass(cluster);
  return cluster.digest();
};

describe('one world at any pace', () => {
  const inOneGo = (cluster: Cluster) => advance(cluster, 60);

  test('in pieces as in one go', async () => {
    const pieces = async (cluster: Cluster) => {
      for (let i = 0; i < 60; i++) await advance(cluster, 1);
    };
    expect(await twoMinutes({}, pieces)).toBe(await twoMinutes({}, inOneGo));
  });

  test('driven by a host at speed 20 in uneven ticks', async () => {
    let elapsed = 0;
    const ticking = async (cluster: Cluster) => {
      const end = elapsed + 3000;
      cluster.tick(elapsed);
      while (elapsed < end) {
        elapsed = Math.min(end, elapsed + 1 + ((elapsed * 7) % 113));
        while (cluster.tick(elapsed));
      }
    };
    expect(await twoMinutes({ speed: 20 }, ticking)).toBe(await twoMinutes({}, inOneGo));
  });

  test('reads, failed writes to nobody and listeners change nothing', async () => {
    const curious = async (cluster: Cluster) => {
      const events = await call(cluster, 'GET', '/service/marathon/v2/events');
      for (let i = 0; i < 6; i++) {
        await advance(cluster, 10);
        for (const path of [
          '/service/marathon/v2/pods/::status',
          '/service/marathon/v2/queue?embed=lastUnusedOffers',
          '/mesos/state',
          '/_simulation',
        ])
          await call(cluster, 'GET', path);
        await call(cluster, 'POST', '/v3/nothing', {});
      }
      await events.body?.cancel();
    };
    expect(await twoMinutes({}, curious)).toBe(await twoMinutes({}, inOneGo));
  });

  test('another seed is another world', async () => {
    expect(await twoMinutes({ seed: 12 }, inOneGo)).not.toBe(await twoMinutes({}, inOneGo));
  });
});

describe('time', () => {
  test('stands still while paused, and nothing wakes the host', async () => {
    const cluster = createCluster();
    await call(cluster, 'POST', '/_simulation/clock', { paused: true });
    await add(cluster, 1);
    cluster.tick(0);
    cluster.tick(10_000);
    expect(cluster.nextWake()).toBeUndefined();
    expect(await json(cluster, '/_simulation')).toMatchObject({ paused: true });
    expect(await json(cluster, '/service/marathon/v2/pods//shop/web::status')).toMatchObject({ instances: [] });
  });

  test('runs at the chosen speed and tells the host when it is next needed', async () => {
    const cluster = createCluster({ speed: 10 });
    await cluster.ready;
    const start = (await json(cluster, '/_simulation')) as { now: number };
    cluster.tick(0);
    cluster.tick(1000);
    expect(await json(cluster, '/_simulation')).toMatchObject({ now: start.now + 10_000, speed: 10 });
    await add(cluster, 1);
    expect(cluster.nextWake()).toBeLessThanOrEqual(100);
  });

  test('a host that slept for a night does not make the cluster rush through it', async () => {
    const cluster = createCluster();
    await cluster.ready;
    const start = (await json(cluster, '/_simulation')) as { now: number };
    cluster.tick(0);
    while (cluster.tick(8 * 3600 * 1000));
    const { now } = (await json(cluster, '/_simulation')) as { now: number };
    expect(now - start.now).toBeLessThanOrEqual(60_000);
  });
});

describe('what is kept', () => {
  const restarted = async (store: ClusterStore, options: ClusterOptions = {}) => {
    const cluster = createCluster({ store, ...options });
    await cluster.ready;
    return cluster;
  };

  test('the journal alone brings the same world back', async () => {
    const store = memoryStore();
    const cluster = createCluster({ store, seed: 4 });
    await add(cluster, 3);
    await advance(cluster, 70);
    await update(cluster, 1);
    await advance(cluster, 5);
    expect((await restarted(store)).digest()).toBe(cluster.digest());
  });

  test('a snapshot and the rest of the journal bring the same world back, and the clock’s setting', async () => {
    const store = memoryStore();
    const cluster = createCluster({ store, seed: 4 });
    await add(cluster, 3);
    await call(cluster, 'POST', '/_simulation/clock', { speed: 7 });
    await advance(cluster, 70);
    await cluster.save();
    await update(cluster, 1);
    await advance(cluster, 5);
    const back = await restarted(store);
    expect(back.digest()).toBe(cluster.digest());
    expect(await json(back, '/_simulation')).toMatchObject({ speed: 7, seed: 4 });
    await advance(cluster, 300);
    await advance(back, 300);
    expect(back.digest()).toBe(cluster.digest());
  });

  test('what operators write to Mesos is kept and done again; reads and refusals are not', async () => {
    const store = memoryStore();
    const cluster = createCluster({ store, seed: 4 });
    await add(cluster, 3);
    await advance(cluster, 70);
    const { slaves } = (await json(cluster, '/mesos/slaves')) as { slaves: { id: string }[] };
    const ask = async (type: string, value = slaves[0]?.id) =>
      (await call(cluster, 'POST', '/mesos/api/v1', { type, [type.toLowerCase()]: { agent_id: { value } } })).status;
    expect(await ask('GET_STATE')).toBe(200);
    expect(await ask('DRAIN_AGENT')).toBe(200);
    expect(await ask('DRAIN_AGENT', 'nobody')).toBe(400);
    await call(cluster, 'POST', '/_simulation/faults', { kind: 'masterFailover' });
    expect(await ask('DEACTIVATE_AGENT', slaves[1]?.id)).toBe(503);
    await advance(cluster, 60);
    const journal = (await json(cluster, '/_simulation/journal')) as { path: string; body: string }[];
    expect(journal.filter(({ path }) => path.startsWith('/mesos'))).toMatchObject([
      { path: '/mesos/api/v1', body: expect.stringContaining('DRAIN_AGENT') },
    ]);
    expect((await restarted(store)).digest()).toBe(cluster.digest());
  });

  test('a torn snapshot is passed over for an older one, then for the journal', async () => {
    const store = memoryStore();
    const cluster = createCluster({ store });
    await add(cluster, 2);
    await advance(cluster, 30);
    await cluster.save();
    await advance(cluster, 30);
    await store.save({ world: 'podrome-1 0123456789abcdef\n{"torn', entries: 3 });
    expect((await restarted(store)).digest()).toBe(cluster.digest());
  });

  test('a wish for another world replaces the stored one, the same wish does not', async () => {
    const store = memoryStore();
    const cluster = createCluster({ store, scenario: 'quickstart', seed: 2 });
    await add(cluster, 1);
    expect((await restarted(store, { scenario: 'quickstart', seed: 2 })).digest()).toBe(cluster.digest());
    const other = await restarted(store, { scenario: 'empty' });
    expect(await json(other, '/_simulation')).toMatchObject({ scenario: 'empty', agents: 0 });
    expect(await json(other, '/_simulation/journal')).toEqual([]);
  });

  test('a write is answered only after the store has it', async () => {
    const memory = memoryStore();
    let release: () => void = () => undefined;
    const store: ClusterStore = {
      ...memory,
      append: (entry) => new Promise<void>((resolve) => (release = resolve)).then(() => memory.append(entry)),
    };
    const cluster = createCluster({ store });
    await cluster.ready;
    let answered = false;
    const writing = add(cluster, 1).then((response) => {
      answered = true;
      return response.status;
    });
    await call(cluster, 'GET', '/service/marathon/v2/pods');
    expect(answered).toBe(false);
    release();
    expect(await writing).toBe(201);
  });

  test('when the store refuses, the caller learns it once and the cluster lives on in memory, saying so', async () => {
    const store: ClusterStore = { ...memoryStore(), append: () => Promise.reject(new Error('quota')) };
    const errors: unknown[] = [];
    const cluster = createCluster({ store, onError: (error) => errors.push(error) });
    expect(await json(cluster, '/_simulation')).toMatchObject({ stored: true });
    expect((await add(cluster, 1)).status).toBe(503);
    expect(await json(cluster, '/_simulation')).toMatchObject({ stored: false });
    expect((await update(cluster, 2)).status).toBe(409);
    await advance(cluster, 30);
    expect((await update(cluster, 2)).status).toBe(200);
    expect(errors).toHaveLength(1);
  });

  test('a store that cannot be opened leaves a working cluster', async () => {
    const store: ClusterStore = { ...memoryStore(), load: () => Promise.reject(new Error('private mode')) };
    const cluster = createCluster({ store });
    expect((await add(cluster, 1)).status).toBe(201);
    expect(await json(cluster, '/_simulation')).toMatchObject({ stored: false });
  });
});
