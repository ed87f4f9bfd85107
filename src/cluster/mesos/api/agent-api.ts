/** `POST /api/v1` of an agent, in JSON (Mesos `slave/http.cpp`, `v1/agent/agent.proto`). */
import { isTerminal } from '../../../protocol/mesos/task';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MasterAgent, MasterTask } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { agentInfo } from './agent-json';
import { agentFlags, agentRuns, frameworksOn } from './agent-state-json';
import type { AgentRun } from './agent-state-json';
import { ownDrainMembers } from './agent-status';
import { readCall } from './call-request';
import type { CallApi } from './call-request';
import { containerMessage, containersOf } from './containers-json';
import { listFiles, readFile } from './files';
import { frameworkInfo } from './framework-json';
import { notImplemented } from './http-answers';
import { flagList } from './master-json';
import { isMessage } from './message-reader';
import type { Message } from './message-reader';
import { agentMetricsJson } from './metrics';
import { callAnswer, metricList } from './operator-api';
import { labelList, resourceList } from './resource-json';
import { roleOf, taskMessage } from './task-json';
import { base64, idValue } from './value-json';
import { VERSION_JSON } from './version-json';

/** Calls that need a body: the field is the call's name in small letters. */
const WITH_BODY = [
  'GET_METRICS',
  'SET_LOGGING_LEVEL',
  'LIST_FILES',
  'READ_FILE',
  'LAUNCH_NESTED_CONTAINER',
  'WAIT_NESTED_CONTAINER',
  'KILL_NESTED_CONTAINER',
  'REMOVE_NESTED_CONTAINER',
  'LAUNCH_NESTED_CONTAINER_SESSION',
  'ATTACH_CONTAINER_INPUT',
  'ATTACH_CONTAINER_OUTPUT',
  'LAUNCH_CONTAINER',
  'WAIT_CONTAINER',
  'KILL_CONTAINER',
  'REMOVE_CONTAINER',
];
const WITHOUT_BODY = [
  'UNKNOWN',
  'GET_HEALTH',
  'GET_FLAGS',
  'GET_VERSION',
  'GET_LOGGING_LEVEL',
  'GET_STATE',
  'GET_CONTAINERS',
  'GET_FRAMEWORKS',
  'GET_EXECUTORS',
  'GET_OPERATIONS',
  'GET_TASKS',
  'GET_AGENT',
  'GET_RESOURCE_PROVIDERS',
  'PRUNE_IMAGES',
];

const empty = { type: 'message', shape: {} } as const;
const path = { type: 'string', required: true } as const;

const AGENT_API: CallApi = {
  name: 'agent::Call',
  bodies: new Map(WITH_BODY.map((type) => [type, type.toLowerCase()])),
  noCall: '',
  shape: {
    type: { type: 'enum', names: new Set([...WITH_BODY, ...WITHOUT_BODY]) },
    ...Object.fromEntries(WITH_BODY.map((type) => [type.toLowerCase(), empty])),
    get_containers: { type: 'message', shape: { show_nested: { type: 'bool' }, show_standalone: { type: 'bool' } } },
    list_files: { type: 'message', shape: { path } },
    read_file: {
      type: 'message',
      shape: { path, offset: { type: 'number', required: true }, length: { type: 'number' } },
    },
  },
};

const tasksMessage = (ctx: MesosContext, runs: readonly AgentRun[]): object => {
  const { master } = ctx.state;
  const print = (tasks: readonly MasterTask[]): readonly object[] => tasks.map((task) => taskMessage(master, task));
  const tasks = runs.flatMap((each) => each.tasks);
  const ended = tasks.filter(({ state }) => isTerminal(state));
  const isKnown = ({ info }: MasterTask): boolean => master.tasks.has(info.taskId);
  return {
    pending_tasks: [],
    queued_tasks: print(
      runs.flatMap(({ live }) => (live?.queued ?? []).flatMap(({ taskId }) => master.tasks.get(taskId) ?? [])),
    ),
    launched_tasks: print(tasks.filter(({ state }) => !isTerminal(state))),
    terminated_tasks: print(ended.filter(isKnown)),
    completed_tasks: print(ended.filter((task) => !isKnown(task))),
  };
};

