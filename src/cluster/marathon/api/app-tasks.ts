/** `/v2/apps/{id}/tasks` and `/v2/tasks`: the tasks of apps, and the way to their end (Marathon `api/v2/AppTasksResource`, `TasksResource`). */
import { appNotFound } from '../../../protocol/marathon/error';
import { ROOT } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import { appTasks } from '../app/app-info';
import type { MarathonCore } from '../core';
import { isApp } from '../group/definition';
import { liveApp, recordsWithin } from '../group/run-spec-store';
import { notAllowed, ok, refuse } from './answers';
import { writes } from './lazy-writes';

/** @param taskId of the path; undefined: all tasks of the app */
export const appTasksResource = (
  core: MarathonCore,
  appId: string,
  taskId: string | undefined,
  request: HttpRequest,
): HttpAnswer => {
  const isKill = request.method === 'DELETE';
  if (!isKill && (request.method !== 'GET' || taskId !== undefined))
    return taskId === undefined ? notAllowed('GET', 'HEAD', 'DELETE', 'OPTIONS') : notAllowed('DELETE', 'OPTIONS');
  if (liveApp(core.state.store, appId) === undefined) return refuse(404, appNotFound(appId));
  if (!isKill) return ok({ tasks: appTasks(core, core.tracker.ofRunSpec(appId)) });
  return writes().killTasks(core, appId, taskId, request);
};

const STATUSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['running', ['TASK_RUNNING']],
  ['staging', ['TASK_STAGING', 'TASK_STARTING']],
]);

/** Tasks of all apps, of pods never. */
const list = (core: MarathonCore, { query }: HttpRequest): HttpAnswer => {
  const statuses = [...query.getAll('status'), ...query.getAll('status[]')];
  const states = new Set(statuses.flatMap((status) => STATUSES.get(status.toLowerCase()) ?? []));
  const tasks = recordsWithin(core.state.store, ROOT).flatMap(({ current }) =>
    isApp(current) ? appTasks(core, core.tracker.ofRunSpec(current.id)) : [],
  );
  return ok({ tasks: statuses.length === 0 ? tasks : tasks.filter(({ state }) => states.has(state)) });
};

export const tasksResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    const { path } = request;
    if (path === '/v2/tasks')
      return request.method === 'GET' ? list(core, request) : notAllowed('GET', 'HEAD', 'OPTIONS');
    if (path !== '/v2/tasks/delete') return undefined;
    return request.method === 'POST' ? writes().killTasksOfBody(core, request) : notAllowed('POST', 'OPTIONS');
  };
