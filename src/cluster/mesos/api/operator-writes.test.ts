/** Calls of operators that change something: what becomes of the cluster, and Mesos's words for what is refused. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadMesosHttp } from '../lazy-http';
import { aMesos } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { isMesosWrite } from './mesos-http';
import { aCall, agentIds, askMaster, busyMesos, readMaster } from './mesos-http-fixture';

beforeAll(loadMesosHttp);

const requestOf = (call: unknown) => {
  const { method = 'GET', headers = {}, body = '' } = aCall(call);
  return {
    method,
    path: '/api/v1',
    query: new URLSearchParams(),
    headers: new Map(Object.entries(headers)),
    body: new TextEncoder().encode(body),
    origin: 'http://localhost',
  };
};

const send = (world: MesosWorld, call: unknown) => askMaster(world, '/api/v1', aCall(call));

const OK = { status: 200, text: '' };
const agent_id = { value: 'S1' };
const unavailability = {
  start: { nanoseconds: 1_443_830_400_000_000_000 },
  duration: { nanoseconds: 3_600_000_000_000 },
};
const schedule = (...windows: readonly object[]) => ({
  type: 'UPDATE_MAINTENANCE_SCHEDULE',
  update_maintenance_schedule: { schedule: { windows } },
});
const start = (...machines: readonly object[]) => ({ type: 'START_MAINTENANCE', start_maintenance: { machines } });
const stop = (...machines: readonly object[]) => ({ type: 'STOP_MAINTENANCE', stop_maintenance: { machines } });

/** A call about the agent that was registered so many others after the first. */
const about = (world: MesosWorld, type: string, more: object = {}, index = 0) =>
  send(world, { type, [type.toLowerCase()]: { agent_id: { value: agentIds(world)[index] }, ...more } });

/** What the master says of the agent with the task. */
const busyAgent = (world: MesosWorld): unknown => {
  const { agents } = readMaster(world, 'GET_AGENTS') as { agents: { agent_info: { id: { value: string } } }[] };
  return agents.find(({ agent_info: { id } }) => id.value === world.state.framework.statuses[0]?.agentId);
};

describe('an agent', () => {
  test('is drained: its tasks are killed, within the longest grace, and then it is empty', () => {
    const world = busyMesos();
    const agentId = world.last('a')?.agentId;
    const grace = { max_grace_period: { seconds: 1, nanos: 500_000_000 } };
    expect(send(world, { type: 'DRAIN_AGENT', drain_agent: { agent_id: { value: agentId }, ...grace } })).toEqual(OK);
    const drain_info = {
      state: 'DRAINING',
      config: { max_grace_period: { nanoseconds: 1_500_000_000 }, mark_gone: false },
    };
    const began = world.runtime.now();
    const estimated_drain_start_time = { nanoseconds: began * 1_000_000 };
    const out = { active: false, deactivated: true };
    expect(busyAgent(world)).toMatchObject({ ...out, drain_info, estimated_drain_start_time });
    const inSeconds = { drain_info, estimated_drain_start_time_seconds: Math.floor(began / 1000) };
    for (const path of ['/state', '/state-summary', '/slaves'])
      expect(askMaster(world, path)?.json).toMatchObject({
        slaves: expect.arrayContaining([expect.objectContaining({ id: agentId, ...out, ...inSeconds })]),
      });
    world.runTo(60);
    expect(world.last('a')).toMatchObject({ state: 'TASK_KILLED', reason: 'AGENT_DRAINING' });
    expect(busyAgent(world)).toMatchObject({ drain_info: { state: 'DRAINED' } });
  });

  test('that is drained to be marked gone is gone in the end', () => {
    const world = busyMesos();
    const agentId = world.last('a')?.agentId ?? '';
    const call = { type: 'DRAIN_AGENT', drain_agent: { agent_id: { value: agentId }, mark_gone: true } };
    expect(send(world, call)).toEqual(OK);
    world.runTo(60);
    expect(world.last('a')?.state).toBe('TASK_GONE_BY_OPERATOR');
    expect(agentIds(world)).not.toContain(agentId);
  });

  test('is deactivated and reactivated: nothing is offered of it between', () => {
    const world = aMesos();
    expect(about(world, 'DEACTIVATE_AGENT')).toEqual(OK);
    expect(readMaster(world, 'GET_AGENTS')).toMatchObject({ agents: [{ active: false, deactivated: true }] });
    expect(readMaster(world, 'GET_METRICS')).toMatchObject({
      metrics: expect.arrayContaining([
        { name: 'master/slaves_active', value: 0 },
        { name: 'master/slaves_connected', value: 1 },
        { name: 'master/slaves_inactive', value: 1 },
      ]),
    });
    expect(about(world, 'REACTIVATE_AGENT')).toEqual(OK);
    expect(readMaster(world, 'GET_AGENTS')).toMatchObject({ agents: [{ active: true, deactivated: false }] });
  });

  test('is marked gone, once and for all', () => {
    const world = busyMesos();
    const gone = { type: 'MARK_AGENT_GONE', mark_agent_gone: { agent_id: { value: world.last('a')?.agentId } } };
    expect(send(world, gone)).toEqual(OK);
    expect(agentIds(world)).toHaveLength(1);
    expect(readMaster(world, 'GET_TASKS')).toMatchObject({
      tasks: [],
      completed_tasks: expect.arrayContaining([expect.objectContaining({ state: 'TASK_GONE_BY_OPERATOR' })]),
    });
    expect(send(world, gone)).toEqual(OK);
  });

  test.each([
    ['DRAIN_AGENT', 400, 'Unknown agent'],
    ['DEACTIVATE_AGENT', 400, 'Unknown agent'],
    ['REACTIVATE_AGENT', 400, 'Agent is not deactivated'],
    ['MARK_AGENT_GONE', 404, "Agent 'S1' not found"],
  ])('that nobody knows: %s is %d', (type, status, text) => {
    expect(send(aMesos(), { type, [type.toLowerCase()]: { agent_id } })).toEqual({ status, text });
  });

  test('is reactivated only when it was taken out, and not while it drains', () => {
    const world = busyMesos();
    const index = agentIds(world).indexOf(world.last('a')?.agentId ?? '');
    expect(about(world, 'REACTIVATE_AGENT', {}, index)).toEqual({ status: 400, text: 'Agent is not deactivated' });
    about(world, 'DRAIN_AGENT', {}, index);
    const text = 'Agent is still in the DRAINING state';
    expect(about(world, 'REACTIVATE_AGENT', {}, index)).toEqual({ status: 400, text });
    world.runTo(60);
    expect(about(world, 'REACTIVATE_AGENT', {}, index)).toEqual(OK);
    expect(busyAgent(world)).not.toHaveProperty('drain_info');
  });
});

