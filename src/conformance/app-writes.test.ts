/**
 * Writes of `/v2/apps`, row by row (Marathon `api/v2/AppsResource`). What a definition may hold is told in
 * `protocol/marathon/app-*.test.ts`, the life of an app in `cluster/marathon-api-apps.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import {
  LOCKED,
  RESULT,
  VERSION,
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
  unread,
} from './row-fixture';

const web = appOf('/shop/web');
const noApp = missing("App '/shop/web' does not exist");
const created = {
  id: '/shop/web',
  version: matching(VERSION),
  tasksStaged: 0,
  tasksRunning: 0,
  tasksHealthy: 0,
  tasksUnhealthy: 0,
  deployments: [{ id: RESULT.deploymentId }],
};

describe('POST /v2/apps', () => {
  rows([
    {
      says: 'a new app',
      ask: 'POST /v2/apps',
      send: web,
      status: 201,
      body: created,
      headers: { location: 'http://dcos.local:8080/shop/web', 'content-type': 'application/json' },
      deploys: true,
    },
    {
      says: 'taken, also by force',
      given: running(web),
      ask: 'POST /v2/apps?force=true',
      send: web,
      status: 409,
      body: { message: 'An app with id [/shop/web] already exists.' },
    },
    {
      says: 'where a group is',
      given: running(web),
      ask: 'POST /v2/apps',
      send: appOf('/shop'),
      status: 409,
      body: { message: 'An app with the path /shop already exists.' },
    },
    {
      says: 'where a pod is',
      given: running(podOf('/shop/web')),
      ask: 'POST /v2/apps',
      send: web,
      status: 422,
      body: invalid('/', 'Applications and Pods may not share the same id'),
    },
    {
      says: 'below a pod',
      given: running(podOf('/shop')),
      ask: 'POST /v2/apps',
      send: web,
      status: 422,
      body: invalid('/', 'Groups and Applications may not have the same identifier.'),
    },
    {
      says: 'whose deletion is not over',
      given: async (cluster) => {
        await running(web)(cluster);
        await done(cluster, 'DELETE', '/v2/apps/shop/web');
      },
      ask: 'POST /v2/apps',
      send: web,
      status: 409,
      body: LOCKED,
    },
    { says: 'a hundred deployments run', given: hundredDeployments, ask: 'POST /v2/apps', send: web, status: 403 },
    { says: 'no body', ask: 'POST /v2/apps', status: 400, body: { message: 'Please specify data in JSON format' } },
    { says: 'a list', ask: 'POST /v2/apps', send: [web], status: 422, body: unread('/', 'error.expected.jsobject') },
    {
      says: 'nothing to run',
      ask: 'POST /v2/apps',
      send: { id: '/x' },
      status: 422,
      body: { message: 'Object is not valid' },
    },
    {
      says: 'dependencies in a circle',
      given: running(appOf('/a', { dependencies: ['/shop'] })),
      ask: 'POST /v2/apps',
      send: { ...web, dependencies: ['/a'] },
      status: 422,
      body: invalid('/', 'Dependency graph has cyclic dependencies.'),
    },
  ]);
});

describe('PUT and PATCH /v2/apps', () => {
  const list = [{ ...web, instances: 2 }, appOf('/other')];
  rows([
    {
      says: 'new and known ones',
      given: running(web),
      ask: 'PUT /v2/apps',
      send: list,
      status: 200,
      body: RESULT,
      deploys: true,
    },
    { says: 'one of them locked', given: deploying(web), ask: 'PUT /v2/apps', send: list, status: 409, body: LOCKED },
    {
      says: 'by force',
      given: deploying(web),
      ask: 'PUT /v2/apps?force=true',
      send: list,
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'only a part of one',
      given: running(web),
      ask: 'PUT /v2/apps',
      send: [{ id: '/shop/web', instances: 2 }],
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'a part where the whole is asked for',
      given: running(web),
      ask: 'PUT /v2/apps?partialUpdate=false',
      send: [{ id: '/shop/web', instances: 2 }],
      status: 422,
      body: { message: 'Object is not valid' },
    },
    { says: 'no list', ask: 'PUT /v2/apps', send: web, status: 422, body: unread('/', 'error.expected.jsarray') },
    {
      says: 'a part',
      given: running(web),
      ask: 'PATCH /v2/apps',
      send: [{ id: '/shop/web', instances: 2 }],
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'no DELETE of all',
      ask: 'DELETE /v2/apps',
      status: 405,
      headers: { allow: 'GET, HEAD, POST, PUT, PATCH, OPTIONS' },
    },
  ]);

  test('all of a list or none', async () => {
    const cluster = aCluster();
    await done(cluster, 'POST', '/v2/apps', web);
    const digest = await cluster.digest();
    expect((await cluster.send('PATCH', '/v2/apps', [appOf('/new'), { id: '/shop/web', cpus: -1 }])).status).toBe(422);
    expect((await cluster.send('PUT', '/v2/apps', list)).status).toBe(409);
    expect(await cluster.digest()).toBe(digest);
  });
});

describe('PUT /v2/apps/{id}', () => {
  const given = running(web);
  rows([
    {
      says: 'a change',
      given,
      ask: 'PUT /v2/apps//shop/web',
      send: { instances: 2 },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'a new app',
      ask: 'PUT /v2/apps/shop/web',
      send: { cmd: 'sleep 9' },
      status: 201,
      body: RESULT,
      headers: { location: 'http://dcos.local:8080/shop/web' },
      deploys: true,
    },
    {
      says: 'another id in the body',
      ask: 'PUT /v2/apps/foo',
      send: appOf('/bla'),
      status: 400,
      body: { message: "'/foo' does not match definition's id ('/bla')" },
    },
    {
      says: 'under a lock',
      given: deploying(web),
      ask: 'PUT /v2/apps/shop/web',
      send: { instances: 2 },
      status: 409,
      body: LOCKED,
    },
    {
      says: 'by force',
      given: deploying(web),
      ask: 'PUT /v2/apps/shop/web?force=true',
      send: { instances: 2 },
      status: 200,
      deploys: true,
    },
    {
      says: 'a part where the whole is asked for',
      given,
      ask: 'PUT /v2/apps/shop/web?partialUpdate=false',
      send: { instances: 2 },
      status: 422,
      body: { message: 'Object is not valid' },
    },
    {
      says: 'an unknown version',
      given,
      ask: 'PUT /v2/apps/shop/web',
      send: { version: '2001-01-01T00:00:00.000Z' },
      status: 404,
      body: missing("App '/shop/web' does not exist in version 2001-01-01T00:00:00.000Z"),
    },
    {
      says: 'a version and something else',
      given,
      ask: 'PUT /v2/apps/shop/web',
      send: { version: '2001-01-01T00:00:00.000Z', instances: 3 },
      status: 422,
      body: { message: 'Object is not valid' },
    },
    {
      says: 'a part',
      given,
      ask: 'PATCH /v2/apps/shop/web',
      send: { instances: 2 },
      status: 200,
      body: RESULT,
      deploys: true,
    },
    { says: 'no app', ask: 'PATCH /v2/apps/shop/web', send: { instances: 2 }, status: 404, body: noApp },
    {
      says: 'a pod',
      given: running(podOf('/shop/web')),
      ask: 'PATCH /v2/apps/shop/web',
      send: {},
      status: 404,
      body: noApp,
    },
  ]);

  test('the whole replaces what was there, a part leaves it', async () => {
    const cluster = aCluster();
    await running({ ...web, labels: { a: 'b' } })(cluster);
    await done(cluster, 'PUT', '/v2/apps/shop/web', { cpus: 0.2 });
    expect(await appInfo(cluster, '/shop/web')).toMatchObject({ labels: { a: 'b' }, cpus: 0.2, mem: 32 });
    await done(cluster, 'PUT', '/v2/apps/shop/web?partialUpdate=false&force=true', { cmd: 'sleep 9' });
    expect(await appInfo(cluster, '/shop/web')).toMatchObject({ labels: {}, cpus: 1, mem: 128 });
  });
});
