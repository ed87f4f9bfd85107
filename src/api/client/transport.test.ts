/** The client's one way out: what it sends, and that nothing an unwilling server said is lost. */
import { afterEach, expect, test } from 'vitest';
import { MarathonError, getJson, idPath, send, setTransport } from './transport';

const asked: Request[] = [];
const answering = (response: () => Response | Promise<Response>) => {
  setTransport(async (request) => {
    asked.push(request);
    return response();
  }, 'http://cluster:8080');
};
afterEach(() => asked.splice(0));

const failureOf = async (work: Promise<unknown>): Promise<MarathonError> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof MarathonError ? error : expect.fail(`no MarathonError: ${String(error)}`);
};

test('a request carries its method, repeated query parameters and JSON body', async () => {
  answering(() => Response.json({}));
  await send('/v2/pods', {
    method: 'POST',
    body: '{"id":"/x"}',
    query: { force: true, embed: ['a', 'b'], none: undefined },
  });
  const request = asked[0] ?? expect.fail('not sent');
  expect(request.url).toBe('http://cluster:8080/v2/pods?force=true&embed=a&embed=b');
  expect(request.headers.get('content-type')).toBe('application/json');
  expect(await request.text()).toBe('{"id":"/x"}');
});

test.each([
  ['/shop/web', 'shop/web'],
  ['//shop/web', 'shop/web'],
  ['/a?b#c/d%e', 'a%3Fb%23c/d%25e'],
])('the id %s is written %s in a path', (id, path) => {
  expect(idPath(id)).toBe(path);
});

test('a refused definition keeps every complaint with its path', async () => {
  const details = [{ path: '/containers(0)/name', errors: ['error.pattern'] }];
  answering(() => Response.json({ message: 'Invalid JSON', details }, { status: 422 }));
  const error = await failureOf(getJson('/v2/pods'));
  expect([error.status, error.message, error.details]).toEqual([422, 'Invalid JSON', details]);
});

test('a syntax error keeps the parser’s text as a complaint about the whole', async () => {
  answering(() =>
    Response.json({ message: 'Invalid JSON', details: 'Unexpected character at line 1' }, { status: 400 }),
  );
  expect((await failureOf(send('/v2/pods'))).details).toEqual([
    { path: '/', errors: ['Unexpected character at line 1'] },
  ]);
});

test('a lock keeps the deployments that hold it', async () => {
  answering(() => Response.json({ message: 'App is locked', deployments: [{ id: 'd1' }] }, { status: 409 }));
  expect((await failureOf(send('/v2/pods'))).body).toEqual({ message: 'App is locked', deployments: [{ id: 'd1' }] });
});

test.each([
  [200, 'text/html'],
  [404, 'text/html; charset=utf-8'],
])('a web page with status %i is told apart from the cluster', async (status, type) => {
  answering(() => new Response('<!doctype html>', { status, headers: { 'content-type': type } }));
  const error = await failureOf(getJson('/v2/pods'));
  expect(error.status).toBe(status);
  expect(error.message).toContain('A web page answered');
});

test('an answer that is not JSON is an error, not an exception of the parser', async () => {
  answering(() => new Response('{"id":'));
  expect((await failureOf(getJson('/v2/info'))).message).toBe('The answer is not JSON.');
});

test('no answer at all has status 0, an abort stays an abort', async () => {
  answering(() => Promise.reject(new TypeError('network down')));
  expect((await failureOf(send('/v2/pods'))).status).toBe(0);
  answering(() => Promise.reject(new DOMException('stop', 'AbortError')));
  await expect(send('/v2/pods')).rejects.toMatchObject({ name: 'AbortError' });
});

test('hostile bodies are only text', async () => {
  answering(() => new Response('{"__proto__":{"message":"x"},"message":7,"details":{"length":3}}', { status: 500 }));
  const error = await failureOf(send('/v2/pods'));
  expect([error.status, error.details]).toEqual([500, []]);
});
