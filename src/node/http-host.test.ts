/** What the server does with whatever arrives at its port. */
import { describe, expect, test } from 'vitest';
import { aPod, addPod, parseAnswer, rawClient, serve } from './http-fixture';

/** The whole answer to some bytes, on a connection of its own that the server is asked to end. */
const exchange = async (port: number, text: string): Promise<string> => {
  const client = rawClient(port);
  client.write(text);
  return client.toEnd();
};
const get = (target: string, headers = 'Host: localhost\r\n'): string =>
  `GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;

describe('answers are JSON, whatever was asked', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a method in small letters', 'get / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n', 400],
    ['two lengths', 'POST /v2/pods HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'length and chunks together',
      'POST /v2/pods HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers over 16 KiB', get('/ping', `Host: localhost\r\nX: ${'x'.repeat(17_000)}\r\n`), 431],
    ['a path over 16 KiB', get(`/${'x'.repeat(17_000)}`), 431],
    ['no Host', get('/ping', ''), 400],
    ['two Hosts', get('/ping', 'Host: localhost\r\nHost: localhost\r\n'), 400],
    ['an empty Host', get('/ping', 'Host:\r\n'), 400],
    ['a Host with a path', get('/ping', 'Host: localhost/x\r\n'), 400],
    ['a Host with a user', get('/ping', 'Host: me@localhost\r\n'), 400],
    ['a Host with an impossible port', get('/ping', 'Host: localhost:99999\r\n'), 400],
    ['another protocol as target', get('ftp://localhost/ping'), 400],
    ['a target of nothing', get('*'), 400],
    ['a broken percent sign', get('/v2/pods/%E0%A4%A'), 400],
    ['an unknown path', get('/index.html'), 404],
    ['two slashes first', get('//localhost/ping'), 404],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 405],
    ['an expectation nobody meets', get('/ping', 'Host: localhost\r\nExpect: money\r\n'), 417],
  ])('%s', async (_what, text, status) => {
    const { port } = await serve();
    expect(parseAnswer(await exchange(port, text))).toMatchObject({ status, json: { message: expect.any(String) } });
  });
});

describe('targets', () => {
  test('an absolute target is the same as its path, and its host beats the header', async () => {
    const { port } = await serve();
    expect(await exchange(port, get(`http://localhost:${port}/ping`, 'Host: example.com\r\n'))).toMatch(/pong$/);
    const elsewhere = parseAnswer(await exchange(port, get('http://example.com/ping')));
    expect(elsewhere.status).toBe(403);
  });

  test('HTTP/1.0 needs no Host and ends the connection', async () => {
    const { port } = await serve();
    expect(await exchange(port, 'GET /ping HTTP/1.0\r\n\r\n')).toMatch(/pong$/);
  });

  test('the root leads to where Marathon has its own pages', async () => {
    const { url } = await serve();
    const answer = await fetch(url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([302, '/ui/', '']);
  });

  test('links in answers name the host that was asked', async () => {
    const { port } = await serve();
    const body = JSON.stringify(aPod('/a'));
    const head = `POST /v2/pods HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nConnection: close\r\n`;
    const answer = await exchange(port, `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    expect(answer).toContain(`location: http://localhost:${port}/a\r\n`);
  });
});

