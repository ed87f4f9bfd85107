/** Words for instances and containers. */
import { expect, test } from 'vitest';
import { containerHealth, containerStatus, instanceStatus } from './instance-status';
import { START, aContainerStatus, aHealth, anInstance } from './pod-status-fixture';

test.each([
  ['TASK_STAGING', 'Staging'],
  ['TASK_STARTING', 'Staging'],
  ['TASK_RUNNING', 'Running'],
  ['TASK_KILLING', 'Deleting'],
  ['TASK_FINISHED', 'Finished'],
  ['TASK_FAILED', 'Failed'],
  ['TASK_KILLED', 'Killed'],
  ['TASK_ERROR', 'Failed'],
  ['TASK_LOST', 'Failed'],
  ['TASK_DROPPED', 'Failed'],
  ['TASK_UNREACHABLE', 'Unreachable'],
  ['TASK_GONE', 'Failed'],
  ['TASK_GONE_BY_OPERATOR', 'Failed'],
  ['TASK_UNKNOWN', 'Failed'],
] as const)('a container in %s is %s', (state, word) => {
  expect(containerStatus(aContainerStatus({ status: state })).word).toBe(word);
});

test('a container says how it ended', () => {
  const failed = aContainerStatus({
    status: 'TASK_FAILED',
    termination: { exitCode: 137, message: 'Memory limit exceeded' },
  });
  expect(containerStatus(failed).sentence).toBe('exited with status 137: Memory limit exceeded');
  expect(containerStatus(aContainerStatus({ status: 'TASK_ERROR', message: 'no such user' })).sentence).toBe(
    'refused by Mesos: no such user',
  );
});

test('health is told apart: passing, failing, not known yet, not checked', () => {
  expect(containerHealth(aContainerStatus({ conditions: [aHealth(true)] }))).toBe('healthy');
  expect(containerHealth(aContainerStatus({ conditions: [aHealth(false)] }))).toBe('unhealthy');
  expect(containerHealth(aContainerStatus({ conditions: [aHealth(false, 'health-unreported-by-mesos')] }))).toBe(
    'unknown',
  );
  expect(containerHealth(aContainerStatus())).toBe('unchecked');
});

test('a running container that fails its check is Degraded', () => {
  expect(containerStatus(aContainerStatus({ conditions: [aHealth(false)] })).word).toBe('Degraded');
});

const now = START + 75_000;

test('a pending instance waits for an offer, or for its back-off', () => {
  const pending = anInstance({ status: 'PENDING' });
  expect(instanceStatus(pending, now)).toMatchObject({ word: 'Waiting' });
  expect(instanceStatus(pending, now, 12)).toMatchObject({
    word: 'Delayed',
    sentence: 'its last run failed; next try in 12 s',
  });
});

test('a pending instance that is launched says where to, whatever its pod waits for', () => {
  const launched = anInstance({ status: 'PENDING', containers: [aContainerStatus({ status: 'TASK_STAGING' })] });
  const told = { word: 'Staging', sentence: 'launched on 10.0.1.12, not heard of yet' };
  expect(instanceStatus(launched, now)).toMatchObject(told);
  expect(instanceStatus(launched, now, 12)).toMatchObject(told);
});

test('a staging instance names the containers that are not up', () => {
  const containers = [aContainerStatus(), aContainerStatus({ name: 'logger', status: 'TASK_STARTING' })];
  expect(instanceStatus(anInstance({ status: 'STAGING', containers }), now)).toMatchObject({
    word: 'Staging',
    sentence: 'starting logger on 10.0.1.12',
  });
});

test('a degraded instance names the failing container among several, or the agent it lost', () => {
  const failing = aContainerStatus({ conditions: [aHealth(false)] });
  const sick = anInstance({ status: 'DEGRADED', containers: [failing, aContainerStatus({ name: 'logger' })] });
  expect(instanceStatus(sick, now)).toMatchObject({ word: 'Degraded', sentence: 'health check of nginx fails' });
  const alone = anInstance({ status: 'DEGRADED', containers: [failing] });
  expect(instanceStatus(alone, now).sentence).toBe('health check fails');
  const cutOff = anInstance({ status: 'DEGRADED', containers: [aContainerStatus({ status: 'TASK_UNREACHABLE' })] });
  expect(instanceStatus(cutOff, now)).toMatchObject({
    word: 'Unreachable',
    sentence: 'agent 10.0.1.12 not heard of for 1 min',
  });
});

test('the worst container names the end of an instance', () => {
  const end = (...states: readonly ('TASK_FAILED' | 'TASK_KILLED' | 'TASK_FINISHED' | 'TASK_KILLING')[]) =>
    instanceStatus(
      anInstance({ status: 'TERMINAL', containers: states.map((state) => aContainerStatus({ status: state })) }),
      now,
    ).word;
  expect(end('TASK_FINISHED', 'TASK_FINISHED')).toBe('Finished');
  expect(end('TASK_KILLED', 'TASK_FINISHED')).toBe('Killed');
  expect(end('TASK_KILLED', 'TASK_FAILED')).toBe('Failed');
  expect(end('TASK_KILLING', 'TASK_KILLED')).toBe('Deleting');
});

test('an instance whose container failed while others are still being stopped is Failed by that container', () => {
  const containers = [
    aContainerStatus({ status: 'TASK_FAILED', termination: { exitCode: 1 } }),
    aContainerStatus({ name: 'logger', status: 'TASK_KILLING' }),
  ];
  expect(instanceStatus(anInstance({ status: 'TERMINAL', containers }), now)).toMatchObject({
    word: 'Failed',
    sentence: 'nginx exited with status 1',
  });
});
