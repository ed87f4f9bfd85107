/** Calls of operators that change something: what reaches the master, and what Mesos refuses before that. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadMesosHttp } from '../lazy-http';
import type { OperatorCalls } from '../operator-calls';
import { isMesosWrite } from './mesos-http';
import { operatorApi } from './operator-api';
import { aCall } from './mesos-http-fixture';
import type { MesosContext } from '../mesos-state';
import { createMasterChanges } from '../master/changes';
import { aMesos } from '../mesos-world-fixture';
import { createWorkloads, newWorkloadsState } from '../../workloads/workloads';

beforeAll(loadMesosHttp);

/** A master that takes down what it is asked, and answers `refusal` to everything. */
const aMaster = (refusal?: string) => {
  const seen: unknown[] = [];
  const take =
    (name: keyof OperatorCalls) =>
    (...rest: readonly unknown[]): string | undefined => {
      seen.push([name, ...rest]);
      return refusal;
    };
  const operator: OperatorCalls = {
    markGone: take('markGone'),
    drain: take('drain'),
    deactivate: take('deactivate'),
    reactivate: take('reactivate'),
    updateSchedule: take('updateSchedule'),
    startMaintenance: take('startMaintenance'),
    stopMaintenance: take('stopMaintenance'),
    schedule: () => [{ machines: [{ hostname: 'a' }], start: 1000, duration: 2000 }] as never,
    machines: () => ({ draining: [{ hostname: 'a' }], down: [{ ip: '10.0.0.9' }] }),
  };
  return { operator, seen };
};

const contextOf = (operator?: OperatorCalls): MesosContext => {
  const { state, runtime } = aMesos();
  return {
    state: state.mesos,
    runtime,
    workloads: createWorkloads(newWorkloadsState(), runtime),
    changes: createMasterChanges(),
    ...(operator !== undefined && { operator }),
  };
};

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

const send = (call: unknown, operator?: OperatorCalls) => operatorApi(contextOf(operator), requestOf(call));

const agent_id = { value: 'S1' };
const unavailability = {
  start: { nanoseconds: 1_443_830_400_000_000_000 },
  duration: { nanoseconds: 3_600_000_000_000 },
};
const schedule = (...windows: readonly object[]) => ({
  type: 'UPDATE_MAINTENANCE_SCHEDULE',
  update_maintenance_schedule: { schedule: { windows } },
});

describe('reaches the master', () => {
  test.each([
    [{ type: 'MARK_AGENT_GONE', mark_agent_gone: { agent_id } }, ['markGone', 'S1']],
    [{ type: 'DEACTIVATE_AGENT', deactivate_agent: { agent_id } }, ['deactivate', 'S1']],
    [{ type: 'REACTIVATE_AGENT', reactivate_agent: { agent_id } }, ['reactivate', 'S1']],
    [{ type: 'DRAIN_AGENT', drain_agent: { agent_id } }, ['drain', 'S1', { markGone: false }]],
    [
      {
        type: 'DRAIN_AGENT',
        drain_agent: { agent_id, max_grace_period: { nanoseconds: 10_000_000_000 }, mark_gone: true },
      },
      ['drain', 'S1', { maxGrace: 10_000, markGone: true }],
    ],
    [
      schedule({ machine_ids: [{ hostname: 'Node-1', ip: '10.0.0.1' }, { ip: '10.0.0.2' }], unavailability }),
      [
        'updateSchedule',
        [
          {
            machines: [{ hostname: 'node-1', ip: '10.0.0.1' }, { ip: '10.0.0.2' }],
            start: 1_443_830_400_000,
            duration: 3_600_000,
          },
        ],
      ],
    ],
    [schedule(), ['updateSchedule', []]],
    [
      { type: 'START_MAINTENANCE', start_maintenance: { machines: [{ hostname: 'a' }] } },
      ['startMaintenance', [{ hostname: 'a' }]],
    ],
    [
      { type: 'STOP_MAINTENANCE', stop_maintenance: { machines: [{ ip: '10.0.0.1' }] } },
      ['stopMaintenance', [{ ip: '10.0.0.1' }]],
    ],
  ])('%j', (call, asked) => {
    const { operator, seen } = aMaster();
    expect(send(call, operator)).toEqual({ status: 200, text: '' });
    expect(seen).toEqual([asked]);
    expect(isMesosWrite(requestOf(call))).toBe(true);
  });
});

describe('is refused before', () => {
  const missing = (fields: string): string =>
    `Failed to convert JSON into Call protobuf: Missing required fields: ${fields}`;
  const window = (...machine_ids: readonly object[]) => schedule({ machine_ids, unavailability });
  test.each([
    [{ type: 'DRAIN_AGENT' }, "Failed to validate master::Call: Expecting 'drain_agent' to be present"],
    [{ type: 'DRAIN_AGENT', drain_agent: {} }, missing('drain_agent.agent_id')],
    [{ type: 'DRAIN_AGENT', drain_agent: { agent_id: {} } }, missing('drain_agent.agent_id.value')],
    [
      { type: 'DRAIN_AGENT', drain_agent: { agent_id, max_grace_period: {} } },
      missing('drain_agent.max_grace_period.nanoseconds'),
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
    const { operator, seen } = aMaster();
    expect(send(call, operator)).toEqual({ status: 400, text });
    expect(seen).toEqual([]);
  });
});

test('a refusal of the master is told in its words: 404 when an agent can’t be marked gone, 400 otherwise', () => {
  const { operator } = aMaster("Agent 'S1' not found");
  const gone = { type: 'MARK_AGENT_GONE', mark_agent_gone: { agent_id } };
  expect(send(gone, operator)).toEqual({ status: 404, text: "Agent 'S1' not found" });
  const drain = { type: 'DRAIN_AGENT', drain_agent: { agent_id } };
  expect(send(drain, aMaster('Unknown agent').operator)).toEqual({ status: 400, text: 'Unknown agent' });
});

test('the schedule and what has become of it can be read', () => {
  const { operator } = aMaster();
  expect(send({ type: 'GET_MAINTENANCE_SCHEDULE' }, operator).json).toEqual({
    type: 'GET_MAINTENANCE_SCHEDULE',
    get_maintenance_schedule: {
      schedule: {
        windows: [
          {
            machine_ids: [{ hostname: 'a' }],
            unavailability: { start: { nanoseconds: 1_000_000_000 }, duration: { nanoseconds: 2_000_000_000 } },
          },
        ],
      },
    },
  });
  expect(send({ type: 'GET_MAINTENANCE_STATUS' }, operator).json).toMatchObject({
    get_maintenance_status: {
      status: { draining_machines: [{ id: { hostname: 'a' } }], down_machines: [{ ip: '10.0.0.9' }] },
    },
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
