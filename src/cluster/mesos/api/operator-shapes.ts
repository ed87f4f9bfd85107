/** The calls of the master's v1 API, as far as this cluster reads them (Mesos `v1/master/master.proto`: Call). */
import type { CallApi } from './call-request';
import type { Shape } from './message-reader';

const string = { type: 'string' } as const;
const number = { type: 'number' } as const;
const required = (shape: Shape) => ({ type: 'message', shape, required: true }) as const;
const optional = (shape: Shape) => ({ type: 'message', shape }) as const;
const repeated = (shape: Shape) => ({ type: 'message', shape, repeated: true }) as const;

const ID: Shape = { value: { ...string, required: true } };
const NANOSECONDS: Shape = { nanoseconds: { ...number, required: true } };
const DURATION: Shape = { seconds: number, nanos: number };
const MACHINE: Shape = { hostname: string, ip: string };
const OF_AGENT: Shape = { agent_id: required(ID) };
const MACHINES: Shape = { machines: repeated(MACHINE) };
const WINDOW: Shape = {
  machine_ids: repeated(MACHINE),
  unavailability: required({ start: required(NANOSECONDS), duration: optional(NANOSECONDS) }),
};

/** Calls that need a body, and the field it is in. */
const BODIES: ReadonlyMap<string, string> = new Map(
  [
    'GET_METRICS',
    'SET_LOGGING_LEVEL',
    'LIST_FILES',
    'READ_FILE',
    'UPDATE_WEIGHTS',
    'RESERVE_RESOURCES',
    'UNRESERVE_RESOURCES',
    'CREATE_VOLUMES',
    'DESTROY_VOLUMES',
    'GROW_VOLUME',
    'SHRINK_VOLUME',
    'UPDATE_MAINTENANCE_SCHEDULE',
    'START_MAINTENANCE',
    'STOP_MAINTENANCE',
    'DRAIN_AGENT',
    'DEACTIVATE_AGENT',
    'REACTIVATE_AGENT',
    'UPDATE_QUOTA',
    'SET_QUOTA',
    'REMOVE_QUOTA',
    'TEARDOWN',
    'MARK_AGENT_GONE',
  ].map((type) => [type, type.toLowerCase()]),
);

const READS = [
  'UNKNOWN',
  'GET_HEALTH',
  'GET_FLAGS',
  'GET_VERSION',
  'GET_LOGGING_LEVEL',
  'GET_STATE',
  'GET_AGENTS',
  'GET_FRAMEWORKS',
  'GET_EXECUTORS',
  'GET_OPERATIONS',
  'GET_TASKS',
  'GET_ROLES',
  'GET_WEIGHTS',
  'GET_MASTER',
  'SUBSCRIBE',
  'GET_MAINTENANCE_STATUS',
  'GET_MAINTENANCE_SCHEDULE',
  'GET_QUOTA',
];

/** Bodies this cluster does nothing with are read as messages without members. */
const unread: Shape = Object.fromEntries([...BODIES.values()].map((name) => [name, optional({})]));

const CALL: Shape = {
  type: { type: 'enum', names: new Set([...READS, ...BODIES.keys()]) },
  ...unread,
  update_maintenance_schedule: optional({ schedule: required({ windows: repeated(WINDOW) }) }),
  start_maintenance: optional(MACHINES),
  stop_maintenance: optional(MACHINES),
  drain_agent: optional({ ...OF_AGENT, max_grace_period: optional(DURATION), mark_gone: { type: 'bool' } }),
  deactivate_agent: optional(OF_AGENT),
  reactivate_agent: optional(OF_AGENT),
  mark_agent_gone: optional(OF_AGENT),
};

export const OPERATOR_API: CallApi = {
  name: 'master::Call',
  shape: CALL,
  bodies: BODIES,
  noCall: 'Failed to convert JSON into Call protobuf: ',
};
