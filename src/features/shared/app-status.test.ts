/** What apps do, in the words of `service-status.ts`. */
import { expect, test } from 'vitest';
import { START, aTask, anAppService, at } from './pod-status-fixture';
import { serviceStatus } from './service-status';

const NOW = START + 10_000;

const failure = (taskId: string) => ({
  appId: '/shop/web',
  taskId,
  host: '10.0.1.12',
  slaveId: 'S1',
  state: 'TASK_FAILED' as const,
  message: 'Command exited with status 2',
  timestamp: at(1),
  version: at(0),
});
const sentence = (app: Parameters<typeof anAppService>[0]) => {
  const { word, sentence: words } = serviceStatus({ service: anAppService(app), now: NOW });
  return `${word}: ${words}`;
};

test('an app runs when its tasks do', () => {
  expect(sentence({})).toBe('Running: 1 of 1 instance running');
  expect(sentence({ instances: 0, tasks: [] })).toBe('Suspended: scaled to 0');
});

test('an app that is not healthy says why', () => {
  const result = { instanceId: 'i', alive: false, consecutiveFailures: 2, lastFailureCause: 'Connection refused' };
  const tasks = [aTask({ healthCheckResults: [result] })];
  expect(sentence({ healthChecks: [{ protocol: 'HTTP' }], tasks })).toBe(
    'Degraded: 1 of 1 instance is unhealthy: Connection refused',
  );
});

test('an app whose task failed once runs; one that was started again and again keeps failing', () => {
  const run = (times: number) => {
    const id = `shop_web.instance-1._app.${times}`;
    return { tasks: [aTask({ id })], lastTaskFailure: failure(`shop_web.instance-1._app.${times - 1}`) };
  };
  expect(sentence(run(2))).toBe('Running: 1 of 1 instance running');
  expect(sentence(run(5))).toBe('Degraded: 1 of 1 instance keeps failing: 4 times; Command exited with status 2');
});

test('an app cut off from its agents is Unreachable, for how long is not told', () => {
  expect(sentence({ tasks: [aTask({ state: 'TASK_UNREACHABLE' })] })).toBe('Unreachable: agent 10.0.1.12 not heard of');
});
