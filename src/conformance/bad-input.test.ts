/** Whatever comes in: an answer of a right status, nothing thrown inside, and nothing changed by what was refused. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import { anyRequest, damagedDefinition } from './hostile-fixture';
import type { HostileRequest } from './hostile-fixture';
import { appOf, done, running, stuckPod } from './row-fixture';

const JSON_TYPE = { 'content-type': 'application/json' };
const members = Object.getOwnPropertyNames(Object.prototype).join();

let cluster = aCluster();
let digest = '';
/** Nothing was thrown inside, and no request reached what all objects share. */
const leaveWorld = (): void => {
  if (cluster.errors.length > 0) throw new Error(`thrown inside: ${cluster.errors.join()}`);
  if (Object.getOwnPropertyNames(Object.prototype).join() !== members) throw new Error('Object.prototype was changed');
};
/** Something runs, something waits. */
const beginWorld = async (): Promise<void> => {
  leaveWorld();
  cluster = aCluster();
  await running(appOf('/web'), podOf('/shop/web'))(cluster);
  await done(cluster, 'POST', '/v2/pods', stuckPod('/stuck'));
  digest = await cluster.digest();
};
beforeEach(beginWorld);
afterEach(leaveWorld);

const send = ({ method, path, headers, body }: HostileRequest): Promise<Response> =>
  cluster.raw(method, path, { headers, ...(body !== undefined && { body }) });

/** A stream is left at once, a text is read to its end. */
const textOf = async (response: Response): Promise<string> => {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  await response.body?.cancel();
  return '';
};

const STATUSES = [200, 201, 202, 204, 302, 400, 404, 405, 409, 413, 415, 422];

/** Mesos, its agents and what stands before them say in plain text what is wrong; everybody else in JSON. */
const isMesosPath = (path: string): boolean => /^\/(mesos|agent|slave|system)(\/|$)/.test(path);

/** What is wrong with an answer, whatever was asked. */
const faultsOf = (status: number, text: string, path = '/'): string[] => {
  if (!STATUSES.includes(status)) return [`status ${status}`];
  if (status < 400 || text === '') return [];
  if (isMesosPath(path) && !text.startsWith('{')) return text.trim() === '' ? ['an empty text'] : [];
  const body = JSON.parse(text) as { message?: unknown };
  return typeof body.message === 'string' && body.message !== '' ? [] : [`no message in ${text}`];
};

/** Refused means unchanged; after anything else another world begins, so that the next request meets the same one. */
const judge = async (answer: Response, isRead: boolean, path = '/'): Promise<void> => {
  expect(faultsOf(answer.status, await textOf(answer), path)).toEqual([]);
  if (answer.status >= 400 || isRead) expect(await cluster.digest()).toBe(digest);
  else await beginWorld();
};

describe('requests of chance', { timeout: 60_000 }, () => {
  test('get a right answer, and change nothing when it is a refusal', async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(anyRequest, async (request) => {
        const answer = await send(request);
        statuses.add(answer.status);
        await judge(answer, /^(get|head|options)$/i.test(request.method), request.path);
      }),
      { seed: 1, numRuns: 600 },
    );
    // Or the test would prove little.
    for (const status of [200, 204, 400, 404, 405, 413, 415, 422]) expect(statuses).toContain(status);
  });

  test('damaged definitions are refused, or run without harm', async () => {
    const accepted: string[] = [];
    await fc.assert(
      fc.asyncProperty(damagedDefinition, async (request) => {
        const answer = await send(request);
        if (answer.ok) {
          accepted.push(request.path);
          await cluster.advance(20);
          for (const path of ['/v2/groups', '/v2/queue?embed=lastUnusedOffers', '/v2/pods/::status', '/mesos/state'])
            expect([path, (await cluster.send('GET', path)).status]).toEqual([path, 200]);
          // Gone already where the whole tree was written anew.
          expect([200, 404]).toContain((await cluster.send('DELETE', '/v2/groups/shop?force=true')).status);
          await cluster.advance(20);
        }
        await judge(answer, false);
      }),
      { seed: 2, numRuns: 350 },
    );
    // Or the test would prove little.
    expect(accepted.length).toBeGreaterThan(40);
  });
});

