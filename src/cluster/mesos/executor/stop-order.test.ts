/** Groups whose containers stop in the reverse of their start order. */
import { expect, test } from 'vitest';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { millis, seconds } from '../../../protocol/units';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { drainAgent, goneByOperator } from '../master/drain';

const STUBBORN = 'trap "" TERM; sleep inf';
const after = (...names: readonly string[]): Pick<TaskInfo, 'start'> => ({
  start: {
    kind: 'main',
    after: names.map((container) => ({ container, condition: 'running' })),
    timeout: seconds(240),
  },
});
const grace = (period: number): Pick<TaskInfo, 'killGrace'> => ({ killGrace: seconds(period) });

const REVERSE = { stopsInReverse: true } as const;

/** web waits for api, api for db; each ignores SIGTERM and has a grace of its own. */
const aChain = (executor: { readonly stopsInReverse?: true } = REVERSE): MesosWorld => {
  const world = aMesos();
  const tasks = [
    aTask('db', STUBBORN, grace(6)),
    aTask('api', STUBBORN, { ...after('db'), ...grace(4) }),
    aTask('web', STUBBORN, { ...after('api'), ...grace(2) }),
  ];
  world.launch(aGroup('a', tasks, executor));
  world.runTo(20);
  return world;
};

const killAll = (world: MesosWorld): void => ['db', 'api', 'web'].forEach((name) => world.kill(name));

/** From KILLING to KILLED, seconds. */
const took = (world: MesosWorld, task: string): number => world.since(task, 'KILLED') - world.since(task, 'KILLING');

test('whoever waits for others stops before them, level by level, each with its own grace', () => {
  const world = aChain();
  killAll(world);
  world.runTo(60);
  expect(['web', 'api', 'db'].map((name) => Math.round(took(world, name)))).toEqual([2, 4, 6]);
  expect(world.since('api', 'KILLING')).toBeGreaterThanOrEqual(world.since('web', 'KILLED'));
  expect(world.since('db', 'KILLING')).toBeGreaterThanOrEqual(world.since('api', 'KILLED'));
  expect(world.since('db', 'KILLED') - 20).toBeLessThan(12.5);
  expect(world.state.mesos.executors.size).toBe(0);
});

test('those that have to wait for their turn say whom they wait for', () => {
  const world = aChain();
  killAll(world);
  world.runTo(60);
  expect(world.told('db').slice(2)).toEqual([
    'RUNNING: waiting for api, web to stop',
    'RUNNING: waiting for api to stop',
    'KILLING',
    'KILLED: Command terminated with signal Killed',
  ]);
});

test('containers of one level stop together', () => {
  const world = aMesos();
  const tasks = [aTask('db', 'sleep inf'), aTask('x', STUBBORN, after('db')), aTask('y', 'sleep inf', after('db'))];
  world.launch(aGroup('a', tasks, REVERSE));
  world.runTo(20);
  for (const name of ['x', 'y', 'db']) world.kill(name);
  world.runTo(40);
  expect(world.since('x', 'KILLING')).toBe(world.since('y', 'KILLING'));
  expect(world.since('db', 'KILLING')).toBeGreaterThanOrEqual(world.since('x', 'KILLED'));
});

test('without that order all stop at once', () => {
  const world = aChain({});
  killAll(world);
  world.runTo(60);
  expect(world.since('db', 'KILLING')).toBe(world.since('web', 'KILLING'));
});

test('a kill of one is no stop of the whole: it ends, and then the rest with the fixed grace', () => {
  const world = aChain();
  world.kill('db');
  world.runTo(60);
  expect(took(world, 'db')).toBeCloseTo(6, 1);
  expect(world.since('web', 'KILLING')).toBe(world.since('api', 'KILLING'));
  expect(took(world, 'web')).toBeCloseTo(3, 1);
});

test('kills that are repeated while others have their turn change nothing', () => {
  const world = aChain();
  killAll(world);
  world.runTo(21);
  killAll(world);
  world.runTo(60);
  expect(['web', 'api', 'db'].map((name) => Math.round(took(world, name)))).toEqual([2, 4, 6]);
});

