/** The rest of Marathon's API over the whole cluster: groups, events, who answers, what is no route, odd names. */
import { beforeEach, describe, expect, test } from 'vitest';
import { aCluster, podOf } from './cluster-fixtures';

let cluster = aCluster();
beforeEach(() => {
  cluster = aCluster();
});

describe('groups', () => {
  beforeEach(async () => {
    await cluster.add(podOf('/shop/deep/web'));
    await cluster.add(podOf('/solo'));
  });

  test('the tree holds pods with their status, and is empty of apps', async () => {
    expect(await cluster.read('/v2/groups')).toMatchObject({
      id: '/',
      dependencies: [],
      apps: [],
      pods: [{ id: '/solo', status: 'DEGRADED' }],
      groups: [{ id: '/shop', pods: [], groups: [{ id: '/shop/deep', pods: [{ id: '/shop/deep/web' }] }] }],
    });
  });

  test('any embed leaves the others out', async () => {
    const named = await cluster.read<object>('/v2/groups?embed=group.groups&embed=group.apps.counts');
    expect(Object.keys(named).toSorted()).toEqual(['apps', 'dependencies', 'groups', 'id', 'version']);
    expect(Object.keys(await cluster.read<object>('/v2/groups?embed=group.pods'))).toContain('pods');
  });

  test.each(['/v2/groups/shop', '/v2/groups//shop', '/v2/groups/shop/'])('%s is a part of it', async (path) => {
    expect(await cluster.read(path)).toMatchObject({ id: '/shop', groups: [{ id: '/shop/deep' }] });
  });

  test.each(['/nope', '/solo'])('%s is no group', async (id) => {
    expect(await cluster.send('GET', `/v2/groups/${id}`)).toMatchObject({
      status: 404,
      body: { message: `Group '${id}' does not exist`, details: [] },
    });
  });

  test('groups stay when their last pod goes', async () => {
    await cluster.advance(30);
    await cluster.send('DELETE', '/v2/pods/shop/deep/web');
    await cluster.advance(30);
    expect(await cluster.read('/v2/groups/shop')).toMatchObject({ groups: [{ id: '/shop/deep', pods: [] }] });
  });
});

