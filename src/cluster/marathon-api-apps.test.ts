/** `/v2/apps`: single-container services from their definition to their tasks, over a whole cluster. */
import { describe, expect, test } from 'vitest';
import type { AppInfo, AppInput, AppTask } from '../protocol/marathon/app';
import { aCluster } from './cluster-fixtures';

const appOf = (id: string, wish: Partial<AppInput> = {}): AppInput => ({
  id,
  cmd: 'sleep 100000',
  cpus: 0.1,
  mem: 32,
  ...wish,
});

/** A cluster with one app that runs. */
const withApp = async (wish: Partial<AppInput> = {}, id = '/shop/web') => {
  const cluster = aCluster();
  expect((await cluster.send('POST', '/v2/apps', appOf(id, wish))).status).toBe(201);
  await cluster.advance(60);
  const show = async () => (await cluster.read<{ app: AppInfo }>(`/v2/apps/${id}`)).app;
  const tasks = async () => (await cluster.read<{ tasks: AppTask[] }>(`/v2/apps/${id}/tasks`)).tasks;
  return { ...cluster, show, tasks };
};

describe('POST /v2/apps', () => {
  test('creates, deploys, and answers the definition with zero counts and its deployment', async () => {
    const { send, deployments } = aCluster();
    const { status, headers, body } = await send('POST', '/v2/apps', appOf('/shop/web', { instances: 2 }));
    const id = headers.get('Marathon-Deployment-Id');
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe('http://dcos.local:8080/shop/web');
    expect(body).toMatchObject({
      id: '/shop/web',
      instances: 2,
      tasksStaged: 0,
      tasksRunning: 0,
      deployments: [{ id }],
      tasks: [],
    });
    expect(await deployments()).toMatchObject([
      {
        id,
        affectedApps: ['/shop/web'],
        affectedPods: [],
        steps: [
          { actions: [{ action: 'StartApplication', app: '/shop/web' }] },
          { actions: [{ action: 'ScaleApplication', app: '/shop/web' }] },
        ],
      },
    ]);
  });

  test('its instances run under command executors, and the deployment ends', async () => {
    const { show, deployments, read } = await withApp({ instances: 3 });
    expect(await deployments()).toEqual([]);
    expect(await show()).toMatchObject({ tasksRunning: 3, tasksStaged: 0, tasksHealthy: 0, tasksUnhealthy: 0 });
    const { frameworks } = await read<{ frameworks: { tasks: { executor_id: string }[]; executors: unknown[] }[] }>(
      '/mesos/state',
    );
    // Of which the master knows nothing.
    const tasks = frameworks.flatMap((framework) => framework.tasks);
    expect(tasks.map(({ executor_id }) => executor_id)).toEqual(['', '', '']);
    expect(frameworks.flatMap(({ executors }) => executors)).toEqual([]);
  });

  test('the id of an app is taken, so is that of a pod', async () => {
    const { send, add } = await withApp();
    const again = await send('POST', '/v2/apps', appOf('/shop/web'));
    expect([again.status, again.body]).toEqual([409, { message: 'An app with id [/shop/web] already exists.' }]);
    const pod = await add({ id: '/shop/web', containers: [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }] });
    expect([pod.status, pod.body]).toMatchObject([
      422,
      { details: [{ path: '/', errors: ['Applications and Pods may not share the same id'] }] },
    ]);
  });

  test('what the rules refuse is refused with its path', async () => {
    const { send } = aCluster();
    const { status, body } = await send('POST', '/v2/apps', { id: '/x', cmd: 'a', cpus: 'much' });
    expect([status, body]).toEqual([
      422,
      { message: 'Invalid JSON', details: [{ path: '/cpus', errors: ['error.expected.jsnumber'] }] },
    ]);
  });
});

