/** The master's v0 reads, in the shapes that dashboards of DC/OS and Mesos's own pages know. */
import { beforeAll, describe, expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { roleResources } from '../agent-spec';
import { loadMesosHttp } from '../lazy-http';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { askMaster, busyMesos } from './mesos-http-fixture';

beforeAll(loadMesosHttp);

const read = (world: MesosWorld, path: string, query = '') => {
  const answer = askMaster(world, path, { query });
  expect(answer?.status).toBe(200);
  return JSON.parse(JSON.stringify(answer?.json)) as Record<string, never>;
};

test('/slaves tells what each agent has, uses and offers, and its tasks by state', () => {
  const world = busyMesos();
  const json = read(world, '/slaves');
  expect(json).toMatchObject({ recovered_slaves: [] });
  const { slaves } = json as unknown as { slaves: { hostname: string; TASK_RUNNING: number }[] };
  const used = expect.objectContaining({ cpus: 0.2, mem: 64, disk: 10, gpus: 0 });
  expect(slaves.find(({ TASK_RUNNING }) => TASK_RUNNING === 1)).toMatchObject({
    TASK_FINISHED: 1,
    used_resources: used,
    used_resources_full: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 0.2 }, role: '*', allocation_info: { role: 'slave_public' } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 64 } },
      { name: 'disk', type: 'SCALAR', scalar: { value: 10 } },
    ],
    active: true,
    deactivated: false,
  });
  expect(slaves.find(({ hostname }) => hostname === '10.0.0.1')).toMatchObject({
    pid: 'slave(1)@10.0.0.1:5051',
    port: 5051,
    registered_time: 1_489_744_800,
    attributes: { rack: 'r1', slots: 4, vlans: '[1-9]', disks: '{ssd, hdd}' },
    domain: { fault_domain: { region: { name: 'us-west-2' }, zone: { name: 'us-west-2b' } } },
    resources: { cpus: 4, mem: 8192, disk: 20_000, gpus: 0, ports: expect.stringMatching(/^\[1025-2180, 2182-3887/) },
    capabilities: expect.arrayContaining(['MULTI_ROLE', 'AGENT_DRAINING']),
  });
});

test('what is reserved to a role is told apart', () => {
  const resources = [roleResources('slave_public', { cpus: 2, mem: 64, disk: 8 }, [{ begin: 80, end: 81 }])];
  const world = aMesos({ agents: [anAgent(1, { resources })] });
  expect(read(world, '/slaves')).toMatchObject({
    slaves: [
      {
        reserved_resources: { slave_public: { cpus: 2, mem: 64, ports: '[80-81]' } },
        unreserved_resources: { cpus: 0, mem: 0, disk: 0, gpus: 0 },
        reserved_resources_full: {
          slave_public: [
            { name: 'cpus', role: 'slave_public', reservations: [{ role: 'slave_public', type: 'STATIC' }] },
            { name: 'mem' },
            { name: 'disk' },
            { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 80, end: 81 }] } },
          ],
        },
        unreserved_resources_full: [],
      },
    ],
  });
});

test('one agent, framework or task can be asked for by its id', () => {
  const world = busyMesos();
  const [id = ''] = world.state.mesos.master.agents.keys();
  expect(read(world, '/slaves', `slave_id=${id}`)).toMatchObject({ slaves: [{ id }] });
  expect(read(world, '/slaves', 'slave_id=none')).toEqual({ slaves: [], recovered_slaves: [] });
  expect(read(world, '/frameworks', 'framework_id=none')).toMatchObject({ frameworks: [] });
  expect(read(world, '/tasks', 'task_id=b')).toMatchObject({ tasks: [{ id: 'b' }] });
});

