/** Conditions fold from task states; nothing sets them. */
import { expect, test } from 'vitest';
import type { TaskState } from '../../../protocol/mesos/task';
import { aStatus, aTask } from '../marathon-fixtures';
import { foldConditions, foldHealth, taskCondition } from './condition';
import type { Condition } from './instance';

test.each<[TaskState, Condition]>([
  ['TASK_STAGING', 'Staging'],
  ['TASK_STARTING', 'Starting'],
  ['TASK_RUNNING', 'Running'],
  ['TASK_KILLING', 'Killing'],
  ['TASK_FINISHED', 'Finished'],
  ['TASK_FAILED', 'Failed'],
  ['TASK_KILLED', 'Killed'],
  ['TASK_ERROR', 'Error'],
  ['TASK_DROPPED', 'Dropped'],
  ['TASK_UNREACHABLE', 'Unreachable'],
  ['TASK_GONE', 'Gone'],
  ['TASK_GONE_BY_OPERATOR', 'Gone'],
  ['TASK_UNKNOWN', 'Unknown'],
])('%s makes a task %s', (state, condition) => {
  expect(taskCondition({ state })).toBe(condition);
});

test('a lost task is gone, unless the reason says that only the agent is', () => {
  expect(taskCondition({ state: 'TASK_LOST' })).toBe('Gone');
  expect(taskCondition({ state: 'TASK_LOST', reason: 'AGENT_DISCONNECTED' })).toBe('Unreachable');
});

test('of the tasks of an instance the worst one decides', () => {
  const order: Condition[] = [
    'Error',
    'Failed',
    'Gone',
    'Dropped',
    'Unreachable',
    'Killing',
    'Starting',
    'Staging',
    'Unknown',
    'Provisioned',
    'Running',
    'Finished',
    'Killed',
  ];
  order.forEach((worst, i) => {
    for (const other of order.slice(i)) expect(foldConditions([other, worst])).toBe(worst);
  });
  expect(foldConditions([])).toBe('Unknown');
});

test.each<[string, boolean | null, [Condition, boolean?][]]>([
  ['unhealthy as soon as one running container is', false, [['Running', true], ['Starting'], ['Running', false]]],
  ['unknown while one is not up', null, [['Running', true], ['Starting']]],
  [
    'healthy when one says so and the others run or have finished',
    true,
    [['Running', true], ['Running'], ['Finished']],
  ],
  ['unknown when nobody says anything', null, [['Running'], ['Running']]],
])('an instance is %s', (_text, health, tasks) => {
  const of = ([condition, healthy]: [Condition, boolean?]) =>
    aTask({ condition, status: aStatus(healthy === undefined ? {} : { healthy }) });
  expect(foldHealth(tasks.map(of))).toBe(health);
});