describe('a running app', () => {
  test('shows its tasks with host, ports and times', async () => {
    const { tasks } = await withApp({ portDefinitions: [{ port: 0 }, { port: 0, name: 'admin' }] });
    const [task] = await tasks();
    expect(task).toMatchObject({
      appId: '/shop/web',
      state: 'TASK_RUNNING',
      host: expect.stringMatching(/^10\./) as string,
      servicePorts: [10_000, 10_001],
      role: 'slave_public',
    });
    expect(task?.id).toMatch(/^shop_web\.instance-[0-9a-f-]{36}\._app\.1$/);
    expect(task?.ports).toHaveLength(2);
  });

  test('is replaced when its definition changes, scaled when only its number does', async () => {
    const { send, show, advance } = await withApp({ instances: 2 });
    const before = await show();
    await send('PUT', '/v2/apps//shop/web', { instances: 3 });
    await advance(60);
    expect(await show()).toMatchObject({ tasksRunning: 3, versionInfo: { lastConfigChangeAt: before.version } });
    const { body } = await send('PATCH', '/v2/apps//shop/web', { cmd: 'sleep 200000' });
    await advance(120);
    const after = await show();
    expect(body).toMatchObject({ version: after.version, deploymentId: expect.any(String) as string });
    expect(after).toMatchObject({ cmd: 'sleep 200000', instances: 3, tasksRunning: 3 });
    expect(new Set(after.tasks?.map(({ version }) => version))).toEqual(new Set([after.version]));
  });

  test('goes back to an older version', async () => {
    const { send, show, advance, read } = await withApp();
    await send('PUT', '/v2/apps//shop/web', { cmd: 'sleep 2000' });
    await advance(60);
    const { versions } = await read<{ versions: string[] }>('/v2/apps//shop/web/versions');
    expect(versions).toHaveLength(2);
    expect(await read(`/v2/apps//shop/web/versions/${versions[1]}`)).toMatchObject({ cmd: 'sleep 100000' });
    expect((await send('PUT', '/v2/apps//shop/web', { version: versions[1] })).status).toBe(200);
    await advance(60);
    expect(await show()).toMatchObject({ cmd: 'sleep 100000', tasksRunning: 1 });
    expect((await send('PUT', '/v2/apps//shop/web', { version: '2001-01-01T00:00:00.000Z' })).status).toBe(404);
  });

  test('restarts as a new version with the same content', async () => {
    const { send, show, tasks, advance } = await withApp();
    const [old] = await tasks();
    const { status } = await send('POST', '/v2/apps//shop/web/restart');
    await advance(60);
    const [fresh] = await tasks();
    expect(status).toBe(200);
    expect(fresh?.id).not.toBe(old?.id);
    expect(fresh?.version).toBe((await show()).version);
  });

  test('comes back when a task is killed, under the same id with a higher incarnation', async () => {
    const { send, tasks, advance } = await withApp();
    const [task] = await tasks();
    const { status, body } = await send('DELETE', `/v2/apps//shop/web/tasks/${task?.id}`);
    expect([status, body]).toMatchObject([200, { task: { id: task?.id } }]);
    await advance(60);
    expect((await tasks()).map(({ id }) => id)).toEqual([task?.id.replace(/1$/, '2')]);
  });

  test('has fewer instances when tasks are killed and scaled away, and those are gone', async () => {
    const { send, show, tasks, advance } = await withApp({ instances: 3 });
    const [task] = await tasks();
    const { body } = await send('POST', '/v2/tasks/delete?scale=true', { ids: [task?.id] });
    expect(body).toMatchObject({ deploymentId: expect.any(String) as string });
    await advance(60);
    expect(await show()).toMatchObject({ instances: 2, tasksRunning: 2, deployments: [] });
    expect((await tasks()).map(({ id }) => id)).not.toContain(task?.id);
  });

  test('tells its last failure and is started again after its back-off', async () => {
    const { show } = await withApp({ cmd: 'sleep 5; exit 3' });
    expect((await show()).lastTaskFailure).toMatchObject({
      appId: '/shop/web',
      state: 'TASK_FAILED',
      message: 'Command exited with status 3',
    });
  });

  test('goes with its deletion, by default whatever holds its lock', async () => {
    const { send, advance, read } = await withApp();
    await send('PUT', '/v2/apps//shop/web', { instances: 5 });
    expect((await send('DELETE', '/v2/apps//shop/web?force=false')).status).toBe(409);
    expect((await send('DELETE', '/v2/apps//shop/web')).status).toBe(200);
    await advance(60);
    expect(await read('/v2/apps')).toEqual({ apps: [] });
    expect(await read('/v2/tasks')).toEqual({ tasks: [] });
  });
});