test('a container that fails during the stop ends the order: the rest goes at once', () => {
  const world = aMesos();
  const tasks = [
    aTask('db', 'sleep inf'),
    aTask('api', 'sleep 21; exit 1', after('db')),
    aTask('web', STUBBORN, { ...after('api'), ...grace(30) }),
  ];
  world.launch(aGroup('a', tasks, REVERSE));
  world.runTo(20);
  for (const name of ['db', 'api', 'web']) world.kill(name);
  world.runTo(60);
  expect(world.states('api')).toBe('STARTING STARTING RUNNING RUNNING FAILED');
  expect(world.since('db', 'KILLING')).toBe(world.since('api', 'FAILED'));
  expect(world.since('web', 'KILLED')).toBeGreaterThan(49);
});

test('nobody is checked any more once the stop has begun', () => {
  const world = aMesos();
  const check = { type: 'COMMAND', command: { shell: 'exit 1' } } as const;
  const times = { delay: seconds(1), grace: seconds(30), interval: seconds(2), timeout: seconds(1) };
  const healthCheck = { check, ...times, maxConsecutiveFailures: 1 };
  const tasks = [aTask('db', 'sleep inf', { healthCheck }), aTask('web', STUBBORN, { ...after('db'), ...grace(60) })];
  world.launch(aGroup('a', tasks, REVERSE));
  world.runTo(20);
  for (const name of ['db', 'web']) world.kill(name);
  world.runTo(120);
  expect(world.last('db')).toMatchObject({ state: 'TASK_KILLED' });
  expect(world.last('db')).not.toHaveProperty('healthy');
  expect(world.since('db', 'KILLING')).toBeGreaterThanOrEqual(world.since('web', 'KILLED'));
});

test('sidecars stop in their order, too', () => {
  const world = aMesos();
  const sidecarAfter = (...names: readonly string[]) => ({
    start: { kind: 'sidecar' as const, after: after(...names).start?.after ?? [], timeout: seconds(240) },
  });
  const tasks = [
    aTask('log', 'sleep inf', sidecarAfter()),
    aTask('proxy', STUBBORN, sidecarAfter('log')),
    aTask('job', 'sleep 20', after('proxy')),
  ];
  world.launch(aGroup('a', tasks, REVERSE));
  world.runTo(60);
  expect(world.states('job')).toBe('STARTING STARTING RUNNING FINISHED');
  expect(world.since('log', 'KILLING')).toBeGreaterThanOrEqual(world.since('proxy', 'KILLED'));
});

test('what waits for its start ends first and at once', () => {
  const world = aMesos();
  const never = { kind: 'main' as const, after: [{ container: 'api', condition: 'healthy' as const }] };
  const tasks = [
    aTask('db', 'sleep inf'),
    aTask('api', STUBBORN, { ...after('db'), ...grace(5) }),
    aTask('web', 'sleep inf', { start: { ...never, timeout: seconds(240) } }),
  ];
  world.launch(aGroup('a', tasks, REVERSE));
  world.runTo(20);
  for (const name of ['db', 'api', 'web']) world.kill(name);
  world.runTo(60);
  expect(world.last('web')).toMatchObject({ state: 'TASK_KILLED', reason: 'TASK_KILLED_DURING_LAUNCH' });
  expect(world.since('web', 'KILLED')).toBeLessThan(20.1);
  expect(took(world, 'api')).toBeCloseTo(5, 1);
  expect(world.since('db', 'KILLING')).toBeGreaterThanOrEqual(world.since('api', 'KILLED'));
});

test('draining caps the stop as a whole: what has not had its turn by then ends at once', () => {
  const world = aChain();
  const [agentId = ''] = world.state.mesos.agents.keys();
  drainAgent(world.ctx, agentId, { maxGrace: millis(5000), markGone: false });
  world.runTo(60);
  expect(took(world, 'web')).toBeCloseTo(2, 1);
  for (const name of ['api', 'db']) expect(world.since(name, 'KILLED') - 20).toBeLessThan(5.2);
  expect(world.last('db')).toMatchObject({ reason: 'AGENT_DRAINING' });
});

test('a shutdown in the middle of the stop waits for nobody', () => {
  const world = aChain();
  const [agentId = ''] = world.state.mesos.agents.keys();
  killAll(world);
  world.runTo(21);
  goneByOperator(world.ctx, agentId);
  world.runTo(30);
  expect(world.state.mesos.agents.size).toBe(0);
  expect(world.state.workloads.processes.size).toBe(0);
});
