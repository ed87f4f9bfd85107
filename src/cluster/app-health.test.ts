/** Marathon asks its tasks no more once nothing can change their answers: whatever can has to wake it. */
import { describe, expect, test } from 'vitest';
import type { AppTask } from '../protocol/marathon/app';
import type { FaultWish } from '../protocol/simulation/fault';
import { readMarathon } from '../testing/witness';
import { aWorld } from './world-fixture';

const CHECK = { protocol: 'HTTP', path: '/', portIndex: 0, intervalSeconds: 10, timeoutSeconds: 5 };
/** Its checks never kill it. */
const WEB = {
  id: '/web',
  cmd: 'python3 -m http.server $PORT0',
  cpus: 0.1,
  mem: 32,
  portDefinitions: [{ port: 0 }],
  healthChecks: [{ ...CHECK, gracePeriodSeconds: 1, maxConsecutiveFailures: 0 }],
};

const aHealthyApp = () => {
  const cluster = aWorld(1);
  expect(cluster.ask('POST', '/v2/apps', WEB).status).toBe(201);
  const alive = (): boolean | undefined =>
    readMarathon<{ tasks: AppTask[] }>(cluster.world, '/v2/apps//web/tasks').tasks[0]?.healthCheckResults?.[0]?.alive;
  cluster.runFor(60);
  expect(alive()).toBe(true);
  return { ...cluster, alive };
};

const WISHES: readonly FaultWish[] = [
  { kind: 'partition', durationSeconds: 60, target: { service: '/web' } },
  { kind: 'healthFail', durationSeconds: 60, target: { service: '/web' } },
];

describe.each(WISHES)('a task that has been healthy for long, and then meets %j', (wish) => {
  test('is unhealthy from the next check on, and healthy again from the first one after', () => {
    const { alive, fault, runFor } = aHealthyApp();
    fault(wish);
    runFor(20);
    expect(alive()).toBe(false);
    runFor(60);
    expect(alive()).toBe(true);
  });
});

test('nothing is asked while nothing changes', () => {
  const { world, runFor } = aHealthyApp();
  const before = world.state.runtime.processed;
  runFor(200);
  const probes = world.state.runtime.processed - before;
  expect(probes).toBeLessThan(20);
});