test('every read is there with and without /master and .json; other methods are not allowed, other paths are not there', () => {
  const world = busyMesos();
  const paths = ['state', 'state-summary', 'slaves', 'tasks', 'frameworks', 'roles', 'flags', 'version'];
  for (const path of [...paths, 'metrics/snapshot', 'maintenance/schedule', 'maintenance/status']) {
    const { json } = askMaster(world, `/${path}`) ?? {};
    expect(json).toBeDefined();
    for (const other of [`/master/${path}`, `/${path}.json`, `/${path}/`])
      expect(askMaster(world, other)?.json).toEqual(json);
    expect(askMaster(world, `/${path}`, { method: 'POST' })).toEqual({
      status: 405,
      headers: { Allow: 'GET' },
      text: "405 Method Not Allowed. Expecting one of { 'GET' }, but received 'POST'.",
    });
  }
  expect(askMaster(world, '/nothing')).toBeUndefined();
  expect(askMaster(world, '/master/health')).toEqual({ status: 200, text: '' });
});

describe('/state', () => {
  test('holds running and ended tasks with their statuses and containers', () => {
    const json = read(busyMesos(), '/master/state');
    expect(json).toMatchObject({
      version: '1.11.0',
      build_user: 'root',
      start_time: 1_489_744_800,
      elected_time: 1_489_744_800,
      hostname: '10.0.0.5',
      leader: 'master@10.0.0.5:5050',
      leader_info: { port: 5050, hostname: '10.0.0.5', domain: { fault_domain: { region: { name: 'us-west-2' } } } },
      cluster: 'podrome',
      flags: { allocation_interval: '1secs', max_completed_tasks_per_framework: '1000', port: '5050' },
      activated_slaves: 2,
      deactivated_slaves: 0,
      unreachable_slaves: 0,
      recovered_slaves: [],
      completed_frameworks: [],
      orphan_tasks: [],
      unregistered_frameworks: [],
      frameworks: [
        {
          name: 'marathon',
          user: 'root',
          checkpoint: true,
          roles: ['slave_public'],
          used_resources: { cpus: 0.2 },
          tasks: [
            {
              id: 'a',
              name: 'a',
              executor_id: 'instance-a',
              state: 'TASK_RUNNING',
              role: 'slave_public',
              user: 'nobody',
              resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
              labels: [{ key: 'tier', value: 'web' }],
              statuses: [
                { state: 'TASK_STARTING' },
                {
                  state: 'TASK_RUNNING',
                  timestamp: expect.any(Number) as number,
                  container_status: {
                    container_id: { value: expect.any(String), parent: { value: expect.any(String) } },
                    network_infos: [{ ip_addresses: [{ ip_address: expect.stringMatching(/^10/), protocol: 'IPv4' }] }],
                  },
                },
              ],
            },
          ],
          unreachable_tasks: [],
          completed_tasks: [{ id: 'b', state: 'TASK_FINISHED' }],
          offers: [],
          executors: [{ executor_id: 'instance-a', type: 'DEFAULT', role: 'slave_public' }],
        },
      ],
    });
    // v0 statuses say no reasons.
    expect(JSON.stringify(json)).not.toMatch(/"(reason|message|source)"/);
  });

  test('shows offers that nobody answered', () => {
    const world = aMesos();
    world.state.framework.hoards = true;
    world.launch(aGroup('a', [aTask('a', 'sleep 1')]));
    world.runTo(3);
    const [agentId = ''] = world.state.mesos.master.agents.keys();
    expect(read(world, '/state')).toMatchObject({
      slaves: [{ offered_resources: { cpus: 4 } }],
      frameworks: [
        {
          offered_resources: { cpus: 4 },
          offers: [
            { id: expect.stringMatching(/-O\d+$/), slave_id: agentId, allocation_info: { role: 'slave_public' } },
          ],
        },
      ],
    });
  });

  test('a task says its check, its ports, its image and its volumes', () => {
    const world = aMesos();
    const check = { type: 'HTTP', port: 80, path: '/', scheme: 'HTTP' } as const;
    const task = aTask('a', "nginx -g 'daemon off;'", {
      image: { id: 'nginx:1.25', cached: true },
      listens: [80],
      mounts: [
        { source: { type: 'SANDBOX_PATH', path: 'volumes/v' }, containerPath: '/v', readOnly: false },
        { source: { type: 'HOST_PATH', path: '/opt' }, containerPath: '/o', readOnly: true },
      ],
      discovery: {
        name: 'web',
        ports: [{ name: 'http', number: 80, protocol: 'tcp', labels: { VIP_0: '/web:80' } }],
      },
      healthCheck: {
        check,
        maxConsecutiveFailures: 5,
        delay: seconds(1),
        grace: seconds(2),
        interval: seconds(3),
        timeout: seconds(4),
      },
    });
    world.launch(aGroup('a', [task]));
    world.runTo(30);
    expect(read(world, '/tasks')).toMatchObject({
      tasks: [
        {
          statuses: [{}, { state: 'TASK_RUNNING', healthy: true }],
          discovery: {
            visibility: 'FRAMEWORK',
            name: 'web',
            ports: { ports: [{ number: 80, labels: { labels: [{ key: 'VIP_0', value: '/web:80' }] } }] },
          },
          container: {
            type: 'MESOS',
            mesos: { image: { type: 'DOCKER', docker: { name: 'nginx:1.25' }, cached: true } },
            volumes: [
              {
                mode: 'RW',
                container_path: '/v',
                source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path: 'volumes/v' } },
              },
              { mode: 'RO', source: { type: 'HOST_PATH', host_path: { path: '/opt' } } },
            ],
          },
          health_check: {
            type: 'HTTP',
            delay_seconds: 1,
            grace_period_seconds: 2,
            interval_seconds: 3,
            timeout_seconds: 4,
            consecutive_failures: 5,
            http: { scheme: 'http', port: 80, path: '/' },
          },
        },
      ],
    });
  });
});

