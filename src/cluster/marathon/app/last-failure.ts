/** The last failure of each app, as `lastTaskFailure` tells it (Marathon `state/TaskFailure`, `TaskFailureRepository`). */
import type { AppTaskFailure } from '../../../protocol/marathon/app';
import { isoTime } from '../../../protocol/units';
import type { Condition } from '../instance/instance';
import type { InstanceChange } from '../instance/tracker';
import { APP_CONTAINER } from './pod-form';

/** By app id. */
export type FailuresState = Map<string, AppTaskFailure>;

const FAILURES: ReadonlySet<Condition> = new Set<Condition>(['Failed', 'Error', 'Gone', 'Dropped', 'Unknown']);

/** Notes a task of an app that just failed. */
export const noteFailure = (state: FailuresState, { before, after }: InstanceChange): void => {
  const [task] = after.tasks;
  if (task?.container !== APP_CONTAINER || !FAILURES.has(task.condition) || task.status === null) return;
  if (before?.tasks[0]?.condition === task.condition) return;
  state.set(after.runSpecId, {
    appId: after.runSpecId,
    host: after.agent?.host ?? '',
    message: task.status.message ?? '',
    state: task.status.state,
    taskId: task.id,
    timestamp: isoTime(task.status.timestamp),
    version: after.version,
    slaveId: after.agent?.agentId ?? '',
  });
};
