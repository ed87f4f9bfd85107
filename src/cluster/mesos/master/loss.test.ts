/** Agents that are lost: when the master notices, what it takes back, what it tells of their tasks, and what it tells when they return. */
import { describe, expect, test } from 'vitest';
import type { TaskStatus } from '../../../protocol/mesos/task';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import type { Stroke } from '../blows';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld, WorldOptions } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const STUBBORN = 'trap "" TERM; while true; do sleep 1; done';

const strike = (
  world: MesosWorld,
  kind: 'agentCrash' | 'agentRestart' | 'partition',
  lasts: number,
  index = 0,
): void => {
  const stroke: Stroke = { kind, agentId: world.agents[index] ?? '', lasts: seconds(lasts) };
  expect(world.mesos.strike(stroke)).toBeUndefined();
};

const told = (world: MesosWorld, taskId: string): TaskStatus[] =>
  world.state.framework.statuses.filter((status) => status.taskId === taskId);
const when = (world: MesosWorld, taskId: string, state: string): number | undefined => {
  const at = told(world, taskId).find((status) => status.state === state)?.timestamp;
  return at === undefined ? undefined : (at - EPOCH) / 1000;
};

/** As many agents as tasks, each with one of them that runs. */
const withTasks = (shells: readonly string[], options: WorldOptions = {}): MesosWorld => {
  const agents = shells.map((_, i) => anAgent(i + 1));
  const world = aMesos({ agents, ...options });
  shells.forEach((shell, i) => {
    world.launch(aGroup(`t${i}`, [aTask(`t${i}`, shell)]));
    world.runTo(i + 1.9);
  });
  world.runTo(14);
  return world;
};

/** The index of the agent a task runs on. */
const homeOf = (world: MesosWorld, taskId: string): number => world.agents.indexOf(world.last(taskId)?.agentId ?? '');

describe('twenty pings, one every fifteen seconds', () => {
  test.each([
    ['just after a ping', 15.001, 330],
    ['just before a ping', 29.999, 330],
    ['with a ping', 30, 345],
  ])('an agent that falls silent %s, at second %f, is unreachable at second %i', (_, at, expected) => {
    const world = withTasks([FOREVER]);
    world.runTo(at);
    strike(world, 'agentCrash', 4000);
    world.runTo(400);
    expect(when(world, 't0', 'TASK_UNREACHABLE')).toBe(expected);
  });

  test.each([
    ['as many as are allowed', { maxPingTimeouts: 5 }, 105],
    ['as far apart as they are', { pingTimeout: seconds(4) }, 100],
  ])('are %s', (_, settings, expected) => {
    const world = withTasks([FOREVER], { settings });
    world.runTo(18);
    strike(world, 'partition', 4000);
    world.runTo(400);
    expect(when(world, 't0', 'TASK_UNREACHABLE')).toBe(expected);
  });

  test('an agent that answers the last of them is never lost', () => {
    const world = withTasks([FOREVER]);
    strike(world, 'partition', 300);
    world.runTo(5000);
    expect(world.states('t0')).toBe('STARTING RUNNING');
  });
});

describe('one agent in twenty minutes', () => {
  test('of three that are lost together each is told of twenty minutes after the one before', () => {
    const world = withTasks([FOREVER, FOREVER, FOREVER]);
    world.runTo(20);
    for (const index of [0, 1, 2]) strike(world, 'agentCrash', 80_000, index);
    world.runTo(10_000);
    const times = ['t0', 't1', 't2'].map((id) => when(world, id, 'TASK_UNREACHABLE') ?? 0).toSorted((a, b) => a - b);
    expect(times).toEqual([330, 330 + 1200, 330 + 2400]);
  });

  test('one that is back before its turn was never lost', () => {
    const world = withTasks([FOREVER, FOREVER]);
    world.runTo(20);
    strike(world, 'partition', 80_000, homeOf(world, 't0'));
    world.runTo(21);
    strike(world, 'partition', 1000, homeOf(world, 't1'));
    world.runTo(10_000);
    expect(world.states('t0')).toBe('STARTING RUNNING UNREACHABLE');
    expect(world.states('t1')).toBe('STARTING RUNNING');
  });

  test('the rate is a setting', () => {
    const world = withTasks([FOREVER, FOREVER], { settings: { removalInterval: seconds(10) } });
    world.runTo(20);
    for (const index of [0, 1]) strike(world, 'agentCrash', 80_000, index);
    world.runTo(400);
    const times = ['t0', 't1'].map((id) => when(world, id, 'TASK_UNREACHABLE') ?? 0).toSorted((a, b) => a - b);
    expect(times).toEqual([330, 340]);
  });
});

