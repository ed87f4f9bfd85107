/** Writes of `/v2/groups`, row by row (Marathon `api/v2/GroupsResource`). */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import {
  LOCKED,
  RESULT,
  appInfo,
  appOf,
  deploying,
  done,
  hundredDeployments,
  invalid,
  matching,
  missing,
  rows,
  running,
} from './row-fixture';

const web = appOf('/shop/web');
const noGroup = missing("Group '/shop' does not exist");
const taken = { message: 'Group /shop is already created. Use PUT to change this group.' };
const notAllowed = 'not allowed in conjunction with other properties.';

describe('POST /v2/groups', () => {
  rows([
    {
      says: 'a new group with what is in it',
      ask: 'POST /v2/groups',
      send: { id: '/shop', apps: [{ ...web, id: 'web' }], groups: [{ id: 'deep', apps: [appOf('db')] }] },
      status: 201,
      body: RESULT,
      headers: { location: 'http://dcos.local:8080/shop' },
      deploys: true,
    },
    {
      says: 'by its path',
      ask: 'POST /v2/groups//shop/deep',
      send: {},
      status: 201,
      body: RESULT,
      headers: { location: 'http://dcos.local:8080/shop/deep' },
      deploys: true,
    },
    {
      says: 'an id below the path',
      ask: 'POST /v2/groups/shop',
      send: { id: 'deep' },
      status: 201,
      headers: { location: 'http://dcos.local:8080/shop/deep' },
      deploys: true,
    },
    {
      says: 'a group that is there',
      given: running(web),
      ask: 'POST /v2/groups',
      send: { id: '/shop' },
      status: 409,
      body: taken,
    },
    {
      says: 'where an app is',
      given: running(web),
      ask: 'POST /v2/groups',
      send: { id: '/shop/web' },
      status: 409,
      body: { message: 'An app with the path /shop/web already exists.' },
    },
    {
      says: 'where a pod is',
      given: running(podOf('/pod')),
      ask: 'POST /v2/groups',
      send: { id: '/pod' },
      status: 409,
    },
    {
      says: 'the root',
      ask: 'POST /v2/groups',
      send: {},
      status: 409,
      body: { message: 'Group / is already created. Use PUT to change this group.' },
    },
    {
      says: 'a path that can be no id',
      ask: 'POST /v2/groups/%0A',
      send: {},
      status: 422,
      body: {
        message: 'Object is not valid',
        details: [{ path: '/id', errors: [matching(/^must fully match regular expression/)] }],
      },
    },
    {
      says: 'an app outside of it',
      ask: 'POST /v2/groups',
      send: { id: '/shop', apps: [appOf('/other')] },
      status: 422,
      body: invalid('/apps(0)/id', "Identifier is not child of '/shop'"),
    },
    {
      says: 'a broken app',
      ask: 'POST /v2/groups',
      send: { id: '/shop', apps: [{ id: 'web', cpus: 'x' }] },
      status: 422,
      body: { message: 'Invalid JSON', details: [{ path: '/apps(0)/cpus' }] },
    },
    { says: 'no body', ask: 'POST /v2/groups', status: 400 },
    {
      says: 'a hundred deployments run',
      given: hundredDeployments,
      ask: 'POST /v2/groups',
      send: { id: '/shop' },
      status: 403,
    },
  ]);
});

