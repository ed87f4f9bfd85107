/** Reads of `/v2/groups`, row by row (Marathon `api/v2/GroupsResource`). What `embed` leaves out is told in `cluster/marathon-api-reads.test.ts`. */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import type { Group } from '../protocol/marathon/group';
import { VERSION, appOf, done, matching, missing, rows, running } from './row-fixture';

const web = appOf('/shop/web');
const noGroup = missing("Group '/shop' does not exist");

describe('reads', () => {
  const given = running(web, podOf('/shop/pod'), podOf('/solo'));
  rows([
    {
      says: 'the root is always there',
      ask: 'GET /v2/groups',
      status: 200,
      body: { id: '/', dependencies: [], apps: [], pods: [], groups: [] },
    },
    {
      says: 'everything without embed',
      given,
      ask: 'GET /v2/groups',
      status: 200,
      body: {
        id: '/',
        version: matching(VERSION),
        apps: [],
        pods: [{ id: '/solo' }],
        groups: [{ id: '/shop', apps: [{ id: '/shop/web' }], pods: [{ id: '/shop/pod', status: 'STABLE' }] }],
      },
    },
    {
      says: 'one',
      given,
      ask: 'GET /v2/groups//shop',
      status: 200,
      body: { id: '/shop', apps: [{ id: '/shop/web' }] },
    },
    { says: 'none', ask: 'GET /v2/groups/shop', status: 404, body: noGroup },
    { says: 'has no body', given, ask: 'HEAD /v2/groups/shop', status: 200, body: undefined },
    {
      says: 'the apps at and below, pods apart',
      given,
      ask: 'GET /v2/groups/apps',
      status: 200,
      body: [{ id: '/shop/web', tasksRunning: 1 }],
    },
    { says: 'of one', given, ask: 'GET /v2/groups/shop/apps', status: 200, body: [{ id: '/shop/web' }] },
    { says: 'of none', ask: 'GET /v2/groups/shop/apps', status: 404, body: noGroup },
    { says: 'of none', ask: 'GET /v2/groups/shop/versions', status: 404, body: noGroup },
    {
      says: 'unknown',
      given,
      ask: 'GET /v2/groups/shop/versions/yesterday',
      status: 404,
      body: missing("Group '/shop' does not exist in version yesterday"),
    },
    { says: 'no route', given, ask: 'GET /v2/groups/shop/apps/web', status: 404, body: { message: 'URI not found' } },
    {
      says: 'are not to be written',
      given,
      ask: 'PUT /v2/groups/shop/versions',
      send: {},
      status: 405,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    },
  ]);

  test('versions are listed newest first, each as it was', async () => {
    const cluster = aCluster();
    await done(cluster, 'POST', '/v2/groups', { id: '/shop', apps: [web] });
    await done(cluster, 'PUT', '/v2/groups/shop?force=true', { apps: [] });
    const versions = await cluster.read<string[]>('/v2/groups/shop/versions');
    expect(versions.toSorted().toReversed()).toEqual(versions);
    const then = await Promise.all(versions.map((each) => cluster.read<Group>(`/v2/groups/shop/versions/${each}`)));
    expect(then.map(({ apps }) => apps?.length)).toEqual([0, 1]);
    expect((await cluster.read<string[]>('/v2/groups/versions')).slice(0, 2)).toEqual(versions);
  });
});
