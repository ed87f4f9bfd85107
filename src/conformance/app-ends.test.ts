/** Deletion, restart, and the ends of tasks, row by row (Marathon `api/v2/AppsResource`, `AppTasksResource`, `TasksResource`). */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import type { AppTask } from '../protocol/marathon/app';
import {
  LOCKED,
  RESULT,
  STUCK,
  UUID,
  VERSION,
  appInfo,
  appOf,
  deploying,
  done,
  matching,
  missing,
  rows,
  running,
  tasksOf,
} from './row-fixture';
import type { TestCluster } from './row-fixture';

const web = appOf('/shop/web');
const noApp = missing("App '/shop/web' does not exist");

describe('DELETE /v2/apps/{id} and POST /v2/apps/{id}/restart', () => {
  const given = running(web);
  rows([
    { says: 'one that runs', given, ask: 'DELETE /v2/apps//shop/web', status: 200, body: RESULT, deploys: true },
    { says: 'none', ask: 'DELETE /v2/apps/shop/web', status: 404, body: noApp },
    { says: 'a pod', given: running(podOf('/shop/web')), ask: 'DELETE /v2/apps/shop/web', status: 404, body: noApp },
    {
      says: 'by force unless told otherwise',
      given: deploying(web),
      ask: 'DELETE /v2/apps/shop/web',
      status: 200,
      deploys: true,
    },
    {
      says: 'without force',
      given: deploying(web),
      ask: 'DELETE /v2/apps/shop/web?force=false',
      status: 409,
      body: LOCKED,
    },
    { says: 'one that runs', given, ask: 'POST /v2/apps//shop/web/restart', status: 200, body: RESULT, deploys: true },
    { says: 'none', ask: 'POST /v2/apps/shop/web/restart', status: 404, body: noApp },
    {
      says: 'under a lock',
      given: deploying({ ...web, ...STUCK }),
      ask: 'POST /v2/apps/shop/web/restart',
      status: 409,
      body: LOCKED,
    },
    {
      says: 'by force',
      given: deploying(web),
      ask: 'POST /v2/apps/shop/web/restart?force=true',
      status: 200,
      deploys: true,
    },
    {
      says: 'is no read',
      given,
      ask: 'GET /v2/apps/shop/web/restart',
      status: 405,
      headers: { allow: 'POST, OPTIONS' },
    },
    {
      says: 'no POST of one',
      given,
      ask: 'POST /v2/apps/shop/web',
      send: {},
      status: 405,
      headers: { allow: 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS' },
    },
  ]);
});

describe('/v2/apps/{id}/tasks', () => {
  const given = running(web);
  const gone = 'shop_web.instance-00000000-0000-4000-8000-000000000000._app.1';
  rows([
    {
      says: 'those of an app',
      given,
      ask: 'GET /v2/apps//shop/web/tasks',
      status: 200,
      body: { tasks: [{ appId: '/shop/web', state: 'TASK_RUNNING' }] },
    },
    { says: 'of none', ask: 'GET /v2/apps/shop/web/tasks', status: 404, body: noApp },
    {
      says: 'all',
      given,
      ask: 'DELETE /v2/apps/shop/web/tasks',
      status: 200,
      body: { tasks: [{ appId: '/shop/web' }] },
    },
    { says: 'of none', ask: 'DELETE /v2/apps/shop/web/tasks', status: 404, body: noApp },
    {
      says: 'of an agent without any',
      given,
      ask: 'DELETE /v2/apps/shop/web/tasks?host=10.9.9.9',
      status: 200,
      body: { tasks: [] },
    },
    { says: 'of any agent', given, ask: 'DELETE /v2/apps/shop/web/tasks?host=*', status: 200, body: { tasks: [{}] } },
    {
      says: 'and fewer of them',
      given,
      ask: 'DELETE /v2/apps/shop/web/tasks?scale=true',
      status: 200,
      body: RESULT,
      deploys: true,
    },
    {
      says: 'both at once',
      given,
      ask: 'DELETE /v2/apps/shop/web/tasks?scale=true&wipe=true',
      status: 400,
      body: { message: 'You cannot use scale and wipe at the same time.' },
    },
    {
      says: 'unknown',
      given,
      ask: `DELETE /v2/apps/shop/web/tasks/${gone}`,
      status: 404,
      body: missing(`Task '${gone}' does not exist`),
    },
    { says: 'of none', ask: `DELETE /v2/apps/shop/web/tasks/${gone}`, status: 404, body: noApp },
    {
      says: 'one is not to be read',
      given,
      ask: `GET /v2/apps/shop/web/tasks/${gone}`,
      status: 405,
      headers: { allow: 'DELETE, OPTIONS' },
    },
    {
      says: 'not to be written',
      given,
      ask: 'POST /v2/apps/shop/web/tasks',
      send: {},
      status: 405,
      headers: { allow: 'GET, HEAD, DELETE, OPTIONS' },
    },
  ]);

  test('a task has the members of a task and no others', async () => {
    const cluster = aCluster();
    await running(web)(cluster);
    expect(await tasksOf(cluster, '/shop/web')).toEqual([
      {
        id: matching(new RegExp(String.raw`^shop_web\.instance-${UUID.source.slice(1, -1)}\._app\.1$`)),
        appId: '/shop/web',
        host: matching(/^10\./),
        slaveId: matching(/-S\d+$/),
        state: 'TASK_RUNNING',
        stagedAt: matching(VERSION),
        startedAt: matching(VERSION),
        version: matching(VERSION),
        ports: [expect.any(Number)],
        servicePorts: [10_000],
        ipAddresses: [{ ipAddress: matching(/^10\./), protocol: 'IPv4' }],
        localVolumes: [],
        region: 'us-east',
        zone: matching(/^us-east-/),
        role: 'slave_public',
      },
    ]);
  });
});

describe('killing', () => {
  const three = { ...web, instances: 3 };
  const start = async (): Promise<{ cluster: TestCluster; tasks: readonly AppTask[]; victim: AppTask }> => {
    const cluster = aCluster();
    await running(three)(cluster);
    const tasks = await tasksOf(cluster, '/shop/web');
    return { cluster, tasks, victim: tasks[0] ?? expect.fail('there is no task') };
  };
  const instancesOf = (tasks: readonly AppTask[]): string[] => tasks.map(({ id }) => id.replace(/\._app\.\d+$/, ''));
  /** What `ask` leads to, half a minute later. */
  const after = async (cluster: TestCluster): Promise<{ ids: string[]; instances: number }> => {
    await cluster.advance(30);
    const { instances } = await appInfo(cluster, '/shop/web');
    return { ids: instancesOf(await tasksOf(cluster, '/shop/web')).toSorted(), instances };
  };

  test('one comes back under its id, wiped under another, scaled away not at all', async () => {
    const paths: readonly (readonly [query: string, kept: boolean, count: number])[] = [
      ['', true, 3],
      ['?wipe=true', false, 3],
      ['?scale=true', false, 2],
    ];
    for (const [query, kept, count] of paths) {
      const { cluster, victim } = await start();
      await done(cluster, 'DELETE', `/v2/apps/shop/web/tasks/${victim.id}${query}`);
      const { ids, instances } = await after(cluster);
      expect([query, ids.length, instances]).toEqual([query, count, count]);
      expect(instancesOf([victim]).every((id) => ids.includes(id))).toBe(kept);
    }
  });

  test('those of one agent are killed, others stay', async () => {
    const { cluster, tasks, victim } = await start();
    const there = tasks.filter(({ host }) => host === victim.host);
    const { body } = await done(cluster, 'DELETE', `/v2/apps/shop/web/tasks?host=${victim.host}`);
    expect((body as { tasks: AppTask[] }).tasks.map(({ id }) => id)).toEqual(there.map(({ id }) => id));
    await cluster.advance(30);
    const ids = (await tasksOf(cluster, '/shop/web')).map(({ id }) => id);
    expect(tasks.filter(({ id }) => ids.includes(id))).toEqual(tasks.filter((task) => !there.includes(task)));
  });

  test('scaling away waits for no lock by force alone', async () => {
    const { cluster, victim } = await start();
    await done(cluster, 'PUT', '/v2/apps/shop/web', { ...three, ...STUCK });
    const path = `/v2/apps/shop/web/tasks/${victim.id}?scale=true`;
    expect(await cluster.send('DELETE', path)).toMatchObject({ status: 409, body: LOCKED });
    expect(await cluster.send('DELETE', `${path}&force=true`)).toMatchObject({ status: 200, body: RESULT });
  });
});

describe('/v2/tasks', () => {
  const given = running(web, appOf('/other'), podOf('/pod'));
  const starting = async (cluster: TestCluster): Promise<void> => {
    await given(cluster);
    await done(cluster, 'POST', '/v2/apps', appOf('/image', { container: { docker: { image: 'nginx' } } }));
    await cluster.advance(1.5);
  };
  rows([
    {
      says: 'those of apps, never of pods',
      given,
      ask: 'GET /v2/tasks',
      status: 200,
      body: { tasks: [{ appId: '/shop/web' }, { appId: '/other' }] },
    },
    {
      says: 'running ones',
      given: starting,
      ask: 'GET /v2/tasks?status=running',
      status: 200,
      body: { tasks: [{ appId: '/shop/web' }, { appId: '/other' }] },
    },
    {
      says: 'staging ones',
      given: starting,
      ask: 'GET /v2/tasks?status=staging',
      status: 200,
      body: { tasks: [{ appId: '/image' }] },
    },
    {
      says: 'both',
      given: starting,
      ask: 'GET /v2/tasks?status[]=staging&status[]=running',
      status: 200,
      body: { tasks: [{}, {}, {}] },
    },
    { says: 'nobody', given, ask: 'POST /v2/tasks/delete', send: { ids: [] }, status: 200, body: { tasks: [] } },
    {
      says: 'unreadable',
      given,
      ask: 'POST /v2/tasks/delete',
      send: { ids: ['x y'] },
      status: 400,
      body: { message: matching(/^Invalid task id 'x y'\. \[/) },
    },
    { says: 'both at once', given, ask: 'POST /v2/tasks/delete?scale=true&wipe=true', send: { ids: [] }, status: 400 },
    {
      says: 'no ids',
      given,
      ask: 'POST /v2/tasks/delete',
      send: {},
      status: 422,
      body: { message: 'Invalid JSON', details: [{ path: '/ids' }] },
    },
    { says: 'not to be read', ask: 'GET /v2/tasks/delete', status: 405, headers: { allow: 'POST, OPTIONS' } },
    { says: 'not to be deleted', ask: 'DELETE /v2/tasks', status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } },
  ]);

  test('tasks of several apps are killed at once; those of pods are passed over', async () => {
    const cluster = aCluster();
    await given(cluster);
    const { tasks } = await cluster.read<{ tasks: AppTask[] }>('/v2/tasks');
    const pod = (await cluster.status('/pod')).instances[0]?.containers[0]?.containerId;
    const ids = [...tasks.map(({ id }) => id), pod];
    const { body } = await done(cluster, 'POST', '/v2/tasks/delete', { ids });
    expect((body as { tasks: AppTask[] }).tasks.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
    await cluster.advance(30);
    expect((await cluster.status('/pod')).instances[0]?.containers[0]?.containerId).toBe(pod);
  });
});
