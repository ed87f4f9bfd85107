/** From an offer to running containers. */
import { expect, test } from 'vitest';
import { seconds } from '../../protocol/units';
import { EPOCH } from '../runtime/runtime';
import { roleResources } from './agent-spec';
import { auditMesos } from './invariants';
import { aGroup, aMesos, amount, anAgent, aTask } from './mesos-world-fixture';
import type { MesosWorld } from './mesos-world-fixture';

const overlay = { networks: [{ name: 'dcos', labels: {}, portMappings: [] }] };

test('a group is staged, starting, then running, each container with its own id below the executor’s', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a.one', 'sleep 1000'), aTask('a.two', 'while true; do sleep 1; done')]));
  world.runTo(10);
  expect(world.states('a.one')).toBe('STARTING RUNNING');
  expect(world.states('a.two')).toBe('STARTING RUNNING');
  const [one, two] = [world.last('a.one'), world.last('a.two')];
  expect(one).toMatchObject({
    source: 'SOURCE_EXECUTOR',
    executorId: 'instance-a',
    networks: [{ ipAddresses: ['10.0.0.1'] }],
  });
  expect(one?.containerId?.split('.')[0]).toBe(two?.containerId?.split('.')[0]);
  expect(one?.containerId).not.toBe(two?.containerId);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('a command that ends with 0 finishes, and its siblings go on', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('short', 'sleep 20'), aTask('long', 'sleep inf')]));
  world.runTo(60);
  expect(world.states('short')).toBe('STARTING RUNNING FINISHED');
  expect(world.last('short')).toMatchObject({ message: 'Command exited with status 0', exitCode: 0 });
  expect(world.states('long')).toBe('STARTING RUNNING');
});

test('a failure takes the group down: siblings are killed, and everything they held is free again', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('bad', 'sleep 5; exit 3'), aTask('good', 'sleep inf')]));
  world.runTo(60);
  expect(world.states('bad')).toBe('STARTING RUNNING FAILED');
  expect(world.last('bad')).toMatchObject({ message: 'Command exited with status 3', exitCode: 3 });
  expect(world.states('good')).toBe('STARTING RUNNING KILLING KILLED');
  const [agent] = world.state.mesos.master.agents.values();
  expect(agent?.used).toEqual([]);
  expect(world.state.mesos.executors.size).toBe(0);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('text that is no shell command fails with status 2', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'while true; do: sleep 1000; done;')]));
  world.runTo(30);
  expect(world.last('a')).toMatchObject({ state: 'TASK_FAILED', message: 'Command exited with status 2' });
});

test('one slow image delays RUNNING of the whole group, and is there at once for the next', () => {
  const world = aMesos();
  const withImage = (id: string) =>
    aGroup(id, [
      aTask(`${id}.x`, 'sleep inf', { image: { id: 'mysql', cached: true } }),
      aTask(`${id}.y`, 'sleep inf'),
    ]);
  const runningAt = (taskId: string): number => (world.last(taskId)?.timestamp ?? 0) - EPOCH;
  world.launch(withImage('cold'));
  world.runTo(30);
  expect(runningAt('cold.x')).toBe(runningAt('cold.y'));
  const cold = runningAt('cold.x');
  expect(cold).toBeGreaterThan(1900);
  world.launch(withImage('warm'));
  world.runTo(60);
  expect(runningAt('warm.x') - 30_000).toBeLessThan(cold);
});

test('every instance on an overlay has its own address from the agent’s subnet', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) world.launch(aGroup(id, [aTask(id, 'sleep inf')], overlay));
  world.runTo(20);
  const addresses = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => world.last(id)?.networks?.[0]);
  expect(new Set(addresses.map((network) => network?.ipAddresses[0])).size).toBe(7);
  for (const network of addresses) {
    expect(network?.name).toBe('dcos');
    expect(network?.ipAddresses[0]).toMatch(/^9\.0\.0\.\d+$/);
  }
});

test('an agent’s overlay subnet has 29 addresses: the thirtieth instance fails to launch', () => {
  const world = aMesos({
    agents: [anAgent(1, { resources: [roleResources('*', { cpus: 64, mem: 64_000, disk: 9000 })] })],
  });
  for (let i = 0; i < 30; i++) world.launch(aGroup(`n${i}`, [aTask(`n${i}`, 'sleep inf')], overlay));
  world.runTo(60);
  const last = Array.from({ length: 30 }, (_, i) => world.last(`n${i}`));
  expect(last.filter((status) => status?.state === 'TASK_RUNNING')).toHaveLength(29);
  expect(last.find((status) => status?.state === 'TASK_FAILED')).toMatchObject({
    reason: 'CONTAINER_LAUNCH_FAILED',
    message: expect.stringContaining('no IP addresses available'),
  });
});

