/** A match becomes a LAUNCH: one task of an app under Mesos' command executor (Marathon `mesos/TaskBuilder`). */
import type { AppDefinition } from '../../../protocol/marathon/app';
import { toHostname } from '../../../protocol/marathon/path-id';
import type { Launch } from '../../../protocol/mesos/offer';
import { addResources } from '../../../protocol/mesos/resource-math';
import { appEnvironment } from './app-environment';
import { buildTaskGroup } from './task-group-builder';
import type { LaunchRequest } from './task-group-builder';

/** What the app's pod form would launch, but in the task's own container: ports and resources are the task's. */
export const buildTask = (app: AppDefinition, request: LaunchRequest): Launch => {
  const group = buildTaskGroup(request);
  const [task] = group.tasks;
  if (task === undefined) throw new Error(`${app.id} has no task`);
  const { match } = request;
  const environment = { host: match.agent.host, taskId: task.taskId, hostPorts: match.hostPorts[0] ?? [] };
  return {
    type: 'LAUNCH',
    executor: { ...group.executor, executorId: task.taskId, resources: [] },
    tasks: [
      {
        ...task,
        name: toHostname(app.id),
        resources: addResources(match.executor, match.containers[0] ?? []),
        env: appEnvironment(app, environment),
        labels: app.labels,
      },
    ],
  };
};