describe('extremes', () => {
  const post = (body: BodyInit, path = '/v2/pods') => cluster.raw('POST', path, { body, headers: JSON_TYPE });
  const pod = JSON.stringify(podOf('/x'));

  test.each<[string, BodyInit, number]>([
    ['fifty megabytes', new Uint8Array(50 * 1024 * 1024), 413],
    ['a hundred thousand lists in each other', '['.repeat(100_000), 400],
    ['as many, all closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    ['objects in each other', '{"a":'.repeat(100_000), 400],
    ['bytes that are no text', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400],
    ['a text that is cut inside a character', new TextEncoder().encode('"é').slice(0, 2), 400],
    ['half a megabyte of white space', ' '.repeat(500_000), 400],
    ['half a million quotes', '"'.repeat(500_000), 400],
    ['a number with half a million digits', '1'.repeat(500_000), 422],
    ['a number that no double holds', '{"id":"/x","containers":[],"scaling":{"kind":"fixed","instances":1e400}}', 422],
    ['an id as long as a body may be', JSON.stringify(podOf(`/${'a'.repeat(1_000_000)}`)), 422],
    ['an id as deep as a body may be', JSON.stringify(podOf('/a'.repeat(500_000))), 422],
    [
      'more instances than memory',
      JSON.stringify({ ...podOf('/x'), scaling: { kind: 'fixed', instances: 2 ** 31 - 1 } }),
      422,
    ],
    ['a member twice: the last one counts', pod.replace('{', '{"id":"UPPER",'), 201],
    ['a byte order mark', `\ufeff${pod}`, 201],
  ])('%s', async (_what, body, status) => {
    const answer = await post(body);
    expect([answer.status, faultsOf(answer.status, await answer.text())]).toEqual([status, []]);
    if (status >= 400) expect(await cluster.digest()).toBe(digest);
  });

  test.each([
    ['slashes', `/v2/pods/${'/'.repeat(100_000)}x`],
    ['slashes', `/v2/apps/${'/'.repeat(100_000)}x`],
    ['slashes', `/v2/groups/${'/'.repeat(100_000)}x`],
    ['segments', `/v2/groups${'/a'.repeat(50_000)}`],
    ['segments', `/v2/apps${'/tasks'.repeat(20_000)}`],
    ['spaces', `/v2/apps?label=a%20in%20(${'%20'.repeat(30_000)}`],
    ['commas', `/v2/apps?label=${','.repeat(100_000)}`],
    ['parentheses', `/v2/apps?label=${'('.repeat(100_000)}`],
    ['values', `/v2/groups?${'embed=group.apps&'.repeat(5000)}`],
  ])('a path of endless %s', async (_what, path) => {
    const answer = await cluster.raw('GET', path);
    expect(faultsOf(answer.status, await answer.text())).toEqual([]);
  });

  test('a group is neither deeper nor more oddly named than an app may be', async () => {
    for (const path of ['/a'.repeat(600), '/UPPER', '/a_b', '/%20', '/-'])
      expect((await post('{}', `/v2/groups${path}`)).status).toBe(422);
    expect((await post('{}', `/v2/groups${'/a'.repeat(512)}`)).status).toBe(201);
    expect((await cluster.send('GET', '/v2/groups')).status).toBe(200);
  });
});

describe('names of inherited members are names', () => {
  const odd = '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d"}';
  const secrets = '{"__proto__":{"source":"a"},"constructor":{"source":"b"}}';
  const environment = '{"__proto__":{"secret":"__proto__"},"constructor":{"secret":"constructor"},"valueOf":"c"}';

  test('of an app: everywhere a name may stand, all the way round', async () => {
    const text = `{"id":"/constructor","cmd":"sleep 1000","cpus":0.1,"mem":32,"labels":${odd},"env":${environment},"secrets":${secrets},
      "constraints":[["__proto__","UNLIKE","a"],["constructor","UNLIKE","a"]]}`;
    const answer = await cluster.raw('POST', '/v2/apps', { body: text, headers: JSON_TYPE });
    expect(answer.status).toBe(201);
    await cluster.advance(30);
    const { app } = await cluster.read<{ app: Record<string, object> }>('/v2/apps/constructor');
    expect(JSON.stringify(app['labels'])).toBe(odd);
    expect(JSON.stringify(app['env'])).toBe(environment);
    expect(JSON.stringify(app['secrets'])).toBe(secrets);
    expect(app).toMatchObject({ tasksRunning: 1 });
    expect((await cluster.read<{ apps: unknown[] }>('/v2/apps?label=__proto__==a,constructor')).apps).toHaveLength(1);
  });

  test('of a pod that waits for an attribute of such a name', async () => {
    const constraints = ['__proto__', 'constructor', 'toString'].map((fieldName) => ({
      fieldName,
      operator: 'IS' as const,
      value: 'a',
    }));
    await done(cluster, 'POST', '/v2/pods', { ...podOf('/odd'), scheduling: { placement: { constraints } } });
    await cluster.advance(10);
    const waiting = (await cluster.queue()).queue.find((item) => item.pod?.id === '/odd');
    expect(waiting?.processedOffersSummary.rejectSummaryLastOffers).toContainEqual({
      reason: 'UnfulfilledConstraint',
      declined: 5,
      processed: 5,
    });
  });

  test.each(['pods', 'apps', 'groups'])('in paths of /v2/%s', async (resource) => {
    for (const name of ['__proto__', 'constructor', 'toString', 'constructor/versions/__proto__'])
      expect((await cluster.send('GET', `/v2/${resource}/${name}`)).status).toBe(404);
  });
});
