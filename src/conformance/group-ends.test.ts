/** The rule about roles and the deletion of groups, row by row (Marathon `api/v2/GroupsResource`). */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import { LOCKED, RESULT, STUCK, appInfo, appOf, deploying, done, invalid, missing, rows, running } from './row-fixture';

const web = appOf('/shop/web');
const noGroup = missing("Group '/shop' does not exist");

describe('PATCH and DELETE', () => {
  rows([
    {
      says: 'enforceRole',
      given: running(web),
      ask: 'PATCH /v2/groups/shop',
      send: { enforceRole: true },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'of a group inside',
      given: running(appOf('/shop/deep/db')),
      ask: 'PATCH /v2/groups/shop/deep',
      send: { enforceRole: true },
      status: 422,
      body: invalid(
        '/enforceRole',
        'enforceRole can only be set for top-level groups, and /shop/deep is not top-level',
      ),
    },
    { says: 'none', ask: 'PATCH /v2/groups/shop', send: { enforceRole: true }, status: 404, body: noGroup },
    {
      says: 'no truth',
      given: running(web),
      ask: 'PATCH /v2/groups/shop',
      send: { enforceRole: 1 },
      status: 422,
      body: { message: 'Invalid JSON', details: [{ path: '/enforceRole' }] },
    },
    { says: 'one', given: running(web), ask: 'DELETE /v2/groups//shop', status: 200, body: RESULT, deploys: true },
    { says: 'none', ask: 'DELETE /v2/groups/shop', status: 404, body: noGroup },
    {
      says: 'under a lock',
      given: deploying({ ...web, ...STUCK }),
      ask: 'DELETE /v2/groups/shop',
      status: 409,
      body: LOCKED,
    },
    { says: 'by force', given: deploying(web), ask: 'DELETE /v2/groups/shop?force=true', status: 200, deploys: true },
    { says: 'everything', given: running(web), ask: 'DELETE /v2/groups', status: 200, body: RESULT, deploys: true },
  ]);

  test('what is deleted stops, pods as well; of the root nothing is left', async () => {
    for (const path of ['/v2/groups/shop', '/v2/groups/']) {
      const cluster = aCluster();
      await running(web, podOf('/shop/deep/pod'), podOf('/solo'))(cluster);
      await done(cluster, 'DELETE', path);
      await cluster.advance(30);
      const left = path.endsWith('/') ? [] : [{ id: '/solo' }];
      expect(await cluster.read('/v2/groups')).toMatchObject({ id: '/', apps: [], groups: [], pods: left });
      expect(await cluster.read('/v2/tasks')).toEqual({ tasks: [] });
    }
  });

  test('enforceRole is told, and restarts nothing', async () => {
    const cluster = aCluster();
    await running(web)(cluster);
    await done(cluster, 'PATCH', '/v2/groups/shop', { enforceRole: true });
    expect(await cluster.read('/v2/groups/shop')).toMatchObject({ enforceRole: true });
    expect(await appInfo(cluster, '/shop/web')).toMatchObject({ tasksRunning: 1, deployments: [] });
    expect(await cluster.deployments()).toEqual([]);
  });
});