test('a network nobody configured fails the launch, and the agent says so', () => {
  const world = aMesos();
  const networks = [{ name: 'my-network', labels: {}, portMappings: [] }];
  world.launch(aGroup('a', [aTask('x', 'sleep 1'), aTask('y', 'sleep 1')], { networks }));
  world.runTo(10);
  expect(world.states('x')).toBe('FAILED');
  expect(world.last('y')).toMatchObject({
    source: 'SOURCE_AGENT',
    reason: 'CONTAINER_LAUNCH_FAILED',
    message: "Failed to launch container: Unknown CNI network 'my-network'",
  });
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('a container with nothing to run fails; siblings run first, then are killed', () => {
  const world = aMesos();
  const { command: _, ...nothing } = aTask('empty', '');
  world.launch(aGroup('a', [nothing, aTask('other', 'sleep inf')]));
  world.runTo(20);
  expect(world.states('empty')).toBe('STARTING FAILED');
  expect(world.states('other')).toBe('STARTING RUNNING KILLING KILLED');
});

test('a group that wants more than the offer holds is refused whole', () => {
  const world = aMesos();
  world.state.framework.hoards = true;
  world.launch(aGroup('unused', [aTask('unused', 'true')]));
  world.runTo(1);
  const frameworkId = world.state.framework.id;
  const group = aGroup('big', [aTask('x', 'true', { resources: amount(100, 1) }), aTask('y', 'true')], { frameworkId });
  const offerIds = [world.state.framework.offers.at(-1)?.id ?? ''];
  world.call({
    to: 'master',
    kind: 'ACCEPT',
    frameworkId,
    offerIds,
    operations: [group],
    filters: { refuse: seconds(0) },
  });
  world.runTo(2);
  expect(world.last('x')).toMatchObject({ state: 'TASK_ERROR', reason: 'TASK_GROUP_INVALID', source: 'SOURCE_MASTER' });
  expect(world.states('y')).toBe('ERROR');
  expect(auditMesos(world.state.mesos)).toEqual([]);
  world.call({
    to: 'master',
    kind: 'ACCEPT',
    frameworkId,
    offerIds,
    operations: [group],
    filters: { refuse: seconds(0) },
  });
  world.runTo(3);
  expect(world.last('x')).toMatchObject({ state: 'TASK_DROPPED', reason: 'INVALID_OFFERS' });
});

test.each([
  ['no disk', amount(0.1, 32, 0), 'must have disk resources'],
  ['too little memory', amount(0.1, 31, 10), 'less memory (31MB)'],
  ['too little cpu', amount(0.001, 32, 10), 'less CPUs (0.001)'],
])('an executor with %s is refused', (_, resources, words) => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', 'true')], { resources }));
  world.runTo(3);
  expect(world.last('x')).toMatchObject({ state: 'TASK_ERROR', message: expect.stringContaining(words) });
});

test('an idle cluster and a cluster of healthy steady containers schedule nothing', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'while true; do sleep 1; done'), aTask('b', 'nginx -g "daemon off;"')]));
  world.runTo(300);
  expect(world.runtime.nextAt()).toBeUndefined();
});

test('updates of one task reach the framework one by one, each after the last was acknowledged', () => {
  const world = aMesos();
  world.state.framework.acknowledges = false;
  world.launch(aGroup('a', [aTask('a', 'sleep 1')]));
  world.runTo(30);
  expect(world.states('a')).toBe('STARTING');
  const frameworkId = world.state.framework.id;
  for (const expected of ['STARTING RUNNING', 'STARTING RUNNING FINISHED']) {
    const { agentId = '', taskId = '', state = 'TASK_STARTING', uuid = '' } = world.last('a') ?? {};
    world.call({
      to: 'master',
      kind: 'ACKNOWLEDGE',
      frameworkId,
      agentId,
      updates: [{ taskId, state, uuid: 'not this one' }],
    });
    world.call({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId, agentId, updates: [{ taskId, state, uuid }] });
    world.runTo((world.runtime.now() - EPOCH) / 1000 + 5);
    expect(world.states('a')).toBe(expected);
  }
});

test('the steps between an executor’s SUBSCRIBE and RUNNING take their fixed times', () => {
  const at = new Map<string, number>();
  const made: { world?: MesosWorld } = {};
  const note = ({ kind }: { readonly kind: string }): void => {
    if (made.world !== undefined && !at.has(kind)) at.set(kind, made.world.runtime.now());
  };
  const world = aMesos({ onEntry: note });
  made.world = world;
  world.launch(aGroup('a', [aTask('one', 'sleep 1000'), aTask('two', 'sleep 0')]));
  world.runTo(10);
  const since = (first: string, then: string): number => (at.get(then) ?? NaN) - (at.get(first) ?? NaN);
  expect(since('EXECUTOR_READY', 'LAUNCH_GROUP')).toBe(20);
  expect(since('LAUNCH_GROUP', 'LAUNCH_CONTAINERS')).toBe(0);
  expect(since('LAUNCH_CONTAINERS', 'CONTAINERS_READY')).toBe(30);
  expect(since('CONTAINERS_READY', 'LAUNCH_ANSWERED')).toBe(5);
  // It was over before its start was told, and is told to have run all the same.
  expect(world.states('two')).toBe('STARTING RUNNING FINISHED');
});

test('in a group that starts in order a container that is over at once has run, too', () => {
  const world = aMesos();
  const after = [{ container: 'first', condition: 'running' } as const];
  const rule = { kind: 'main', after, timeout: seconds(60) } as const;
  world.launch(aGroup('a', [aTask('first', 'true'), aTask('second', 'sleep inf', { start: rule })]));
  world.runTo(10);
  expect(world.states('first')).toBe('STARTING RUNNING FINISHED');
  // Once to say what it waits for, once when it waits no longer.
  expect(world.states('second')).toBe('STARTING STARTING RUNNING');
});