test('/state-summary has counts instead of tasks', () => {
  const json = read(busyMesos(), '/state-summary');
  expect(Object.keys(json)).toEqual(['hostname', 'cluster', 'slaves', 'frameworks']);
  expect(json).toMatchObject({
    frameworks: [
      { TASK_RUNNING: 1, TASK_FINISHED: 1, TASK_STAGING: 0, TASK_UNREACHABLE: 0, slave_ids: [expect.any(String)] },
    ],
  });
  expect(JSON.stringify(json)).not.toContain('"tasks"');
});

describe('/tasks', () => {
  const ids = (world: MesosWorld, query: string): readonly string[] =>
    (read(world, '/tasks', query) as unknown as { tasks: { id: string }[] }).tasks.map(({ id }) => id);
  const staggered = (): MesosWorld => {
    const world = aMesos();
    for (const [n, id] of ['a', 'b', 'c'].entries()) {
      world.launch(aGroup(id, [aTask(id, 'sleep inf')]));
      world.runTo(n * 20 + 15);
    }
    return world;
  };

  test.each([
    ['', 'c b a'],
    ['limit=2', 'c b'],
    ['limit=2&offset=1', 'b a'],
    ['order=asc', 'a b c'],
    ['order=up', 'c b a'],
    ['offset=5', ''],
    ['limit=many&offset=-1', 'c b a'],
  ])('comes in pages, newest first unless told otherwise: "%s"', (query, found) =>
    expect(ids(staggered(), query).join(' ')).toBe(found),
  );
});

test('/roles says who holds what', () => {
  expect(read(busyMesos(), '/roles')).toEqual({
    roles: [
      {
        name: 'slave_public',
        weight: 1,
        frameworks: [expect.stringMatching(/-0001$/)],
        resources: { cpus: 0.2, mem: 64, disk: 10, gpus: 0 },
      },
    ],
  });
});

test('/metrics/snapshot counts what there is', () => {
  const metrics = read(busyMesos(), '/metrics/snapshot');
  expect(metrics).toMatchObject({
    'master/cpus_total': 8,
    'master/cpus_used': 0.2,
    'master/cpus_percent': 0.025,
    'master/mem_total': 16_384,
    'master/elected': 1,
    'master/uptime_secs': 30,
    'master/tasks_finished': 1,
    'master/tasks_gone_by_operator': 0,
    'master/slaves_active': 2,
    'master/outstanding_offers': 0,
  });
  expect(Object.keys(metrics)).toEqual(Object.keys(metrics).toSorted());
});
