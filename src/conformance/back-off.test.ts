/** How long a service that keeps ending waits for its next launch, over the whole cluster (Marathon `core/launchqueue/impl/RateLimiter`). */
import { expect, test } from 'vitest';
import { aCluster, instances, podOf } from '../cluster/cluster-fixtures';
import type { MarathonEvent } from '../protocol/marathon/event';
import { appOf, done, running, tasksOf } from './row-fixture';

/** Seconds from each end of an instance to its next launch. */
const waitsIn = (events: readonly MarathonEvent[]): number[] => {
  const waits: number[] = [];
  let end: number | undefined;
  for (const event of events) {
    if (event.eventType !== 'instance_changed_event') continue;
    const at = Date.parse(event.timestamp);
    if (event.condition === 'Failed' || event.condition === 'Finished' || event.condition === 'Killed') end = at;
    if (event.condition !== 'Provisioned' || end === undefined) continue;
    waits.push((at - end) / 1000);
    end = undefined;
  }
  return waits;
};

const backoff = { backoff: 100, backoffFactor: 1.5, maxLaunchDelay: 600 };
const pod = (command: string) => ({ ...podOf('/shop/web', {}, command), scheduling: { backoff } });
const app = (cmd: string) =>
  appOf('/shop/web', { cmd, backoffSeconds: 100, backoffFactor: 1.5, maxLaunchDelaySeconds: 600 });
/** Offers come within a few seconds after they are wanted. */
const OFFERED_WITHIN = 7;

test.each([
  ['a pod that fails', '/v2/pods', pod('exit 1')],
  ['a pod that finishes', '/v2/pods', pod('true')],
  ['an app that fails', '/v2/apps', app('sleep 2; exit 1')],
  ['an app that finishes', '/v2/apps', app('true')],
])('%s waits longer by the factor each time, up to the limit', async (_what, path, body) => {
  const cluster = aCluster();
  const ear = await cluster.listen('?event_type=instance_changed_event');
  await done(cluster, 'POST', path, body);
  await cluster.advance(3600);
  const waits = waitsIn(await ear.end());
  const expected = [100, 150, 225, 337.5, 506.25, 600, 600];
  for (const [n, wait] of expected.entries()) {
    expect(waits[n]).toBeGreaterThanOrEqual(wait);
    expect(waits[n]).toBeLessThan(wait + OFFERED_WITHIN);
  }
});

test('being killed is no failure: a pod and an app are launched at once, time after time', async () => {
  const cluster = aCluster();
  await running({ ...pod('sleep 100000'), ...instances(1) }, { ...app('sleep 100000'), id: '/other' })(cluster);
  const ear = await cluster.listen('?event_type=instance_changed_event');
  for (let n = 0; n < 4; n++) {
    const [instance] = (await cluster.status('/shop/web')).instances;
    await done(cluster, 'DELETE', `/v2/pods/shop/web::instances/${instance?.id}`);
    await cluster.advance(30);
    const [task] = await tasksOf(cluster, '/other');
    await done(cluster, 'DELETE', `/v2/apps/other/tasks/${task?.id}`);
    await cluster.advance(30);
  }
  const waits = waitsIn(await ear.end());
  expect(waits).toHaveLength(8);
  for (const wait of waits) expect(wait).toBeLessThan(OFFERED_WITHIN);
});

test('one that came up keeps the size of its wait for when it fails again', async () => {
  const cluster = aCluster();
  const ear = await cluster.listen('?event_type=instance_changed_event');
  await done(cluster, 'POST', '/v2/pods', pod('sleep 50; exit 1'));
  await cluster.advance(900);
  expect(waitsIn(await ear.end()).map((wait) => Math.floor(wait / 50) * 50)).toEqual([100, 150, 200]);
});

test('after a run longer than the longest wait it begins anew', async () => {
  const cluster = aCluster();
  const ear = await cluster.listen('?event_type=instance_changed_event');
  await done(cluster, 'POST', '/v2/pods', pod('sleep 700; exit 1'));
  await cluster.advance(3000);
  expect(waitsIn(await ear.end()).map((wait) => Math.floor(wait / 50) * 50)).toEqual([100, 100, 100]);
});
