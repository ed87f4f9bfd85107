/** The operator API: what each call that reads answers, and Mesos's words for calls that are none. */
import { beforeAll, describe, expect, test } from 'vitest';
import { milli } from '../../../protocol/units';
import { loadInsight } from '../../workloads/insight';
import { loadMesosHttp } from '../lazy-http';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import { aCall, agentIds, askAgent, askMaster, busyMesos, memberOf, readMaster } from './mesos-http-fixture';

beforeAll(() => Promise.all([loadMesosHttp(), loadInsight()]));

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a call that is none', () => {
  const post = (body: string, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
    askMaster(aMesos(), '/api/v1', { method: 'POST', headers, body });
  const media = 'application/json or application/x-protobuf';

  test.each(['GET', 'PUT', 'DELETE'])('%s is not allowed', (method) => {
    expect(askMaster(aMesos(), '/api/v1', { method })).toEqual({
      status: 405,
      headers: { Allow: 'POST' },
      text: `405 Method Not Allowed. Expecting one of { 'POST' }, but received '${method}'.`,
    });
  });

  test.each([
    [{}, 400, "Expecting 'Content-Type' to be present"],
    [{ 'content-type': 'text/plain' }, 415, `Expecting 'Content-Type' of ${media}`],
    [{ 'content-type': 'application/json; charset=utf-8' }, 415, `Expecting 'Content-Type' of ${media}`],
    [
      { 'content-type': 'application/x-protobuf' },
      415,
      'This cluster reads and writes application/json only, not application/x-protobuf',
    ],
    [
      { ...JSON_TYPE, accept: 'text/html, application/json;q=0' },
      406,
      "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'",
    ],
  ])('with headers %j is refused', (headers: Readonly<Record<string, string>>, status, text) => {
    expect(post('{"type":"GET_HEALTH"}', headers)).toEqual({ status, text });
  });

  test.each(['application/json', '*/*', 'text/html, application/*;q=0.5'])('answers whoever accepts %s', (accept) => {
    expect(post('{"type":"GET_HEALTH"}', { ...JSON_TYPE, accept })?.status).toBe(200);
  });

  test.each([
    ['', 'Failed to parse body into JSON: syntax error at line 1 near: '],
    ['{"type": GET}', 'Failed to parse body into JSON: syntax error at line 1 near: GET}'],
    ['{\n"type": "GET_HEALTH",,\n}', 'Failed to parse body into JSON: syntax error at line 2 near: ,'],
    ['[', 'Failed to parse body into JSON: syntax error at line 1 near: '],
    ['['.repeat(100_000), 'Failed to parse body into JSON: syntax error at line 1 near: '],
    ['[]', 'Failed to convert JSON into Call protobuf: Expecting a JSON object'],
    ['"GET_HEALTH"', 'Failed to convert JSON into Call protobuf: Expecting a JSON object'],
    ['{}', "Failed to validate master::Call: Expecting 'type' to be present"],
    ['{"type": null}', "Failed to validate master::Call: Expecting 'type' to be present"],
    ['{"type": "GET_EVERYTHING"}', "Failed to validate master::Call: Expecting 'type' to be present"],
    ['{"type": "get_health"}', "Failed to validate master::Call: Expecting 'type' to be present"],
    ['{"type": "__proto__"}', "Failed to validate master::Call: Expecting 'type' to be present"],
    ['{"type": 1}', "Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'type'"],
    ['{"type": {}}', "Failed to convert JSON into Call protobuf: Not expecting a JSON object for field 'type'"],
    [
      '{"type": ["GET_HEALTH"]}',
      "Failed to convert JSON into Call protobuf: Not expecting a JSON array for field 'type'",
    ],
    ['{"type": "GET_METRICS"}', "Failed to validate master::Call: Expecting 'get_metrics' to be present"],
    ['{"type": "MARK_AGENT_GONE"}', "Failed to validate master::Call: Expecting 'mark_agent_gone' to be present"],
  ])('%.40s is refused', (body, text) => {
    const answer = post(body);
    expect(answer?.status).toBe(400);
    expect(answer?.text?.startsWith(text)).toBe(true);
    if (body.length < 100) expect(answer?.text).toBe(text);
  });

  test('members it does not know are passed over', () => {
    expect(post('{"type":"GET_HEALTH","more":{"type":3},"get_metrics":{"x":[]}}')?.status).toBe(200);
  });
});