describe('machines', () => {
  const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };
  const down = (mode: string, way: string) => ({
    status: 400,
    text: `Machine '{"hostname":"10.0.0.1","ip":"10.0.0.1"}' is not in ${mode} mode and cannot be brought ${way}`,
  });

  test('are scheduled, go down and come up again, with their agents', () => {
    const world = aMesos();
    const [first] = agentIds(world);
    expect(send(world, schedule({ machine_ids: [machine, { hostname: 'Other' }], unavailability }))).toEqual(OK);
    const windows = [{ machine_ids: [machine, { hostname: 'other' }], unavailability }];
    expect(readMaster(world, 'GET_MAINTENANCE_SCHEDULE')).toEqual({ schedule: { windows } });
    expect(askMaster(world, '/maintenance/schedule')?.json).toEqual({ windows });
    const draining = { draining_machines: [{ id: machine }, { id: { hostname: 'other' } }] };
    expect(readMaster(world, 'GET_MAINTENANCE_STATUS')).toEqual({ status: draining });

    expect(send(world, start(machine))).toEqual(OK);
    expect(askMaster(world, '/maintenance/status')?.json).toEqual({
      draining_machines: [{ id: { hostname: 'other' } }],
      down_machines: [machine],
    });
    expect(agentIds(world)).toEqual([]);
    expect(send(world, start(machine))).toEqual(down('DRAINING', 'down'));
    const text = `Machine '{"hostname":"10.0.0.1","ip":"10.0.0.1"}' is deactivated and cannot be removed from the schedule`;
    expect(send(world, schedule())).toEqual({ status: 400, text });

    expect(send(world, stop(machine))).toEqual(OK);
    expect(agentIds(world)).toHaveLength(1);
    expect(agentIds(world)).not.toContain(first);
    expect(readMaster(world, 'GET_MAINTENANCE_SCHEDULE')).toEqual({
      schedule: { windows: [{ machine_ids: [{ hostname: 'other' }], unavailability }] },
    });
    expect(send(world, schedule())).toEqual(OK);
    expect(readMaster(world, 'GET_MAINTENANCE_SCHEDULE')).toEqual({ schedule: {} });
    expect(readMaster(world, 'GET_MAINTENANCE_STATUS')).toEqual({ status: {} });
  });

  test('are brought down from a schedule only, and up from being down only', () => {
    const world = aMesos();
    expect(send(world, start(machine))).toEqual(down('DRAINING', 'down'));
    expect(send(world, stop(machine))).toEqual(down('DOWN', 'up'));
    const text = `Machine '{"ip":"10.9.9.9"}' is not part of a maintenance schedule`;
    expect(send(world, start({ ip: '10.9.9.9' }))).toEqual({ status: 400, text });
    expect(send(world, stop({ ip: '10.9.9.9' }))).toEqual({ status: 400, text });
  });

  test('in a schedule keep their agents from being drained', () => {
    const world = aMesos();
    send(world, schedule({ machine_ids: [machine], unavailability }));
    expect(about(world, 'DRAIN_AGENT')).toEqual({
      status: 400,
      text: `Agent ${agentIds(world)[0]} is part of a maintenance schedule under Machine ${JSON.stringify(machine)}`,
    });
  });
});

