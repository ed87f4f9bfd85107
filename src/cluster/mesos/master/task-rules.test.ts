/** Groups the master refuses for what single tasks ask for. */
import { expect, test } from 'vitest';
import type { ExecutorInfo, HealthCheckInfo, TaskInfo } from '../../../protocol/mesos/task';
import { milli, seconds } from '../../../protocol/units';
import { aGroup, aMesos, amount, aTask } from '../mesos-world-fixture';

const FOREVER = 'sleep inf';
const task = (name: string, more: Partial<TaskInfo> = {}): TaskInfo => aTask(name, FOREVER, more);
const shared = { sharesCgroups: true } as const;
const networks = [{ name: 'dcos', labels: {}, portMappings: [] }];
const check = (kind: HealthCheckInfo['check']): Pick<TaskInfo, 'healthCheck'> => ({
  healthCheck: {
    check: kind,
    delay: seconds(1),
    grace: seconds(1),
    interval: seconds(1),
    timeout: seconds(1),
    maxConsecutiveFailures: 1,
  },
});
const TCP = check({ type: 'TCP', port: 80 });
const COMMAND = check({ type: 'COMMAND', command: { shell: 'true' } });

test.each<[string, readonly TaskInfo[], string]>([
  [
    'limits beside shared cgroups',
    [task('x', { ...shared, limits: { mem: milli(64) } })],
    "'share_cgroups' is set to 'false'",
  ],
  ['a limit below the request', [task('x', { limits: { mem: milli(16) } })], 'The mem limit (16) of task'],
  ['a processor limit below the request', [task('x', { limits: { cpus: milli(0.01) } })], 'The cpus limit (0.01)'],
  ['some that share cgroups and some that do not', [task('x', shared), task('y')], "the same value of 'share_cgroups'"],
  ['a TCP check in a network of its own', [task('x', { networks, ...TCP })], "not joining parent's network"],
  ['two tasks of one id', [task('x'), task('x')], 'Task has duplicate ID: x'],
  ['no task', [], 'at least one task'],
])('a group with %s', (_, tasks, words) => {
  const world = aMesos();
  world.launch(aGroup('a', tasks));
  world.runTo(10);
  const told = world.state.framework.statuses.map(({ state, reason, message }) => ({ state, reason, message }));
  for (const each of told)
    expect(each).toMatchObject({
      state: 'TASK_ERROR',
      reason: 'TASK_GROUP_INVALID',
      message: expect.stringContaining(words),
    });
  expect(told).toHaveLength(tasks.length);
  expect(world.state.mesos.executors.size).toBe(0);
});

test.each<[string, readonly TaskInfo[]]>([
  ['limits above the requests', [task('x', { limits: { mem: milli(64), cpus: 'unlimited' } })]],
  ['cgroups that all share', [task('x', shared), task('y', shared)]],
  ['a command check in a network of its own', [task('x', { networks, ...COMMAND })]],
])('a group with %s is launched', (_, tasks) => {
  const world = aMesos();
  world.launch(aGroup('a', tasks));
  world.runTo(10);
  expect(world.states('x')).toContain('RUNNING');
});

test('a second group for an executor that runs has to describe the same one', () => {
  const world = aMesos();
  const launch = (name: string, executor: Partial<ExecutorInfo>): void =>
    world.launch(aGroup('a', [task(name)], executor));
  launch('first', {});
  world.runTo(10);
  launch('other', { resources: amount(0.2, 64, 20) });
  launch('same', {});
  world.runTo(20);
  expect(world.last('other')).toMatchObject({
    state: 'TASK_ERROR',
    message: "ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID 'instance-a'",
  });
  expect(world.last('same')).toMatchObject({ state: 'TASK_DROPPED' });
});
