/** Launch tokens: how many instances Marathon launches, or reserves for, before Mesos shows that it keeps pace. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../protocol/marathon/pod';
import { seconds } from '../protocol/units';
import { aSimplePod, aWorld } from './world-fixture';

type TestWorld = ReturnType<typeof aWorld>;

/** With so many tokens every 30 s; two of those seconds are over. */
const withTokens = (launchTokens: number, wish: { readonly interval?: number } = {}): TestWorld =>
  aWorld(3, { marathon: { launchTokens, launchTokenRefreshInterval: seconds(wish.interval ?? 30) } });

const instances = (count: number): Pick<PodInput, 'scaling'> => ({ scaling: { kind: 'fixed', instances: count } });

/** Its image takes for ever to come. */
const slow = (world: TestWorld, id: string, count: number): void => {
  world.fault({ kind: 'slowPull', image: 'team/large', factor: 10_000 });
  const main = {
    name: 'main',
    resources: { cpus: 0.1, mem: 32 },
    image: { kind: 'DOCKER', id: 'team/large' },
  } as const;
  world.add({ id, containers: [main], ...instances(count) });
};

const launched = (world: TestWorld): number =>
  world.instances().filter(({ condition }) => condition !== 'Scheduled').length;
const running = (world: TestWorld): number =>
  world.instances().filter(({ condition }) => condition === 'Running').length;
const reserved = (world: TestWorld): number =>
  world.instances().filter(({ reservation }) => reservation !== undefined).length;
/** As of the last time anyone looked. */
const tokens = ({ world }: TestWorld): number => world.state.marathon.tokens.left;
const isSuppressed = ({ world }: TestWorld): boolean => world.state.marathon.queue.suppressed;

describe('a launch takes a token', () => {
  test('of those there are anew every half minute, counted from the beginning', () => {
    const world = withTokens(3);
    slow(world, '/web', 8);
    const counts = [5, 22.5, 6, 24, 6].map((time) => {
      world.runFor(time);
      return launched(world);
    });
    expect(counts).toEqual([3, 3, 6, 6, 8]);
  });

  test('whichever service it is of', () => {
    const world = withTokens(3);
    slow(world, '/one', 2);
    slow(world, '/two', 2);
    world.runFor(20);
    expect(launched(world)).toBe(3);
  });

  test('also when it fails, and the next try takes another', () => {
    const world = withTokens(3);
    world.fault({ kind: 'imageMissing', image: 'team/none' });
    const main = {
      name: 'main',
      resources: { cpus: 0.1, mem: 32 },
      image: { kind: 'DOCKER', id: 'team/none' },
    } as const;
    const scheduling = { backoff: { backoff: 0.1, backoffFactor: 1, maxLaunchDelay: 1 } };
    world.add({ id: '/web', containers: [main], scheduling });
    world.runFor(27);
    expect(world.instances().map(({ incarnation }) => incarnation)).toEqual([3]);
    world.runFor(30);
    expect(world.instances().map(({ incarnation }) => incarnation)).toEqual([6]);
  });
});

test('without a token no offers are wanted until there are some again', () => {
  const world = withTokens(2);
  slow(world, '/web', 3);
  world.runFor(5);
  expect([launched(world), isSuppressed(world)]).toEqual([2, true]);
  world.runFor(22.9);
  expect(isSuppressed(world)).toBe(true);
  world.runFor(1);
  expect(launched(world)).toBe(3);
});

describe('a token comes back', () => {
  test('with each instance that comes up: all go up one after the other within one interval', () => {
    const world = withTokens(1, { interval: 1000 });
    world.add(aSimplePod('/web', instances(6)));
    world.runFor(3);
    expect(launched(world)).toBeLessThan(6);
    world.runFor(60);
    expect(running(world)).toBe(6);
  });

  test('not with one that is launched and does not come up', () => {
    const world = withTokens(1, { interval: 1000 });
    slow(world, '/web', 3);
    world.runFor(200);
    expect(launched(world)).toBe(1);
  });

  test('not a second time for one that was up already and whose health is checked', () => {
    const world = withTokens(2, { interval: 1000 });
    const check = { exec: { command: { shell: 'true' } }, delaySeconds: 1, intervalSeconds: 2, timeoutSeconds: 1 };
    const [main] = aSimplePod('/web').containers;
    if (main === undefined) throw new Error('there is no container');
    world.add(aSimplePod('/web', { containers: [{ ...main, healthCheck: check }] }));
    world.runFor(30);
    expect([running(world), tokens(world)]).toEqual([1, 2]);
    world.runFor(30);
    expect(tokens(world)).toBe(2);
  });

  test('beyond the number of an interval: what comes up after new ones were handed out adds to those', () => {
    const world = withTokens(3);
    world.runFor(27.7);
    world.add(aSimplePod('/web', instances(2)));
    world.runFor(0.2);
    expect([launched(world), tokens(world)]).toEqual([2, 1]);
    world.runFor(10);
    expect([running(world), tokens(world)]).toEqual([2, 5]);
    slow(world, '/slow', 9);
    world.runFor(19);
    expect(launched(world)).toBe(2 + 5);
    world.runFor(5);
    expect(launched(world)).toBe(2 + 5 + 3);
  });
});

describe('a reservation takes a token', () => {
  const resident = (count: number): PodInput => ({
    id: '/db',
    volumes: [{ name: 'data', persistent: { size: 50 } }],
    containers: [
      {
        name: 'main',
        exec: { command: { shell: 'sleep 1000000' } },
        resources: { cpus: 0.1, mem: 32 },
        volumeMounts: [{ name: 'data', mountPath: 'data' }],
      },
    ],
    ...instances(count),
  });

  test('and the launch on what was reserved another', () => {
    const world = withTokens(1);
    world.runFor(23);
    world.add(resident(1));
    world.runFor(4);
    expect([reserved(world), launched(world), isSuppressed(world)]).toEqual([1, 0, true]);
    world.runFor(10);
    expect([reserved(world), running(world)]).toEqual([1, 1]);
  });

  test('so three of them leave one of four tokens for a launch', () => {
    const world = withTokens(4);
    world.runFor(20);
    world.add(resident(3));
    world.runFor(2);
    expect([reserved(world), launched(world)]).toEqual([3, 1]);
    world.runFor(30);
    expect(running(world)).toBe(3);
  });

  test('and nothing is taken for freeing what was reserved', () => {
    const world = withTokens(2, { interval: 1000 });
    world.add(resident(1));
    world.runFor(29);
    expect([running(world), tokens(world)]).toEqual([1, 1]);
    world.ask('DELETE', '/v2/pods/db?force=true');
    world.runFor(20);
    const totals = [...world.world.state.mesos.master.agents.values()].flatMap(({ total }) => total);
    expect(totals.filter(({ reservation }) => reservation !== undefined)).toEqual([]);
    expect([reserved(world), tokens(world)]).toEqual([0, 1]);
  });
});
