/** An agent's own reads: its state, its containers and what they use, in v0 and v1. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadInsight } from '../../workloads/insight';
import { loadMesosHttp } from '../lazy-http';
import { aGroup, aMesos, anAgent, aTask, amount } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { aCall, agentIds, askAgent, busyMesos, memberOf } from './mesos-http-fixture';

beforeAll(() => Promise.all([loadMesosHttp(), loadInsight()]));

/** The agent where the pod runs. */
const home = (world: MesosWorld): string =>
  agentIds(world).find((id) => (world.state.mesos.agents.get(id)?.executors.size ?? 0) > 0) ?? '';

const read = (world: MesosWorld, path: string, query = '') => {
  const answer = askAgent(world, path, { query }, home(world));
  expect(answer?.status).toBe(200);
  return JSON.parse(JSON.stringify(answer?.json)) as never;
};

const any: unknown = expect.any(String);

test('/state tells of the machine, and of each executor where its sandbox is', () => {
  const world = busyMesos();
  const id = home(world);
  const frameworkId = world.state.framework.id;
  const json = read(world, '/slave(1)/state');
  expect(json).toMatchObject({
    id,
    version: '1.11.0',
    pid: expect.stringMatching(/^slave\(1\)@10\.0\.0\.\d:5051$/),
    resources: { cpus: 4 },
    unreserved_resources_allocated: { cpus: 0.2, mem: 64 },
    flags: { work_dir: '/var/lib/mesos/slave', sandbox_directory: '/mnt/mesos/sandbox' },
    frameworks: [
      {
        id: frameworkId,
        name: 'marathon',
        roles: ['slave_public'],
        executors: [
          {
            id: 'instance-a',
            name: '',
            container: any,
            type: 'DEFAULT',
            labels: [{ key: 'owner', value: 'me' }],
            resources: { cpus: 0.2, mem: 64, disk: 10 },
            tasks: [{ id: 'a', state: 'TASK_RUNNING' }],
            queued_tasks: [],
            completed_tasks: [{ id: 'b', state: 'TASK_FINISHED' }],
          },
        ],
        completed_executors: [],
      },
    ],
    completed_frameworks: [],
  });
  const { frameworks } = json as { frameworks: { executors: { container: string; directory: string }[] }[] };
  const [executor] = frameworks[0]?.executors ?? [];
  expect(executor?.directory).toBe(
    `/var/lib/mesos/slave/slaves/${id}/frameworks/${frameworkId}/executors/instance-a/runs/${executor?.container}`,
  );
});

test('an executor that waits for its container has its tasks in line', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'sleep inf')]));
  while (home(world) === '') world.runTo((world.runtime.now() - 1_489_744_800_000) / 1000 + 0.01);
  expect(read(world, '/state')).toMatchObject({
    frameworks: [
      {
        executors: [
          {
            id: 'instance-a',
            resources: { cpus: 0.1 },
            tasks: [],
            queued_tasks: [{ id: 'a', executor_id: 'instance-a', command: { shell: true, value: 'sleep inf' } }],
          },
        ],
      },
    ],
  });
});

test('an executor that ended is told among the completed ones, with its tasks', () => {
  const world = busyMesos();
  const id = home(world);
  world.kill('a');
  world.runTo(60);
  expect(askAgent(world, '/state', {}, id)?.json).toMatchObject({
    frameworks: [],
    completed_frameworks: [
      {
        executors: [],
        completed_executors: [{ id: 'instance-a', tasks: [], completed_tasks: [{ id: 'b' }, { id: 'a' }] }],
      },
    ],
  });
});

test('a task of an app runs under a command executor that bears its name', () => {
  const world = aMesos();
  const group = aGroup('app', [aTask('app', 'sleep inf')], { executorId: 'app', resources: [] });
  const [task] = group.tasks;
  if (task === undefined) throw new Error('no task');
  world.launch({ type: 'LAUNCH', executor: group.executor, tasks: [task] });
  world.runTo(20);
  expect(read(world, '/state')).toMatchObject({
    frameworks: [
      {
        executors: [
          {
            id: 'app',
            name: "Command Executor (Task: app) (Command: sh -c 'sleep inf')",
            source: 'app',
            tasks: [{ id: 'app', executor_id: '' }],
          },
        ],
      },
    ],
  });
  expect(read(world, '/containers', 'show_nested=true')).toMatchObject([{ executor_id: 'app', source: 'app' }]);
});

