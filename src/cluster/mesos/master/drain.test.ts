/** Agents that are emptied: who is killed how, what is told of it, and when it is over. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const STUBBORN = 'trap "" TERM; while true; do sleep 1; done';

const first = (world: MesosWorld): string => world.agents[0] ?? '';
const drain = (world: MesosWorld, markGone = false, maxGrace?: number): void => {
  const config = { markGone, ...(maxGrace !== undefined && { maxGrace: seconds(maxGrace) }) };
  expect(world.mesos.operator.drain(first(world), config)).toBeUndefined();
};
const drainState = (world: MesosWorld) => world.state.mesos.master.agents.get(first(world))?.drain?.state;

const tookToDie = (world: MesosWorld, taskId: string): number => {
  const at = (state: string): number =>
    world.state.framework.statuses.find((status) => status.taskId === taskId && status.state === state)?.timestamp ??
    NaN;
  return at('TASK_KILLED') - at('TASK_KILLING');
};

test('every task on it is killed at once, told with the reason', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)]));
  world.launch(aGroup('b', [aTask('z', FOREVER)]));
  world.runTo(20);
  drain(world);
  world.runTo(21);
  for (const id of ['x', 'y', 'z']) {
    expect(world.states(id)).toBe('STARTING RUNNING KILLING KILLED');
    const ends = world.state.framework.statuses.filter(
      ({ taskId, state }) => taskId === id && state.startsWith('TASK_KILL'),
    );
    expect(ends.map(({ reason, source }) => `${reason} ${source}`)).toEqual([
      'AGENT_DRAINING SOURCE_EXECUTOR',
      'AGENT_DRAINING SOURCE_EXECUTOR',
    ]);
  }
  expect(drainState(world)).toBe('DRAINED');
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test.each([
  ['its own, when it is the shorter', { killGrace: seconds(2) }, 20, 2000],
  ['the longest allowed, when its own is longer', { killGrace: seconds(60) }, 5, 5000],
  ['its own, when nothing is allowed or forbidden', { killGrace: seconds(8) }, undefined, 8000],
  ['the default, when nobody said anything', {}, undefined, 3000],
  ['the longest allowed, when it has none of its own', {}, 12, 12_000],
  ['none at all', { killGrace: seconds(60) }, 0, 0],
])('the grace of a task is %s', (_, policy, maxGrace, expected) => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', STUBBORN, policy)]));
  world.runTo(20);
  drain(world, false, maxGrace);
  world.runTo(100);
  expect(tookToDie(world, 'a')).toBeGreaterThanOrEqual(expected);
  expect(tookToDie(world, 'a')).toBeLessThan(expected + 100);
});

test('a group that was not delivered to its executor yet is killed whole', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)]));
  world.runTo(0.6);
  drain(world);
  world.runTo(10);
  expect([world.states('x'), world.states('y')]).toEqual(['KILLED', 'KILLED']);
  expect(world.last('x')).toMatchObject({ source: 'SOURCE_AGENT', reason: 'AGENT_DRAINING' });
  expect(drainState(world)).toBe('DRAINED');
});

test('a launch that was on its way is dropped, and nothing it would have held stays on the books', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)]));
  // The master has taken the offer up and authorises it: the order to drain goes past it.
  for (let at = 0.501; world.state.mesos.master.tasks.size === 0; at += 0.001) world.runTo(at);
  drain(world);
  world.runTo(10);
  expect([world.states('x'), world.states('y')]).toEqual(['DROPPED', 'DROPPED']);
  expect(world.last('x')).toMatchObject({ source: 'SOURCE_AGENT', reason: 'AGENT_DRAINING' });
  expect(world.state.mesos.master.agents.get(first(world))?.used).toEqual([]);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('a container that ends by itself ends as it does', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('bad', 'trap "" TERM; sleep 21; exit 3', { killGrace: seconds(60) })]));
  world.runTo(20);
  drain(world);
  world.runTo(60);
  expect(world.last('bad')).toMatchObject({ state: 'TASK_KILLED', exitCode: 3 });
});

test('is over when every end was acknowledged, and not before', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(20);
  world.state.framework.acknowledges = false;
  drain(world);
  world.runTo(30);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING');
  expect(drainState(world)).toBe('DRAINING');
  const acknowledge = (): void => {
    const { uuid = '', state = 'TASK_KILLED', agentId = '' } = world.last('a') ?? {};
    const frameworkId = world.state.framework.id;
    world.call({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId, agentId, updates: [{ taskId: 'a', state, uuid }] });
  };
  acknowledge();
  world.runTo(40);
  expect([world.states('a'), drainState(world)]).toEqual(['STARTING RUNNING KILLING KILLED', 'DRAINING']);
  acknowledge();
  world.runTo(50);
  expect(drainState(world)).toBe('DRAINED');
});

test('of an empty agent is over at once', () => {
  const world = aMesos();
  drain(world);
  expect(drainState(world)).toBe('DRAINED');
});

test('nothing of it is offered until an operator says so', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  drain(world);
  world.state.framework.offers.length = 0;
  const revive = (): void => world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
  revive();
  world.runTo(30);
  expect(world.state.framework.offers.map(({ hostname }) => hostname)).toEqual(['10.0.0.2']);
  world.mesos.operator.reactivate(first(world));
  revive();
  world.runTo(31);
  expect(world.state.framework.offers.map(({ hostname }) => hostname)).toContain('10.0.0.1');
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.launch(aGroup('b', [aTask('b', FOREVER)]));
  world.runTo(60);
  expect([world.states('a'), world.states('b')]).toEqual(['STARTING RUNNING', 'STARTING RUNNING']);
});

describe('to be marked gone', () => {
  test('its tasks are gone when they have ended, and so is the agent when all have', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', FOREVER), aTask('b', STUBBORN)]));
    world.runTo(20);
    drain(world, true);
    world.runTo(22);
    expect(world.states('a')).toBe('STARTING RUNNING KILLING GONE_BY_OPERATOR');
    expect(world.last('a')).toMatchObject({ reason: 'AGENT_DRAINING', source: 'SOURCE_EXECUTOR' });
    expect(drainState(world)).toBe('DRAINING');
    world.runTo(24);
    expect(world.states('b')).toBe('STARTING RUNNING KILLING GONE_BY_OPERATOR');
    expect([...world.state.mesos.master.gone.keys()]).toEqual([first(world)]);
    expect(world.state.mesos.agents.size).toBe(0);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('and asked for again without that, it stays', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', STUBBORN, { killGrace: seconds(30) })]));
    world.runTo(20);
    drain(world, true);
    world.runTo(21);
    drain(world, false);
    world.runTo(100);
    expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
    expect(drainState(world)).toBe('DRAINED');
  });
});

test.each(['agentRestart', 'partition', 'agentCrash'] as const)(
  'an agent that was emptied and is reactivated while it is away (%s) takes launches again once it is back',
  (kind) => {
    const world = aMesos();
    drain(world, false);
    world.runTo(5);
    expect(drainState(world)).toBe('DRAINED');
    world.mesos.strike({ kind, agentId: first(world), lasts: seconds(400) });
    world.runTo(380);
    expect(world.mesos.operator.reactivate(first(world))).toBeUndefined();
    world.runTo(430);
    world.launch(aGroup('a', [aTask('a', FOREVER)]));
    world.runTo(460);
    expect(world.states('a')).toBe('STARTING RUNNING');
  },
);

describe('DEACTIVATE_AGENT', () => {
  test('ends its offers; its tasks go on and can be killed', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', FOREVER)]));
    world.runTo(20);
    expect(world.mesos.operator.deactivate(first(world))).toBeUndefined();
    const offers = world.state.framework.offers.length;
    world.launch(aGroup('b', [aTask('b', FOREVER)]));
    world.runTo(300);
    expect(world.states('a')).toBe('STARTING RUNNING');
    expect(world.states('b')).toBe('');
    expect(world.state.framework.offers).toHaveLength(offers);
    world.kill('a', millis(0));
    world.runTo(301);
    expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
  });
});

describe('MARK_AGENT_GONE', () => {
  test('its tasks are gone by operator: told by the master, with nothing to acknowledge, and they never come back', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', FOREVER)]));
    world.runTo(20);
    world.mesos.operator.markGone(first(world));
    world.runTo(3000);
    expect(world.states('a')).toBe('STARTING RUNNING GONE_BY_OPERATOR');
    expect(world.last('a')).toMatchObject({
      source: 'SOURCE_MASTER',
      reason: 'AGENT_REMOVED_BY_OPERATOR',
      message: 'Agent has been marked gone',
    });
    expect(world.last('a')?.uuid).toBeUndefined();
    expect(world.state.workloads.processes.size).toBe(0);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('tasks that were out of reach are gone, too', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', FOREVER)]));
    world.runTo(20);
    world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(4000) });
    world.runTo(400);
    world.mesos.operator.markGone(first(world));
    world.runTo(401);
    expect(world.states('a')).toBe('STARTING RUNNING UNREACHABLE GONE_BY_OPERATOR');
    expect([...world.state.mesos.master.frameworks.values()].map(({ unreachable }) => unreachable.size)).toEqual([0]);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });
});
