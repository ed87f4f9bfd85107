/** Kills: grace, signals, and who goes down with whom. */
import { expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const STUBBORN = 'trap "" TERM; while true; do sleep 1; done';

const endedAfter = (world: MesosWorld, taskId: string): number => {
  const at = (state: string): number =>
    world.state.framework.statuses.find((status) => status.taskId === taskId && status.state === state)?.timestamp ??
    NaN;
  return at('TASK_KILLED') - at('TASK_KILLING');
};

test('a polite process ends on SIGTERM, long before its grace is over', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER, { killGrace: seconds(30) })]));
  world.runTo(20);
  world.kill('a');
  world.runTo(80);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
  expect(world.last('a')).toMatchObject({ message: 'Command terminated with signal Terminated', exitCode: 143 });
  expect(endedAfter(world, 'a')).toBeLessThan(1000);
});

test.each([
  ['its own policy', { killGrace: seconds(10) }, undefined, 10_000],
  ['the default', {}, undefined, 3000],
  ['the kill’s own grace', { killGrace: seconds(10) }, seconds(5), 5000],
])('a process that ignores SIGTERM is killed when the grace of %s is over', (_, policy, grace, expected) => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', STUBBORN, policy)]));
  world.runTo(20);
  world.kill('a', grace);
  world.runTo(80);
  expect(world.last('a')).toMatchObject({ state: 'TASK_KILLED', message: 'Command terminated with signal Killed' });
  expect(endedAfter(world, 'a')).toBeGreaterThanOrEqual(expected);
  expect(endedAfter(world, 'a')).toBeLessThan(expected + 100);
});

test('siblings of a killed task get the fixed three seconds, whatever their own policy', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('first', FOREVER), aTask('second', STUBBORN, { killGrace: seconds(60) })]));
  world.runTo(20);
  world.kill('first');
  world.runTo(80);
  expect(world.states('second')).toBe('STARTING RUNNING KILLING KILLED');
  expect(endedAfter(world, 'second')).toBeGreaterThanOrEqual(3000);
  expect(endedAfter(world, 'second')).toBeLessThan(3100);
});

test('each task killed by the framework keeps its own policy', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', STUBBORN, { killGrace: seconds(20) })]));
  world.runTo(20);
  world.kill('x');
  world.kill('y');
  world.runTo(80);
  expect(endedAfter(world, 'y')).toBeGreaterThanOrEqual(20_000);
});

test('a handler ends its process with the handler’s own status', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'trap "echo bye; exit 0" TERM; while :; do sleep 1; done')]));
  world.runTo(20);
  world.kill('a');
  world.runTo(40);
  expect(world.last('a')).toMatchObject({ state: 'TASK_KILLED', message: 'Command exited with status 0', exitCode: 0 });
});

test('a kill before delivery to the executor takes the whole group', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)]));
  world.runTo(0.6);
  world.call({ to: 'master', kind: 'KILL', frameworkId: world.state.framework.id, taskId: 'x', agentId: '' });
  world.runTo(30);
  expect([world.states('x'), world.states('y')]).toEqual(['KILLED', 'KILLED']);
  expect(world.last('y')).toMatchObject({ reason: 'TASK_KILLED_DURING_LAUNCH', source: 'SOURCE_AGENT' });
  expect(world.state.mesos.executors.size).toBe(0);
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

test('a kill while its image is pulled ends the task without it ever running', () => {
  const world = aMesos();
  world.launch(
    aGroup('a', [aTask('x', FOREVER, { image: { id: 'private/huge', cached: true } }), aTask('y', FOREVER)]),
  );
  for (let second = 1; world.states('x') === '' && second < 40; second++) world.runTo(second / 4);
  world.kill('x');
  world.runTo(60);
  expect(world.states('x')).toBe('STARTING KILLING KILLED');
  expect(world.states('y')).toBe('STARTING RUNNING KILLING KILLED');
});

test('a second kill of the same task and a kill of an ended one change nothing', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(20);
  world.kill('a');
  world.kill('a');
  world.runTo(40);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
  world.kill('a');
  world.runTo(41);
  expect(world.last('a')).toMatchObject({ state: 'TASK_GONE', reason: 'RECONCILIATION', source: 'SOURCE_MASTER' });
});

test('a framework without the capability hears no TASK_KILLING', () => {
  const world = aMesos({ framework: { capabilities: ['PARTITION_AWARE'] } });
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(20);
  world.kill('a');
  world.runTo(40);
  expect(world.states('a')).toBe('STARTING RUNNING KILLED');
});

test('reconciliation tells the latest state of known tasks, and that unknown ones are gone from sight', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(20);
  const frameworkId = world.state.framework.id;
  world.call({
    to: 'master',
    kind: 'RECONCILE',
    frameworkId,
    tasks: [
      { taskId: 'a', agentId: '' },
      { taskId: 'ghost', agentId: 'nowhere' },
    ],
  });
  world.runTo(21);
  expect(world.last('a')).toMatchObject({ state: 'TASK_RUNNING', reason: 'RECONCILIATION' });
  expect(world.last('ghost')).toMatchObject({ state: 'TASK_UNKNOWN', reason: 'RECONCILIATION' });
  world.call({ to: 'master', kind: 'RECONCILE', frameworkId, tasks: [] });
  world.runTo(22);
  expect(world.states('a')).toBe('STARTING RUNNING RUNNING RUNNING');
});