describe('/containers', () => {
  const statistics = (world: MesosWorld, query = '') =>
    (read(world, '/containers', query) as { statistics: Record<string, number> }[]).map((one) => one.statistics);

  test('tells what each executor’s container may use and does use', () => {
    const world = busyMesos();
    expect(read(world, '/containers')).toMatchObject([
      {
        container_id: any,
        executor_id: 'instance-a',
        executor_name: '',
        framework_id: world.state.framework.id,
        source: '',
        status: {
          container_id: { value: any },
          network_infos: [{ ip_addresses: [{ ip_address: expect.stringMatching(/^10\.0\.0\./), protocol: 'IPv4' }] }],
        },
        statistics: {
          timestamp: 1_489_744_830,
          cpus_limit: 0.2,
          mem_limit_bytes: 64 * 1024 * 1024,
          disk_limit_bytes: 10 * 1024 * 1024,
          processes: 2,
          cpus_nr_throttled: 0,
        },
      },
    ]);
  });

  test('with nested ones those of the tasks that run, by themselves', () => {
    const world = busyMesos();
    const all = read(world, '/containers', 'show_nested=true') as { executor_id?: string }[];
    expect(all.map(({ executor_id: id }) => id)).toEqual(['instance-a', undefined]);
    expect(all[1]).toMatchObject({
      status: { container_id: { value: any, parent: { value: any } } },
      statistics: { cpus_limit: 0.1, mem_limit_bytes: 32 * 1024 * 1024, processes: 1 },
    });
    expect(read(world, '/containers', 'container_id=none')).toEqual([]);
  });

  test('counters grow with time, and memory stays within its limit', () => {
    const world = aMesos({ agents: [anAgent()] });
    const task = aTask('web', "nginx -g 'daemon off;'", { resources: amount(1, 128), listens: [80] });
    world.launch(aGroup('web', [task]));
    world.runTo(20);
    const [before] = statistics(world, 'show_nested=true').slice(1);
    expect(statistics(world, 'show_nested=true')[1]).toEqual(before);
    world.runTo(80);
    const [after] = statistics(world, 'show_nested=true').slice(1);
    for (const name of ['cpus_user_time_secs', 'cpus_system_time_secs', 'net_rx_bytes', 'net_tx_bytes'])
      expect(after?.[name]).toBeGreaterThan(before?.[name] ?? 0);
    expect(after?.['mem_rss_bytes']).toBeLessThanOrEqual(128 * 1024 * 1024);
    expect((after?.['cpus_user_time_secs'] ?? 0) - (before?.['cpus_user_time_secs'] ?? 0)).toBeLessThan(60);
  });
});

test('the rest of an agent’s reads, with and without its process’s name in front', () => {
  const world = busyMesos();
  expect(read(world, '/version')).toMatchObject({ version: '1.11.0' });
  expect(read(world, '/flags')).toMatchObject({ flags: { port: '5051' } });
  expect(read(world, '/metrics/snapshot')).toMatchObject({
    'slave/cpus_used': 0.2,
    'slave/tasks_running': 1,
    'slave/tasks_finished': 1,
    'slave/executors_running': 1,
    'slave/uptime_secs': 30,
  });
  for (const path of ['/state', '/containers', '/flags', '/metrics/snapshot'])
    expect(read(world, `/slave(1)${path}.json`)).toEqual(read(world, path));
  expect(askAgent(world, '/slave(1)/health')).toEqual({ status: 200, text: '' });
  expect(askAgent(world, '/state', { method: 'POST' })?.status).toBe(405);
  expect(askAgent(world, '/nothing')).toBeUndefined();
  expect(askAgent(world, '/state', {}, 'no-such-agent')).toEqual({
    status: 404,
    text: '404 Not Found: agent no-such-agent unknown.\n',
  });
});

