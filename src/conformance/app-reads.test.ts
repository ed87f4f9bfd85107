/** Reads of `/v2/apps`, row by row: filters, `embed`, versions (Marathon `api/v2/AppsResource`, `AppVersionsResource`). */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import type { AppInfo } from '../protocol/marathon/app';
import { VERSION, appInfo, appOf, done, matching, missing, rows, running } from './row-fixture';

const web = appOf('/shop/web', { cmd: 'sleep 1000', labels: { tier: 'front', env: 'prod' } });
const db = appOf('/shop/db', { cmd: 'Sleep 2000', labels: { tier: 'back' } });
const other = { id: '/other', args: ['sleep', '3000'], cpus: 0.1, mem: 32 };
const all = running(web, db, other, podOf('/pod'));

describe('GET /v2/apps', () => {
  const filters: readonly (readonly [query: string, ids: readonly string[]])[] = [
    ['', ['/shop/web', '/shop/db', '/other']],
    ['cmd=SLEEP', ['/shop/web', '/shop/db']],
    ['cmd=sleep%201', ['/shop/web']],
    ['id=SHOP', ['/shop/web', '/shop/db']],
    ['id=o&cmd=2000', ['/shop/db']],
    ['label=tier', ['/shop/web', '/shop/db']],
    ['label=!tier', ['/other']],
    ['label=tier==front', ['/shop/web']],
    ['label=tier!=front', ['/shop/db']],
    ['label=tier%20in%20(front,%20back)', ['/shop/web', '/shop/db']],
    ['label=tier%20notin%20(front)', ['/shop/db']],
    ['label=tier,!env', ['/shop/db']],
    ['label=tier%20in%20(front,back),env==prod', ['/shop/web']],
    ['label=__proto__', []],
    ['label=!constructor', ['/shop/web', '/shop/db', '/other']],
  ];
  test('its filters', async () => {
    const cluster = aCluster();
    await all(cluster);
    for (const [query, ids] of filters) {
      const { apps } = await cluster.read<{ apps: AppInfo[] }>(`/v2/apps?${query}`);
      expect([query, apps.map(({ id }) => id)]).toEqual([query, ids]);
    }
  });

  test.each(['', ',', 'a b', 'a in (x', 'a=b', 'a in', '(', 'a==b,'])('%j is no selector', async (label) => {
    const answer = await aCluster().send('GET', `/v2/apps?label=${encodeURIComponent(label)}`);
    expect(answer).toMatchObject({ status: 422, body: { message: `Can not parse label selector: ${label}` } });
  });
});

/** Members of an app that `embed` is about. */
const EMBEDDED = [
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'deployments',
  'tasks',
  'readinessCheckResults',
  'lastTaskFailure',
  'taskStats',
];
const COUNTS = EMBEDDED.slice(0, 4);
const embedded = (app: object | undefined): string[] =>
  EMBEDDED.filter((name) => app !== undefined && Object.hasOwn(app, name));