test('several apps change in one deployment, all or none', async () => {
  const { send, advance, read, deployments } = aCluster();
  const broken = await send('PUT', '/v2/apps', [appOf('/a'), appOf('/b', { cpus: -1 })]);
  expect(broken.status).toBe(422);
  expect(await read('/v2/apps')).toEqual({ apps: [] });
  expect((await send('PUT', '/v2/apps', [appOf('/a'), appOf('/b')])).status).toBe(200);
  expect(await deployments()).toMatchObject([{ affectedApps: ['/a', '/b'] }]);
  await advance(60);
  expect(await read('/v2/apps')).toMatchObject({ apps: [{ tasksRunning: 1 }, { tasksRunning: 1 }] });
});

test('an app is scaled only when what it depends on is up', async () => {
  const { send, deployments } = aCluster();
  const apps = [appOf('/web', { dependencies: ['/db'] }), appOf('/db')];
  await send('PUT', '/v2/apps', apps);
  expect(await deployments()).toMatchObject([
    {
      steps: [
        { actions: [{ action: 'StartApplication' }, { action: 'StartApplication' }] },
        { actions: [{ action: 'ScaleApplication', app: '/db' }] },
        { actions: [{ action: 'ScaleApplication', app: '/web' }] },
      ],
    },
  ]);
});

test('dependencies that go in a circle are refused', async () => {
  const { send } = aCluster();
  const apps = [appOf('/web', { dependencies: ['/db'] }), appOf('/db', { dependencies: ['/web'] })];
  expect((await send('PUT', '/v2/apps', apps)).body).toMatchObject({
    details: [{ path: '/', errors: ['Dependency graph has cyclic dependencies.'] }],
  });
});

describe('health', () => {
  const serving: Partial<AppInput> = {
    cmd: 'python3 -m http.server $PORT0',
    portDefinitions: [{ port: 0 }],
  };
  const check = { gracePeriodSeconds: 5, intervalSeconds: 10, timeoutSeconds: 5, maxConsecutiveFailures: 2 };

  test.each(['MESOS_HTTP', 'HTTP', 'TCP'] as const)(
    'a server that answers its %s check is healthy',
    async (protocol) => {
      const { show, deployments } = await withApp({
        ...serving,
        healthChecks: [{ ...check, protocol, delaySeconds: 1 }],
      });
      expect(await show()).toMatchObject({
        tasksHealthy: 1,
        tasksUnhealthy: 0,
        tasks: [{ healthCheckResults: [{ alive: true, consecutiveFailures: 0 }] }],
      });
      expect(await deployments()).toEqual([]);
    },
  );

  test('what never listens is killed by Marathon, with an event, and its deployment goes on waiting', async () => {
    const { send, listen, advance, deployments } = aCluster();
    const stream = await listen();
    await send('POST', '/v2/apps', appOf('/shop/deaf', { healthChecks: [{ ...check, protocol: 'HTTP' }] }));
    await advance(60);
    const types = (await stream.end()).map(({ eventType }) => eventType);
    expect(types).toEqual(expect.arrayContaining(['failed_health_check_event', 'unhealthy_instance_kill_event']));
    expect(await deployments()).toHaveLength(1);
  });

  test('a deployment waits for readiness, and tells of it', async () => {
    const readinessChecks = [
      { name: 'ready', protocol: 'HTTP' as const, path: '/', portName: 'http', intervalSeconds: 5, timeoutSeconds: 2 },
    ];
    const { send, advance, deployments } = aCluster();
    const late = appOf('/late', { readinessChecks, portDefinitions: [{ port: 0, name: 'http' }] });
    await send('POST', '/v2/apps', late);
    await advance(60);
    expect(await deployments()).toMatchObject([
      { currentActions: [{ app: '/late', readinessCheckResults: [{ name: 'ready', ready: false }] }] },
    ]);
    const up = { ...late, cmd: 'python3 -m http.server $PORT0' };
    await send('PUT', '/v2/apps//late?force=true', up);
    await advance(120);
    expect(await deployments()).toEqual([]);
  });
});

test('a pod in the place of an app that still ends has none of its versions', async () => {
  const { send, read } = await withApp();
  expect((await send('DELETE', '/v2/apps//shop/web')).status).toBe(200);
  const containers = [{ name: 'main', exec: { command: { shell: 'sleep 100' } }, resources: { cpus: 0.1, mem: 32 } }];
  expect((await send('POST', '/v2/pods?force=true', { id: '/shop/web', containers })).status).toBe(201);
  const versions = await read<string[]>('/v2/pods//shop/web::versions');
  expect(versions).toHaveLength(1);
  expect(await read(`/v2/pods//shop/web::versions/${versions[0]}`)).toMatchObject({ id: '/shop/web' });
});
