/** The end of tasks of apps: of one, of all of an app, of those a body names (Marathon `api/v2/AppTasksResource`, `TasksResource`, `api/TaskKiller`). */
import { invalidTaskId, scaleAndWipe, taskNotFound, unreadable } from '../../../protocol/marathon/error';
import type { FieldError } from '../../../protocol/marathon/error';
import { ROOT, parentOf } from '../../../protocol/marathon/path-id';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import { activeTask } from '../app/app-task';
import { appTasks } from '../app/app-info';
import type { MarathonCore } from '../core';
import { retire } from '../deployment/action-context';
import { changeRoot } from '../deployment/change-root';
import { unstamped } from '../group/definition';
import { liveApp } from '../group/run-spec-store';
import type { Instance } from '../instance/instance';
import { instanceOfTask, isTaskId } from '../instance/instance-id';
import { deploymentResult, flag, ok, refuse } from './answers';
import { readBody } from './read-body';

/** Fewer instances of each app, and these go first. */
const killAndScale = (core: MarathonCore, instances: readonly Instance[], request: HttpRequest): HttpAnswer => {
  const ids = [...new Set(instances.map(({ runSpecId }) => runSpecId))];
  const specs = ids.flatMap((id) => {
    const app = liveApp(core.state.store, id);
    if (app === undefined) return [];
    const gone = instances.filter(({ runSpecId }) => runSpecId === id).length;
    return [{ id, spec: { ...unstamped(app), instances: Math.max(0, app.instances - gone) } }];
  });
  const groupId = ids.length === 1 ? parentOf(ids[0] ?? ROOT) : ROOT;
  const outcome = changeRoot(core, { groupId, specs }, flag(request, 'force'));
  // The deployment begins after this request, and finds them gone.
  if (outcome.kind === 'deploying') {
    retire(
      { tracker: core.tracker, kill: (id) => core.kills.kill(id) },
      instances.map(({ id }) => id),
    );
  }
  return deploymentResult(outcome);
};

/** Kills the tasks of these instances as `scale` and `wipe` say; the answer shows them as they were. */
const kill = (
  core: MarathonCore,
  instances: readonly Instance[],
  request: HttpRequest,
  answer: (tasks: ReturnType<typeof appTasks>) => unknown,
): HttpAnswer => {
  const [scale, wipe] = [flag(request, 'scale'), flag(request, 'wipe')];
  if (scale && wipe) return refuse(400, scaleAndWipe());
  if (scale) return killAndScale(core, instances, request);
  const tasks = appTasks(core, instances);
  for (const { id } of instances) {
    if (wipe) core.kills.wipe(id);
    else core.kills.kill(id);
  }
  return ok(answer(tasks));
};

/** What runs; to be wiped, also what holds nothing but a reservation. */
const killable = (core: MarathonCore, appId: string, request: HttpRequest): Instance[] =>
  core.tracker
    .ofRunSpec(appId)
    .filter(
      (instance) => activeTask(instance) !== undefined || (flag(request, 'wipe') && instance.reservation !== undefined),
    );

const killAll = (core: MarathonCore, appId: string, request: HttpRequest): HttpAnswer => {
  const host = request.query.get('host');
  const chosen = killable(core, appId, request).filter(
    ({ agent }) => host === null || host === '*' || agent?.host === host,
  );
  return kill(core, chosen, request, (tasks) => ({ tasks }));
};

const killOne = (core: MarathonCore, appId: string, taskId: string, request: HttpRequest): HttpAnswer => {
  const found = killable(core, appId, request).find(
    ({ id, tasks }) => id === taskId || tasks.some((task) => task.id === taskId),
  );
  return found === undefined ? refuse(404, taskNotFound(taskId)) : kill(core, [found], request, ([task]) => ({ task }));
};

/** @param taskId of the path; undefined: all tasks of the app */
export const killTasks = (
  core: MarathonCore,
  appId: string,
  taskId: string | undefined,
  request: HttpRequest,
): HttpAnswer => (taskId === undefined ? killAll(core, appId, request) : killOne(core, appId, taskId, request));

/** The ids of a body, or what is wrong with it. */
const idsIn = (value: unknown): readonly string[] | FieldError => {
  const ids: unknown = typeof value === 'object' && value !== null && 'ids' in value ? value.ids : undefined;
  if (!Array.isArray(ids)) return { path: '/ids', errors: ['error.expected.jsarray'] };
  const values: readonly unknown[] = ids;
  const texts = values.filter((id) => typeof id === 'string');
  const wrong = values.findIndex((id) => typeof id !== 'string');
  return wrong < 0 ? texts : { path: `/ids(${wrong})`, errors: ['error.expected.jsstring'] };
};

export const killTasksOfBody = (core: MarathonCore, request: HttpRequest): HttpAnswer => {
  const body = readBody(request);
  if (body.kind === 'refused') return body.answer;
  const ids = idsIn(body.value);
  if ('path' in ids) return refuse(422, unreadable([ids]));
  const wrong = ids.find((id) => !isTaskId(id));
  if (wrong !== undefined) return refuse(400, invalidTaskId(wrong));
  const instances = ids.flatMap((id) => {
    const instance = core.tracker.get(instanceOfTask(id)) ?? core.tracker.get(id);
    return instance !== undefined && liveApp(core.state.store, instance.runSpecId) !== undefined ? [instance] : [];
  });
  return kill(core, [...new Set(instances)], request, (tasks) => ({ tasks }));
};
