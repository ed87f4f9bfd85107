/** Locks, force, and the way back, for apps and groups (Marathon `core/deployment/DeploymentPlanReverter`). For pods: `cluster/marathon-api-deployments.test.ts`. */
import { beforeEach, describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import type { Group } from '../protocol/marathon/group';
import { LOCKED, STUCK, appInfo, appOf, done, running, stuckPod } from './row-fixture';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

const web = appOf('/shop/web');
/** What `act` deploys is rolled back before it comes anywhere, and the cluster comes to rest. */
const rolledBack = async (act: () => Promise<{ headers: Headers }>, other?: () => Promise<unknown>): Promise<void> => {
  const id = (await act()).headers.get('Marathon-Deployment-Id');
  await cluster.advance(2);
  await other?.();
  const { body } = await done(cluster, 'DELETE', `/v2/deployments/${id}`);
  expect(body).not.toMatchObject({ deploymentId: id });
  await cluster.advance(60);
  expect(await cluster.deployments()).toEqual([]);
};
const tree = async (id = ''): Promise<Group> => cluster.read<Group>(`/v2/groups${id}`);
const idsOf = ({ apps = [], groups = [], pods = [] }: Group): string[] =>
  [
    ...apps.map(({ id }) => id),
    ...pods.map(({ id }) => id),
    ...groups.flatMap((each) => [each.id, ...idsOf(each)]),
  ].toSorted();

describe('rolling back', () => {
  test('a new app: it goes, and the groups it brought with it', async () => {
    await rolledBack(() => done(cluster, 'POST', '/v2/apps', { ...web, ...STUCK }));
    expect(idsOf(await tree())).toEqual([]);
  });

  test('a new app: a group that another service came into meanwhile stays', async () => {
    await rolledBack(
      () => done(cluster, 'POST', '/v2/apps', { ...web, ...STUCK }),
      () => done(cluster, 'POST', '/v2/pods', podOf('/shop/pod')),
    );
    expect(idsOf(await tree())).toEqual(['/shop', '/shop/pod']);
    expect((await cluster.status('/shop/pod')).status).toBe('STABLE');
  });

  test('a changed app: its old definition is back, as a new version, and runs', async () => {
    await running({ ...web, instances: 2 })(cluster);
    const before = await appInfo(cluster, '/shop/web');
    await rolledBack(() => done(cluster, 'PUT', '/v2/apps/shop/web', { cmd: 'exit 1', instances: 3 }));
    const after = await appInfo(cluster, '/shop/web');
    expect(after).toMatchObject({ cmd: 'sleep 100000', instances: 2, tasksRunning: 2 });
    expect(after.version > before.version).toBe(true);
  });

  test('a scaled app: the old number, without a restart', async () => {
    await running(web)(cluster);
    const before = await appInfo(cluster, '/shop/web');
    await rolledBack(() => done(cluster, 'PUT', '/v2/apps/shop/web', { instances: 500 }));
    const after = await appInfo(cluster, '/shop/web');
    expect(after).toMatchObject({ instances: 1, tasksRunning: 1 });
    expect(after.versionInfo.lastConfigChangeAt).toBe(before.versionInfo.lastConfigChangeAt);
  });

  test('a deleted app comes back', async () => {
    await running(appOf('/shop/web', { cmd: 'trap "" TERM; sleep 100000' }))(cluster);
    await rolledBack(() => done(cluster, 'DELETE', '/v2/apps/shop/web'));
    expect(await appInfo(cluster, '/shop/web')).toMatchObject({ tasksRunning: 1 });
  });

  test('a deleted group comes back, with its dependencies, its empty groups, apps and pods', async () => {
    await done(cluster, 'PUT', '/v2/groups/shop', {
      dependencies: ['/db'],
      apps: [appOf('web', { cmd: 'trap "" TERM; sleep 100000' })],
      groups: [{ id: 'empty' }],
    });
    await done(cluster, 'POST', '/v2/pods', podOf('/shop/pod'));
    await cluster.advance(30);
    await rolledBack(() => done(cluster, 'DELETE', '/v2/groups/shop'));
    const shop = await tree('/shop');
    expect(idsOf(shop)).toEqual(['/shop/empty', '/shop/pod', '/shop/web']);
    expect(shop.dependencies).toEqual(['/db']);
  });

  test('a changed group: what it lost is back, what it won is gone, its dependencies are the old ones', async () => {
    await done(cluster, 'PUT', '/v2/groups/shop', { apps: [web], dependencies: ['/db'] });
    await cluster.advance(30);
    await rolledBack(() =>
      done(cluster, 'PUT', '/v2/groups/shop', {
        apps: [appOf('new', STUCK)],
        groups: [{ id: 'deep' }],
        dependencies: [],
      }),
    );
    const shop = await tree('/shop');
    expect(idsOf(shop)).toEqual(['/shop/web']);
    expect(shop.dependencies).toEqual(['/db']);
  });

  test('one of two deployments leaves the other’s change alone', async () => {
    await running(web, appOf('/other'))(cluster);
    await rolledBack(
      () => done(cluster, 'PUT', '/v2/apps/shop/web', STUCK),
      () => done(cluster, 'PUT', '/v2/apps/other', { instances: 3 }),
    );
    expect(await appInfo(cluster, '/other')).toMatchObject({ instances: 3, tasksRunning: 3 });
    expect(await appInfo(cluster, '/shop/web')).not.toHaveProperty('constraints');
  });
});

describe('locks', () => {
  test('hold services apart that one deployment works on, and no others', async () => {
    await done(cluster, 'PUT', '/v2/groups/shop', { apps: [appOf('a', STUCK), appOf('b', STUCK)] });
    await done(cluster, 'POST', '/v2/pods', stuckPod('/shop/pod'));
    for (const id of ['/shop/a', '/shop/b'])
      expect(await cluster.send('PUT', `/v2/apps${id}`, { instances: 2 })).toMatchObject({ status: 409, body: LOCKED });
    await done(cluster, 'POST', '/v2/apps', appOf('/shop/c'));
    const { body } = await cluster.send('DELETE', '/v2/groups/shop');
    // Every deployment below stands in its way.
    expect((body as { deployments: unknown[] }).deployments).toHaveLength(3);
  });

  test('forced, each in the way is cancelled, and what it started stays', async () => {
    await done(cluster, 'PUT', '/v2/groups/shop', { apps: [appOf('a', STUCK), appOf('b', { instances: 2 })] });
    await done(cluster, 'POST', '/v2/pods', stuckPod('/shop/pod'));
    await cluster.advance(30);
    const started = (await appInfo(cluster, '/shop/b')).tasks?.map(({ id }) => id);
    const ear = await cluster.listen('?event_type=deployment_failed&event_type=deployment_success');
    await done(cluster, 'PUT', '/v2/groups/shop?force=true', { apps: [appOf('a'), appOf('b', { instances: 2 })] });
    await cluster.advance(30);
    expect((await ear.end()).map(({ eventType }) => eventType).slice(1)).toEqual([
      'deployment_failed',
      'deployment_success',
    ]);
    expect((await appInfo(cluster, '/shop/b')).tasks?.map(({ id }) => id)).toEqual(started);
    expect((await cluster.deployments()).map(({ affectedPods }) => affectedPods)).toEqual([['/shop/pod']]);
  });

  test('a deployment ended by force leaves its app to be scaled by itself', async () => {
    await done(cluster, 'POST', '/v2/apps', { ...web, instances: 2 });
    await cluster.advance(0.5);
    const [deployment] = await cluster.deployments();
    await done(cluster, 'DELETE', `/v2/deployments/${deployment?.id}?force=true`);
    await cluster.advance(400);
    expect(await appInfo(cluster, '/shop/web')).toMatchObject({ tasksRunning: 2, deployments: [] });
  });
});
