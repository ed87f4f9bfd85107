/** `POST /api/v1` of the master: the operator API in JSON (Mesos `master/http.cpp`, `v1/master/master.proto`). */
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MesosContext } from '../mesos-state';
import { readCall } from './call-request';
import { noLeader, notFound, notImplemented } from './http-answers';
import { scheduleJson, statusJson } from './maintenance-json';
import { masterFlagList, masterMessage, rolesOf } from './master-json';
import { isMessage } from './message-reader';
import { metricsJson } from './metrics';
import { OPERATOR_API } from './operator-shapes';
import { isWriteType, operatorWrite } from './operator-writes';
import { resourceList } from './resource-json';
import { agentsMessage, executorsMessage, frameworksMessage, stateMessage, tasksMessage } from './state-messages';
import { subscribe } from './subscribe';
import { idValue } from './value-json';
import { VERSION_JSON } from './version-json';

export const metricList = (metrics: Readonly<Record<string, number>>): readonly object[] =>
  Object.entries(metrics).map(([name, value]) => ({ name, value }));

const rolesMessage = ({ state: { master } }: MesosContext): object => ({
  roles: rolesOf(master).map(({ name, frameworks }) => ({
    name,
    weight: 1,
    frameworks: frameworks.map(idValue),
    resources: frameworks.flatMap((id) => resourceList(master.frameworks.get(id)?.used ?? [], name)),
  })),
});

/** Calls that only read, by the member of the answer they are in: the call's name in small letters. */
const READS: ReadonlyMap<string, (ctx: MesosContext) => object> = new Map<string, (ctx: MesosContext) => object>([
  ['GET_HEALTH', () => ({ healthy: true })],
  ['GET_FLAGS', () => ({ flags: masterFlagList() })],
  ['GET_VERSION', () => ({ version_info: VERSION_JSON })],
  ['GET_METRICS', ({ state, runtime }) => ({ metrics: metricList(metricsJson(state.master, runtime.now())) })],
  ['GET_LOGGING_LEVEL', () => ({ level: 0 })],
  ['GET_STATE', ({ state }) => stateMessage(state.master)],
  ['GET_AGENTS', ({ state }) => agentsMessage(state.master)],
  ['GET_FRAMEWORKS', ({ state }) => frameworksMessage(state.master)],
  ['GET_EXECUTORS', ({ state }) => executorsMessage(state.master)],
  ['GET_OPERATIONS', () => ({ operations: [] })],
  ['GET_TASKS', ({ state }) => tasksMessage(state.master)],
  ['GET_ROLES', rolesMessage],
  ['GET_WEIGHTS', () => ({ weight_infos: [] })],
  ['GET_MASTER', ({ state }) => masterMessage(state.master)],
  ['GET_MAINTENANCE_STATUS', ({ state }) => ({ status: statusJson(state.master) })],
  ['GET_MAINTENANCE_SCHEDULE', ({ state }) => ({ schedule: scheduleJson(state.master) })],
  ['GET_QUOTA', () => ({ status: {} })],
]);

/** An answer to a call that reads. */
export const callAnswer = (type: string, body: object): HttpAnswer => ({
  status: 200,
  json: { type, [type.toLowerCase()]: body },
});

export const operatorApi = (ctx: MesosContext, request: HttpRequest): HttpAnswer => {
  const reading = readCall(request, OPERATOR_API);
  if ('refused' in reading) return reading.refused;
  if (!ctx.state.master.leading) return noLeader;
  const { call } = reading;
  const type = String(call['type']);
  if (type === 'SUBSCRIBE') return subscribe(ctx);
  const read = READS.get(type);
  if (read !== undefined) return callAnswer(type, read(ctx));
  const body = call[type.toLowerCase()];
  const written = operatorWrite(ctx, type, isMessage(body) ? body : {});
  if (written !== undefined) return written;
  // The master's own log is all it could show.
  if (type === 'LIST_FILES' || type === 'READ_FILE') return notFound('');
  return type === 'UNKNOWN' ? notImplemented() : notImplemented(`This cluster does not do ${type}.`);
};

/** Whether a call changes something when it succeeds: such ones have to be kept. */
export const isOperatorWrite = ({ method, body }: HttpRequest): boolean => {
  if (method !== 'POST') return false;
  try {
    const call: unknown = JSON.parse(new TextDecoder().decode(body));
    return isMessage(call) && typeof call['type'] === 'string' && isWriteType(call['type']);
  } catch {
    return false;
  }
};
