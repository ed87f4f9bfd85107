/** What waits, and why: the queue over the whole cluster. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { PodInput } from '../protocol/marathon/pod';
import { aCluster, instances, podOf } from './cluster-fixtures';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

const item = async () => (await cluster.queue()).queue[0];
const huge: PodInput = {
  ...podOf('/shop/web'),
  containers: [{ name: 'main', resources: { cpus: 100, mem: 32 } }],
};

test('nothing waits where nothing runs', async () => {
  expect(await cluster.queue()).toEqual({ queue: [] });
});

test('a pod that fits nowhere waits, with the reason of every agent', async () => {
  await cluster.add({ ...huge, ...instances(3) });
  await cluster.advance(10);
  const waiting = await item();
  expect(waiting).toMatchObject({
    count: 3,
    role: 'slave_public',
    delay: { timeLeftSeconds: 0, overdue: true },
    since: expect.any(String) as string,
    pod: { id: '/shop/web' },
    processedOffersSummary: { processedOffersCount: 6, unusedOffersCount: 6, lastUsedOfferAt: null },
  });
  const rows = waiting?.processedOffersSummary.rejectSummaryLastOffers;
  expect(rows).toContainEqual({ reason: 'UnfulfilledRole', declined: 1, processed: 6 });
  // The sixth falls out by region, for which there is no reason: its processors are too few as well.
  expect(rows).toContainEqual({ reason: 'InsufficientCpus', declined: 5, processed: 5 });
  const offers = waiting?.lastUnusedOffers ?? [];
  expect(offers).toHaveLength(6);
  const graphics = offers.find(({ offer }) => offer.hostname === '10.0.2.12');
  expect(graphics?.reason).toEqual(['InsufficientCpus', 'DeclinedScarceResources']);
});

test('its unused offers are told only where they are asked for', async () => {
  await cluster.add(huge);
  await cluster.advance(10);
  const { queue } = await cluster.read<{ queue: object[] }>('/v2/queue');
  expect(queue[0]).not.toHaveProperty('lastUnusedOffers');
});

test('it leaves the queue with its last instance that waits, and its statistics with it', async () => {
  await cluster.add(huge);
  await cluster.advance(10);
  await cluster.update(podOf('/shop/web'), '?force=true');
  await cluster.advance(10);
  expect(await cluster.queue()).toEqual({ queue: [] });
  expect((await cluster.status('/shop/web')).status).toBe('STABLE');
});

test('constraints: one instance per zone, the others wait', async () => {
  await cluster.add({
    ...podOf('/shop/web'),
    ...instances(4),
    scheduling: { placement: { constraints: [{ fieldName: '@zone', operator: 'UNIQUE' }] } },
  });
  await cluster.advance(30);
  const zones = (await cluster.status('/shop/web')).instances.map(({ agentZone }) => agentZone);
  expect(new Set(zones)).toEqual(new Set(['us-east-a', 'us-east-b', 'us-west-a']));
  expect((await item())?.count).toBe(1);
});

describe('back-off', () => {
  const failing = (backoff?: { backoff: number; backoffFactor: number; maxLaunchDelay: number }): PodInput => ({
    ...podOf('/shop/web', {}, 'exit 1'),
    ...(backoff !== undefined && { scheduling: { backoff } }),
  });

  test('a failing pod waits longer and longer', async () => {
    await cluster.add(failing({ backoff: 10, backoffFactor: 2, maxLaunchDelay: 300 }));
    await cluster.advance(5);
    expect((await item())?.delay).toMatchObject({ overdue: false, timeLeftSeconds: expect.any(Number) as number });
    const waits: number[] = [];
    let last = '';
    for (let tick = 0; tick < 2000 && waits.length < 4; tick++) {
      await cluster.advance(0.25);
      const [end] = (await cluster.status('/shop/web')).terminationHistory;
      if (end === undefined || end.terminatedAt === last) continue;
      last = end.terminatedAt;
      waits.push((await item())?.delay.timeLeftSeconds ?? 0);
    }
    expect(waits.map((wait) => Math.round(wait / 10) * 10)).toEqual([10, 20, 40, 80]);
  });

  test('is forgotten on demand: the pod is tried at once', async () => {
    await cluster.add(failing({ backoff: 200, backoffFactor: 2, maxLaunchDelay: 300 }));
    await cluster.advance(10);
    expect((await item())?.delay.timeLeftSeconds).toBeGreaterThan(150);
    const answer = await cluster.send('DELETE', '/v2/queue//shop/web/delay');
    expect([answer.status, answer.body]).toEqual([204, undefined]);
    await cluster.advance(20);
    expect((await cluster.status('/shop/web')).terminationHistory).toHaveLength(2);
  });

  test('after being forgotten begins anew, and the old one’s end does no harm', async () => {
    await cluster.add(failing({ backoff: 20, backoffFactor: 10, maxLaunchDelay: 200 }));
    await cluster.advance(60);
    expect((await item())?.delay.timeLeftSeconds).toBeGreaterThan(100);
    await cluster.send('DELETE', '/v2/queue//shop/web/delay');
    await cluster.advance(10);
    expect((await item())?.delay.timeLeftSeconds).toBeLessThanOrEqual(20);
    const { length } = (await cluster.status('/shop/web')).terminationHistory;
    await cluster.advance(25);
    expect((await cluster.status('/shop/web')).terminationHistory.length).toBeGreaterThan(length);
  });

  test('holds others of the pod back, too, but none of them for ever', async () => {
    await cluster.add({ ...podOf('/shop/web', {}, 'sleep 20; exit 1'), ...instances(6) });
    await cluster.advance(300);
    const { terminationHistory } = await cluster.status('/shop/web');
    expect(new Set(terminationHistory.map(({ instanceID }) => instanceID)).size).toBe(6);
  });

  test('starts afresh with another configuration', async () => {
    await cluster.add(failing({ backoff: 200, backoffFactor: 2, maxLaunchDelay: 300 }));
    await cluster.advance(10);
    await cluster.update(podOf('/shop/web'), '?force=true');
    await cluster.advance(10);
    expect((await cluster.status('/shop/web')).status).toBe('STABLE');
  });

  test.each(['/no/pod', '/shop/web'])('of %s, where nothing waits, is 404', async (id) => {
    await cluster.add(podOf('/shop/web'));
    await cluster.advance(30);
    expect(await cluster.send('DELETE', `/v2/queue/${id}/delay`)).toMatchObject({
      status: 404,
      body: { message: `Application ${id} not found in tasks queue.` },
    });
  });
});