test('what it knows and does not do is 501', () => {
  const ask = (type: string) => askMaster(aMesos(), '/api/v1', aCall({ type, [type.toLowerCase()]: {} }));
  expect(ask('UNKNOWN')).toEqual({ status: 501, text: '501 Not Implemented.' });
  expect(ask('TEARDOWN')).toEqual({ status: 501, text: 'This cluster does not do TEARDOWN.' });
  expect(ask('RESERVE_RESOURCES')?.status).toBe(501);
});

test('it is there with and without /master', () => {
  const world = aMesos();
  const call = aCall({ type: 'GET_VERSION' });
  expect(askMaster(world, '/master/api/v1', call)).toEqual(askMaster(world, '/api/v1', call));
  expect(askMaster(world, '/api/v2', call)).toBeUndefined();
});

test.each([
  ['GET_HEALTH', { healthy: true }],
  ['GET_VERSION', { version_info: { version: '1.11.0', git_tag: '1.11.0' } }],
  ['GET_FLAGS', { flags: expect.arrayContaining([{ name: 'cluster', value: 'podrome' }]) }],
  ['GET_METRICS', { metrics: expect.arrayContaining([{ name: 'master/tasks_running', value: 1 }]) }],
  ['GET_LOGGING_LEVEL', { level: 0 }],
  ['GET_OPERATIONS', { operations: [] }],
  ['GET_WEIGHTS', { weight_infos: [] }],
  ['GET_QUOTA', { status: {} }],
  ['GET_MAINTENANCE_STATUS', { status: {} }],
  ['GET_MAINTENANCE_SCHEDULE', { schedule: {} }],
  [
    'GET_ROLES',
    {
      roles: [
        {
          name: 'slave_public',
          weight: 1,
          frameworks: [{ value: expect.stringMatching(/-0001$/) }],
          resources: [{ name: 'cpus', scalar: { value: 0.2 } }, { name: 'mem' }, { name: 'disk' }],
        },
      ],
    },
  ],
  [
    'GET_MASTER',
    {
      master_info: {
        ip: 83_886_090,
        port: 5050,
        pid: 'master@10.0.0.5:5050',
        hostname: '10.0.0.5',
        domain: { fault_domain: { region: { name: 'us-west-2' }, zone: { name: 'us-west-2a' } } },
      },
      start_time: 1_489_744_800,
      elected_time: 1_489_744_800,
    },
  ],
])('%s', (type, body) => {
  expect(readMaster(busyMesos(), type)).toMatchObject(body);
});

test('GET_AGENTS: resources and attributes one by one, times in nanoseconds', () => {
  const world = busyMesos();
  const [id] = agentIds(world);
  expect(readMaster(world, 'GET_AGENTS')).toMatchObject({
    agents: [
      {
        agent_info: {
          id: { value: id },
          hostname: '10.0.0.1',
          port: 5051,
          attributes: [
            { name: 'rack', type: 'TEXT', text: { value: 'r1' } },
            { name: 'slots', type: 'SCALAR', scalar: { value: 4 } },
            { name: 'vlans', type: 'RANGES', ranges: { range: [{ begin: 1, end: 9 }] } },
            { name: 'disks', type: 'SET', set: { item: ['ssd', 'hdd'] } },
          ],
          domain: { fault_domain: { zone: { name: 'us-west-2b' } } },
        },
        active: true,
        deactivated: false,
        version: '1.11.0',
        pid: 'slave(1)@10.0.0.1:5051',
        registered_time: { nanoseconds: 1_489_744_800_000_000_000 },
        total_resources: [
          { name: 'cpus', type: 'SCALAR', scalar: { value: 4 }, role: '*' },
          { name: 'mem' },
          { name: 'disk' },
          { name: 'ports', type: 'RANGES', ranges: { range: expect.arrayContaining([{ begin: 1025, end: 2180 }]) } },
        ],
        capabilities: expect.arrayContaining([{ type: 'AGENT_DRAINING' }]),
      },
      { agent_info: { hostname: '10.0.0.2' } },
    ],
    recovered_agents: [],
  });
});

test('GET_FRAMEWORKS: with its offers', () => {
  const world = aMesos();
  world.state.framework.hoards = true;
  world.launch(aGroup('a', [aTask('a', 'sleep 1')]));
  world.runTo(3);
  expect(readMaster(world, 'GET_FRAMEWORKS')).toMatchObject({
    frameworks: [
      {
        framework_info: {
          id: { value: world.state.framework.id },
          name: 'marathon',
          user: 'root',
          roles: ['slave_public'],
          capabilities: expect.arrayContaining([{ type: 'PARTITION_AWARE' }]),
        },
        active: true,
        connected: true,
        recovered: false,
        registered_time: { nanoseconds: expect.any(Number) },
        offers: [
          { id: { value: expect.stringMatching(/-O\d/) }, agent_id: {}, allocation_info: { role: 'slave_public' } },
        ],
        offered_resources: [{ name: 'cpus', allocation_info: { role: 'slave_public' } }, {}, {}, {}],
        allocated_resources: [],
      },
    ],
    completed_frameworks: [],
  });
});

