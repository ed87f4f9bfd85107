/** Rows of the services list. */
import { expect, test } from 'vitest';
import type { Deployment } from '../../protocol/marathon/deployment';
import { START, anApp, anAppService, aPodStatus, aQueueItem, aSpec, at } from '../shared/pod-status-fixture';
import { isMoving, rowAt, serviceRows } from './service-row';

const services = [
  aPodStatus({
    id: '/shop/internal/web',
    spec: aSpec({ id: '/shop/internal/web', scaling: { kind: 'fixed', instances: 3 } }),
  }),
  aPodStatus({ id: '/hello', spec: aSpec({ id: '/hello' }) }),
];
const still = { services, queue: [], deployments: [], now: 0 };

test('a name is told apart from its groups', () => {
  const rows = serviceRows(still, new WeakMap());
  expect(rows.map(({ group, name }) => [group, name])).toEqual([
    ['shop/internal/', 'web'],
    ['', 'hello'],
  ]);
});

test('resources are those of all the instances asked for, executors included', () => {
  const [web] = serviceRows(still, new WeakMap());
  expect(web?.amounts).toEqual({ cpus: 0.9, mem: 240, disk: 30, gpus: 0 });
});

test('rows whose facts did not change are the same objects as before', () => {
  const known = new WeakMap();
  const before = serviceRows(still, known);
  const deployment: Deployment = {
    id: 'one',
    version: '2017-03-17T10:00:00.000Z',
    affectedApps: [],
    affectedPods: ['/hello'],
    steps: [{ actions: [{ action: 'ScalePod', pod: '/hello' }] }],
    currentActions: [],
    currentStep: 1,
    totalSteps: 1,
  };
  const after = serviceRows({ ...still, deployments: [deployment] }, known);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[1]?.status.word).toBe('Deploying');
});

test('a delay counts down without a new answer; what did not change stays the same object', () => {
  const queue = [aQueueItem({ delay: { timeLeftSeconds: 20, overdue: false }, pod: aSpec({ id: '/hello' }) })];
  const [web, hello] = serviceRows({ ...still, queue, now: START }, new WeakMap());
  expect(web && isMoving(web)).toBe(false);
  expect(hello && isMoving(hello)).toBe(true);
  expect(hello && rowAt(hello, START)).toBe(hello);
  expect(hello && rowAt(hello, START + 12_000).status.sentence).toContain('next try in 8 s');
});

test('an app counts without an executor, and has its own place in the queue and its own deployment', () => {
  const app = anAppService({ instances: 3 });
  const queueItem = aQueueItem({ count: 2, app: anApp() });
  const [row] = serviceRows({ ...still, services: [app], queue: [queueItem] }, new WeakMap());
  expect(row).toMatchObject({ kind: 'app', running: 1, target: 3, amounts: { cpus: 0.6, mem: 192, disk: 0, gpus: 0 } });
  expect(row?.facts.queueItem).toBe(queueItem);
  const deployment: Deployment = {
    id: 'one',
    version: at(0),
    affectedApps: ['/shop/web'],
    affectedPods: [],
    steps: [{ actions: [{ action: 'StopApplication', app: '/shop/web' }] }],
    currentActions: [],
    currentStep: 1,
    totalSteps: 1,
  };
  const [leaving] = serviceRows({ ...still, services: [app], deployments: [deployment] }, new WeakMap());
  expect(leaving?.status.word).toBe('Deleting');
});
