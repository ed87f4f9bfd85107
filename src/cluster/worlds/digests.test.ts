/** One world is one world: whatever the pace, the slices, the interruptions, random worlds come to the same digest. */
import { describe, expect, test } from 'vitest';
import { createDice, type Dice } from '../../testing/dice';
import { doorOf, rehearse, requestOf, type Rehearsal } from '../../testing/world-rehearsal';
import { seedsOf } from '../../testing/world-seeds';
import { millis } from '../../protocol/units';
import { createCluster, type Cluster } from '../cluster';
import { memoryStore, type ClusterStore } from '../journal';
import { EPOCH } from '../runtime/runtime';
import { openWorld, sealWorld, worldDigest, type World } from '../world';

/** Goes to a point in virtual time. */
type Travel = (cluster: Cluster, at: number) => Promise<void>;

const post = (cluster: Cluster, method: string, path: string, body?: unknown): Promise<Response> =>
  cluster.fetch(
    new Request(`http://localhost${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }),
  );

const clusterWith = async (sealed: string, store?: ClusterStore): Promise<Cluster> => {
  const cluster = createCluster({ scenario: 'empty', ...(store !== undefined && { store }) });
  await cluster.ready;
  const answer = await post(cluster, 'PUT', '/_simulation/snapshot', { world: sealed });
  expect(answer.status).toBe(200);
  return cluster;
};

/** As fast as it goes. */
const atOnce = (): Travel => {
  let now: number = EPOCH;
  return async (cluster, at) => {
    if (at > now) await post(cluster, 'POST', '/_simulation/clock/advance', { seconds: (at - now) / 1000 });
    now = at;
  };
};

/** At speed 1, as a page would: uneven ticks of some milliseconds. */
const tickByTick = (dice: Dice): Travel => {
  let now: number = EPOCH;
  return async (cluster, at) => {
    cluster.tick(now - EPOCH);
    while (now < at) {
      now = Math.min(at, now + dice.between(1, 250));
      while (cluster.tick(now - EPOCH));
    }
  };
};

const play = async (cluster: Cluster, deeds: Rehearsal['deeds'], travel: Travel): Promise<void> => {
  for (const deed of deeds) {
    await travel(cluster, deed.at);
    await cluster.fetch(requestOf(deed));
  }
};

const DEEDS = 30;
const HALF = 15;

describe.each(seedsOf(1, 20))('the world of seed %i', { timeout: 60_000 }, (seed) => {
  const rehearsal = rehearse(seed, DEEDS);

  test('is the same at speed 1 in small ticks and at maximum speed', async () => {
    const { start, deeds, end, digest } = await rehearsal;
    for (const travel of [atOnce(), tickByTick(createDice(seed, 'ticks'))]) {
      const cluster = await clusterWith(start);
      await play(cluster, deeds, travel);
      await travel(cluster, end);
      expect(cluster.digest()).toBe(digest);
    }
  });

  test('goes on from a snapshot taken half way as if nothing had been', async () => {
    const { start, deeds, end, digest } = await rehearsal;
    const before = await clusterWith(start);
    const travel = atOnce();
    await play(before, deeds.slice(0, HALF), travel);
    const { world } = (await (await post(before, 'GET', '/_simulation/snapshot')).json()) as { world: string };
    const after = await clusterWith(world);
    await play(after, deeds.slice(HALF), travel);
    await travel(after, end);
    expect(after.digest()).toBe(digest);
  });

  test('comes back from its journal, with and without a snapshot in the store', async () => {
    const { start, deeds, end, digest } = await rehearsal;
    const store = memoryStore();
    const travel = atOnce();
    const first = await clusterWith(start, store);
    await play(first, deeds.slice(0, HALF), travel);
    const second = createCluster({ store });
    await second.ready;
    expect(second.digest()).toBe(first.digest());
    await second.save();
    await play(second, deeds.slice(HALF), travel);
    await travel(second, end);
    const third = createCluster({ store });
    await third.ready;
    expect([second.digest(), third.digest()]).toEqual([digest, digest]);
  });

  test('goes on undisturbed while a fork of it goes another way', async () => {
    const { start, deeds, end, digest } = await rehearsal;
    const world = openWorld(start);
    if (world === undefined) throw new Error('the start cannot be read');
    const go = async (one: World, deed: Rehearsal['deeds'][number]): Promise<void> => {
      one.runtime.runUntil(millis(deed.at));
      await doorOf(one)(requestOf(deed));
    };
    for (const deed of deeds.slice(0, HALF)) await go(world, deed);
    const fork = openWorld(sealWorld(world));
    if (fork === undefined) throw new Error('the fork cannot be read');
    // The fork hears of every second deed only, and always before the world itself is that far.
    for (const [n, deed] of deeds.slice(HALF).entries()) {
      if (n % 2 === 0) await go(fork, deed);
      fork.runtime.runUntil(millis(deed.at));
      await go(world, deed);
    }
    // What it did not hear of may have changed nothing, so it has something of its own, too.
    const body = JSON.stringify({ id: '/fork/own', containers: [{ name: 'c', resources: { cpus: 0.1, mem: 32 } }] });
    const own = await doorOf(fork)(requestOf({ method: 'POST', path: '/service/marathon/v2/pods?force=true', body }));
    expect(own.status).toBe(201);
    fork.runtime.runUntil(millis(end));
    world.runtime.runUntil(millis(end));
    expect(worldDigest(world)).toBe(digest);
    expect(worldDigest(fork)).not.toBe(digest);
  });

  test('does not care into how many pieces its work is cut', async () => {
    const { start, deeds, end, digest } = await rehearsal;
    const world = openWorld(start);
    if (world === undefined) throw new Error('the start cannot be read');
    const dice = createDice(seed, 'slices');
    const run = (at: number): void => {
      while (!world.runtime.runUntil(millis(at), dice.between(1, 9)).finished);
    };
    const fetch = doorOf(world);
    for (const deed of deeds) {
      run(deed.at);
      await fetch(requestOf(deed));
    }
    run(end);
    expect(worldDigest(world)).toBe(digest);
  });
});
