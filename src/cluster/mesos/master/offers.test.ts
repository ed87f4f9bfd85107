/** Offers from their making to their end: answered once, or taken back. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, amount, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld, WorldOptions } from '../mesos-world-fixture';

const first = (world: MesosWorld): string => world.agents[0] ?? '';
const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };

/** One offer of each of two agents, not answered yet. */
const offered = (options: WorldOptions = {}): MesosWorld => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)], ...options });
  world.state.framework.hoards = true;
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
  world.runTo(2);
  world.state.framework.offers = world.state.framework.offers.filter(({ id }) =>
    world.state.mesos.master.offers.has(id),
  );
  expect(world.state.framework.offers).toHaveLength(2);
  return world;
};
const offerOf = (world: MesosWorld, hostname = '10.0.0.1'): string =>
  world.state.framework.offers.find((offer) => offer.hostname === hostname)?.id ?? '';

describe('an offer is taken back when', () => {
  const cases: readonly (readonly [name: string, what: (world: MesosWorld) => unknown, after?: number])[] = [
    [
      'its agent’s process ends',
      (w) => w.mesos.strike({ kind: 'agentRestart', agentId: first(w), lasts: seconds(60) }),
    ],
    [
      'its agent is unreachable',
      (w) => w.mesos.strike({ kind: 'partition', agentId: first(w), lasts: seconds(4000) }),
      320,
    ],
    ['its agent is marked gone', (w) => w.mesos.operator.markGone(first(w))],
    ['its agent is drained', (w) => w.mesos.operator.drain(first(w), { markGone: false })],
    ['its agent is deactivated', (w) => w.mesos.operator.deactivate(first(w))],
    [
      'its agent’s machine is scheduled for maintenance',
      (w) => w.mesos.operator.updateSchedule([{ machines: [machine], start: millis(0) }]),
    ],
    [
      'its agent’s machine goes down',
      (w) => {
        w.mesos.operator.updateSchedule([{ machines: [machine], start: millis(0) }]);
        w.mesos.operator.startMaintenance([machine]);
      },
    ],
  ];
  test.each(cases.map(([name, what, after = 1]) => ({ name, what, after })))('$name', ({ what, after }) => {
    const world = offered();
    const id = offerOf(world);
    what(world);
    world.runTo(2 + after);
    expect(world.state.framework.rescinded).toContain(id);
    expect(world.state.framework.rescinded).not.toContain(offerOf(world, '10.0.0.2'));
    expect(world.state.mesos.master.offers.has(id)).toBe(false);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('it got lost: two minutes later, and then made anew', () => {
    const world = aMesos();
    world.state.mesos.disturbances.push({ id: 'x', kind: 'offerLoss', probability: 1 });
    world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
    world.runTo(1);
    const [id] = world.state.mesos.master.offers.keys();
    world.state.mesos.disturbances.length = 0;
    const before = world.state.framework.offers.length;
    world.runTo(120.49);
    expect(world.state.framework.rescinded).toEqual([]);
    world.runTo(122);
    expect(world.state.framework.rescinded).toEqual([id]);
    expect(world.state.framework.offers).toHaveLength(before + 1);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('it got lost, and never when it was answered in time', () => {
    const world = offered();
    const { id: frameworkId } = world.state.framework;
    const offerIds = [offerOf(world)];
    world.call({ to: 'master', kind: 'DECLINE', frameworkId, offerIds, filters: { refuse: seconds(1000) } });
    world.runTo(500);
    expect(world.state.framework.rescinded).toEqual([]);
  });
});

test('nothing of an agent that was taken out is offered, nor launched on', () => {
  const world = offered();
  const frameworkId = world.state.framework.id;
  const offerIds = [offerOf(world)];
  world.mesos.operator.deactivate(first(world));
  const operations = [aGroup('a', [aTask('a', 'true')], { frameworkId })];
  world.call({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters: { refuse: millis(0) } });
  world.runTo(10);
  expect(world.last('a')).toMatchObject({ state: 'TASK_DROPPED', reason: 'INVALID_OFFERS', source: 'SOURCE_MASTER' });
  expect(world.state.mesos.master.tasks.size).toBe(0);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

describe('an ACCEPT drops its tasks, and gives the offers that are good back, when', () => {
  const accept = (world: MesosWorld, offerIds: readonly string[]): void => {
    const frameworkId = world.state.framework.id;
    const operations = [aGroup('a', [aTask('a', 'true'), aTask('b', 'true')], { frameworkId })];
    world.call({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters: { refuse: millis(0) } });
    world.runTo((world.runtime.now() - EPOCH) / 1000 + 0.1);
  };
  const cases: readonly (readonly [string, (world: MesosWorld) => readonly string[], string])[] = [
    ['it names no offer', () => [], 'No offers specified'],
    ['an offer is unknown', (w) => [offerOf(w), 'O77'], 'Offer O77 is no longer valid'],
    [
      'the offers are of two agents',
      (w) => [offerOf(w), offerOf(w, '10.0.0.2')],
      'Aggregated offers must belong to one single agent',
    ],
  ];
  test.each(cases)('%s', (_, offers, why) => {
    const world = offered();
    accept(world, offers(world));
    for (const id of ['a', 'b'])
      expect(world.last(id)).toMatchObject({
        state: 'TASK_DROPPED',
        reason: 'INVALID_OFFERS',
        source: 'SOURCE_MASTER',
        message: `Task launched with invalid offers: ${why}`,
      });
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('it was used already', () => {
    const world = offered();
    const used = offerOf(world);
    accept(world, [used]);
    world.state.framework.statuses.length = 0;
    accept(world, [used]);
    expect(world.last('a')?.message).toContain(`Offer ${used} is no longer valid`);
  });

  test('and loses them for a framework that knows no partitions', () => {
    const world = offered({ framework: { capabilities: [] } });
    accept(world, ['O77']);
    expect(world.last('a')).toMatchObject({ state: 'TASK_LOST', reason: 'INVALID_OFFERS' });
  });
});

test('several operations share an offer in their order: what is left decides', () => {
  const world = offered();
  const frameworkId = world.state.framework.id;
  const big = (id: string) => aGroup(id, [aTask(id, 'sleep 1000', { resources: amount(2, 1000) })], { frameworkId });
  const operations = [big('a'), big('b'), aGroup('c', [aTask('c', 'sleep 1000')], { frameworkId })];
  const offerIds = [offerOf(world)];
  world.call({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters: { refuse: millis(0) } });
  world.runTo(10);
  expect([world.states('a'), world.states('b'), world.states('c')]).toEqual([
    'STARTING RUNNING',
    'ERROR',
    'STARTING RUNNING',
  ]);
  expect(world.last('b')).toMatchObject({ reason: 'TASK_GROUP_INVALID', source: 'SOURCE_MASTER' });
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('offers of one framework are none of another’s business', () => {
  const world = offered();
  const offerIds = [offerOf(world)];
  world.call({ to: 'master', kind: 'DECLINE', frameworkId: 'F2', offerIds, filters: { refuse: millis(0) } });
  world.runTo(3);
  expect(world.state.mesos.master.offers.has(offerIds[0] ?? '')).toBe(true);
});