test('GET_EXECUTORS: those of task groups', () => {
  const world = busyMesos();
  expect(readMaster(world, 'GET_EXECUTORS')).toEqual({
    executors: [
      {
        executor_info: {
          type: 'DEFAULT',
          executor_id: { value: 'instance-a' },
          framework_id: { value: world.state.framework.id },
          resources: [
            expect.objectContaining({ name: 'cpus', scalar: { value: 0.1 } }),
            expect.objectContaining({ name: 'mem' }),
            expect.objectContaining({ name: 'disk' }),
          ],
        },
        agent_id: { value: expect.any(String) },
      },
    ],
  });
});

test('GET_TASKS: statuses with source, reason and message, ids as objects, bytes in base64', () => {
  const world = busyMesos();
  const tasks = readMaster(world, 'GET_TASKS');
  const id = { value: expect.any(String) as string };
  const base64 = expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/) as string;
  expect(tasks).toMatchObject({
    tasks: [
      {
        name: 'a',
        task_id: { value: 'a' },
        framework_id: id,
        executor_id: { value: 'instance-a' },
        agent_id: id,
        state: 'TASK_RUNNING',
        user: 'nobody',
        labels: { labels: [{ key: 'tier', value: 'web' }] },
        status_update_state: 'TASK_RUNNING',
        status_update_uuid: base64,
        statuses: [
          { task_id: { value: 'a' }, state: 'TASK_STARTING', source: 'SOURCE_EXECUTOR', uuid: base64 },
          {
            state: 'TASK_RUNNING',
            agent_id: id,
            executor_id: { value: 'instance-a' },
            timestamp: expect.any(Number),
            container_status: { container_id: { ...id, parent: id } },
          },
        ],
      },
    ],
    unreachable_tasks: [],
    completed_tasks: [
      { name: 'b', state: 'TASK_FINISHED', statuses: [{}, {}, { message: 'Command exited with status 0' }] },
    ],
  });
});

test('GET_TASKS: reasons begin with REASON_', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'sleep inf')], { networks: [{ name: 'none', labels: {}, portMappings: [] }] }));
  world.runTo(5);
  expect(readMaster(world, 'GET_TASKS')).toMatchObject({
    completed_tasks: [
      { statuses: [{ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', source: 'SOURCE_AGENT' }] },
    ],
  });
});

test('limits and what is shared are told where they are set', () => {
  const world = aMesos();
  const limits = { cpus: milli(2), mem: 'unlimited' } as const;
  world.launch(aGroup('a', [aTask('a', 'sleep inf', { limits, ipc: { mode: 'PRIVATE', shmSize: 64 } })]));
  world.runTo(20);
  const linux_info = { share_cgroups: false, ipc_mode: 'PRIVATE', shm_size: 64 };
  expect(readMaster(world, 'GET_TASKS')).toMatchObject({
    tasks: [{ limits: { cpus: { value: 2 }, mem: { value: 'Infinity' } }, container: { type: 'MESOS', linux_info } }],
  });
  expect(askMaster(world, '/tasks')?.json).toMatchObject({
    tasks: [{ limits: { cpus: 2, mem: 'Infinity' }, container: { linux_info } }],
  });
  const [entry] = agentIds(world).map((id) => askAgent(world, '/containers', {}, id)?.json as object[]);
  expect(entry).toMatchObject([{ statistics: { cpus_limit: 2.1, cpus_soft_limit: 0.2 } }]);
  expect(JSON.stringify(entry)).not.toContain('mem_limit_bytes');
});

test('GET_STATE is the four of them together', () => {
  const world = busyMesos();
  const parts = ['GET_TASKS', 'GET_EXECUTORS', 'GET_FRAMEWORKS', 'GET_AGENTS'];
  const whole = Object.fromEntries(parts.map((type) => [type.toLowerCase(), readMaster(world, type)]));
  expect(memberOf(askMaster(world, '/api/v1', aCall({ type: 'GET_STATE' })), 'GET_STATE')).toEqual(whole);
});
