/**
 * One API suite over every way to the cluster: called directly, over a message port as from a worker, through MSW's
 * handlers as in the page, and over HTTP. Whatever carries the request, the answers are the same.
 */
import { describe, expect, test } from 'vitest';
import { createCluster, type Cluster } from '../cluster/cluster';
import { hosts, type Fetch } from './hosts-fixture';

const BASE = 'http://localhost/service/marathon';
const sleeper = (instances: number) => ({
  id: '/shop/sleeper',
  scaling: { kind: 'fixed', instances },
  containers: [
    { name: 'one', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.1, mem: 32 } },
    { name: 'two', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.1, mem: 32 } },
  ],
});

const callers = (fetch: Fetch) => {
  const call = (method: string, path: string, body?: unknown) =>
    fetch(
      new Request(path.startsWith('/_') ? `http://localhost${path}` : `${BASE}${path}`, {
        method,
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      }),
    );
  return {
    call,
    read: async (path: string): Promise<unknown> => (await call('GET', path)).json(),
    advance: (seconds: number) => call('POST', '/_simulation/clock/advance', { seconds }),
  };
};

/** The same story everywhere; returns the digest it ended in. */
const story = async (cluster: Cluster, host: (fetch: Fetch) => Fetch): Promise<string> => {
  const { call, advance } = callers(host(cluster.fetch));
  await call('POST', '/v2/pods', sleeper(2));
  await advance(30);
  await call('PUT', '/v2/pods//shop/sleeper', sleeper(4));
  await advance(30);
  return cluster.digest();
};

describe.each(hosts)('over %s', (_name, host) => {
  test('a pod is added, runs, scales and goes', async () => {
    const { call, read, advance } = callers(host(createCluster({ seed: 3 }).fetch));
    const added = await call('POST', '/v2/pods', sleeper(2));
    expect(added.status).toBe(201);
    expect(added.headers.get('marathon-deployment-id')).toMatch(/^[0-9a-f-]{36}$/);
    await advance(60);
    expect(await read('/v2/pods//shop/sleeper::status')).toMatchObject({
      id: '/shop/sleeper',
      status: 'STABLE',
      instances: [{}, {}],
    });
    expect((await call('PUT', '/v2/pods//shop/sleeper', sleeper(3))).status).toBe(200);
    await advance(60);
    expect(await read('/v2/pods/::status')).toMatchObject([{ status: 'STABLE', instances: [{}, {}, {}] }]);
    expect((await call('DELETE', '/v2/pods//shop/sleeper')).status).toBe(202);
    await advance(60);
    expect((await call('GET', '/v2/pods//shop/sleeper::status')).status).toBe(404);
    expect(await read('/v2/deployments')).toEqual([]);
  });

  test('refusals keep status and body', async () => {
    const { call } = callers(host(createCluster().fetch));
    const broken = await call('POST', '/v2/pods', '{"id": ');
    expect([broken.status, await broken.json()]).toMatchObject([400, { message: 'Invalid JSON' }]);
    const nameless = await call('POST', '/v2/pods', { id: '/x', containers: [{ resources: {} }] });
    expect(nameless.status).toBe(422);
    expect(await nameless.json()).toMatchObject({
      message: 'Invalid JSON',
      details: [{ path: '/containers(0)/name' }],
    });
    const unknown = await call('GET', '/v3/pods');
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'URI not found' }]);
    expect((await call('POST', '/v2/pods', ' '.repeat(1024 * 1024 + 1))).status).toBe(413);
  });

  test('events arrive while they happen and stop when the reader leaves', async () => {
    const { fetch } = createCluster();
    const through = host(fetch);
    const stream = await through(new Request(`${BASE}/v2/events`, { headers: { accept: 'text/event-stream' } }));
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader() ?? expect.fail('no stream');
    let heard = '';
    const hear = async (word: string) => {
      while (!heard.includes(word))
        heard += (await reader.read()).value ?? expect.fail(`ended before ${word}: ${heard}`);
    };
    await hear('event_stream_attached');
    await callers(through).call('POST', '/v2/pods', sleeper(1));
    await hear('pod_created_event');
    await callers(through).advance(60);
    await hear('deployment_success');
    await reader.cancel();
  });

  test('the same story ends in the same world', async () => {
    const direct = await story(createCluster({ seed: 5 }), (fetch) => fetch);
    expect(await story(createCluster({ seed: 5 }), host)).toBe(direct);
  });
});
