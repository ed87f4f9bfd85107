/** Faults in time: when they are due, how often, for how long, whom they hit. */
import { describe, expect, test } from 'vitest';
import type { FaultWish } from '../../protocol/simulation/fault';
import { EPOCH } from '../runtime/runtime';
import { aFaultyCluster as aCluster } from './faults-fixture';
import { gapOf } from './gap';

describe('a fault is due', () => {
  test('at once, where nothing else is said, and is over then', () => {
    const cluster = aCluster();
    const fault = cluster.fault({ kind: 'killContainer' });
    expect(fault).toMatchObject({ id: 'fault-1', state: 'over', dueAt: null, endsAt: null });
    expect(cluster.times()).toEqual([20]);
  });

  test('after so many seconds', () => {
    const cluster = aCluster();
    const fault = cluster.fault({ kind: 'killContainer', afterSeconds: 12.5 });
    expect(fault).toMatchObject({ state: 'waiting', dueAt: EPOCH + 32_500, hits: [] });
    cluster.runFor(60);
    expect(cluster.get()).toMatchObject({ state: 'over', dueAt: null });
    expect(cluster.times()).toEqual([32.5]);
  });

  test('so many times an hour on average, beginning after so many seconds', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'masterFailover', perHour: 60, afterSeconds: 1000 });
    let count = 0;
    for (let n = 0; n < 100; n++) {
      cluster.runFor(600);
      count = Number(cluster.get().hits.at(-1)?.id.split('.')[1] ?? 0);
    }
    expect(count).toBeGreaterThan(900);
    expect(count).toBeLessThan(1100);
    expect(cluster.get()).toMatchObject({ state: 'waiting' });
    expect(cluster.get().hits).toHaveLength(20);
  });

  test('only so often', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'killContainer', perHour: 3600, times: 3 });
    cluster.runFor(100);
    expect(cluster.times()).toHaveLength(3);
    expect(cluster.get()).toMatchObject({ state: 'over', dueAt: null });
  });

  test('never, when it is taken away before', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'killContainer', afterSeconds: 10 });
    expect(cluster.world.faults.remove('fault-1')).toBe(true);
    cluster.runFor(60);
    expect(cluster.get()).toMatchObject({ state: 'over', hits: [] });
  });

  test('no more, when it is taken away in between', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'killContainer', perHour: 3600 });
    cluster.runFor(10);
    const so = cluster.times().length;
    expect(so).toBeGreaterThan(0);
    cluster.world.faults.remove('fault-1');
    cluster.runFor(100);
    expect(cluster.times()).toHaveLength(so);
  });
});

test('gaps between two of a rate are drawn as of chance alone: their mean is right, and most are short', () => {
  let n = 0;
  const gaps = Array.from({ length: 20_000 }, () => gapOf(60, () => (n++ + 0.5) / 20_000));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  expect(Math.abs(mean - 60_000)).toBeLessThan(100);
  expect(gaps.filter((gap) => gap < 60_000).length / gaps.length).toBeCloseTo(1 - Math.exp(-1), 3);
  expect(gapOf(3600, () => 0)).toBe(1);
});

describe('a condition', () => {
  const wish: FaultWish = { kind: 'updateLoss', probability: 1, durationSeconds: 30 };
  const holds = (cluster: ReturnType<typeof aCluster>): boolean =>
    cluster.world.state.mesos.disturbances.some(({ kind }) => kind === 'updateLoss');

  test('holds for so many seconds', () => {
    const cluster = aCluster();
    expect(cluster.fault(wish)).toMatchObject({ state: 'active', endsAt: EPOCH + 50_000 });
    cluster.runFor(29);
    expect(holds(cluster)).toBe(true);
    cluster.runFor(2);
    expect(holds(cluster)).toBe(false);
    expect(cluster.get()).toMatchObject({ state: 'over', endsAt: null });
  });

  test('holds until it is taken away, where nobody said for how long', () => {
    const cluster = aCluster();
    expect(cluster.fault({ kind: 'updateLoss', probability: 1 })).toMatchObject({ state: 'active', endsAt: null });
    cluster.runFor(10_000);
    expect(holds(cluster)).toBe(true);
    cluster.world.faults.remove('fault-1');
    expect(holds(cluster)).toBe(false);
    expect(cluster.get()).toMatchObject({ state: 'over' });
  });

  test('comes and goes at a rate; begun again while it holds it only lasts longer', () => {
    const cluster = aCluster();
    cluster.fault({ ...wish, perHour: 1200, times: 30 });
    for (let n = 0; n < 400; n++) {
      cluster.runFor(1);
      expect(cluster.world.state.mesos.disturbances.length).toBeLessThanOrEqual(1);
    }
    expect(cluster.get()).toMatchObject({ state: 'over', dueAt: null, endsAt: null });
    const told = cluster.timeline().map(({ event }) => event);
    expect(told.filter((event) => event === 'begins')).toHaveLength(30);
    expect(told.filter((event) => event === 'ends')).toHaveLength(30);
  });

  test('of one fault says nothing about that of another', () => {
    const cluster = aCluster();
    for (let n = 0; n < 11; n++) cluster.fault(wish);
    cluster.world.faults.remove('fault-1');
    expect(cluster.world.state.mesos.disturbances).toHaveLength(10);
  });
});

