/** `/v2/pods` over the whole cluster: what every request answers, and why another is refused. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { PodAnswer } from '../protocol/marathon/pod';
import { aCluster, instances, podOf } from './cluster-fixtures';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VERSION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LOCKED =
  "App is locked by one or more deployments. Override with the option '?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.";
const notFound = (id: string) => ({ status: 404, body: { message: `Pod '${id}' does not exist`, details: [] } });

describe('adding a pod', () => {
  test('answers 201 with the normalised definition, where it is and which deployment it makes', async () => {
    const answer = await cluster.add({ ...podOf('/shop/web'), networks: [{ mode: 'container' }] });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Location')).toBe('http://dcos.local:8080/shop/web');
    const [deployment] = await cluster.deployments();
    expect(answer.headers.get('Marathon-Deployment-Id')).toMatch(UUID);
    expect(answer.headers.get('Marathon-Deployment-Id')).toBe(deployment?.id);
    expect(answer.headers.get('Cache-Control')).toBe('no-cache, no-store, must-revalidate');
    expect(answer.body).toMatchObject({
      id: '/shop/web',
      version: expect.stringMatching(VERSION) as string,
      networks: [{ mode: 'container', name: 'dcos' }],
      scaling: { kind: 'fixed', instances: 1 },
      scheduling: {
        backoff: { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
        upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
        killSelection: 'YOUNGEST_FIRST',
        unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
      },
      executorResources: { cpus: 0.1, mem: 32, disk: 10 },
      role: 'slave_public',
    });
  });

  test('again is 409', async () => {
    await cluster.add(podOf('/shop/web'));
    expect(await cluster.add(podOf('/shop/web'))).toMatchObject({
      status: 409,
      body: { message: 'A pod with id [/shop/web] already exists.' },
    });
  });

  test.each([
    ['/shop', 'above'],
    ['/shop/web/a', 'below'],
  ])('at %s, %s another one, is 422', async (id) => {
    await cluster.add(podOf('/shop/web'));
    expect(await cluster.add(podOf(id))).toMatchObject({
      status: 422,
      body: {
        message: 'Object is not valid',
        details: [{ path: '/', errors: ['Groups and Pods may not have the same identifier.'] }],
      },
    });
  });

  test('at an empty group replaces it in silence', async () => {
    await cluster.add(podOf('/shop/deep/web'));
    await cluster.advance(10);
    await cluster.send('DELETE', '/v2/pods/shop/deep/web');
    await cluster.advance(10);
    expect((await cluster.add(podOf('/shop'))).status).toBe(201);
    expect(await cluster.read('/v2/groups')).toMatchObject({ groups: [], pods: [{ id: '/shop' }] });
  });

  test('a hundred deployments under way leave no room for another', async () => {
    const never = {
      ...podOf('/p'),
      scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'IS' as const, value: 'x' }] } },
    };
    for (let n = 0; n < 100; n++) await cluster.add({ ...never, id: `/p${n}` });
    const answer = await cluster.add(never);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      message: expect.stringMatching(/^Max number \(100\) of running deployments/) as string,
    });
    expect(await cluster.read('/v2/pods')).toHaveLength(100);
  });
});

describe('a body that is no pod', () => {
  const post = (body: BodyInit, type = 'application/json') =>
    cluster.raw('POST', '/v2/pods', { body, headers: { 'content-type': type } });
  const answered = async (response: Response) => [response.status, await response.json()] as const;

  test('nothing at all', async () => {
    const [status, body] = await answered(await post(''));
    expect([status, body.message]).toEqual([400, 'Please specify data in JSON format']);
    expect(body.details).toMatch(/^No content to map due to end-of-input/);
  });

  test('no JSON', async () => {
    const [status, body] = await answered(await post('{"id": '));
    expect([status, body.message]).toEqual([400, 'Invalid JSON']);
    expect(body.details).toEqual(expect.any(String));
  });

  test('JSON of the wrong shape', async () => {
    expect(await answered(await post('{"id":"/x","containers":[{"name":1}]}'))).toEqual([
      422,
      {
        message: 'Invalid JSON',
        details: expect.arrayContaining([
          { path: '/containers(0)/name', errors: ['error.expected.jsstring'] },
          { path: '/containers(0)/resources', errors: ['error.path.missing'] },
        ]) as unknown,
      },
    ]);
  });

  test('the right shape against a rule', async () => {
    const { containers } = podOf('/x');
    expect(await cluster.add({ id: '/x', containers: [...containers, ...containers] })).toMatchObject({
      status: 422,
      body: {
        message: 'Object is not valid',
        details: [{ path: '/containers', errors: ['container names must be unique'] }],
      },
    });
  });

  test('another content type', async () => {
    expect(await answered(await post('{}', 'text/plain'))).toEqual([
      415,
      { message: 'HTTP 415 Unsupported Media Type' },
    ]);
  });

  test('more than a mebibyte', async () => {
    expect((await post(' '.repeat(1024 * 1024 + 1))).status).toBe(413);
  });

  test('none of them leaves a trace', async () => {
    await post('{"id": ');
    await cluster.add({ ...podOf('/x'), containers: [] });
    expect(await cluster.read('/v2/pods')).toEqual([]);
    expect(await cluster.deployments()).toEqual([]);
    expect(await cluster.read('/v2/groups')).toMatchObject({ groups: [], pods: [] });
  });
});

describe('reading', () => {
  test('one, all, whichever way its id is written', async () => {
    const { body } = await cluster.add(podOf('/shop/web'));
    for (const path of ['/v2/pods//shop/web', '/v2/pods/shop/web', '/v2/pods/%2Fshop%2Fweb/'])
      expect(await cluster.read(path)).toEqual(body);
    expect(await cluster.read('/v2/pods')).toEqual([body]);
  });

  test('HEAD of the collection tells that pods are supported', async () => {
    const response = await cluster.raw('HEAD', '/v2/pods');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test.each(['', '::status', '::versions', '::versions/2017-03-17T10:00:00.000Z'])(
    'an unknown pod%s is 404',
    async (resource) => {
      expect(await cluster.send('GET', `/v2/pods//no/pod${resource}`)).toMatchObject(notFound('/no/pod'));
    },
  );

  test('versions, the newest first; an unknown one is 404', async () => {
    await cluster.add(podOf('/shop/web'));
    await cluster.advance(10);
    await cluster.update({ ...podOf('/shop/web'), ...instances(2) });
    const versions = await cluster.read<string[]>('/v2/pods/shop/web::versions');
    expect(versions).toHaveLength(2);
    expect(versions.toSorted()).toEqual(versions.toReversed());
    const scaling = async (version = '') =>
      (await cluster.read<PodAnswer>(`/v2/pods/shop/web::versions/${version}`)).scaling.instances;
    expect(await Promise.all(versions.map(scaling))).toEqual([2, 1]);
    for (const version of ['2001-01-01T00:00:00.000Z', 'yesterday'])
      expect(await cluster.send('GET', `/v2/pods/shop/web::versions/${version}`)).toMatchObject({
        status: 404,
        body: { message: `Pod '/shop/web' does not exist in version ${version}`, details: [] },
      });
  });
});

describe('updating', () => {
  test('an unknown pod creates it, with 200', async () => {
    const answer = await cluster.update(podOf('/shop/web'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Marathon-Deployment-Id')).toMatch(UUID);
    expect((await cluster.deployments())[0]?.steps).toHaveLength(2);
  });

  test('under another id is 400, but an invalid definition is 422 first', async () => {
    expect(await cluster.send('PUT', '/v2/pods/foo', podOf('/bla'))).toMatchObject({
      status: 400,
      body: { message: "'/foo' does not match definition's id ('/bla')" },
    });
    expect((await cluster.send('PUT', '/v2/pods/foo', { ...podOf('/bla'), containers: [] })).status).toBe(422);
  });

  test('while a deployment works on it is 409 with its id, unless forced', async () => {
    const first = await cluster.add(podOf('/shop/web'));
    const id = first.headers.get('Marathon-Deployment-Id');
    const wish = { ...podOf('/shop/web'), ...instances(2) };
    expect(await cluster.update(wish)).toMatchObject({ status: 409, body: { message: LOCKED, deployments: [{ id }] } });
    expect(await cluster.read<PodAnswer>('/v2/pods/shop/web')).toMatchObject({ scaling: { instances: 1 } });
    const forced = await cluster.update(wish, '?force=true');
    expect(forced.status).toBe(200);
    expect((await cluster.deployments()).map((each) => each.id)).toEqual([
      forced.headers.get('Marathon-Deployment-Id'),
    ]);
  });

  test('with what it is already changes nothing: an empty deployment, the old version, no lock', async () => {
    const { body } = await cluster.add(podOf('/shop/web'));
    await cluster.advance(0.001);
    const again = await cluster.update(podOf('/shop/web'));
    expect(again.status).toBe(200);
    expect((again.body as PodAnswer).version).not.toBe((body as PodAnswer).version);
    expect(await cluster.read('/v2/pods/shop/web')).toEqual(body);
    expect(await cluster.read('/v2/pods/shop/web::versions')).toHaveLength(1);
  });

  test('what no instance sees is stored under the old version and restarts nothing', async () => {
    await cluster.add(podOf('/shop/web'));
    await cluster.advance(10);
    const before = await cluster.status('/shop/web');
    await cluster.update({ ...podOf('/shop/web'), scheduling: { killSelection: 'OLDEST_FIRST' } });
    await cluster.advance(10);
    const after = await cluster.status('/shop/web');
    expect(after.spec).toMatchObject({ version: before.spec.version, scheduling: { killSelection: 'OLDEST_FIRST' } });
    expect(after.instances.map(({ id }) => id)).toEqual(before.instances.map(({ id }) => id));
  });
});

describe('deleting', () => {
  test('answers 202 without a body; the pod is terminal, then gone', async () => {
    await cluster.add(podOf('/shop/web', {}, 'trap "" TERM; sleep 100000'));
    await cluster.advance(10);
    const answer = await cluster.send('DELETE', '/v2/pods/shop/web');
    const id = answer.headers.get('Marathon-Deployment-Id');
    expect([answer.status, answer.body]).toEqual([202, undefined]);
    expect(id).toMatch(UUID);
    expect(answer.headers.get('Location')).toBe(`http://dcos.local:8080/${id}`);
    expect((await cluster.status('/shop/web')).status).toBe('TERMINAL');
    await cluster.advance(30);
    expect(await cluster.send('GET', '/v2/pods/shop/web::status')).toMatchObject(notFound('/shop/web'));
    expect(await cluster.read('/v2/pods')).toEqual([]);
  });

  test('an unknown pod is 404, one being deployed 409 unless forced', async () => {
    expect(await cluster.send('DELETE', '/v2/pods/shop/web')).toMatchObject(notFound('/shop/web'));
    await cluster.add(podOf('/shop/web'));
    expect(await cluster.send('DELETE', '/v2/pods/shop/web')).toMatchObject({ status: 409, body: { message: LOCKED } });
    expect((await cluster.send('DELETE', '/v2/pods/shop/web?force=true')).status).toBe(202);
  });

  test('makes room for a new pod of the same id: at once by force, otherwise when the old one is gone', async () => {
    await cluster.add(podOf('/shop/web'));
    await cluster.advance(10);
    await cluster.send('DELETE', '/v2/pods/shop/web');
    expect((await cluster.add(podOf('/shop/web'))).status).toBe(409);
    const forced = await cluster.send('POST', '/v2/pods?force=true', podOf('/shop/web'));
    expect(forced.status).toBe(201);
    await cluster.advance(30);
    const { status, instances: all } = await cluster.status('/shop/web');
    expect([status, all.length]).toEqual(['STABLE', 1]);
    await cluster.send('DELETE', '/v2/pods/shop/web');
    await cluster.advance(30);
    expect((await cluster.add(podOf('/shop/web'))).status).toBe(201);
  });
});
