/**
 * One story through every resource, errors included, told over every host: status, headers and body of each answer and all
 * events are those of a direct call, to the letter. Only the host's own name differs.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { createCluster } from '../cluster/cluster';
import { hosts, type Fetch } from './hosts-fixture';

type Ask = readonly [method: string, path: string, body?: unknown];

const app = (id: string, wish: object = {}) => ({ id, cmd: 'sleep 100000', cpus: 0.1, mem: 32, ...wish });
const pod = (id: string, instances = 1) => ({
  id,
  scaling: { kind: 'fixed', instances },
  containers: [{ name: 'main', exec: { command: { shell: 'sleep 100000' } }, resources: { cpus: 0.1, mem: 32 } }],
});
const later = (seconds: number): Ask => ['POST', '/_simulation/clock/advance', { seconds }];
/** The first instance of the pod, and the first task of the app, of a cluster of this seed. */
const STORY: readonly Ask[] = [
  ['GET', '/v2/pods'],
  ['HEAD', '/v2/pods'],
  ['OPTIONS', '/v2/pods'],
  ['POST', '/v2/pods', pod('/shop/web', 2)],
  ['POST', '/v2/pods', pod('/shop/web')],
  ['PUT', '/v2/pods//shop/web', pod('/shop/web')],
  ['GET', '/v2/deployments'],
  ['GET', '/v2/queue?embed=lastUnusedOffers'],
  later(30),
  ['PUT', '/v2/pods/shop/web?force=true', pod('/shop/web', 3)],
  ['PUT', '/v2/pods/other', pod('/shop/web')],
  ['PATCH', '/v2/pods/shop/web', {}],
  ['POST', '/v2/apps', app('/shop/api', { instances: 2, labels: { tier: 'back', ünïcode: '☃' } })],
  ['POST', '/v2/apps', app('/lonely', { constraints: [['rack', 'IS', 'nowhere']] })],
  ['PUT', '/v2/apps/new', { cmd: 'exit 1' }],
  ['PATCH', '/v2/apps', [{ id: '/shop/api', instances: 1 }]],
  ['POST', '/v2/groups', { id: '/g', apps: [app('a', { dependencies: ['b'] }), app('b')] }],
  later(60),
  ['GET', '/v2/apps?label=tier%20in%20(back,front)&embed=apps.tasks'],
  ['GET', '/v2/apps//shop/api?embed=app.taskStats'],
  ['GET', '/v2/apps/%2Fshop%2Fapi/tasks'],
  ['GET', '/v2/apps/*'],
  ['GET', '/v2/groups?embed=group.groups&embed=group.apps.counts&embed=group.pods'],
  ['GET', '/v2/groups/g/versions'],
  ['GET', '/v2/pods/::status'],
  ['GET', '/v2/pods/shop/web::status'],
  ['HEAD', '/v2/pods/shop/web::status'],
  ['GET', '/v2/pods/shop/web::versions'],
  ['DELETE', '/v2/pods/shop/web::instances', ['shop_web.instance-00000000-0000-4000-8000-000000000000']],
  ['DELETE', '/v2/pods/shop/web::instances/x'],
  ['DELETE', '/v2/apps/shop/api/tasks?host=*&wipe=true'],
  ['DELETE', '/v2/apps/shop/api/tasks?scale=true&wipe=true'],
  ['POST', '/v2/tasks/delete?scale=true', { ids: ['shop_api.instance-1._app.1'] }],
  ['GET', '/v2/tasks?status=running'],
  ['DELETE', '/v2/queue//lonely/delay'],
  ['DELETE', '/v2/queue/none/delay'],
  ['PUT', '/v2/groups/g?dryRun=true', { scaleBy: 3 }],
  ['PUT', '/v2/groups/g', { scaleBy: 1e300 }],
  ['DELETE', '/v2/deployments/none'],
  ['GET', '/v2/info'],
  ['GET', '/v2/leader'],
  ['GET', '/ping'],
  ['GET', '/metrics'],
  ['GET', '/mesos/state-summary'],
  ['GET', '/mesos/master/state'],
  ['GET', '/mesos/master/health'],
  ['HEAD', '/mesos/slaves'],
  ['POST', '/mesos/state'],
  ['GET', '/mesos/api/v1'],
  ['POST', '/mesos/api/v1', { type: 'GET_STATE' }],
  ['POST', '/mesos/api/v1', { type: 'DRAIN_AGENT' }],
  ['POST', '/mesos/api/v1', '{"type": '],
  ['GET', '/agent/none/slave(1)/state'],
  ['GET', '/system/v1/logs/v2/task/new/file/stdout?cursor=END&skip=-5'],
  ['GET', '/system/v1/logs/v2/task/nobody'],
  ['GET', '/v2/events'],
  ['GET', '/v2/nothing'],
  ['GET', '/v2/pods/%00%F0%9F%98%80'],
  ['GET', '/v2/pods/%C3%28'],
  ['PROPFIND', '/v2/apps', {}],
  ['POST', '/v2/apps', '{"id": '],
  ['POST', '/v2/apps', '{"id":"/x","cmd":"a","labels":{"__proto__":"b","\\ud800":"c"}}'],
  ['POST', '/v2/apps', `{"id":"${'x'.repeat(1024 * 1024)}"}`],
  ['POST', '/v2/pods', `${'['.repeat(100_000)}`],
  ['DELETE', '/v2/pods/shop/web'],
  ['DELETE', '/v2/apps/shop/api'],
  ['DELETE', '/v2/groups/g'],
  later(60),
  ['GET', '/v2/groups'],
  ['DELETE', '/v2/leader'],
  later(1),
  ['GET', '/v2/apps'],
];

