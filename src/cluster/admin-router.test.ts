/** The front door: who gets which path, what is refused before anyone sees it, and how answers leave. */
import { expect, test } from 'vitest';
import { createAdminRouter, type Services } from './admin-router';
import { fetched } from './lazy-parts';
import type { HttpAnswer, HttpRequest } from './runtime/http';

interface Seen {
  service: string;
  request: HttpRequest;
}

const routerWith = (
  answer: HttpAnswer | undefined = { status: 200, json: { ok: true } },
  some: Partial<Services> = {},
) => {
  const seen: Seen[] = [];
  const errors: unknown[] = [];
  const take = (service: string) => (request: HttpRequest) => {
    seen.push({ service, request });
    return answer;
  };
  const services: Services = {
    marathon: take('marathon'),
    mesos: take('mesos'),
    agent: take('agent'),
    system: take('system'),
    dns: take('dns'),
    simulation: take('simulation'),
    ...some,
  };
  return { ...createAdminRouter(services, (error) => errors.push(error)), seen, errors };
};

const get = (path: string, init?: RequestInit) => new Request(`http://dcos.local:8080${path}`, init);

test.each([
  ['/service/marathon/v2/pods', 'marathon', '/v2/pods'],
  ['/service/marathon', 'marathon', '/'],
  ['/v2/pods//shop/web::status', 'marathon', '/v2/pods//shop/web::status'],
  ['/service/marathon/v2/pods/%2Fshop%2Fweb::status', 'marathon', '/v2/pods//shop/web::status'],
  ['/ping', 'marathon', '/ping'],
  ['/mesos/state', 'mesos', '/state'],
  ['/agent/S0/slave(1)/state', 'agent', '/S0/slave(1)/state'],
  ['/slave/S0/api/v1', 'agent', '/S0/api/v1'],
  ['/agent/S0/slave%281%29/state', 'agent', '/S0/slave(1)/state'],
  ['/system/v1/logs/v2/task/a', 'system', '/logs/v2/task/a'],
  ['/mesos_dns/v1/hosts/leader.mesos', 'dns', '/v1/hosts/leader.mesos'],
  ['/_simulation', 'simulation', '/'],
  ['/_simulation/clock/advance', 'simulation', '/clock/advance'],
])('%s goes to %s as %s', async (path, service, below) => {
  const router = routerWith();
  const response = await router.fetch(get(path));
  expect(response.status).toBe(200);
  expect(router.seen.map(({ service: name, request }) => [name, request.path])).toEqual([[service, below]]);
});

test('the root leads to where Marathon has its own pages', async () => {
  const { status, headers } = await routerWith().fetch(get('/'));
  expect([status, headers.get('location')]).toEqual([302, '/ui/']);
});

test.each(['/ui/', '/index.html', '/v3/pods', '/mesosphere', '/system/v2/agent', '/service/cassandra/v1'])(
  '%s belongs to nobody and is a 404 in Marathon’s words',
  async (path) => {
    const router = routerWith();
    const response = await router.fetch(get(path));
    expect([response.status, await response.json()]).toEqual([404, { message: 'URI not found' }]);
    expect(router.seen).toEqual([]);
  },
);

test('a path its service does not know is a 404, too', async () => {
  const none = () => undefined;
  const services = { marathon: none, mesos: none, agent: none, system: none, dns: none, simulation: none };
  const response = await createAdminRouter(services, () => undefined).fetch(get('/v2/nothing'));
  expect([response.status, await response.json()]).toEqual([404, { message: 'URI not found' }]);
});

test('a broken percent escape is a 400 before any service sees it', async () => {
  const router = routerWith();
  expect((await router.fetch(get('/v2/pods/%E0%A4%A'))).status).toBe(400);
  expect(router.seen).toEqual([]);
});

