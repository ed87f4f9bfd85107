/** From a task to what the API tells of its container. */
import { describe, expect, test } from 'vitest';
import type { ContainerInput } from '../../../protocol/marathon/pod';
import { millis } from '../../../protocol/units';
import type { Condition, Task } from '../instance/instance';
import { aPod, aStatus, aTask } from '../marathon-fixtures';
import { containerStatuses } from './container-status';

const shown = (task: Partial<Task>, container: Partial<ContainerInput> = {}) => {
  const pod = aPod({ containers: [{ name: 'main', resources: { cpus: 0.1, mem: 32 }, ...container }] });
  const [status] = containerStatuses(pod, [aTask(task)]);
  if (status === undefined) throw new Error('no status');
  return status;
};

test.each<[Condition, string, boolean, boolean]>([
  ['Provisioned', 'TASK_STAGING', true, false],
  ['Staging', 'TASK_STAGING', true, true],
  ['Starting', 'TASK_STARTING', true, true],
  ['Running', 'TASK_RUNNING', true, true],
  ['Killing', 'TASK_KILLING', true, true],
  ['Unreachable', 'TASK_UNREACHABLE', true, true],
  ['UnreachableInactive', 'TASK_UNREACHABLE', true, true],
  ['Finished', 'TASK_FINISHED', false, false],
  ['Failed', 'TASK_FAILED', false, false],
  ['Killed', 'TASK_KILLED', false, false],
  ['Error', 'TASK_ERROR', false, false],
  ['Gone', 'TASK_GONE', false, false],
  ['Dropped', 'TASK_DROPPED', false, false],
  ['Unknown', 'TASK_UNKNOWN', false, false],
])('%s is %s; active: %s, holds resources: %s', (condition, status, isActive, isHolding) => {
  const container = shown({ condition }, { endpoints: [{ name: 'web' }] });
  expect(container.status).toBe(status);
  expect(container.containerId).toBe(isActive ? 'shop_web.instance-1.main.1' : undefined);
  expect(container.endpoints).toHaveLength(isActive ? 1 : 0);
  expect(container.resources).toEqual(isHolding ? { cpus: 0.1, mem: 32, disk: 0, gpus: 0 } : undefined);
  expect(container.termination === undefined).toBe(isActive);
});

test('its times are those of its start, or of its launch before that', () => {
  const at = (startedAt: Task['startedAt']) => shown({ stagedAt: millis(1000), startedAt });
  expect(at(millis(5000))).toMatchObject({
    statusSince: '1970-01-01T00:00:05.000Z',
    lastChanged: '1970-01-01T00:00:05.000Z',
  });
  expect(at(null)).toMatchObject({ statusSince: '1970-01-01T00:00:01.000Z', lastUpdated: '1970-01-01T00:00:01.000Z' });
});

test('an ended one tells its exit code and message', () => {
  const status = aStatus({ state: 'TASK_FAILED', exitCode: 3, message: 'Command exited with status 3' });
  expect(shown({ condition: 'Failed', status })).toMatchObject({
    message: 'Command exited with status 3',
    termination: { exitCode: 3, message: 'Command exited with status 3' },
  });
});

describe('with a health check', () => {
  const checked: Partial<ContainerInput> = {
    endpoints: [
      { name: 'web', hostPort: 0 },
      { name: 'admin', hostPort: 0 },
    ],
    healthCheck: { http: { endpoint: 'web', path: '/' } },
  };
  const conditions = (task: Partial<Task>) =>
    shown(task, checked).conditions.map(({ name, value, reason }) => [name, value, reason]);

  test.each([
    [undefined, 'false', 'health-unreported-by-mesos'],
    [true, 'true', 'health-reported-by-mesos'],
    [false, 'false', 'health-reported-by-mesos'],
  ])('health %s reads %s, %s', (healthy, value, reason) => {
    const status = aStatus(healthy === undefined ? {} : { healthy });
    expect(conditions({ status })).toEqual([['healthy', value, reason]]);
  });

  test('nothing is said before it runs', () => {
    expect(conditions({ condition: 'Starting' })).toEqual([]);
  });

  test('the checked endpoint comes last, with its health', () => {
    const status = aStatus({ healthy: true });
    expect(shown({ status, hostPorts: [31_000, 31_001] }, checked).endpoints).toEqual([
      { name: 'admin', allocatedHostPort: 31_001 },
      { name: 'web', allocatedHostPort: 31_000, healthy: true },
    ]);
  });
});

test('endpoints with a host port come before those without', () => {
  const pod = aPod({
    networks: [{ mode: 'container' }],
    containers: [
      {
        name: 'main',
        resources: { cpus: 0.1, mem: 32 },
        endpoints: [
          { name: 'inner', containerPort: 81 },
          { name: 'outer', containerPort: 80, hostPort: 0 },
        ],
      },
    ],
  });
  expect(containerStatuses(pod, [aTask({ hostPorts: [31_000] })])[0]?.endpoints).toEqual([
    { name: 'outer', allocatedHostPort: 31_000 },
    { name: 'inner' },
  ]);
});

test('a container without a task, of a version that has it, is not shown', () => {
  expect(containerStatuses(aPod(), [aTask({ container: 'other' })])).toEqual([]);
});
