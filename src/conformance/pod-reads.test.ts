/**
 * Reads of `/v2/pods`, row by row, and every way to write an id (Marathon `api/v2/PodsResource`). Versions are told in
 * `cluster/marathon-api.test.ts`, the status of instances in `cluster/marathon-api-instances.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import { VERSION, appOf, matching, missing, rows, running } from './row-fixture';

const web = podOf('/shop/web');
const noPod = missing("Pod '/shop/web' does not exist");

describe('reads', () => {
  const given = running(web);
  rows([
    { says: 'no pods', ask: 'GET /v2/pods', status: 200, body: [] },
    {
      says: 'all pods, apps apart',
      given: running(web, appOf('/a')),
      ask: 'GET /v2/pods',
      status: 200,
      body: [{ id: '/shop/web' }],
    },
    {
      says: 'has no body',
      given,
      ask: 'HEAD /v2/pods',
      status: 200,
      body: undefined,
      headers: { 'content-type': 'application/json' },
    },
    { says: 'has no body', given, ask: 'HEAD /v2/pods/shop/web::status', status: 200, body: undefined },
    { says: 'has no body', ask: 'HEAD /v2/pods/shop/web', status: 404, body: undefined },
    { says: 'no statuses', ask: 'GET /v2/pods/::status', status: 200, body: [] },
    {
      says: 'all statuses',
      given,
      ask: 'GET /v2/pods/::status',
      status: 200,
      body: [{ id: '/shop/web', status: 'STABLE' }],
    },
    {
      says: 'an app has no status',
      given: running(appOf('/shop/web')),
      ask: 'GET /v2/pods/shop/web::status',
      status: 404,
      body: noPod,
    },
    {
      says: 'an app is no pod',
      given: running(appOf('/shop/web')),
      ask: 'GET /v2/pods/shop/web',
      status: 404,
      body: noPod,
    },
    {
      says: 'the versions of an app are not here',
      given: running(appOf('/shop/web')),
      ask: 'GET /v2/pods/shop/web::versions',
      status: 404,
      body: noPod,
    },
    { says: 'one version', given, ask: 'GET /v2/pods/shop/web::versions', status: 200, body: [matching(VERSION)] },
    {
      says: 'no route',
      given,
      ask: 'GET /v2/pods/shop/web::status/x',
      status: 404,
      body: { message: 'URI not found' },
    },
    {
      says: 'what may be done',
      ask: 'OPTIONS /v2/pods/shop/web::instances',
      status: 204,
      body: undefined,
      headers: { allow: 'DELETE, OPTIONS' },
    },
  ]);

  test.each([
    '/v2/pods/shop/web::status',
    '/v2/pods//shop/web::status',
    '/v2/pods/shop/web/::status',
    '/v2/pods///shop//web//::status//',
    '/v2/pods/%2Fshop%2Fweb::status',
    '/v2/pods/%2Fshop/web%3A%3Astatus',
    '/service/marathon/v2/pods//shop/web::status',
  ])('%s is the status of /shop/web', async (path) => {
    const cluster = aCluster();
    await given(cluster);
    expect(await cluster.read(path)).toMatchObject({ id: '/shop/web', status: 'STABLE' });
  });
});