describe('who may ask', () => {
  test.each(['127.0.0.1', 'localhost', 'LOCALHOST:1', 'podrome.localhost', '[::1]:8080'])(
    '%s is this machine',
    async (host) => {
      const { port } = await serve();
      expect(await exchange(port, get('/ping', `Host: ${host}\r\n`))).toMatch(/pong$/);
    },
  );

  test.each(['example.com', 'localhost.example.com', '10.0.0.1', '127.0.0.1.example.com'])(
    '%s is not, even when it leads here',
    async (host) => {
      const { port } = await serve();
      expect(parseAnswer(await exchange(port, get('/ping', `Host: ${host}\r\n`))).status).toBe(403);
    },
  );

  test('a server that was told to serve a network answers to any name', async () => {
    const { port } = await serve({ hostname: '0.0.0.0' });
    expect(await exchange(port, get('/ping', 'Host: cluster.example.com\r\n'))).toMatch(/pong$/);
  });

  test.each([
    ['http://evil.example', 403],
    ['null', 403],
    ['http://localhost:4173', 200],
    ['http://127.0.0.1:5173', 200],
  ])('a page of %s that changes something: %i', async (origin, status) => {
    const { url } = await serve();
    const answer = await fetch(`${url}/_simulation/clock`, {
      method: 'POST',
      headers: { origin },
      body: '{"speed":2}',
    });
    expect(answer.status).toBe(status);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('bodies', () => {
  const post = (headers: string, body: string): string =>
    `POST /v2/pods HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;

  test('a body is refused by its announced length, before it is sent', async () => {
    const { port } = await serve();
    const client = rawClient(port);
    client.write(post('Content-Length: 1048577\r\nExpect: 100-continue\r\n', ''));
    const heard = await client.toEnd();
    expect(parseAnswer(heard).status).toBe(413);
  });

  test('a sender that waits for leave gets it', async () => {
    const { port } = await serve();
    const body = JSON.stringify(aPod('/waits'));
    const client = rawClient(port);
    client.write(post(`Content-Length: ${body.length}\r\nExpect: 100-continue\r\n`, ''));
    await client.until('HTTP/1.1 100 Continue\r\n\r\n');
    client.write(body);
    expect(await client.until('"/waits"')).toContain('HTTP/1.1 201 Created');
  });

  test('chunks over the limit are refused while they come, and the connection stays good', async () => {
    const { port } = await serve();
    const client = rawClient(port);
    client.write(post('Transfer-Encoding: chunked\r\n', ''));
    const piece = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    for (let i = 0; i < 17; i++) client.write(piece);
    await client.until('HTTP/1.1 413');
    client.write(`0\r\n\r\n${get('/ping')}`);
    expect(await client.toEnd()).toMatch(/pong$/);
  });

  test('a body that never stops after its refusal is cut off', async () => {
    const { port } = await serve();
    const client = rawClient(port);
    client.write(post('Transfer-Encoding: chunked\r\n', ''));
    const piece = `100000\r\n${' '.repeat(0x100000)}\r\n`;
    const feed = (): void => {
      if (!client.socket.destroyed && client.socket.writable) client.socket.write(piece, feed);
    };
    feed();
    expect(await client.toEnd()).toContain('HTTP/1.1 413');
  });

  test('a client that leaves within its body changes nothing and disturbs nobody', async () => {
    const { port, url } = await serve();
    const client = rawClient(port);
    client.write(post('Content-Length: 1000\r\n', '{"id":"/half"'));
    await fetch(`${url}/ping`);
    client.socket.destroy();
    expect(await addPod(url, '/whole')).toBe(201);
    expect(await (await fetch(`${url}/v2/pods`)).json()).toMatchObject([{ id: '/whole' }]);
  });

  test('a GET with a body is answered as if it had none', async () => {
    const { port } = await serve();
    expect(await exchange(port, `${get('/ping').replace('\r\n\r\n', '\r\nContent-Length: 2\r\n\r\n')}{}`)).toMatch(
      /pong$/,
    );
  });
});

describe('connections', () => {
  test('requests sent at once on one connection are answered in their order', async () => {
    const { port } = await serve();
    const more = 'GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const answer = await exchange(port, `${more}${more.replace('/ping', '/nowhere')}${get('/v2/leader')}`);
    expect(answer.match(/HTTP\/1.1 (\d+)/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  test('garbage behind a request whose answer is on its way ends the connection without a second answer', async () => {
    const { port } = await serve();
    const client = rawClient(port);
    client.write('GET /v2/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n');
    await client.until('event_stream_attached');
    client.write('garbage\r\n\r\n');
    expect((await client.toEnd()).match(/HTTP\/1.1/g)).toHaveLength(1);
  });

  test('HEAD is GET without its body', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/v2/info`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'application/json',
      '',
    ]);
  });

  test('answers say that they are what they say', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/ping`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-length')).toBe('4');
  });

  test('headers that dribble in are given up', async () => {
    const { port } = await serve({ limits: { headersMs: 50 } });
    const client = rawClient(port);
    client.write('GET /ping HTTP/1.1\r\nHost: loc');
    expect(parseAnswer(await client.toEnd()).status).toBe(408);
  });

  test('a connection that says nothing is given up', async () => {
    const { port } = await serve({ limits: { headersMs: 50 } });
    expect(await rawClient(port).toEnd()).toMatch(/^(HTTP\/1.1 408|$)/);
  });

  test('a body that dribbles in is given up', async () => {
    const { port } = await serve({ limits: { headersMs: 50, requestMs: 60 } });
    const client = rawClient(port);
    client.write('POST /v2/pods HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    expect(parseAnswer(await client.toEnd()).status).toBe(408);
  });

  test('one connection too many is dropped, and room is made by one that leaves', async () => {
    const { port, url } = await serve({ limits: { connections: 1 } });
    const first = rawClient(port);
    first.write('GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await first.until('pong');
    expect(await rawClient(port).toEnd()).toBe('');
    const gone = new Promise((resolve) => first.socket.once('close', resolve));
    first.socket.end();
    await gone;
    expect(await (await fetch(`${url}/ping`)).text()).toBe('pong');
  });

  test('what fails inside is a 500 in JSON, and told', async () => {
    const { url, errors } = await serve({ fetch: () => Promise.reject(new Error('inside')) });
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toEqual([500, { message: expect.any(String) }]);
    expect(errors).toMatchObject([{ message: 'inside' }]);
  });
});