describe('an agent that is unreachable', () => {
  test('takes its tasks out of reach: told by the master, with the time, and with nothing to acknowledge', () => {
    const world = withTasks([FOREVER]);
    world.runTo(20);
    strike(world, 'partition', 4000);
    world.runTo(340);
    expect(world.last('t0')).toEqual({
      taskId: 't0',
      executorId: 'instance-t0',
      agentId: world.agents[0],
      state: 'TASK_UNREACHABLE',
      source: 'SOURCE_MASTER',
      reason: 'AGENT_REMOVED',
      message: 'health check timed out',
      timestamp: EPOCH + 330_000,
      unreachableSince: EPOCH + 330_000,
    });
  });

  test('takes everything it has off the books: tasks, executors, resources, offers', () => {
    const world = withTasks([FOREVER]);
    world.state.framework.hoards = true;
    world.call({ to: 'master', kind: 'REVIVE', frameworkId: world.state.framework.id });
    world.runTo(20);
    const offered = [...world.state.mesos.master.offers.keys()];
    expect(offered).toHaveLength(1);
    strike(world, 'partition', 4000);
    world.runTo(340);
    const { agents, offers, tasks, allocator, frameworks } = world.state.mesos.master;
    expect([agents.size, offers.size, tasks.size, allocator.free.size]).toEqual([0, 0, 0, 0]);
    expect(world.state.framework.rescinded).toEqual(offered);
    expect([...frameworks.values()].map(({ used }) => used)).toEqual([[]]);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('is told of to a framework that knows no partitions as of lost tasks', () => {
    const world = withTasks([FOREVER], { framework: { capabilities: [] } });
    world.runTo(20);
    strike(world, 'partition', 400);
    world.runTo(500);
    expect(world.states('t0')).toBe('STARTING RUNNING LOST RUNNING');
    expect(told(world, 't0')[2]).toMatchObject({ reason: 'AGENT_REMOVED', message: 'health check timed out' });
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('also takes along a task that has ended without the framework having heard of it', () => {
    const world = withTasks(['sleep 60']);
    world.runTo(20);
    world.state.framework.acknowledges = false;
    world.state.mesos.disturbances.push({ id: 'x', kind: 'updateLoss', probability: 1 });
    world.runTo(80);
    strike(world, 'agentCrash', 4000);
    world.runTo(400);
    expect(world.states('t0')).toBe('STARTING RUNNING UNREACHABLE');
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('takes no task along whose end the framework was told', () => {
    const world = withTasks(['sleep 60']);
    world.state.framework.acknowledges = false;
    world.runTo(80);
    strike(world, 'agentCrash', 4000);
    world.runTo(400);
    expect(world.states('t0')).toBe('STARTING RUNNING FINISHED');
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });
});

describe('back from a loss', () => {
  test('what lived on is told as it is, and runs on', () => {
    const world = withTasks([FOREVER]);
    world.runTo(20);
    strike(world, 'partition', 400);
    world.runTo(500);
    expect(world.states('t0')).toBe('STARTING RUNNING UNREACHABLE RUNNING');
    expect(world.last('t0')).toMatchObject({
      source: 'SOURCE_MASTER',
      reason: 'AGENT_REREGISTERED',
      message: 'Unreachable agent re-reregistered',
      networks: [{ ipAddresses: ['10.0.0.1'] }],
    });
    expect(world.last('t0')?.uuid).toBeUndefined();
    world.kill('t0');
    world.runTo(510);
    expect(world.states('t0')).toBe('STARTING RUNNING UNREACHABLE RUNNING KILLING KILLED');
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('its resources are on the books again, what is used as used', () => {
    const world = withTasks([FOREVER]);
    world.runTo(20);
    const before = world.state.mesos.master.agents.get(world.agents[0] ?? '')?.used;
    strike(world, 'partition', 400);
    world.runTo(500);
    expect(world.state.mesos.master.agents.get(world.agents[0] ?? '')?.used).toEqual(before);
    expect([...world.state.mesos.master.frameworks.values()].map(({ used }) => used)).toEqual([before]);
  });

  test('what ended meanwhile is told by the agent, how it ended included', () => {
    const world = withTasks(['sleep 100; exit 3']);
    world.runTo(20);
    strike(world, 'partition', 400);
    world.runTo(500);
    expect(world.states('t0')).toBe('STARTING RUNNING UNREACHABLE FAILED');
    expect(world.last('t0')).toMatchObject({ source: 'SOURCE_EXECUTOR', exitCode: 3 });
    expect(world.state.mesos.master.tasks.size).toBe(0);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('of a machine that crashed nothing has lived on', () => {
    const world = withTasks([FOREVER]);
    world.runTo(20);
    strike(world, 'agentCrash', 400);
    world.runTo(500);
    expect(world.states('t0')).toBe('STARTING RUNNING UNREACHABLE FAILED');
    expect(world.last('t0')).toMatchObject({
      source: 'SOURCE_AGENT',
      reason: 'EXECUTOR_TERMINATED',
      message: 'The machine was rebooted',
    });
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('a crash that is over before anyone noticed is told all the same', () => {
    const world = withTasks([FOREVER]);
    world.runTo(20);
    strike(world, 'agentCrash', 30);
    world.runTo(60);
    expect(world.states('t0')).toBe('STARTING RUNNING FAILED');
    expect(world.state.mesos.master.agents.get(world.agents[0] ?? '')?.used).toEqual([]);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('kills that were asked for while it was away are carried out', () => {
    const world = withTasks([STUBBORN]);
    world.runTo(20);
    strike(world, 'agentRestart', 60);
    world.runTo(30);
    world.kill('t0', millis(500));
    world.runTo(79);
    expect(world.states('t0')).toBe('STARTING RUNNING');
    world.runTo(90);
    expect(world.states('t0')).toBe('STARTING RUNNING KILLING KILLED');
  });

  test('a launch that got lost on its way to it is dropped', () => {
    const world = aMesos();
    world.runTo(20);
    strike(world, 'agentCrash', 60);
    world.launch(aGroup('x', [aTask('x', FOREVER)]));
    world.runTo(79);
    expect(world.states('x')).toBe('');
    world.runTo(90);
    expect(world.states('x')).toBe('DROPPED');
    expect(world.last('x')).toMatchObject({
      source: 'SOURCE_AGENT',
      reason: 'RECONCILIATION',
      message: 'Reconciliation: task unknown to the agent',
    });
    expect(world.state.mesos.master.agents.get(world.agents[0] ?? '')?.used).toEqual([]);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });
});
