/**
 * How many instances run and exist while a service is replaced, for every upgrade strategy and number of instances (Marathon
 * `core/deployment/impl/TaskReplaceActor`). The arithmetic alone is told in `cluster/marathon/deployment/ignition.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { aCluster, instances, podOf } from '../cluster/cluster-fixtures';
import type { InstanceCondition } from '../protocol/marathon/instance';
import type { MarathonEvent } from '../protocol/marathon/event';
import { appInfo, appOf, done, running } from './row-fixture';
import type { TestCluster } from './row-fixture';

interface Band {
  readonly fewestRunning: number;
  readonly mostAlive: number;
}

/** As Marathon's documents have it. All `n` old instances run and nothing checks their health. */
const bandOf = (n: number, minimumHealthCapacity: number, maximumOverCapacity: number): Band => {
  const minHealthy = Math.ceil(n * minimumHealthCapacity);
  const capacity = Math.floor(n * (1 + maximumOverCapacity));
  const isTight = minHealthy === capacity && capacity <= n;
  return { fewestRunning: minHealthy, mostAlive: Math.max(n, isTight ? capacity + 1 : capacity) };
};

const ENDED: ReadonlySet<InstanceCondition> = new Set(['Killed', 'Finished', 'Failed']);

/** The band that the events of a restart stayed in, told from the `n` that ran before. */
const bandIn = (events: readonly MarathonEvent[], before: readonly string[]): Band => {
  const conditions = new Map<string, InstanceCondition>(before.map((id) => [id, 'Running']));
  let band = { fewestRunning: before.length, mostAlive: before.length };
  for (const event of events) {
    if (event.eventType !== 'instance_changed_event') continue;
    conditions.set(event.instanceId, event.condition);
    const all = [...conditions.values()];
    band = {
      fewestRunning: Math.min(band.fewestRunning, all.filter((condition) => condition === 'Running').length),
      mostAlive: Math.max(band.mostAlive, all.filter((condition) => !ENDED.has(condition)).length),
    };
  }
  return band;
};

/** Changes it, and lets the deployment come to its end. */
const restart = async (
  cluster: TestCluster,
  method: string,
  path: string,
  body?: unknown,
): Promise<MarathonEvent[]> => {
  const ear = await cluster.listen();
  await done(cluster, method, path, body);
  await cluster.advance(120);
  expect(await cluster.deployments()).toEqual([]);
  return ear.end();
};

const shares = [0, 0.34, 0.5, 1];
const strategies = shares.flatMap((min) => shares.map((max) => [min, max] as const));

describe.each(strategies)('at least %d healthy, at most %d over', (minimumHealthCapacity, maximumOverCapacity) => {
  const strategy = { minimumHealthCapacity, maximumOverCapacity };

  test('a pod of 1 to 4 instances', async () => {
    for (const n of [1, 2, 3, 4]) {
      const cluster = aCluster();
      const pod = { ...podOf('/shop/web'), ...instances(n), scheduling: { upgrade: strategy } };
      await running(pod)(cluster);
      const before = (await cluster.status('/shop/web')).instances.map(({ id }) => id);
      const events = await restart(cluster, 'PUT', '/v2/pods/shop/web', { ...pod, labels: { a: 'b' } });
      expect({ n, ...bandIn(events, before) }).toEqual({ n, ...bandOf(n, minimumHealthCapacity, maximumOverCapacity) });
      const { instances: after } = await cluster.status('/shop/web');
      expect([after.length, after.filter(({ id }) => before.includes(id))]).toEqual([n, []]);
    }
  });

  test('an app of 1 to 4 instances', async () => {
    for (const n of [1, 2, 3, 4]) {
      const cluster = aCluster();
      await running(appOf('/shop/web', { instances: n, upgradeStrategy: strategy }))(cluster);
      const before = (await appInfo(cluster, '/shop/web')).tasks?.map(({ id }) => id.replace(/\._app\.1$/, '')) ?? [];
      const events = await restart(cluster, 'POST', '/v2/apps/shop/web/restart');
      expect({ n, ...bandIn(events, before) }).toEqual({ n, ...bandOf(n, minimumHealthCapacity, maximumOverCapacity) });
      expect((await appInfo(cluster, '/shop/web')).tasksRunning).toBe(n);
    }
  });
});

test('to no instances at all it ends at once', async () => {
  const cluster = aCluster();
  await running(appOf('/shop/web', { instances: 0 }))(cluster);
  await done(cluster, 'POST', '/v2/apps/shop/web/restart');
  await cluster.advance(0.1);
  expect(await cluster.deployments()).toEqual([]);
});