describe('PUT /v2/groups', () => {
  const given = running(web);
  rows([
    {
      says: 'a change',
      given,
      ask: 'PUT /v2/groups/shop',
      send: { apps: [] },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'a new group',
      ask: 'PUT /v2/groups/shop',
      send: { apps: [web] },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'the root',
      given,
      ask: 'PUT /v2/groups',
      send: { groups: [{ id: 'shop' }] },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'what would happen',
      given,
      ask: 'PUT /v2/groups/shop?dryRun=true',
      send: { apps: [appOf('new')] },
      status: 200,
      body: {
        steps: [
          { actions: [{ action: 'StopApplication', app: '/shop/web' }] },
          { actions: [{ action: 'StartApplication', app: '/shop/new' }] },
          { actions: [{ action: 'ScaleApplication', app: '/shop/new' }] },
        ],
      },
    },
    {
      says: 'under a lock',
      given: deploying(web),
      ask: 'PUT /v2/groups/shop',
      send: { apps: [] },
      status: 409,
      body: LOCKED,
    },
    {
      says: 'by force',
      given: deploying(web),
      ask: 'PUT /v2/groups/shop?force=true',
      send: { apps: [] },
      status: 200,
      deploys: true,
    },
    {
      says: 'a factor',
      given,
      ask: 'PUT /v2/groups/shop',
      send: { scaleBy: 2 },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    { says: 'a factor for none', ask: 'PUT /v2/groups/shop', send: { scaleBy: 2 }, status: 404, body: noGroup },
    {
      says: 'a factor that no machine could bear',
      given,
      ask: 'PUT /v2/groups/shop',
      send: { scaleBy: 1e300 },
      status: 422,
      body: { message: 'Object is not valid', details: [{ path: '/scaleBy' }] },
    },
    {
      says: 'a factor and more',
      given,
      ask: 'PUT /v2/groups/shop',
      send: { scaleBy: 2, apps: [] },
      status: 422,
      body: invalid('/scaleBy', notAllowed),
    },
    {
      says: 'an unknown version',
      given,
      ask: 'PUT /v2/groups/shop',
      send: { version: '2001-01-01T00:00:00.000Z' },
      status: 404,
      body: missing("Group '/shop' does not exist in version 2001-01-01T00:00:00.000Z"),
    },
    {
      says: 'a version and more',
      given,
      ask: 'PUT /v2/groups/shop',
      send: { version: 'x', dependencies: [] },
      status: 422,
      body: invalid('/version', notAllowed),
    },
    { says: 'where an app is', given, ask: 'PUT /v2/groups/shop/web', send: {}, status: 409 },
  ]);

  test('a dry run changes nothing', async () => {
    const cluster = aCluster();
    await given(cluster);
    const digest = await cluster.digest();
    await done(cluster, 'PUT', '/v2/groups/shop?dryRun=true', { apps: [], groups: [{ id: 'new' }] });
    expect(await cluster.digest()).toBe(digest);
  });

  test('pods cannot be written through a group, and stay', async () => {
    const cluster = aCluster();
    await running(web, podOf('/shop/pod'))(cluster);
    await done(cluster, 'PUT', '/v2/groups/shop', { apps: [], pods: [podOf('/shop/new')] });
    await cluster.advance(30);
    expect(await cluster.read('/v2/groups/shop')).toMatchObject({
      apps: [],
      pods: [{ id: '/shop/pod', status: 'STABLE' }],
    });
  });

  test('a factor multiplies the instances of apps below, rounded up, and leaves pods alone', async () => {
    const cluster = aCluster();
    await running({ ...web, instances: 3 }, appOf('/shop/deep/db'), podOf('/shop/pod'))(cluster);
    await done(cluster, 'PUT', '/v2/groups/shop', { scaleBy: 1.5 });
    expect((await appInfo(cluster, '/shop/web')).instances).toBe(5);
    expect((await appInfo(cluster, '/shop/deep/db')).instances).toBe(2);
    expect(await cluster.read('/v2/pods/shop/pod')).toMatchObject({ scaling: { instances: 1 } });
  });

  test('a version brings back apps and pods as they were', async () => {
    const cluster = aCluster();
    await running(web, podOf('/shop/pod'))(cluster);
    const [version] = await cluster.read<string[]>('/v2/groups/shop/versions');
    await done(cluster, 'DELETE', '/v2/pods/shop/pod');
    await cluster.advance(30);
    await done(cluster, 'PUT', '/v2/groups/shop', { apps: [appOf('new')] });
    await cluster.advance(30);
    await done(cluster, 'PUT', '/v2/groups/shop', { version });
    await cluster.advance(30);
    const embed = 'embed=group.apps&embed=group.apps.counts&embed=group.pods';
    expect(await cluster.read(`/v2/groups/shop?${embed}`)).toMatchObject({
      apps: [{ id: '/shop/web', tasksRunning: 1 }],
      pods: [{ id: '/shop/pod', status: 'STABLE' }],
    });
  });
});