describe('a fault hits', () => {
  const hitBy = (wish: FaultWish) => {
    const cluster = aCluster();
    cluster.fault(wish);
    return { cluster, hit: cluster.get().hits[0] };
  };

  test('one of all that fit, unless more are asked for', () => {
    expect(hitBy({ kind: 'killContainer' }).hit).toMatchObject({ count: 1 });
    expect(hitBy({ kind: 'killContainer', count: 3 }).hit).toMatchObject({ count: 3 });
  });

  test('all that fit, where more are asked for than there are, and none of them twice', () => {
    const { hit } = hitBy({ kind: 'killContainer', count: 100 });
    expect(hit).toMatchObject({ count: 5 });
    expect(new Set(hit?.hit).size).toBe(5);
  });

  test.each([
    ['a service', { service: '/web' }, 4],
    ['a service in a group', { service: '/shop/api' }, 1],
    ['a group of which it is no part', { service: '/shop' }, 0],
    ['a container', { container: 'main' }, 5],
    ['a container of a service', { service: '/web', container: 'main' }, 4],
    ['a container there is not', { container: 'other' }, 0],
    ['an agent by its address', { agent: '10.0.0.9' }, 0],
  ])('what the target names: %s', (_, target, count) => {
    const { hit } = hitBy({ kind: 'killContainer', target, count: 100 });
    expect(hit).toMatchObject({ count, ...(count === 0 && { missed: 'nothing fits the target', hit: [] }) });
  });

  test('an instance by its id, an agent by its id, its name or its address', () => {
    const cluster = aCluster();
    const [instance] = cluster.instances();
    const agent = instance?.agent?.agentId ?? '';
    cluster.fault({ kind: 'killContainer', target: { instance: instance?.id ?? '' }, count: 100 });
    expect(cluster.get().hits[0]).toMatchObject({ count: 1 });
    cluster.fault({ kind: 'partition', durationSeconds: 1, target: { agent } });
    expect(cluster.get('fault-2').hits[0]).toMatchObject({ hit: [agent], count: 1 });
    cluster.runFor(10);
    cluster.fault({ kind: 'partition', durationSeconds: 1, target: { agent: '10.0.0.2' } });
    expect(cluster.get('fault-3').hits[0]).toMatchObject({ hit: [cluster.agents[1]], count: 1 });
  });

  test('agents that run something of the target', () => {
    const cluster = aCluster();
    const homes = new Set(
      cluster.instances().flatMap(({ agent, runSpecId }) => (runSpecId === '/web' ? (agent?.agentId ?? []) : [])),
    );
    cluster.fault({ kind: 'partition', durationSeconds: 1, target: { service: '/web' }, count: 100 });
    expect(new Set(cluster.get().hits[0]?.hit)).toEqual(homes);
  });

  test('nothing, and says why', () => {
    const cluster = aCluster();
    const [agent = ''] = cluster.agents;
    const down: FaultWish = { kind: 'agentCrash', downSeconds: 60, target: { agent } };
    cluster.fault(down);
    cluster.fault(down);
    expect(cluster.get('fault-2').hits).toEqual([
      { id: 'fault-2.1', at: EPOCH + 20_000, hit: [], count: 0, missed: `agent ${agent} is down already` },
    ]);
    cluster.fault({ kind: 'masterFailover' });
    cluster.fault({ kind: 'masterFailover' });
    expect(cluster.get('fault-4').hits[0]).toMatchObject({ missed: 'no master leads at the moment' });
  });

  test('a condition whose agent is unknown misses, and holds nowhere', () => {
    for (const wish of [
      { kind: 'addressesExhausted', network: 'dcos', target: { agent: 'nobody' } },
      { kind: 'updateLoss', probability: 1, target: { agent: 'nobody' } },
    ] as const) {
      const { cluster, hit } = hitBy(wish);
      expect(hit).toMatchObject({ hit: [], count: 0, missed: 'nothing fits the target' });
      expect(cluster.get()).toMatchObject({ state: 'over' });
      expect(cluster.world.state.mesos.disturbances).toEqual([]);
    }
  });

  test('some of those meant, and says why it missed another', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'agentCrash', downSeconds: 60, target: { agent: cluster.agents[0] } });
    cluster.fault({ kind: 'agentCrash', downSeconds: 60, count: 3 });
    expect(cluster.get('fault-2').hits[0]).toMatchObject({
      count: 2,
      missed: `agent ${cluster.agents[0]} is down already`,
    });
  });
});
