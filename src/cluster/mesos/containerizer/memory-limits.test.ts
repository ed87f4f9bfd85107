/** Memory limits: whose they are, and what becomes of those that reach them. */
import { describe, expect, test } from 'vitest';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { milli } from '../../../protocol/units';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, amount, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'sleep inf';
const hog = (mib: number): string => `sleep 2; stress --vm 1 --vm-bytes ${mib}M`;
const mem = (mib: number): Pick<TaskInfo, 'resources'> => ({ resources: amount(0.1, mib) });

const run = (...tasks: readonly TaskInfo[]): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', tasks));
  world.runTo(60);
  return world;
};

describe('a container that reaches its limit', () => {
  test('fails with the reason, and says how much it was; its siblings are killed', () => {
    const world = run(aTask('hog', hog(512), mem(64)), aTask('sibling', FOREVER));
    expect(world.states('hog')).toBe('STARTING RUNNING FAILED');
    expect(world.last('hog')).toMatchObject({
      reason: 'CONTAINER_LIMITATION_MEMORY',
      source: 'SOURCE_EXECUTOR',
      exitCode: 137,
      message: expect.stringMatching(
        /^Command terminated with signal Killed: Memory limit exceeded: Requested: 64MB Maximum Used: 64MB\n\nMEMORY STATISTICS: \n/,
      ),
    });
    expect(world.states('sibling')).toBe('STARTING RUNNING KILLING KILLED');
    expect(world.last('sibling')).not.toHaveProperty('reason');
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('does so when that much is filled, and not before', () => {
    const world = run(aTask('hog', hog(512), mem(262)));
    const lived = world.since('hog', 'FAILED') - world.since('hog', 'RUNNING');
    // Two seconds of sleep, then 256 MiB beyond what any program takes, one MiB per millisecond; told that it runs 5 ms late.
    expect(lived).toBeCloseTo(2.251, 3);
  });

  test('is killed for it though it was being killed: the limit is what ended it', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('hog', `trap "" TERM; ${hog(512)}`, mem(64))]));
    world.runTo(2);
    world.kill('hog');
    world.runTo(30);
    expect(world.last('hog')).toMatchObject({ state: 'TASK_FAILED', reason: 'CONTAINER_LIMITATION_MEMORY' });
  });
});

describe('the limit', () => {
  test.each([
    ['is what it asks for', { ...mem(600) }, true],
    ['is not less than 32 MiB', { ...mem(1) }, false],
    ['may be higher than that', { ...mem(32), limits: { mem: milli(600) } }, true],
    ['may be higher and still too low', { ...mem(32), limits: { mem: milli(500) } }, false],
    ['may be absent', { ...mem(32), limits: { mem: 'unlimited' as const } }, true],
    ['of the processor is none of the memory', { ...mem(32), limits: { cpus: 'unlimited' as const } }, false],
  ])('%s', (_, more, lives) => {
    expect(
      run(aTask('hog', hog(512), more))
        .states('hog')
        .endsWith('RUNNING'),
    ).toBe(lives);
  });

  test('is far from what programs take that say nothing of it', () => {
    const world = run(aTask('web', 'nginx -g "daemon off;"', mem(1)), aTask('b', FOREVER, mem(1)));
    expect([world.states('web'), world.states('b')]).toEqual(['STARTING RUNNING', 'STARTING RUNNING']);
    const [id = ''] = world.state.workloads.processes.keys();
    expect(world.ctx.workloads.memoryUse(id)).toBe(6);
    expect(world.state.workloads.cgroups.size).toBe(0);
  });

  test('of memory given back in time is not reached', () => {
    const world = run(
      aTask('a', 'dd if=/dev/zero of=f bs=20M count=1; dd if=/dev/zero of=f bs=20M count=1; sleep inf'),
    );
    expect(world.states('a')).toBe('STARTING RUNNING');
  });
});

describe('containers that share the cgroups of their executor', () => {
  const sharing = (shell: string, mib: number): Omit<TaskInfo, 'taskId' | 'name'> => ({
    ...aTask('', shell, mem(mib)),
    sharesCgroups: true,
  });
  const named = (name: string, task: Omit<TaskInfo, 'taskId' | 'name'>): TaskInfo => ({ ...task, taskId: name, name });

  test('borrow from each other', () => {
    const world = run(named('hog', sharing(hog(100), 64)), named('modest', sharing(FOREVER, 64)));
    expect(world.states('hog')).toBe('STARTING RUNNING');
  });

  test('all fail with their executor when the sum is too much, and the agent says so', () => {
    const world = run(named('x', sharing(hog(100), 64)), named('y', sharing(hog(100), 64)));
    for (const task of ['x', 'y'])
      expect(world.last(task)).toMatchObject({
        state: 'TASK_FAILED',
        reason: 'CONTAINER_LIMITATION_MEMORY',
        source: 'SOURCE_AGENT',
        message: expect.stringMatching(/^Memory limit exceeded: Requested: 160MB Maximum Used: 160MB/),
      });
    expect(world.state.mesos.executors.size).toBe(0);
    expect(world.state.workloads.cgroups.size).toBe(0);
  });

  test('are counted together at each moment: what one gave back another may take', () => {
    const world = aMesos();
    const tasks = [
      named('brief', sharing('stress --vm 1 --vm-bytes 100M --timeout 1s', 40)),
      named('later', sharing('sleep 5; stress --vm 1 --vm-bytes 100M', 40)),
      named('last', sharing('sleep 9; stress --vm 1 --vm-bytes 100M', 40)),
    ];
    world.launch(aGroup('a', tasks));
    world.runTo(60);
    const lived = world.since('later', 'FAILED') - world.since('later', 'RUNNING');
    expect(world.states('brief')).toBe('STARTING RUNNING FINISHED');
    expect(lived).toBeGreaterThan(9);
    expect(lived).toBeLessThan(9.2);
  });
});

test('a command task that takes too much fails with its executor', () => {
  const world = aMesos();
  const { executor } = aGroup('a', []);
  const group = { ...executor, executorId: 'it', resources: [] };
  world.launch({ type: 'LAUNCH', executor: group, tasks: [aTask('it', hog(512), mem(64))] });
  world.runTo(30);
  expect(world.last('it')).toMatchObject({
    state: 'TASK_FAILED',
    reason: 'CONTAINER_LIMITATION_MEMORY',
    source: 'SOURCE_AGENT',
    message: expect.stringMatching(/^Memory limit exceeded: Requested: 64MB/),
  });
});

test('a limit is an event and no watch: nothing happens until it is reached', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'stress --vm 1 --vm-bytes 20M', mem(64))]));
  world.runTo(60);
  expect(world.runtime.nextAt()).toBeUndefined();
});
