/** A master ends and another is elected: what it knows at once, what it learns, and what it can't know. */
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld, WorldOptions } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const failover = (world: MesosWorld): void => expect(world.mesos.strike({ kind: 'masterFailover' })).toBeUndefined();
const first = (world: MesosWorld): string => world.agents[0] ?? '';

const running = (options: WorldOptions = {}, shell = FOREVER): MesosWorld => {
  const world = aMesos(options);
  world.launch(aGroup('a', [aTask('a', shell)]));
  world.runTo(20);
  return world;
};

test('for as long as an election takes nothing that is said to a master is heard', () => {
  const world = running({}, 'sleep 25');
  failover(world);
  world.kill('a');
  world.launch(aGroup('b', [aTask('b', FOREVER)]));
  world.runTo(29.9);
  expect(world.states('a')).toBe('STARTING RUNNING');
  expect(world.states('b')).toBe('');
  expect(world.mesos.strike({ kind: 'masterFailover' })).toBe('no master leads at the moment');
});

test('another id, the same agents, the same framework; every agent is back within seconds', () => {
  const world = running({ agents: [anAgent(1), anAgent(2), anAgent(3)] });
  const { master } = world.state.mesos;
  const [id, frameworkId] = [master.id, world.state.framework.id];
  failover(world);
  world.runTo(32);
  expect(master.id).not.toBe(id);
  expect([...master.agents.keys()].toSorted()).toEqual(world.agents.toSorted());
  expect([...master.frameworks.values()].map((each) => [each.id, each.connected])).toEqual([[frameworkId, true]]);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('tasks go on and are on the books again, with what they hold', () => {
  const world = running();
  const { master } = world.state.mesos;
  const used = master.agents.get(first(world))?.used;
  failover(world);
  world.runTo(40);
  expect(world.states('a')).toBe('STARTING RUNNING');
  expect(master.tasks.get('a')?.state).toBe('TASK_RUNNING');
  expect(master.agents.get(first(world))?.used).toEqual(used);
  expect([...master.frameworks.values()][0]?.used).toEqual(used);
  world.kill('a');
  world.runTo(50);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
  expect(master.agents.get(first(world))?.used).toEqual([]);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('what happens to a task during the election is told after it, each thing once and in order', () => {
  const world = running({}, 'sleep 22; exit 3');
  failover(world);
  world.runTo(60);
  expect(world.states('a')).toBe('STARTING RUNNING FAILED');
  expect(world.last('a')).toMatchObject({ exitCode: 3, source: 'SOURCE_EXECUTOR' });
  expect(world.state.mesos.master.tasks.size).toBe(0);
});

test('offers of the last master mean nothing to the next; it makes its own', () => {
  const world = aMesos();
  world.state.framework.hoards = true;
  world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
  world.runTo(2);
  const frameworkId = world.state.framework.id;
  const offerIds = [world.state.framework.offers.at(-1)?.id ?? ''];
  failover(world);
  world.runTo(14);
  expect(world.state.framework.offers.length).toBeGreaterThan(1);
  expect(world.state.framework.rescinded).toEqual([]);
  const operations = [aGroup('x', [aTask('x', 'true')], { frameworkId })];
  world.call({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters: { refuse: seconds(0) } });
  world.runTo(15);
  expect(world.last('x')).toMatchObject({ state: 'TASK_DROPPED', reason: 'INVALID_OFFERS' });
});

test('an update is kept from a framework that has not subscribed again, and told when it has', () => {
  const world = running({}, 'sleep 24');
  const subscribe = world.state.framework.info;
  failover(world);
  // The framework takes its time.
  for (let at = 29.99; world.state.mesos.master.leading === false; at += 0.001) world.runTo(at);
  const framework = world.state.mesos.master.frameworks.get(world.state.framework.id);
  world.runTo(30.02);
  if (framework !== undefined) framework.connected = false;
  world.runTo(38);
  expect(world.states('a')).toBe('STARTING RUNNING');
  expect(world.state.mesos.master.tasks.get('a')?.state).toBe('TASK_FINISHED');
  const { id: frameworkId } = world.state.framework;
  world.call({ to: 'master', kind: 'SUBSCRIBE', framework: subscribe, frameworkId });
  world.runTo(60);
  expect(world.states('a')).toBe('STARTING RUNNING FINISHED');
});

describe('an agent that does not come back', () => {
  const lost = (agents = 1): MesosWorld => {
    const world = running({ agents: Array.from({ length: agents }, (_, i) => anAgent(i + 1)) });
    for (const agentId of world.agents) world.mesos.strike({ kind: 'partition', agentId, lasts: seconds(20_000) });
    failover(world);
    return world;
  };
  const unreachableAt = (world: MesosWorld): number[] =>
    [...world.state.mesos.master.unreachable.values()].map(({ since }) => (since - EPOCH) / 1000);

  test('is unreachable ten minutes after the election; nobody is told, for the new master knows no tasks of it', () => {
    const world = lost();
    world.runTo(629.9);
    expect(unreachableAt(world)).toEqual([]);
    world.runTo(700);
    expect(unreachableAt(world)).toEqual([630]);
    expect(world.states('a')).toBe('STARTING RUNNING');
  });

  test('and others with it are given up one in twenty minutes', () => {
    const world = lost(3);
    world.runTo(5000);
    expect(unreachableAt(world)).toEqual([630, 1830, 3030]);
  });

  test('may come back later: what lives is told then', () => {
    const world = lost();
    world.runTo(20_100);
    expect(world.states('a')).toBe('STARTING RUNNING RUNNING');
    expect(world.last('a')).toMatchObject({ reason: 'AGENT_REREGISTERED', source: 'SOURCE_MASTER' });
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('is not waited for by the master after the next', () => {
    const world = lost();
    world.runTo(100);
    failover(world);
    world.runTo(640);
    expect(unreachableAt(world)).toEqual([]);
    world.runTo(711);
    expect(unreachableAt(world)).toEqual([710]);
  });

  test('how long it is waited for is a setting, and so is the time an election takes', () => {
    const settings = { reregisterTimeout: seconds(60), electionTime: seconds(2) };
    const world = running({ settings });
    world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(20_000) });
    failover(world);
    world.runTo(100);
    expect(unreachableAt(world)).toEqual([82]);
  });
});

test('the next master begins with a full allowance of agents to give up', () => {
  const world = running({ agents: [anAgent(1), anAgent(2)] });
  const [one = '', two = ''] = world.agents;
  world.mesos.strike({ kind: 'partition', agentId: one, lasts: seconds(20_000) });
  world.runTo(340);
  failover(world);
  world.runTo(360);
  world.mesos.strike({ kind: 'partition', agentId: two, lasts: seconds(20_000) });
  world.runTo(680);
  expect([...world.state.mesos.master.unreachable.keys()].toSorted()).toEqual([one, two].toSorted());
});

test('what an operator asked for outlives the election: deactivated, unreachable and gone agents stay what they are', () => {
  const world = running({ agents: [anAgent(1), anAgent(2), anAgent(3)] });
  const [one = '', two = '', three = ''] = world.agents;
  world.mesos.operator.deactivate(one);
  world.mesos.operator.markGone(two);
  world.mesos.strike({ kind: 'partition', agentId: three, lasts: seconds(20_000) });
  world.runTo(340);
  failover(world);
  world.runTo(360);
  const { master } = world.state.mesos;
  expect(master.agents.get(one)?.deactivated).toBe(true);
  expect([...master.gone.keys()]).toEqual([two]);
  expect([...master.unreachable.keys()]).toEqual([three]);
});

test('of an agent whose machine went down before it was back nobody is told, but who asks hears', () => {
  const world = running();
  const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };
  world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(100) });
  failover(world);
  world.runTo(40);
  world.mesos.operator.updateSchedule([{ machines: [machine], start: EPOCH }]);
  expect(world.mesos.operator.startMaintenance([machine])).toBeUndefined();
  world.runTo(700);
  expect(world.state.mesos.agents.size).toBe(0);
  expect(world.states('a')).toBe('STARTING RUNNING');
  const tasks = [{ taskId: 'a', agentId: first(world) }];
  world.call({ to: 'master', kind: 'RECONCILE', frameworkId: world.state.framework.id, tasks });
  world.runTo(701);
  expect(world.last('a')).toMatchObject({ state: 'TASK_UNREACHABLE', reason: 'RECONCILIATION' });
  expect(auditMesos(world.state.mesos)).toEqual([]);
});