const executorsMessage = ({ state: { master } }: MesosContext, runs: readonly AgentRun[]): object => {
  const print = (wanted: readonly AgentRun[]): readonly object[] =>
    wanted.map(({ run, live }) => ({
      executor_info: {
        ...(!run.isCommand && { type: 'DEFAULT' }),
        executor_id: idValue(run.executorId),
        framework_id: idValue(run.frameworkId),
        resources: resourceList(live?.info.resources ?? [], roleOf(master, run.frameworkId)),
        ...(live !== undefined && { labels: { labels: labelList(live.info.labels) } }),
      },
    }));
  return {
    executors: print(runs.filter(({ live }) => live !== undefined)),
    completed_executors: print(runs.filter(({ live }) => live === undefined)),
  };
};

const frameworksMessage = (ctx: MesosContext, runs: readonly AgentRun[]): object => {
  const { present, past } = frameworksOn(ctx, runs);
  return {
    frameworks: present.map((framework) => ({ framework_info: frameworkInfo(framework) })),
    completed_frameworks: past.map((framework) => ({ framework_info: frameworkInfo(framework) })),
  };
};

type Read = (ctx: MesosContext, agent: MasterAgent, body: Message) => object;

const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['GET_HEALTH', () => ({ healthy: true })],
  ['GET_FLAGS', (_, agent) => ({ flags: flagList(agentFlags(agent)) })],
  ['GET_VERSION', () => ({ version_info: VERSION_JSON })],
  ['GET_METRICS', (ctx, agent) => ({ metrics: metricList(agentMetricsJson(agent, ctx.runtime.now())) })],
  ['GET_LOGGING_LEVEL', () => ({ level: 0 })],
  [
    'GET_STATE',
    (ctx, { id }) => {
      const runs = agentRuns(ctx, id);
      return {
        get_tasks: tasksMessage(ctx, runs),
        get_executors: executorsMessage(ctx, runs),
        get_frameworks: frameworksMessage(ctx, runs),
      };
    },
  ],
  [
    'GET_CONTAINERS',
    (ctx, { id }, { show_nested: nested }) => ({
      containers: containersOf(ctx, id, nested === true).map((entry) => containerMessage(entry, ctx.runtime.now())),
    }),
  ],
  ['GET_FRAMEWORKS', (ctx, { id }) => frameworksMessage(ctx, agentRuns(ctx, id))],
  ['GET_EXECUTORS', (ctx, { id }) => executorsMessage(ctx, agentRuns(ctx, id))],
  ['GET_OPERATIONS', () => ({ operations: [] })],
  ['GET_TASKS', (ctx, { id }) => tasksMessage(ctx, agentRuns(ctx, id))],
  ['GET_AGENT', (_, agent) => ({ agent_info: agentInfo(agent), ...ownDrainMembers(agent, 'v1') })],
  ['GET_RESOURCE_PROVIDERS', () => ({ resource_providers: [] })],
]);

const filesAnswer = (ctx: MesosContext, { id }: MasterAgent, type: string, body: Message): HttpAnswer => {
  const at = String(body['path']);
  if (type === 'LIST_FILES') {
    const listed = listFiles(ctx, id, at);
    return 'status' in listed ? listed : callAnswer(type, listed.infos);
  }
  const { length } = body;
  const part = {
    offset: Math.max(0, Math.floor(Number(body['offset']))),
    ...(typeof length === 'number' && { length: Math.max(0, Math.floor(length)) }),
  };
  const result = readFile(ctx, id, at, part);
  return 'status' in result ? result : callAnswer(type, { size: result.size, data: base64(result.bytes) });
};

export const agentApi = (ctx: MesosContext, agent: MasterAgent, request: HttpRequest): HttpAnswer => {
  if (request.method === 'POST' && request.headers.get('content-type') === 'application/recordio')
    return notImplemented('This agent opens no sessions in containers: it has no input to attach to.');
  const reading = readCall(request, AGENT_API);
  if ('refused' in reading) return reading.refused;
  const type = String(reading.call['type']);
  const found = reading.call[type.toLowerCase()];
  const body = isMessage(found) ? found : {};
  const read = READS.get(type);
  if (read !== undefined) return callAnswer(type, read(ctx, agent, body));
  if (type === 'LIST_FILES' || type === 'READ_FILE') return filesAnswer(ctx, agent, type, body);
  if (type === 'UNKNOWN') return notImplemented();
  return notImplemented(`This agent does not do ${type}: its containers are modelled, and no programs run in them.`);
};
