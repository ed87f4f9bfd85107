/** Numbers of tasks by state, as summaries and metrics have them. */
import type { TaskState } from '../../../protocol/mesos/task';
import type { TaskCounts } from '../master/master-state';

/** Every state has its count in a summary, also when it is 0. */
export const COUNTED: readonly TaskState[] = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_FINISHED',
  'TASK_KILLED',
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_UNREACHABLE',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
  'TASK_UNKNOWN',
];

export const countsJson = (counts: TaskCounts): Readonly<Record<string, number>> =>
  Object.fromEntries(COUNTED.map((state) => [state, counts.get(state) ?? 0]));