describe('events', () => {
  test('need the header that asks for a stream', async () => {
    expect((await cluster.send('GET', '/v2/events')).status).toBe(405);
  });

  test('may be chosen by type; the first frame comes in any case', async () => {
    const ear = await cluster.listen('?event_type=pod_created_event&event_type=deployment_success');
    await cluster.add(podOf('/shop/web'));
    await cluster.advance(30);
    expect((await ear.end()).map(({ eventType }) => eventType)).toEqual([
      'event_stream_attached',
      'pod_created_event',
      'deployment_success',
    ]);
  });

  test('tell of a listener that comes and goes', async () => {
    const ear = await cluster.listen();
    await (await cluster.listen()).end();
    expect((await ear.end()).map(({ eventType }) => eventType)).toEqual([
      'event_stream_attached',
      'event_stream_attached',
      'event_stream_detached',
    ]);
  });

  test('are frames of name and JSON, stamped with virtual time', async () => {
    const response = await cluster.raw('GET', '/v2/events', { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('Content-Type')).toBe('text/event-stream;charset=UTF-8');
    const reader = response.body?.getReader();
    const piece = await reader?.read();
    await reader?.cancel();
    const text = new TextDecoder().decode(piece?.value);
    expect(text).toMatch(
      /^event: event_stream_attached\ndata: \{.*"timestamp":"2017-03-17T10:00:\d\d\.\d{3}Z".*\}\n\n$/,
    );
  });
});

describe('who answers', () => {
  test('info names framework, version and settings', async () => {
    expect(await cluster.read('/v2/info')).toMatchObject({
      name: 'marathon',
      version: expect.stringMatching(/^1\.11\./) as string,
      elected: true,
      frameworkId: expect.any(String) as string,
      marathon_config: { default_network_name: 'dcos', mesos_role: 'slave_public', max_instances_per_offer: 5 },
    });
  });

  test.each([
    ['*/*', 200, 'pong'],
    ['text/plain', 200, 'pong'],
    ['application/json', 200, '"pong"'],
    ['image/png', 204, ''],
  ])('ping, accepting %s', async (accept, status, text) => {
    const response = await cluster.raw('GET', '/ping', { headers: { accept } });
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  test('there is a leader, there are metrics, and no apps', async () => {
    expect(await cluster.read('/v2/leader')).toEqual({ leader: expect.any(String) as string });
    await cluster.add(podOf('/shop/web'));
    expect(await cluster.read('/metrics')).toMatchObject({ gauges: { 'marathon.pods.active.gauge': { value: 1 } } });
    expect(await cluster.read('/v2/apps')).toEqual({ apps: [] });
    expect(await cluster.read('/v2/tasks')).toEqual({ tasks: [] });
    expect(await cluster.send('GET', '/v2/apps/x')).toMatchObject({
      status: 404,
      body: { message: "App '/x' does not exist" },
    });
  });
});

describe('routes and methods', () => {
  test.each(['/v2/nothing', '/v2', '/v2/podsx'])('%s is no route', async (path) => {
    expect(await cluster.send('GET', path)).toMatchObject({ status: 404, body: { message: 'URI not found' } });
  });

  test.each([
    ['PATCH', '/v2/pods/shop/web', 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['DELETE', '/v2/pods', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/v2/pods/x::status', 'GET, HEAD, OPTIONS'],
    ['PUT', '/v2/pods/x::versions', 'GET, HEAD, OPTIONS'],
    ['GET', '/v2/pods/x::instances', 'DELETE, OPTIONS'],
    ['POST', '/v2/deployments', 'GET, HEAD, OPTIONS'],
    ['GET', '/v2/deployments/x', 'DELETE, OPTIONS'],
    ['DELETE', '/v2/queue', 'GET, HEAD, OPTIONS'],
    ['GET', '/v2/queue/x/delay', 'DELETE, OPTIONS'],
    ['POST', '/v2/info', 'GET, HEAD, OPTIONS'],
    ['POST', '/v2/events', 'GET, OPTIONS'],
  ])('%s %s is not allowed', async (method, path, allowed) => {
    const answer = await cluster.send(method, path, method === 'GET' ? undefined : {});
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, allowed]);
  });
});

describe('odd names', () => {
  const odd = '{"__proto__":"p","constructor":"c","toString":"t"}';

  test('are ordinary ids', async () => {
    for (const id of ['/constructor', '/hasownproperty/valueof']) {
      expect((await cluster.add(podOf(id))).status).toBe(201);
      expect(await cluster.read(`/v2/pods/${id}`)).toMatchObject({ id });
    }
    for (const path of ['__proto__', 'toString', 'constructor/x'])
      expect((await cluster.send('GET', `/v2/pods/${path}`)).status).toBe(404);
    expect((await cluster.send('GET', '/v2/pods/constructor::versions/__proto__')).status).toBe(404);
    expect((await cluster.send('DELETE', '/v2/deployments/__proto__')).status).toBe(404);
    await cluster.advance(30);
    expect((await cluster.status('/constructor')).status).toBe('STABLE');
  });

  test('are ordinary labels and environment variables, all the way to the tasks', async () => {
    const pod = podOf('/shop/web');
    const [main] = pod.containers;
    const text = `{"id":"/shop/web","labels":${odd},"environment":${odd},"containers":[${JSON.stringify(main)}]}`;
    const response = await cluster.raw('POST', '/v2/pods', {
      body: text,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(201);
    const sorted = (value: unknown) => Object.entries(value ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const expected = [
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['toString', 't'],
    ];
    const answer = await cluster.read<{ labels: object; environment: object }>('/v2/pods/shop/web');
    expect(sorted(answer.labels)).toEqual(expected);
    expect(sorted(answer.environment)).toEqual(expected);
    await cluster.advance(30);
    expect((await cluster.status('/shop/web')).status).toBe('STABLE');
  });
});
