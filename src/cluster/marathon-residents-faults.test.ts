/** Pods with persistent volumes when agents, masters and offers fail: what is reserved stays, and its instance with it. */
import { expect, test } from 'vitest';
import { aCluster, instances } from './cluster-fixtures';
import { placesOf, reservedFor, resident, running, volumesOf } from './residents-fixture';
import type { Cluster } from './residents-fixture';

test('what waits for the offer of another agent says that its reservation is not there', async () => {
  const cluster = await running(resident());
  const [instance] = (await cluster.status('/db')).instances;
  await cluster.send('POST', '/_simulation/faults', { kind: 'drain', target: { agent: instance?.agentId } });
  await cluster.advance(30);
  const { queue } = await cluster.queue();
  expect(queue).toMatchObject([{ count: 1, pod: { id: '/db' } }]);
  const [item] = queue;
  const rows = item?.processedOffersSummary.rejectSummaryLastOffers ?? [];
  expect(rows.find(({ reason }) => reason === 'NoCorrespondingReservationFound')?.declined).toBeGreaterThan(0);
  expect(new Set(item?.lastUnusedOffers?.flatMap(({ reason }) => reason))).toEqual(
    new Set(['NoCorrespondingReservationFound']),
  );
});

test('a machine that boots again has what was reserved and kept on it, and its instance comes back there', async () => {
  const cluster = await running(resident());
  const [before] = (await cluster.status('/db')).instances;
  const volumes = await volumesOf(cluster);
  await cluster.send('POST', '/_simulation/faults', {
    kind: 'agentCrash',
    target: { agent: before?.agentId },
    downSeconds: 20,
  });
  await cluster.advance(60);
  const [after] = (await cluster.status('/db')).instances;
  expect(after).toMatchObject({ id: before?.id, status: 'STABLE', agentId: before?.agentId });
  expect(await volumesOf(cluster)).toEqual(volumes);
});

test('another master learns from the agents what is reserved on them', async () => {
  const cluster = await running(resident(instances(2)));
  const [volumes, places] = [await volumesOf(cluster), await placesOf(cluster)];
  await cluster.send('POST', '/_simulation/faults', { kind: 'masterFailover' });
  await cluster.advance(60);
  expect((await volumesOf(cluster)).toSorted()).toEqual(volumes.toSorted());
  expect(await placesOf(cluster)).toEqual(places);
});

test('an agent that is gone for good takes the reservation along: the instance is reserved for elsewhere', async () => {
  const cluster = await running(resident());
  const [before] = (await cluster.status('/db')).instances;
  await cluster.send('POST', '/_simulation/faults', { kind: 'gone', target: { agent: before?.agentId } });
  await cluster.advance(30);
  const [after] = (await cluster.status('/db')).instances;
  expect(after).toMatchObject({ id: before?.id, status: 'STABLE' });
  expect(after?.agentId).not.toBe(before?.agentId);
  expect(after?.localVolumes).not.toEqual(before?.localVolumes);
});

test('a reservation that does not show up in time is given up: another instance is reserved for, and the first one’s is freed', async () => {
  const cluster = aCluster();
  await cluster.advance(1);
  await cluster.add(resident());
  await cluster.advance(0.5);
  const [first] = await placesOf(cluster);
  await cluster.send('POST', '/_simulation/faults', { kind: 'offerLoss', probability: 1, durationSeconds: 45 });
  await cluster.advance(20);
  expect([...(await placesOf(cluster)).keys()]).toEqual([first?.[0]]);
  await cluster.advance(24);
  expect((await placesOf(cluster)).size).toBe(0);
  await cluster.advance(150);
  const { status, instances: all } = await cluster.status('/db');
  expect(status).toBe('STABLE');
  expect(all.map(({ id }) => id)).not.toContain(first?.[0]);
  expect(await reservedFor(cluster)).toEqual(all.map(({ id }) => id));
});

const partition = async (cluster: Cluster, agent: string | undefined, durationSeconds: number): Promise<void> => {
  await cluster.send('POST', '/_simulation/faults', { kind: 'partition', target: { agent }, durationSeconds });
};

test('an instance out of reach is not replaced, however long it is, and goes on when its agent is back', async () => {
  const cluster = await running(resident());
  const [before] = (await cluster.status('/db')).instances;
  await partition(cluster, before?.agentId, 1500);
  await cluster.advance(1200);
  const away = (await cluster.status('/db')).instances;
  expect(away).toMatchObject([{ id: before?.id, agentId: before?.agentId }]);
  expect(away[0]?.status).not.toBe('STABLE');
  await cluster.advance(600);
  const [after] = (await cluster.status('/db')).instances;
  expect(after).toMatchObject({ id: before?.id, status: 'STABLE' });
  expect(after?.containers.map(({ containerId }) => containerId)).toEqual(
    before?.containers.map(({ containerId }) => containerId),
  );
});

test('wiped while it is out of reach, an instance is replaced; what it left is freed once its agent is back', async () => {
  const cluster = await running(resident());
  const [before] = (await cluster.status('/db')).instances;
  await partition(cluster, before?.agentId, 600);
  await cluster.advance(400);
  await cluster.send('DELETE', `/v2/pods/db::instances/${before?.id}?wipe=true`);
  await cluster.advance(60);
  const { status, instances: others } = await cluster.status('/db');
  expect(status).toBe('STABLE');
  expect(others).toHaveLength(1);
  expect(others[0]?.id).not.toBe(before?.id);
  await cluster.advance(300);
  expect(await reservedFor(cluster)).toEqual([others[0]?.id]);
  expect(await volumesOf(cluster)).toHaveLength(1);
});
