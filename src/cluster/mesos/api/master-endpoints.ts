/** The master's v0 reads, with or without `/master` in front (Mesos `master/http.cpp`). Built anew for each request. */
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import type { MasterState, MasterTask } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { agentFullJson, agentJson, agentSummaryJson, recoveredJson } from './agent-json';
import { countAgents, unreachableTasks } from './agent-status';
import { frameworkJson, frameworkSummaryJson } from './framework-json';
import { noLeader, notAllowed, OK } from './http-answers';
import { scheduleJson, statusJson } from './maintenance-json';
import { flagsJson, HOST_JSON, masterJson, rolesOf } from './master-json';
import { metricsJson } from './metrics';
import { resourcesJson } from './resource-json';
import { taskJson } from './task-json';
import { VERSION_JSON } from './version-json';

const DEFAULT_LIMIT = 100;

type Query = HttpRequest['query'];

const recoveredAgents = ({ recovered }: MasterState): readonly object[] => [...recovered.values()].map(recoveredJson);

const stateJson = (master: MasterState): object => {
  const { active, inactive, unreachable } = countAgents(master);
  return {
    ...VERSION_JSON,
    ...masterJson(master),
    activated_slaves: active,
    deactivated_slaves: inactive,
    unreachable_slaves: unreachable,
    slaves: [...master.agents.values()].map((agent) => agentJson(master, agent)),
    recovered_slaves: recoveredAgents(master),
    ...frameworksJson(master, new URLSearchParams()),
    orphan_tasks: [],
  };
};

const summaryJson = (master: MasterState): object => ({
  ...HOST_JSON,
  slaves: [...master.agents.values()].map((agent) => agentSummaryJson(master, agent)),
  frameworks: [...master.frameworks.values()].map((framework) => frameworkSummaryJson(master, framework)),
});

/** Whether a query that may name one id wants this one. */
const wants = (query: Query, name: string, id: string): boolean => (query.get(name) ?? id) === id;

const slavesJson = (master: MasterState, query: Query): object => ({
  slaves: [...master.agents.values()]
    .filter(({ id }) => wants(query, 'slave_id', id))
    .map((agent) => agentFullJson(master, agent)),
  recovered_slaves: recoveredAgents(master),
});

const frameworksJson = (master: MasterState, query: Query): object => ({
  frameworks: [...master.frameworks.values()]
    .filter(({ id }) => wants(query, 'framework_id', id))
    .map((framework) => frameworkJson(master, framework)),
  completed_frameworks: [],
  unregistered_frameworks: [],
});

const rolesJson = (master: MasterState): object => ({
  roles: rolesOf(master).map(({ name, frameworks }) => ({
    name,
    weight: 1,
    resources: resourcesJson(frameworks.flatMap((id) => master.frameworks.get(id)?.used ?? [])),
    frameworks,
  })),
});

/** What is no number counts as not given, as with Mesos. */
const wholeNumber = (text: string | null, fallback: number): number =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback;

/** One page of all tasks by the time of their first status, newest first unless `order=asc`; those without any are newest. */
const tasksJson = (master: MasterState, query: Query): object => {
  const limit = wholeNumber(query.get('limit'), DEFAULT_LIMIT);
  const offset = wholeNumber(query.get('offset'), 0);
  const direction = query.get('order') === 'asc' ? 1 : -1;
  const began = ({ statuses }: MasterTask): number => statuses[0]?.timestamp ?? Infinity;
  const frameworks = [...master.frameworks.values()];
  const tasks = [
    ...master.tasks.values(),
    ...frameworks.flatMap(unreachableTasks),
    ...frameworks.flatMap(({ completed }) => completed),
  ]
    .filter(
      ({ info, frameworkId }) => wants(query, 'task_id', info.taskId) && wants(query, 'framework_id', frameworkId),
    )
    .sort((a, b) => (began(a) === began(b) ? 0 : (began(a) - began(b)) * direction));
  return { tasks: tasks.slice(offset, offset + limit).map((task) => taskJson(master, task)) };
};

type Read = (ctx: MesosContext, query: Query) => object;

const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['/state', ({ state }) => stateJson(state.master)],
  ['/state-summary', ({ state }) => summaryJson(state.master)],
  ['/slaves', ({ state }, query) => slavesJson(state.master, query)],
  ['/frameworks', ({ state }, query) => frameworksJson(state.master, query)],
  ['/tasks', ({ state }, query) => tasksJson(state.master, query)],
  ['/roles', ({ state }) => rolesJson(state.master)],
  ['/flags', () => flagsJson()],
  ['/version', () => VERSION_JSON],
  ['/metrics/snapshot', ({ state, runtime }) => metricsJson(state.master, runtime.now())],
  ['/maintenance/schedule', ({ state }) => scheduleJson(state.master)],
  ['/maintenance/status', ({ state }) => statusJson(state.master)],
]);

/** What any master answers, whether it leads or not. */
const OF_ITSELF: ReadonlySet<string> = new Set(['/flags', '/version', '/metrics/snapshot']);

/** `undefined` for paths that are not the master's; they are read with GET only. */
export const masterEndpoints =
  (ctx: MesosContext): HttpHandler =>
  ({ method, path, query }): HttpAnswer | undefined => {
    const name = path.replace(/^\/master(?=\/)/, '').replace(/(?<=.)\/$|\.json$/, '');
    if (name === '/health') return OK;
    const read = READS.get(name);
    if (read === undefined) return undefined;
    if (!ctx.state.master.leading && !OF_ITSELF.has(name)) return noLeader;
    return method === 'GET' ? { status: 200, json: read(ctx, query) } : notAllowed(method, 'GET');
  };
