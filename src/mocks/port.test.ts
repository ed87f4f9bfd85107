/** `fetch` over a port: the same answers, streams in step with their readers, and no one left behind. */
import { afterEach, expect, test } from 'vitest';
import { connectPort, serveOverPort } from './port';

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

const over = (fetch: (request: Request) => Promise<Response>, onBye?: () => void) => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const client = connectPort(port1);
  serveOverPort(port2, fetch, onBye);
  return client;
};

const request = (path: string, init?: RequestInit) => new Request(`http://localhost${path}`, init);
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 2000 && !condition(); i++) await turn();
  expect(condition()).toBe(true);
};

test('method, headers and body go there, status, headers and body come back', async () => {
  const client = over(async (asked) =>
    Response.json(
      { method: asked.method, type: asked.headers.get('content-type'), body: await asked.text() },
      { status: 201, headers: { 'marathon-deployment-id': 'd1' } },
    ),
  );
  await client.hello;
  const answer = await client.fetch(
    request('/v2/pods', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
  );
  expect([answer.status, answer.headers.get('marathon-deployment-id')]).toEqual([201, 'd1']);
  expect(await answer.json()).toEqual({ method: 'POST', type: 'application/json', body: '{}' });
});

test('an answer without a body stays without', async () => {
  const client = over(async () => new Response(null, { status: 204 }));
  const answer = await client.fetch(request('/x', { method: 'DELETE' }));
  expect([answer.status, answer.body]).toEqual([204, null]);
});

test('a failure at the other end fails the request', async () => {
  const client = over(() => Promise.reject(new Error('gone')));
  await expect(client.fetch(request('/x'))).rejects.toThrow('gone');
});

/** An endless body that counts what was taken from it. */
const counting = () => {
  const seen = { pulled: 0, cancelled: false, aborted: false };
  const fetch = async (asked: Request) => {
    asked.signal.addEventListener('abort', () => (seen.aborted = true));
    return new Response(
      new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            seen.pulled += 1;
            controller.enqueue(new Uint8Array([seen.pulled % 256]));
          },
          cancel: () => {
            seen.cancelled = true;
          },
        },
        { highWaterMark: 0 },
      ),
    );
  };
  return { seen, fetch };
};

test('a reader that does not read holds its source back', async () => {
  const { seen, fetch } = counting();
  const answer = await over(fetch).fetch(request('/v2/events'));
  await until(() => seen.pulled >= 32);
  for (let i = 0; i < 50; i++) await turn();
  expect(seen.pulled).toBeLessThan(100);
  const reader = answer.body?.getReader() ?? expect.fail('no body');
  for (let i = 1; i <= 300; i++) expect((await reader.read()).value).toEqual(new Uint8Array([i % 256]));
  await reader.cancel();
  await until(() => seen.cancelled);
});

test('aborting a request reaches its source, before the head as well as after', async () => {
  const { seen, fetch } = counting();
  const client = over(fetch);
  const stop = new AbortController();
  const answer = await client.fetch(request('/v2/events', { signal: stop.signal }));
  stop.abort();
  await until(() => seen.cancelled);
  await expect(answer.text()).rejects.toThrow();

  let aborted = false;
  const never = over((asked) => new Promise(() => asked.signal.addEventListener('abort', () => (aborted = true))));
  const early = new AbortController();
  const pending = never.fetch(request('/slow', { signal: early.signal }));
  await turn();
  early.abort();
  await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  await until(() => aborted);
});

test('a page that says goodbye ends what it listened to, and may come back', async () => {
  const { seen, fetch } = counting();
  let goodbyes = 0;
  const client = over(fetch, () => (goodbyes += 1));
  await client.fetch(request('/v2/events'));
  client.bye();
  await until(() => seen.cancelled && goodbyes === 1);
  expect((await client.fetch(request('/v2/events'))).status).toBe(200);
});