test('query, headers, body and origin arrive as sent', async () => {
  const router = routerWith();
  await router.fetch(
    get('/v2/pods?force=true&embed=a&embed=b', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"ü":1}',
    }),
  );
  const { request } = router.seen[0] ?? expect.fail('nothing arrived');
  expect(request.method).toBe('POST');
  expect(request.query.getAll('embed')).toEqual(['a', 'b']);
  expect(request.headers.get('content-type')).toBe('application/json');
  expect(new TextDecoder().decode(request.body)).toBe('{"ü":1}');
  expect(request.origin).toBe('http://dcos.local:8080');
});

test('a body of exactly 1 MiB passes, one byte more is a 413', async () => {
  const router = routerWith();
  const limit = 1024 * 1024;
  const send = (size: number) => router.fetch(get('/v2/pods', { method: 'POST', body: new Uint8Array(size) }));
  expect((await send(limit)).status).toBe(200);
  const refused = await send(limit + 1);
  expect(refused.status).toBe(413);
  expect(await refused.json()).toEqual({
    message: `Request body of ${limit + 1} bytes is larger than the limit of ${limit} bytes.`,
  });
  expect(router.seen).toHaveLength(1);
});

test('answers are never cached and HEAD has the head of GET without its body', async () => {
  const router = routerWith();
  const response = await router.fetch(get('/v2/pods', { method: 'HEAD' }));
  expect(router.seen[0]?.request.method).toBe('GET');
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
  expect(response.headers.get('pragma')).toBe('no-cache');
  expect(await response.text()).toBe('');
});

test('a throw inside is a 500 that shows no details, and the host is told', async () => {
  const errors: unknown[] = [];
  const fail = () => {
    throw new Error('secret detail');
  };
  const services = { marathon: fail, mesos: fail, agent: fail, system: fail, dns: fail, simulation: fail };
  const router = createAdminRouter(services, (error) => errors.push(error));
  const response = await router.fetch(get('/v2/pods'));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(errors).toHaveLength(1);
});

const streaming = () => {
  let push: (text: string) => void = () => undefined;
  let readers = 0;
  const router = routerWith({
    status: 200,
    stream: (sink) => {
      push = sink;
      readers += 1;
      sink('data: first\n\n');
      return () => {
        readers -= 1;
      };
    },
  });
  return { router, push: (text: string) => push(text), readers: () => readers };
};

test('a stream arrives piece by piece and its source learns that the reader left', async () => {
  const source = streaming();
  const response = await source.router.fetch(get('/v2/events'));
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.getReader() ?? expect.fail('no body');
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await next()).toBe('data: first\n\n');
  source.push('data: second\n\n');
  expect(await next()).toBe('data: second\n\n');
  await reader.cancel();
  expect(source.readers()).toBe(0);
});

test('a new world ends the streams of the old one', async () => {
  const source = streaming();
  const response = await source.router.fetch(get('/v2/events'));
  source.router.closeStreams();
  expect(await response.text()).toBe('data: first\n\n');
  expect(source.readers()).toBe(0);
});

test('a reader that does not read is dropped before it fills the memory', async () => {
  const source = streaming();
  await source.router.fetch(get('/v2/events'));
  const mebibyte = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 6; i++) source.push(mebibyte);
  expect(source.readers()).toBe(0);
});

test('a part that can no longer be fetched is told apart from a failure', async () => {
  const answerOf = async (thrown: unknown): Promise<unknown> => {
    const { fetch, errors } = routerWith(undefined, { marathon: () => Promise.reject(thrown) });
    const response = await fetch(get('/v2/pods'));
    expect([response.status, errors]).toEqual([500, [thrown]]);
    return response.json();
  };
  expect(await answerOf(new Error('x'))).toEqual({ message: 'The simulated cluster failed on this request.' });
  const missing = await fetched(Promise.reject(new TypeError('no module'))).catch((error: unknown) => error);
  expect(missing).toMatchObject({ message: 'a part of the cluster could not be fetched: TypeError: no module' });
  expect(await answerOf(missing)).toEqual({
    message: expect.stringMatching(/could not be fetched.*Nothing was changed\. Close every tab/),
  });
});
