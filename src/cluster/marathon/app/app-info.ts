/** An app with what `embed` asks for (Marathon `core/appinfo/impl/AppInfoBaseData`). */
import type { AppDefinition, AppInfo } from '../../../protocol/marathon/app';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import type { MarathonCore } from '../core';
import { definitionOfInstance } from '../core';
import { isApp } from '../group/definition';
import { readinessResults } from '../health/readiness-results';
import type { Instance } from '../instance/instance';
import { appTask, toldTask } from './app-task';
import { countTasks, taskStats } from './task-stats';

export interface AppEmbeds {
  readonly counts: boolean;
  readonly deployments: boolean;
  readonly tasks: boolean;
  readonly readiness: boolean;
  readonly lastTaskFailure: boolean;
  readonly taskStats: boolean;
}

/** @param names `embed` values: `tasks`, or with the prefix `apps.`, `app.` or `group.apps.` */
export const appEmbeds = (names: readonly string[]): AppEmbeds => {
  const asked = new Set(names.map((name) => name.replace(/^(group\.apps|apps|app)\./, '')));
  // The name of old for three of them.
  const failures = asked.has('failures');
  return {
    counts: asked.has('counts'),
    deployments: asked.has('deployments') || asked.has('tasks') || failures,
    tasks: asked.has('tasks') || failures,
    readiness: asked.has('readiness'),
    lastTaskFailure: asked.has('lastTaskFailure') || failures,
    taskStats: asked.has('taskStats'),
  };
};

/** What the answer of one app always has. */
export const WHOLE_APP: readonly string[] = ['counts', 'tasks', 'lastTaskFailure', 'deployments'];

/** The tasks of these instances, each told by the version it was launched with. */
export const appTasks = ({ state }: MarathonCore, instances: readonly Instance[]): NonNullable<AppInfo['tasks']> =>
  instances.flatMap((instance) => {
    const task = toldTask(instance);
    const definition = definitionOfInstance(state, instance);
    if (task === undefined || definition === undefined || !isApp(definition)) return [];
    return appTask(definition, instance, task, state.health);
  });

const counts = (instances: readonly Instance[]) => {
  const { staged, running, healthy, unhealthy } = countTasks(instances);
  return { tasksStaged: staged, tasksRunning: running, tasksHealthy: healthy, tasksUnhealthy: unhealthy };
};

/** The one deployment an app is in. */
const deploymentsOf = ({ state }: MarathonCore, appId: string): { readonly id: string }[] => {
  const id = state.deployments.byRunSpec.get(appId);
  return id === undefined ? [] : [{ id }];
};

export const appInfo = (core: MarathonCore, app: AppDefinition, embeds: AppEmbeds): AppInfo => {
  const instances = core.tracker.ofRunSpec(app.id);
  const failure = core.state.failures.get(app.id);
  return {
    ...serialiseApp(app),
    ...(embeds.counts && counts(instances)),
    ...(embeds.deployments && { deployments: deploymentsOf(core, app.id) }),
    ...(embeds.tasks && { tasks: appTasks(core, instances) }),
    ...(embeds.readiness && { readinessCheckResults: readinessResults(core, app.id) }),
    ...(embeds.lastTaskFailure && failure !== undefined && { lastTaskFailure: failure }),
    ...(embeds.taskStats && { taskStats: taskStats(app, instances, core.runtime.now()) }),
  };
};
