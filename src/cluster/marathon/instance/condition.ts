/**
 * Conditions fold: task status → task condition → instance condition and health.
 * Nothing sets an instance's condition for display (Marathon `core/task/state/TaskConditionMapping`, `Instance.InstanceState`).
 */
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Condition, Task } from './instance';

/** Lowest wins: one failed container makes the instance Failed at once. */
const ORDER: readonly Condition[] = [
  'Error',
  'Failed',
  'Gone',
  'Dropped',
  'UnreachableInactive',
  'Unreachable',
  'Killing',
  'Starting',
  'Staging',
  'Unknown',
  'Scheduled',
  'Provisioned',
  'Running',
  'Finished',
  'Killed',
];
const RANK: ReadonlyMap<Condition, number> = new Map(ORDER.map((condition, rank) => [condition, rank]));

/** Reasons with which a master that knows no partitions tells that an agent went away. */
const UNREACHABLE_REASONS: ReadonlySet<string> = new Set([
  'RECONCILIATION',
  'SLAVE_DISCONNECTED',
  'AGENT_DISCONNECTED',
  'SLAVE_REMOVED',
  'AGENT_REMOVED',
]);

const lostCondition = (reason: string | undefined): Condition => {
  if (reason !== undefined && UNREACHABLE_REASONS.has(reason)) return 'Unreachable';
  return reason === 'TASK_UNKNOWN' ? 'Unknown' : 'Gone';
};

/** Condition of a task after this status. */
export const taskCondition = (status: Pick<TaskStatus, 'state' | 'reason'>): Condition => {
  switch (status.state) {
    case 'TASK_STAGING':
      return 'Staging';
    case 'TASK_STARTING':
      return 'Starting';
    case 'TASK_RUNNING':
      return 'Running';
    case 'TASK_KILLING':
      return 'Killing';
    case 'TASK_FINISHED':
      return 'Finished';
    case 'TASK_FAILED':
      return 'Failed';
    case 'TASK_KILLED':
      return 'Killed';
    case 'TASK_ERROR':
      return 'Error';
    case 'TASK_DROPPED':
      return 'Dropped';
    case 'TASK_UNREACHABLE':
      return 'Unreachable';
    case 'TASK_GONE':
    case 'TASK_GONE_BY_OPERATOR':
      return 'Gone';
    case 'TASK_UNKNOWN':
      return 'Unknown';
    case 'TASK_LOST':
      return lostCondition(status.reason);
    default:
      return status.state satisfies never;
  }
};

/** Condition of an instance with these task conditions; none at all → Unknown. */
export const foldConditions = (conditions: readonly Condition[]): Condition => {
  let lowest: Condition = 'Killed';
  for (const condition of conditions) if ((RANK.get(condition) ?? 0) < (RANK.get(lowest) ?? 0)) lowest = condition;
  return conditions.length === 0 ? 'Unknown' : lowest;
};

/** Health of an instance: false if a running container is unhealthy, true if one is known healthy and all run or have finished. */
export const foldHealth = (tasks: readonly Pick<Task, 'condition' | 'status'>[]): boolean | null => {
  const running = tasks.filter((task) => task.condition === 'Running');
  if (running.some((task) => task.status?.healthy === false)) return false;
  if (tasks.some((task) => task.condition !== 'Running' && task.condition !== 'Finished')) return null;
  return running.some((task) => task.status?.healthy === true) ? true : null;
};
