/**
 * Mesos at the front door: what dashboards, `dcos` and scripts of operators ask of the master, of agents and of DC/OS's logs,
 * about services that Marathon runs. Each endpoint in detail is told beside it, in `cluster/mesos/api`.
 */
import { describe, expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import { appOf, matching, rows, running } from './row-fixture';
import type { TestCluster } from './row-fixture';

const LOUD = 'echo $MARATHON_APP_ID; while true; do echo tick; sleep 5; done';

const aBusyCluster = async (): Promise<TestCluster> => {
  const cluster = aCluster();
  const main = {
    name: 'main',
    exec: { command: { shell: LOUD } },
    resources: { cpus: 0.1, mem: 32 },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  };
  const networks = [{ mode: 'container' as const, name: 'dcos' }];
  await cluster.add(podOf('/shop/web', { containers: [main], volumes: [{ name: 'data' }], networks }));
  await cluster.send('POST', '/v2/apps', appOf('/site', { cmd: LOUD }));
  await cluster.advance(60);
  return cluster;
};

interface Task {
  readonly id: string;
  readonly slave_id: string;
  readonly executor_id: string;
}

const tasksOf = async (cluster: TestCluster): Promise<readonly Task[]> => {
  const { frameworks } = await cluster.read<{ frameworks: { tasks: Task[] }[] }>('/mesos/master/state');
  return frameworks.flatMap(({ tasks }) => tasks).toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

describe('errors at the door', () => {
  rows([
    { says: 'no such agent', ask: 'GET /agent/none/state', status: 404, body: '404 Not Found: agent none unknown.\n' },
    { says: 'no such path of the master', ask: 'GET /mesos/none', status: 404, body: { message: 'URI not found' } },
    { says: 'is read only', ask: 'DELETE /mesos/state', status: 405, headers: { allow: 'GET' } },
    { says: 'wants to be posted', ask: 'GET /mesos/api/v1', status: 405, headers: { allow: 'POST' } },
    {
      says: 'no call',
      ask: 'POST /mesos/api/v1',
      send: {},
      status: 400,
      body: "Failed to validate master::Call: Expecting 'type' to be present",
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    },
    {
      says: 'of nobody',
      ask: 'GET /system/v1/logs/v2/task/none',
      status: 404,
      body: 'unable to get canonical task ID: task none not found',
    },
    { says: 'is well', ask: 'GET /mesos/master/health', status: 200, body: undefined },
    { says: 'has no body', ask: 'HEAD /mesos/state', status: 200, body: undefined },
  ]);
});

test('a pod is an executor of its own with a task per container, an app is a task alone', async () => {
  const cluster = await aBusyCluster();
  const [pod, app] = await tasksOf(cluster);
  expect(pod).toMatchObject({
    id: matching(/^shop_web\.instance-[0-9a-f-]{36}\.main\.1$/),
    name: 'main',
    executor_id: matching(/^instance-shop_web\./),
    role: 'slave_public',
    statuses: [
      { state: 'TASK_STARTING' },
      {
        state: 'TASK_RUNNING',
        container_status: {
          container_id: { value: expect.any(String), parent: { value: expect.any(String) } },
          network_infos: [{ name: 'dcos', ip_addresses: [{ ip_address: matching(/^9\./) }] }],
        },
      },
    ],
  });
  expect(app).toMatchObject({ name: 'site', executor_id: '' });
  const { frameworks } = await cluster.read<{ frameworks: object[] }>('/mesos/frameworks');
  expect(frameworks).toMatchObject([{ executors: [{ executor_id: pod?.executor_id, type: 'DEFAULT' }] }]);
  expect(cluster.errors).toEqual([]);
});

test('v0 and v1 tell of the same tasks', async () => {
  const cluster = await aBusyCluster();
  const headers = { 'content-type': 'application/json' };
  const response = await cluster.raw('POST', '/mesos/api/v1', { headers, body: '{"type":"GET_TASKS"}' });
  const { get_tasks: v1 } = (await response.json()) as { get_tasks: { tasks: { task_id: { value: string } }[] } };
  const ids = v1.tasks.map(({ task_id: id }) => id.value).toSorted();
  expect((await tasksOf(cluster)).map(({ id }) => id)).toEqual(ids);
});

test('from a task to its sandbox, as dashboards go: the agent’s state, the directory, the file', async () => {
  const cluster = await aBusyCluster();
  for (const task of await tasksOf(cluster)) {
    const agent = `/agent/${task.slave_id}`;
    const { frameworks } = await cluster.read<{
      frameworks: { executors: { id: string; directory: string; tasks: Task[]; type?: string }[] }[];
    }>(`${agent}/slave(1)/state`);
    const executors = frameworks.flatMap((framework) => framework.executors);
    const executor = executors.find(({ tasks }) => tasks.some(({ id }) => id === task.id));
    const directory = `${executor?.directory}${executor?.type === 'DEFAULT' ? `/tasks/${task.id}` : ''}`;
    const query = (path: string): string => new URLSearchParams({ path }).toString();
    expect(await cluster.read(`${agent}/files/browse?${query(directory)}`)).toMatchObject([
      { path: `${directory}/stderr`, size: 0 },
      { path: `${directory}/stdout`, size: expect.any(Number) },
    ]);
    const read = await cluster.read<{ data: string }>(
      `${agent}/files/read?${query(`${directory}/stdout`)}&offset=0&length=1000`,
    );
    expect(read.data).toMatch(/\ntick\n(tick\n)+$/);
    const download = await cluster.raw('GET', `${agent}/files/download?${query(`${directory}/stdout`)}`);
    expect(download.headers.get('content-disposition')).toBe('attachment; filename=stdout');
    expect(download.headers.get('content-type')).toBe('application/octet-stream');
    expect(await download.text()).toBe(read.data);
    const log = await cluster.raw('GET', `/system/v1/logs/v2/task/${task.id}/file/stdout?cursor=END&skip=-1`);
    expect(await log.text()).toBe('tick\n');
  }
});

test('a pod’s volumes are directories of its sandbox', async () => {
  const cluster = await aBusyCluster();
  const [pod] = await tasksOf(cluster);
  const agent = `/agent/${pod?.slave_id}`;
  const { frameworks } = await cluster.read<{ frameworks: { executors: { id: string; directory: string }[] }[] }>(
    `${agent}/state`,
  );
  const executor = frameworks.flatMap(({ executors }) => executors).find(({ id }) => id === pod?.executor_id);
  const path = encodeURIComponent(`${executor?.directory}/volumes`);
  expect(await cluster.read(`${agent}/files/browse?path=${path}`)).toMatchObject([
    { path: `${executor?.directory}/volumes/data`, mode: 'drwxr-xr-x' },
  ]);
});

test('containers use more and more processor time, within what they may', async () => {
  const cluster = aCluster();
  const image = { kind: 'DOCKER', id: 'nginx' } as const;
  await running({
    id: '/web',
    containers: [{ name: 'main', image, resources: { cpus: 0.5, mem: 64 } }],
  })(cluster);
  await cluster.advance(60);
  const [task] = await tasksOf(cluster);
  const seconds = async (): Promise<number> => {
    const all = await cluster.read<{ statistics: Record<string, number> }[]>(
      `/agent/${task?.slave_id}/containers?show_nested=true`,
    );
    const { statistics = {} } = all[1] ?? {};
    expect(statistics['cpus_limit']).toBe(0.5);
    return (statistics['cpus_user_time_secs'] ?? 0) + (statistics['cpus_system_time_secs'] ?? 0);
  };
  const before = await seconds();
  await cluster.advance(100);
  const used = (await seconds()) - before;
  expect(used).toBeGreaterThan(0);
  expect(used).toBeLessThan(50);
});

test('an operator listens to the master while a service starts and ends', async () => {
  const cluster = aCluster();
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await cluster.raw('POST', '/mesos/api/v1', { headers, body: '{"type":"SUBSCRIBE"}' });
  expect(response.headers.get('content-type')).toBe('application/json');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (word: string): Promise<void> => {
    while (!heard.includes(word)) heard += (await reader?.read())?.value ?? expect.fail(`it ended without ${word}`);
  };
  await until('HEARTBEAT');
  await cluster.send('POST', '/v2/apps', appOf('/site', { cmd: 'sleep 20' }));
  await cluster.advance(60);
  await until('"state":"TASK_FINISHED"');
  expect(heard.match(/"type":"[A-Z_]+"/g)?.filter((type) => /TASK|SUBSCRIBED|HEARTBEAT/.test(type))).toEqual(
    expect.arrayContaining([
      '"type":"SUBSCRIBED"',
      '"type":"HEARTBEAT"',
      '"type":"TASK_ADDED"',
      '"type":"TASK_UPDATED"',
    ]),
  );
  await reader?.cancel();
  await cluster.advance(60);
  expect(cluster.errors).toEqual([]);
});