describe('POST /api/v1', () => {
  const call = (world: MesosWorld, body: unknown, path = '/api/v1') => askAgent(world, path, aCall(body), home(world));
  const member = (world: MesosWorld, type: string, body: object = {}) =>
    memberOf(call(world, { type, [type.toLowerCase()]: body }), type);

  test('GET_STATE has its tasks, executors and frameworks', () => {
    expect(member(busyMesos(), 'GET_STATE')).toMatchObject({
      get_tasks: {
        pending_tasks: [],
        queued_tasks: [],
        launched_tasks: [{ task_id: { value: 'a' } }],
        terminated_tasks: [],
        completed_tasks: [{ task_id: { value: 'b' } }],
      },
      get_executors: {
        executors: [{ executor_info: { type: 'DEFAULT', executor_id: { value: 'instance-a' } } }],
        completed_executors: [],
      },
      get_frameworks: { frameworks: [{ framework_info: { name: 'marathon' } }], completed_frameworks: [] },
    });
  });

  test('a task whose end nobody acknowledged is terminated, not completed', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', 'sleep 30'), aTask('b', 'sleep inf')]));
    world.runTo(20);
    world.state.framework.acknowledges = false;
    world.runTo(60);
    expect(member(world, 'GET_TASKS')).toMatchObject({
      launched_tasks: [{ task_id: { value: 'b' } }],
      terminated_tasks: [{ task_id: { value: 'a' } }],
    });
  });

  test('GET_CONTAINERS has nested ones when asked', () => {
    const world = busyMesos();
    expect(member(world, 'GET_CONTAINERS')).toMatchObject({
      containers: [{ executor_id: { value: 'instance-a' }, resource_statistics: { cpus_limit: 0.2 } }],
    });
    expect(member(world, 'GET_CONTAINERS', { show_nested: true })).toMatchObject({
      containers: [{}, { container_id: { value: any, parent: { value: any } }, container_status: {} }],
    });
  });

  test.each([
    ['GET_HEALTH', { healthy: true }],
    ['GET_VERSION', { version_info: { version: '1.11.0' } }],
    ['GET_FLAGS', { flags: expect.arrayContaining([{ name: 'port', value: '5051' }]) }],
    ['GET_METRICS', { metrics: expect.arrayContaining([{ name: 'slave/tasks_running', value: 1 }]) }],
    ['GET_LOGGING_LEVEL', { level: 0 }],
    ['GET_OPERATIONS', { operations: [] }],
    ['GET_RESOURCE_PROVIDERS', { resource_providers: [] }],
    ['GET_AGENT', { agent_info: { port: 5051, hostname: expect.stringMatching(/^10\./) } }],
    ['GET_FRAMEWORKS', { frameworks: [{ framework_info: { name: 'marathon' } }] }],
    ['GET_EXECUTORS', { executors: [{ executor_info: { executor_id: { value: 'instance-a' } } }] }],
  ])('%s', (type, body) => {
    expect(member(busyMesos(), type)).toMatchObject(body);
  });

  test.each([
    ['{"type": 7}', 400, "Not expecting a JSON number for field 'type'"],
    ['{', 400, 'Failed to parse body into JSON: syntax error at line 1 near: '],
    ['{}', 400, "Failed to validate agent::Call: Expecting 'type' to be present"],
    ['{"type": "DRAIN_AGENT"}', 400, "Failed to validate agent::Call: Expecting 'type' to be present"],
    ['{"type": "READ_FILE"}', 400, "Failed to validate agent::Call: Expecting 'read_file' to be present"],
    ['{"type": "READ_FILE", "read_file": {"path": "x"}}', 400, 'Missing required fields: read_file.offset'],
    ['{"type": "UNKNOWN"}', 501, '501 Not Implemented.'],
    [
      '{"type": "LAUNCH_NESTED_CONTAINER_SESSION"}',
      400,
      "Failed to validate agent::Call: Expecting 'launch_nested_container_session' to be present",
    ],
    [
      '{"type": "LAUNCH_NESTED_CONTAINER_SESSION", "launch_nested_container_session": {}}',
      501,
      'This agent does not do LAUNCH_NESTED_CONTAINER_SESSION: its containers are modelled, and no programs run in them.',
    ],
  ])('%s is refused', (body, status, text) => {
    expect(call(busyMesos(), body, '/slave(1)/api/v1')).toEqual({ status, text });
  });

  test('a stream of input finds no session to go to', () => {
    const headers = { 'content-type': 'application/recordio' };
    expect(askAgent(busyMesos(), '/api/v1', { method: 'POST', headers })?.status).toBe(501);
  });
});
