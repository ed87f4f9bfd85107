/** Health checks of running containers. */
import { expect, test } from 'vitest';
import type { HealthCheckInfo } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const aCheck = (check: HealthCheckInfo['check'], overrides: Partial<HealthCheckInfo> = {}): HealthCheckInfo => ({
  check,
  delay: seconds(15),
  grace: seconds(300),
  interval: seconds(60),
  timeout: seconds(20),
  maxConsecutiveFailures: 3,
  ...overrides,
});
const http = (port: number): HealthCheckInfo['check'] => ({ type: 'HTTP', port, path: '/', scheme: 'HTTP' });
const NGINX = "nginx -g 'daemon off;'";

const reports = (world: MesosWorld, taskId: string): (boolean | undefined)[] =>
  world.state.framework.statuses
    .filter((status) => status.taskId === taskId && status.reason === 'TASK_HEALTH_CHECK_STATUS_UPDATED')
    .map((status) => status.healthy);

test('a healthy container reports once, after the delay, and then schedules nothing', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', NGINX, { healthCheck: aCheck(http(80)) })]));
  world.runTo(3600);
  expect(reports(world, 'a')).toEqual([true]);
  const [running, healthy] = world.state.framework.statuses.slice(-2);
  expect((healthy?.timestamp ?? 0) - (running?.timestamp ?? 0)).toBe(15_000);
  expect(healthy).toMatchObject({ state: 'TASK_RUNNING', networks: [{ ipAddresses: ['10.0.0.1'] }] });
  expect(world.runtime.nextAt()).toBeUndefined();
});

test('failures in the grace period are silent; then each is told, and the last one allowed kills the group', () => {
  const world = aMesos();
  const healthCheck = aCheck(http(81), { grace: seconds(100), interval: seconds(10) });
  world.launch(aGroup('a', [aTask('sick', NGINX, { healthCheck }), aTask('well', 'sleep inf')]));
  world.runTo(600);
  expect(reports(world, 'sick')).toEqual([false, false, false]);
  expect(world.states('sick')).toBe('STARTING RUNNING RUNNING RUNNING RUNNING KILLING KILLED');
  expect(world.last('sick')).toMatchObject({ state: 'TASK_KILLED', healthy: false });
  expect(world.last('well')).toMatchObject({ state: 'TASK_KILLED', healthy: false });
  const first = world.state.framework.statuses.find(({ healthy }) => healthy === false);
  const began = world.state.framework.statuses.find(({ state }) => state === 'TASK_RUNNING');
  expect((first?.timestamp ?? 0) - (began?.timestamp ?? 0)).toBeGreaterThan(100_000);
});

test('a server that starts late becomes healthy at its first check after it answers', () => {
  const world = aMesos();
  const healthCheck = aCheck(http(80), { interval: seconds(10), delay: seconds(1) });
  world.launch(aGroup('a', [aTask('a', `sleep 45; ${NGINX}`, { healthCheck })]));
  world.runTo(600);
  expect(reports(world, 'a')).toEqual([true]);
  const at = world.state.framework.statuses.find(({ healthy }) => healthy === true)?.timestamp ?? 0;
  expect(at - EPOCH).toBeGreaterThan(45_000);
  expect(at - EPOCH).toBeLessThan(60_000);
});

test('a check reaches a port that a sibling in the same pod listens on, and not one of another pod', () => {
  const world = aMesos();
  const healthCheck = aCheck({ type: 'TCP', port: 80 }, { grace: seconds(0), maxConsecutiveFailures: 1 });
  const overlay = { networks: [{ name: 'dcos', labels: {}, portMappings: [] }] };
  world.launch(aGroup('a', [aTask('web', NGINX), aTask('friend', 'sleep inf', { healthCheck })], overlay));
  world.launch(aGroup('b', [aTask('stranger', 'sleep inf', { healthCheck })], overlay));
  world.runTo(120);
  expect(reports(world, 'friend')).toEqual([true]);
  expect(reports(world, 'stranger')).toEqual([false]);
  expect(world.last('stranger')?.state).toBe('TASK_KILLED');
});

test.each([
  ['true', [true]],
  ['exit 1', [false]],
  ['sleep 30', [false]],
])('a command check `%s` reports %s', (shell, expected) => {
  const world = aMesos();
  const check = { type: 'COMMAND', command: { shell } } as const;
  const healthCheck = aCheck(check, { grace: seconds(0), maxConsecutiveFailures: 0 });
  world.launch(aGroup('a', [aTask('a', 'sleep inf', { healthCheck })]));
  world.runTo(120);
  expect(reports(world, 'a')).toEqual(expected);
});

test('an unknown program answers on the ports its container declares', () => {
  const world = aMesos();
  const healthCheck = aCheck(http(31_005));
  world.launch(aGroup('a', [aTask('a', './serve --all', { listens: [31_005], healthCheck })]));
  world.runTo(60);
  expect(reports(world, 'a')).toEqual([true]);
});