/** Of a connection or a host, not of an answer. */
const TRANSPORT =
  /^(connection|keep-alive|date|transfer-encoding|content-length|x-content-type-options|x-podrome-simulated)$/;

const requestFor = ([method, path, body]: Ask): Request => {
  const url = `http://localhost${/^\/(_simulation|mesos|agent|system)/.test(path) ? '' : '/service/marathon'}${path}`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(url, {
    method,
    ...(text !== undefined && { body: text, headers: { 'content-type': 'application/json' } }),
  });
};

/** Everything that was answered, and everything that was heard. */
const tell = async (host: (fetch: Fetch) => Fetch): Promise<string[]> => {
  const fetch = host(createCluster({ seed: 21, onError: (error) => expect.fail(String(error)) }).fetch);
  const events = await fetch(
    new Request('http://localhost/service/marathon/v2/events', { headers: { accept: 'text/event-stream' } }),
  );
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader() ?? expect.fail('no stream');
  const lines: string[] = [];
  for (const ask of STORY) {
    const answer = await fetch(requestFor(ask));
    const headers = [...answer.headers].filter(([name]) => !TRANSPORT.test(name));
    const text = `${answer.status} ${JSON.stringify(headers)} ${await answer.text()}`;
    lines.push(`${ask[0]} ${ask[1]}: ${text.replaceAll(/http:\/\/(localhost|127\.0\.0\.1)(:\d+)?/g, 'HOST')}`);
  }
  let heard = '';
  while (!heard.includes('scheduler_disconnected_event'))
    heard += (await reader.read()).value ?? expect.fail('the stream ended');
  await reader.cancel();
  return [...lines, ...heard.split('\n\n')];
};

let direct: readonly string[] = [];
beforeAll(async () => {
  direct = await tell((fetch) => fetch);
});

test('the story is worth telling: it meets every status', () => {
  const statuses = new Set(direct.flatMap((line) => /^[A-Z]+ [^ ]+: (\d{3}) /.exec(line)?.[1] ?? []));
  expect([...statuses].toSorted()).toEqual([
    '200',
    '201',
    '202',
    '204',
    '400',
    '404',
    '405',
    '409',
    '413',
    '422',
    '503',
  ]);
});

describe.each(hosts.slice(1))('over %s', (_name, host) => {
  test('every answer and every event is the same', async () => {
    const told = await tell(host);
    for (const [n, line] of direct.entries()) expect(told[n]).toBe(line);
    expect(told).toHaveLength(direct.length);
  });
});