describe('is refused as it is', () => {
  const missing = (fields: string): string =>
    `Failed to convert JSON into Call protobuf: Missing required fields: ${fields}`;
  const window = (...machine_ids: readonly object[]) => schedule({ machine_ids, unavailability });
  test.each([
    [{ type: 'DRAIN_AGENT' }, "Failed to validate master::Call: Expecting 'drain_agent' to be present"],
    [{ type: 'DRAIN_AGENT', drain_agent: {} }, missing('drain_agent.agent_id')],
    [{ type: 'DRAIN_AGENT', drain_agent: { agent_id: {} } }, missing('drain_agent.agent_id.value')],
    [
      { type: 'DRAIN_AGENT', drain_agent: { agent_id, max_grace_period: '10mins' } },
      "Failed to convert JSON into Call protobuf: Not expecting a JSON string for field 'max_grace_period'",
    ],
    [
      { type: 'DRAIN_AGENT', drain_agent: { agent_id: 'S1' } },
      "Failed to convert JSON into Call protobuf: Not expecting a JSON string for field 'agent_id'",
    ],
    [
      { type: 'DRAIN_AGENT', drain_agent: { agent_id, mark_gone: 'yes' } },
      "Failed to convert JSON into Call protobuf: Not expecting a JSON string for field 'mark_gone'",
    ],
    [{ type: 'MARK_AGENT_GONE', mark_agent_gone: { slave_id: agent_id } }, missing('mark_agent_gone.agent_id')],
    [
      { type: 'UPDATE_MAINTENANCE_SCHEDULE', update_maintenance_schedule: {} },
      missing('update_maintenance_schedule.schedule'),
    ],
    [
      schedule({ machine_ids: [{ hostname: 'a' }] }, { unavailability: {} }),
      missing(
        'update_maintenance_schedule.schedule.windows[0].unavailability, ' +
          'update_maintenance_schedule.schedule.windows[1].unavailability.start',
      ),
    ],
    [schedule({ unavailability }), 'List of machines in the maintenance window is empty'],
    [
      schedule({
        machine_ids: [{ hostname: 'a' }],
        unavailability: { start: { nanoseconds: 1 }, duration: { nanoseconds: -1_000_000 } },
      }),
      "Unavailability 'duration' is negative",
    ],
    [window({}), "Both 'hostname' and 'ip' for a machine are empty"],
    [window({ hostname: '', ip: '' }), "Both 'hostname' and 'ip' for a machine are empty"],
    [window({ ip: '10.0.0.300' }), 'Failed to parse IPv4: 10.0.0.300'],
    [window({ hostname: 'a' }, { hostname: 'A' }), `Machine '{"hostname":"a"}' appears more than once in the schedule`],
    [{ type: 'START_MAINTENANCE', start_maintenance: {} }, 'List of machines is empty'],
    [
      {
        type: 'STOP_MAINTENANCE',
        stop_maintenance: {
          machines: [
            { hostname: 'a', ip: '1.1.1.1' },
            { ip: '1.1.1.1', hostname: 'a' },
          ],
        },
      },
      `Machine '{"hostname":"a","ip":"1.1.1.1"}' appears more than once in the schedule`,
    ],
  ])('%j', (call, text) => {
    expect(send(aMesos(), call)).toEqual({ status: 400, text });
    expect(isMesosWrite(requestOf(call))).toBe(true);
  });
});

test('reads are no writes, nor is what is no call', () => {
  for (const body of [
    '{"type":"GET_STATE"}',
    '{"type":"SUBSCRIBE"}',
    '',
    '[]',
    '"DRAIN_AGENT"',
    '{"type":["DRAIN_AGENT"]}',
  ])
    expect(isMesosWrite(requestOf(body))).toBe(false);
  expect(isMesosWrite({ ...requestOf('{"type":"DRAIN_AGENT"}'), path: '/state' })).toBe(false);
  // However it is written.
  expect(isMesosWrite(requestOf(String.raw`{"type":"DRAIN\u005fAGENT"}`))).toBe(true);
});
