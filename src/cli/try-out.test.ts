/** Definitions meet the end they deserve: those of the documentation the documented one, others a good reason. */
import { describe, expect, test } from 'vitest';
import { aContainer, aPod } from '../protocol/marathon/fixtures/a-pod';
import { documentedPods } from '../protocol/marathon/fixtures/documented-pods';
import { tryOut } from './try-out';

const running = (command: string, more: Record<string, unknown> = {}) =>
  tryOut(JSON.stringify(aPod({ containers: [aContainer({ exec: { command: { shell: command } }, ...more })] })));

test.each(documentedPods)('$name', async ({ pod, verdict: expected, end }) => {
  const verdict = await tryOut(JSON.stringify(pod));
  if (expected === 'accepted') expect(verdict.kind).toBe(end === 'partly waiting' ? 'waiting' : 'running');
  else
    expect(verdict).toMatchObject({
      kind: 'refused',
      status: 422,
      reasons: expect.arrayContaining([`${expected.path}: ${expected.error}`]) as string[],
    });
});

test('a server that answers its health check runs', async () => {
  const container = aContainer({
    image: { kind: 'DOCKER', id: 'nginx:1.13' },
    endpoints: [{ name: 'web', containerPort: 80, protocol: ['tcp'] }],
    healthCheck: { http: { endpoint: 'web', path: '/' }, gracePeriodSeconds: 30 },
  });
  const { exec: _exec, ...server } = container;
  expect(await tryOut(JSON.stringify(aPod({ containers: [server], networks: [{ mode: 'container' }] })))).toEqual({
    kind: 'running',
    instances: 1,
  });
});

test('a command that ends well finishes', async () => {
  expect(await running('sleep 20')).toEqual({ kind: 'finished', seconds: 20 });
});

test('a command that ends badly fails, with its exit code', async () => {
  expect(await running('sleep 5; exit 3')).toMatchObject({
    kind: 'failed',
    reasons: [expect.stringContaining('status 3')],
  });
});

test('a container larger than every agent waits for that reason', async () => {
  expect(await running('sleep 1000', { resources: { cpus: 40, mem: 32 } })).toMatchObject({
    kind: 'waiting',
    running: 0,
    wanted: 1,
    reasons: [expect.stringContaining('InsufficientCpus'), expect.stringContaining('UnfulfilledRole')],
  });
});

test('text that is no JSON is refused where it breaks off', async () => {
  expect(await tryOut('{"id": "/x"')).toMatchObject({ kind: 'refused', status: 400 });
});

describe('a definition without containers is an app', () => {
  const app = (wish: Record<string, unknown>) => tryOut(JSON.stringify({ id: '/app', cpus: 0.1, mem: 32, ...wish }));

  test('it runs, finishes, fails or waits like any service', async () => {
    expect(await app({ cmd: 'sleep 100000', instances: 2 })).toEqual({ kind: 'running', instances: 2 });
    expect(await app({ cmd: 'sleep 20' })).toEqual({ kind: 'finished', seconds: 20 });
    expect(await app({ cmd: 'sleep 5; exit 3' })).toEqual({
      kind: 'failed',
      reasons: ['TASK_FAILED, Command exited with status 3'],
    });
    expect(await app({ cmd: 'sleep 1000', cpus: 40 })).toMatchObject({ kind: 'waiting', running: 0, wanted: 1 });
  });

  test('it is refused with the path of each complaint', async () => {
    expect(await app({ cmd: 'sleep 1', cpus: 'much' })).toEqual({
      kind: 'refused',
      status: 422,
      reasons: ['/cpus: error.expected.jsnumber'],
    });
  });
});
