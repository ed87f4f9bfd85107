/** One status folded into a task, and tasks into their instance (Marathon `core/instance/update/InstanceUpdater`). */
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import { foldConditions, foldHealth, taskCondition } from './condition';
import type { Instance, Task } from './instance';
import { isTerminal } from './instance';

/** The answer to a question says nothing new but a new state, or a new health. */
export const sameStatus = (a: TaskStatus | null, b: TaskStatus): boolean => {
  if (a === null || a.state !== b.state) return false;
  if (b.reason === 'RECONCILIATION') return b.healthy === undefined || a.healthy === b.healthy;
  return a.healthy === b.healthy && a.message === b.message;
};

/** A task after a status that says something new. */
export const updatedTask = (task: Task, status: TaskStatus): Task => {
  const condition = taskCondition(status);
  return {
    ...task,
    condition,
    // A new status without health says nothing new about it.
    status:
      status.healthy === undefined && task.status?.healthy !== undefined
        ? { ...status, healthy: task.status.healthy }
        : status,
    startedAt: task.startedAt ?? (condition === 'Running' ? status.timestamp : null),
  };
};

/** An instance after changes of its tasks. */
export const folded = (instance: Instance, tasks: readonly Task[], now: Millis): Instance => {
  const fold = foldConditions(tasks.map((task) => task.condition));
  const condition =
    fold === 'Unreachable' && instance.condition === 'UnreachableInactive' ? 'UnreachableInactive' : fold;
  const after = {
    ...instance,
    tasks,
    condition,
    since: condition === instance.condition ? instance.since : now,
    activeSince: instance.activeSince ?? (condition === 'Running' ? now : null),
    healthy: foldHealth(tasks),
  };
  return instance.reservation === undefined ? after : { ...after, ...suspended(instance, tasks) };
};

/** What is reserved is not in use to the full once a task has ended. */
const suspended = ({ reservation }: Instance, tasks: readonly Task[]): Pick<Instance, 'reservation'> =>
  reservation?.state === 'launched' && tasks.some((task) => isTerminal(task.condition))
    ? { reservation: { ...reservation, state: 'suspended' } }
    : {};
