/** How containers end, and what the group makes of it: every row of the executor's rules by name. */
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'sleep inf';

const run = (shell: string, until = 30): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('it', shell), aTask('sibling', FOREVER)]));
  world.runTo(until);
  return world;
};

describe('an end by itself', () => {
  test.each([
    ['exit code 0', 'sleep 5', 'TASK_FINISHED', 'Command exited with status 0', 0],
    ['exit code 1', 'sleep 5; exit 1', 'TASK_FAILED', 'Command exited with status 1', 1],
    ['exit code 137', 'sleep 5; exit 137', 'TASK_FAILED', 'Command exited with status 137', 137],
    ['a script nobody can read', 'if then', 'TASK_FAILED', 'Command exited with status 2', 2],
  ])('with %s', (_, shell, state, message, exitCode) => {
    expect(run(shell).last('it')).toMatchObject({ state, message, exitCode, source: 'SOURCE_EXECUTOR' });
    expect(run(shell).last('it')).not.toHaveProperty('reason');
  });

  test('a finish leaves the siblings alone, a failure does not', () => {
    expect(run('sleep 5').states('sibling')).toBe('STARTING RUNNING');
    expect(run('sleep 5; exit 1').states('sibling')).toBe('STARTING RUNNING KILLING KILLED');
  });
});

describe('an end on request is TASK_KILLED, whatever the status', () => {
  test.each([
    ['SIGTERM', FOREVER, 'Command terminated with signal Terminated', 143],
    ['SIGKILL', 'trap "" TERM; sleep inf', 'Command terminated with signal Killed', 137],
    ['a handler with status 0', 'trap "exit 0" TERM; while :; do sleep 1; done', 'Command exited with status 0', 0],
    ['a handler with status 9', 'trap "exit 9" TERM; while :; do sleep 1; done', 'Command exited with status 9', 9],
  ])('%s', (_, shell, message, exitCode) => {
    const world = run(shell, 10);
    world.kill('it');
    world.runTo(30);
    expect(world.last('it')).toMatchObject({ state: 'TASK_KILLED', message, exitCode });
    expect(world.states('sibling')).toBe('STARTING RUNNING KILLING KILLED');
  });
});

test('several failures take the group down once', () => {
  const world = aMesos();
  const tasks = ['x', 'y'].map((name) => aTask(name, 'sleep 5; exit 1'));
  world.launch(aGroup('a', [...tasks, aTask('z', FOREVER)]));
  world.runTo(30);
  expect(['x', 'y', 'z'].map((name) => world.states(name))).toEqual([
    'STARTING RUNNING FAILED',
    'STARTING RUNNING KILLING KILLED',
    'STARTING RUNNING KILLING KILLED',
  ]);
});

test('an unhealthy container marks every later end of its group, those of healthy siblings too', () => {
  const world = aMesos();
  const check = { type: 'TCP', port: 81 } as const;
  const times = { delay: seconds(1), grace: seconds(0), interval: seconds(2), timeout: seconds(1) };
  const sick = aTask('sick', FOREVER, { healthCheck: { check, ...times, maxConsecutiveFailures: 2 } });
  world.launch(aGroup('a', [sick, aTask('well', FOREVER)]));
  world.runTo(30);
  expect(world.last('sick')).toMatchObject({ state: 'TASK_KILLED', healthy: false });
  expect(world.last('well')).toMatchObject({ state: 'TASK_KILLED', healthy: false });
});

test('the executor leaves when its last update was acknowledged, a minute after its last container at the latest', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('it', 'sleep 5')]));
  world.runTo(5);
  world.state.framework.acknowledges = false;
  world.runTo(60);
  expect(world.state.mesos.executors.size).toBe(1);
  world.runTo(75);
  expect(world.state.mesos.executors.size).toBe(0);
});
