/**
 * Writes of `/v2/pods`, row by row (Marathon `api/v2/PodsResource`). What a definition may hold and what the answer holds is
 * told in `cluster/marathon-api.test.ts`.
 */
import { describe } from 'vitest';
import { instances, podOf } from '../cluster/cluster-fixtures';
import {
  LOCKED,
  UUID,
  VERSION,
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

const web = podOf('/shop/web');
const two = { ...web, ...instances(2) };
const noPod = missing("Pod '/shop/web' does not exist");
const tooMany = { message: matching(/^Max number \(100\) of running deployments is achieved\. Wait for/) };

describe('POST /v2/pods', () => {
  rows([
    {
      says: 'a new pod',
      ask: 'POST /v2/pods',
      send: web,
      status: 201,
      body: { id: '/shop/web', version: matching(VERSION) },
      headers: { location: 'http://dcos.local:8080/shop/web', 'content-type': 'application/json' },
      deploys: true,
    },
    {
      says: 'the version that is sent counts for nothing',
      ask: 'POST /v2/pods',
      send: { ...web, version: '2001-01-01T00:00:00.000Z' },
      status: 201,
      body: { version: matching(/^2017-03-17T10:00/) },
      deploys: true,
    },
    {
      says: 'an id that is taken, also by force',
      given: running(web),
      ask: 'POST /v2/pods?force=true',
      send: web,
      status: 409,
      body: { message: 'A pod with id [/shop/web] already exists.' },
    },
    {
      says: 'an id that an app has',
      given: running(appOf('/shop/web')),
      ask: 'POST /v2/pods',
      send: web,
      status: 422,
      body: invalid('/', 'Applications and Pods may not share the same id'),
    },
    {
      says: 'below an app',
      given: running(appOf('/shop')),
      ask: 'POST /v2/pods',
      send: web,
      status: 422,
      body: invalid('/', 'Groups and Pods may not have the same identifier.'),
    },
    {
      says: 'an id whose pod is still being deleted',
      given: async (cluster) => {
        await running(web)(cluster);
        await done(cluster, 'DELETE', '/v2/pods/shop/web');
      },
      ask: 'POST /v2/pods',
      send: web,
      status: 409,
      body: LOCKED,
    },
    {
      says: 'while a hundred deployments run',
      given: hundredDeployments,
      ask: 'POST /v2/pods?force=true',
      send: web,
      status: 403,
      body: tooMany,
    },
    { says: 'no body', ask: 'POST /v2/pods', status: 400, body: { message: 'Please specify data in JSON format' } },
    { says: 'a list', ask: 'POST /v2/pods', send: [], status: 422, body: unread('/', 'error.expected.jsobject') },
  ]);
});

describe('PUT /v2/pods/{id}', () => {
  rows([
    {
      says: 'a change',
      given: running(web),
      ask: 'PUT /v2/pods//shop/web',
      send: two,
      status: 200,
      body: { scaling: { instances: 2 }, version: matching(VERSION) },
      deploys: true,
    },
    {
      says: 'a new pod',
      ask: 'PUT /v2/pods/shop/web',
      send: web,
      status: 200,
      body: { id: '/shop/web' },
      deploys: true,
    },
    {
      says: 'another id in the body',
      ask: 'PUT /v2/pods/foo',
      send: podOf('/bla'),
      status: 400,
      body: { message: "'/foo' does not match definition's id ('/bla')" },
    },
    { says: 'under a lock', given: deploying(web), ask: 'PUT /v2/pods/shop/web', send: two, status: 409, body: LOCKED },
    {
      says: 'under a lock, by force',
      given: deploying(web),
      ask: 'PUT /v2/pods/shop/web?force=true',
      send: two,
      status: 200,
      deploys: true,
    },
    {
      says: 'while a hundred deployments run, one of them its own, by force',
      given: hundredDeployments,
      ask: 'PUT /v2/pods/busy/p7?force=true',
      send: podOf('/busy/p7'),
      status: 200,
      deploys: true,
    },
    {
      says: 'while a hundred others run',
      given: hundredDeployments,
      ask: 'PUT /v2/pods/shop/web',
      send: web,
      status: 403,
      body: tooMany,
    },
    {
      says: 'where an app is',
      given: running(appOf('/shop/web')),
      ask: 'PUT /v2/pods/shop/web',
      send: web,
      status: 422,
      body: invalid('/', 'Applications and Pods may not share the same id'),
    },
    {
      says: 'there is no PATCH',
      given: running(web),
      ask: 'PATCH /v2/pods/shop/web',
      send: {},
      status: 405,
      headers: { allow: 'GET, HEAD, PUT, DELETE, OPTIONS' },
    },
  ]);
});

describe('DELETE /v2/pods/{id}', () => {
  rows([
    {
      says: 'of one that runs',
      given: running(web),
      ask: 'DELETE /v2/pods//shop/web',
      status: 202,
      body: undefined,
      headers: { location: matching(new RegExp(`^http://dcos\\.local:8080/${UUID.source.slice(1)}`)) },
      deploys: true,
    },
    { says: 'of none', ask: 'DELETE /v2/pods/shop/web', status: 404, body: noPod },
    {
      says: 'of an app',
      given: running(appOf('/shop/web')),
      ask: 'DELETE /v2/pods/shop/web',
      status: 404,
      body: noPod,
    },
    { says: 'under a lock', given: deploying(web), ask: 'DELETE /v2/pods/shop/web', status: 409, body: LOCKED },
    {
      says: 'under a lock, by force',
      given: deploying(web),
      ask: 'DELETE /v2/pods/shop/web?force=true',
      status: 202,
      deploys: true,
    },
    {
      says: 'while a hundred others run',
      given: async (cluster) => {
        await running(web)(cluster);
        await hundredDeployments(cluster);
      },
      ask: 'DELETE /v2/pods/shop/web',
      status: 403,
      body: tooMany,
    },
  ]);
});
