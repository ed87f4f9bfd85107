/** Event streams over real sockets: those who read, those who don't, and those who are gone. */
import { expect, test } from 'vitest';
import { rawClient, serve, type Served, type RawClient } from './http-fixture';

const EVENTS = 'GET /v2/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n';

const attach = async ({ port }: Served): Promise<RawClient> => {
  const client = rawClient(port);
  client.write(EVENTS);
  await client.until('event_stream_attached');
  return client;
};

/** An endless stream of our own: pushes what it is told to and knows when nobody reads any more. */
const feed = () => {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const body = new ReadableStream<Uint8Array>({
    start: (one) => {
      controller = one;
    },
    cancel: leave,
  });
  const headers = { 'content-type': 'text/event-stream' };
  return {
    left,
    fetch: () => Promise.resolve(new Response(body, { headers })),
    push: (bytes: number) => controller?.enqueue(new Uint8Array(bytes)),
    end: () => controller?.close(),
  };
};

test('a reader that closes its connection is unsubscribed', async () => {
  const served = await serve();
  const stays = await attach(served);
  const leaves = await attach(served);
  leaves.socket.destroy();
  expect(await stays.until('event_stream_detached')).toContain('event: event_stream_detached');
});

test('a reader that closes only its own half is unsubscribed too', async () => {
  const served = await serve();
  const stays = await attach(served);
  const leaves = await attach(served);
  leaves.socket.end();
  await leaves.toEnd();
  expect(await stays.until('event_stream_detached')).toContain('event: event_stream_detached');
});

test('a hundred readers come and go, and nobody stays behind', async () => {
  const served = await serve();
  const stays = await attach(served);
  const readers = await Promise.all(Array.from({ length: 100 }, () => attach(served)));
  for (const { socket } of readers) socket.destroy();
  await stays.untilAll('event: event_stream_detached', 100);
  expect((await stays.until('')).match(/event: event_stream_detached/g)).toHaveLength(100);
});

test('a reader that does not read is cut off after a bounded backlog', async () => {
  const { left, fetch, push } = feed();
  const { port } = await serve({ fetch });
  const client = rawClient(port);
  client.write(EVENTS);
  await client.until('\r\n\r\n');
  client.socket.pause();
  let pushed = 0;
  let gone = false;
  void left.then(() => (gone = true));
  while (!gone) {
    push(64 * 1024);
    pushed += 64 * 1024;
    await new Promise((resolve) => setImmediate(resolve));
  }
  // What the two kernels' buffers take comes on top of the server's own megabyte.
  expect(pushed).toBeLessThan(32 * 1024 * 1024);
});

test('both ends of a silent stream show that they are there', async () => {
  const { fetch, end } = feed();
  const { port } = await serve({ fetch, limits: { beatMs: 10 } });
  const client = rawClient(port);
  client.write(EVENTS);
  // A blank line means nothing between two events.
  await client.until('\r\n2\r\n\r\n\r\n2\r\n\r\n\r\n');
  end();
  expect(await client.until('\r\n0\r\n\r\n')).not.toContain('data');
});

test('Mesos’s event stream comes as records, and beats with one', async () => {
  const { port, cluster } = await serve({ limits: { beatMs: 10 } });
  const client = rawClient(port);
  const body = '{"type":"SUBSCRIBE"}';
  client.write(
    'POST /mesos/api/v1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  const heard = await client.untilAll('\n20\n{"type":"HEARTBEAT"}\r\n', 2);
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(heard).toMatch(/\r\ncontent-type: application\/json\r\n/i);
  expect(heard).toContain('{"type":"SUBSCRIBED","subscribed":{"get_state":{');
  const app = JSON.stringify({ id: '/a', cmd: 'sleep 1000', cpus: 0.1, mem: 32 });
  const headers = { 'content-type': 'application/json' };
  await cluster.fetch(new Request('http://localhost/v2/apps', { method: 'POST', headers, body: app }));
  await cluster.fetch(
    new Request('http://localhost/_simulation/clock/advance', { method: 'POST', body: '{"seconds":30}' }),
  );
  expect(await client.until('"state":"TASK_RUNNING"')).toContain('{"type":"TASK_ADDED"');
});

test('a stream that ends leaves its connection for the next request', async () => {
  const { fetch, end } = feed();
  const { port } = await serve({
    fetch: (request) => (request.url.endsWith('/ping') ? Promise.resolve(new Response('pong')) : fetch()),
  });
  const client = rawClient(port);
  client.write(EVENTS);
  await client.until('\r\n\r\n');
  end();
  await client.until('0\r\n\r\n');
  client.write('GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(await client.until('pong')).toMatch(/pong$/);
});

test('a reset ends every stream, and its reader may come back', async () => {
  const served = await serve();
  const reader = await attach(served);
  const body = JSON.stringify({ scenario: 'quickstart' });
  expect((await fetch(`${served.url}/_simulation/reset`, { method: 'POST', body })).status).toBe(200);
  await reader.until('\r\n0\r\n\r\n');
  await attach(served);
});

test('stopping ends streams, lets a request under way finish, and cuts off what hangs', async () => {
  let finish: () => void = () => undefined;
  const slow = new Promise<Response>((resolve) => (finish = () => resolve(new Response('done'))));
  let arrived: () => void = () => undefined;
  const bothArrived = new Promise<void>((resolve) => {
    let count = 0;
    arrived = () => ++count === 2 && resolve();
  });
  const { fetch } = feed();
  const served = await serve({
    fetch: async (request) => {
      if (request.url.endsWith('/events')) return fetch();
      arrived();
      return request.method === 'GET' ? slow : new Response(await request.text());
    },
    limits: { graceMs: 100 },
  });
  const reader = rawClient(served.port);
  reader.write(EVENTS);
  await reader.until('\r\n\r\n');
  const waiting = rawClient(served.port);
  waiting.write('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const hanging = rawClient(served.port);
  hanging.write('POST /half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{');
  await bothArrived;
  const stopped = served.close();
  expect(await reader.toEnd()).toContain('\r\n0\r\n\r\n');
  finish();
  expect(await waiting.toEnd()).toMatch(/done$/);
  await stopped;
  expect(await hanging.toEnd()).toBe('');
  await expect(globalThis.fetch(served.url)).rejects.toThrow('fetch failed');
});
