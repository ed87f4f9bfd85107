/** The master's HTTP reads, with or without `/master` in front (Mesos `master/http`). Built anew for each request. */
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import type { MesosContext } from '../mesos-state';
import { isActive } from '../master/master-state';
import type { MasterState } from '../master/master-state';
import {
  agentFullJson,
  agentJson,
  agentSummaryJson,
  frameworkJson,
  frameworkSummaryJson,
  masterJson,
  taskJson,
} from './agent-json';

const DEFAULT_LIMIT = 100;

const agentCounts = ({ agents, unreachable }: MasterState): object => {
  const active = [...agents.values()].filter(isActive).length;
  return { activated_slaves: active, deactivated_slaves: agents.size - active, unreachable_slaves: unreachable.size };
};

const stateJson = (master: MasterState): object => ({
  ...masterJson(master),
  ...agentCounts(master),
  slaves: [...master.agents.values()].map((agent) => agentJson(master, agent)),
  recovered_slaves: [],
  frameworks: [...master.frameworks.values()].map((framework) => frameworkJson(master, framework)),
  completed_frameworks: [],
  orphan_tasks: [],
  unregistered_frameworks: [],
});

const summaryJson = (master: MasterState): object => ({
  ...masterJson(master),
  slaves: [...master.agents.values()].map((agent) => agentSummaryJson(master, agent)),
  frameworks: [...master.frameworks.values()].map((framework) => frameworkSummaryJson(master, framework)),
});

const slavesJson = (master: MasterState): object => ({
  slaves: [...master.agents.values()].map((agent) => agentFullJson(master, agent)),
  recovered_slaves: [],
});

const wholeNumber = (text: string | null, fallback: number): number | undefined => {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

/** One page of all tasks, newest first unless `order=asc`; those that ended included. */
const tasksAnswer = (master: MasterState, query: URLSearchParams): HttpAnswer => {
  const limit = wholeNumber(query.get('limit'), DEFAULT_LIMIT);
  const offset = wholeNumber(query.get('offset'), 0);
  const bad = limit === undefined ? 'limit' : 'offset';
  if (limit === undefined || offset === undefined) {
    return { status: 400, text: `Failed to parse '${bad}': '${query.get(bad) ?? ''}'` };
  }
  const ended = [...master.frameworks.values()].flatMap(({ completed }) => completed);
  const tasks = [...ended, ...master.tasks.values()];
  if (query.get('order') !== 'asc') tasks.reverse();
  return { status: 200, json: { tasks: tasks.slice(offset, offset + limit).map(taskJson) } };
};

/** Answers `GET` (and `HEAD`) of `/state`, `/state-summary`, `/slaves`, `/tasks`; anything else is not ours. */
export const createMesosApi =
  ({ state: { master } }: MesosContext): HttpHandler =>
  ({ method, path, query }) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    switch (path.replace(/^\/master(?=\/)/, '').replace(/(?<=.)\/$|\.json$/, '')) {
      case '/state':
        return { status: 200, json: stateJson(master) };
      case '/state-summary':
        return { status: 200, json: summaryJson(master) };
      case '/slaves':
        return { status: 200, json: slavesJson(master) };
      case '/tasks':
        return tasksAnswer(master, query);
      default:
        return undefined;
    }
  };
