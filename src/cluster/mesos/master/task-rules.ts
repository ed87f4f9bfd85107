/** What a single task and a group of them may not ask for (Mesos `master/validation`: limits, cgroups, checks). */
import type { LaunchOperation } from '../../../protocol/mesos/offer';
import { totalScalars } from '../../../protocol/mesos/resource-math';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { fromMilli } from '../../../protocol/units';

const limitFault = ({ taskId, limits, resources }: TaskInfo): string | undefined => {
  if (limits === undefined) return undefined;
  const asked = totalScalars(resources);
  for (const name of ['cpus', 'mem'] as const) {
    const limit = limits[name];
    if (limit === undefined || limit === 'unlimited' || limit >= asked[name]) continue;
    return `The ${name} limit (${fromMilli(limit)}) of task '${taskId}' is less than its request (${fromMilli(asked[name])})`;
  }
  return undefined;
};

const checkFault = ({ healthCheck, networks }: TaskInfo): string | undefined =>
  healthCheck === undefined || healthCheck.check.type === 'COMMAND' || networks === undefined || networks.length === 0
    ? undefined
    : "HTTP and TCP health checks are not supported for nested containers not joining parent's network";

/** A command task has cgroups of its own in any case. */
export const taskRuleFault = ({ type, tasks }: LaunchOperation): string | undefined => {
  for (const task of tasks) {
    if (type === 'LAUNCH_GROUP' && task.limits !== undefined && task.sharesCgroups === true)
      return "Resource limits may only be set for tasks within a task group when 'share_cgroups' is set to 'false'";
    const fault = limitFault(task) ?? (type === 'LAUNCH_GROUP' ? checkFault(task) : undefined);
    if (fault !== undefined) return fault;
  }
  if (tasks.some(({ sharesCgroups }) => sharesCgroups !== tasks[0]?.sharesCgroups))
    return "All tasks within a task group must have the same value of 'share_cgroups'";
  return undefined;
};