describe('embed', () => {
  const failing = running(appOf('/shop/web', { cmd: 'exit 1' }));
  const list: readonly (readonly [embed: string, more: readonly string[]])[] = [
    ['', []],
    ['apps.tasks', ['tasks']],
    ['app.tasks', ['tasks']],
    ['tasks', ['tasks']],
    ['apps.readiness', ['readinessCheckResults']],
    ['apps.lastTaskFailure', ['lastTaskFailure']],
    ['apps.failures', ['tasks', 'lastTaskFailure']],
    ['apps.taskStats', ['taskStats']],
    ['nonsense', []],
  ];
  test('of the list: counts and deployments are always there', async () => {
    const cluster = aCluster();
    await failing(cluster);
    for (const [embed, more] of list) {
      const { apps } = await cluster.read<{ apps: AppInfo[] }>(`/v2/apps?embed=${embed}`);
      expect([embed, embedded(apps[0])]).toEqual([embed, [...COUNTS, 'deployments', ...more]]);
    }
    const both = await cluster.read<{ apps: AppInfo[] }>('/v2/apps?embed=apps.tasks&embed=apps.taskStats');
    expect(embedded(both.apps[0])).toEqual([...COUNTS, 'deployments', 'tasks', 'taskStats']);
  });

  test('of one: tasks and last failure are always there, too', async () => {
    const cluster = aCluster();
    await failing(cluster);
    const base = [...COUNTS, 'deployments', 'tasks', 'lastTaskFailure'];
    expect(embedded(await appInfo(cluster, '/shop/web'))).toEqual(base);
    const { app } = await cluster.read<{ app: AppInfo }>('/v2/apps/shop/web?embed=app.taskStats');
    expect(embedded(app)).toEqual([...base, 'taskStats']);
  });

  test('of a group: only what is asked for', async () => {
    const cluster = aCluster();
    await failing(cluster);
    const groups: readonly (readonly [embed: string, members: readonly string[]])[] = [
      ['group.apps', []],
      ['group.apps.counts', COUNTS],
      ['group.apps.deployments', ['deployments']],
      ['group.apps.tasks', ['deployments', 'tasks']],
      ['group.apps.readiness', ['readinessCheckResults']],
      ['group.apps.lastTaskFailure', ['lastTaskFailure']],
      ['group.apps.taskStats', ['taskStats']],
    ];
    for (const [embed, members] of groups) {
      const group = await cluster.read<{ apps: AppInfo[] }>(`/v2/groups/shop?embed=${embed}`);
      expect([embed, embedded(group.apps[0])]).toEqual([embed, members]);
    }
  });
});

describe('one app', () => {
  const noApp = missing("App '/shop/web' does not exist");
  rows([
    {
      says: 'it',
      given: all,
      ask: 'GET /v2/apps//shop/web',
      status: 200,
      body: { app: { id: '/shop/web', tasksRunning: 1 } },
    },
    { says: 'has no body', given: all, ask: 'HEAD /v2/apps/shop/web', status: 200, body: undefined },
    { says: 'none', ask: 'GET /v2/apps/shop/web', status: 404, body: noApp },
    { says: 'a pod', given: all, ask: 'GET /v2/apps/pod', status: 404, body: missing("App '/pod' does not exist") },
    {
      says: 'all of a group',
      given: all,
      ask: 'GET /v2/apps/shop/*',
      status: 200,
      body: { '*': [{ id: '/shop/web', tasksRunning: 1 }, { id: '/shop/db' }] },
    },
    {
      says: 'all of no group',
      given: all,
      ask: 'GET /v2/apps/nope/*',
      status: 404,
      body: missing("App '/nope' does not exist"),
    },
    {
      says: 'its versions',
      given: all,
      ask: 'GET /v2/apps/shop/web/versions',
      status: 200,
      body: { versions: [matching(VERSION)] },
    },
    { says: 'of none', ask: 'GET /v2/apps/shop/web/versions', status: 404, body: noApp },
    {
      says: 'unknown',
      given: all,
      ask: 'GET /v2/apps/shop/web/versions/2001-01-01T00:00:00.000Z',
      status: 404,
      body: missing("App '/shop/web' does not exist in version 2001-01-01T00:00:00.000Z"),
    },
    {
      says: 'not to be written',
      given: all,
      ask: 'POST /v2/apps/shop/web/versions',
      send: {},
      status: 405,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    },
  ]);

  test('its versions are listed newest first, each as it was', async () => {
    const cluster = aCluster();
    await running(web)(cluster);
    await done(cluster, 'PUT', '/v2/apps/shop/web', { instances: 2 });
    const { versions } = await cluster.read<{ versions: string[] }>('/v2/apps/shop/web/versions');
    expect(versions.toSorted().toReversed()).toEqual(versions);
    const then = await Promise.all(
      versions.map((version) => cluster.read<AppInfo>(`/v2/apps/shop/web/versions/${version}`)),
    );
    expect(then.map((app) => app.instances)).toEqual([2, 1]);
    expect(embedded(then[0])).toEqual([]);
  });
});
