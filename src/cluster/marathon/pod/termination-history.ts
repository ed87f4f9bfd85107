/** Why instances of a pod ended, newest first (Marathon `TaskFailureRepository`, `PodStatusReporter`; there the last one only). */
import type { TerminationHistory } from '../../../protocol/marathon/pod-status';
import { isoTime } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Condition, Instance, Task } from '../instance/instance';
import { isTerminal } from '../instance/instance';
import type { InstanceChange } from '../instance/tracker';
import { terminationOf } from './container-status';

/** By pod id. */
export type HistoryState = Map<string, readonly TerminationHistory[]>;

const MAX_ENTRIES = 20;
const FAILURES: ReadonlySet<Condition> = new Set<Condition>(['Failed', 'Error', 'Gone', 'Dropped', 'Unknown']);

const hasEnded = ({ tasks }: Instance): boolean =>
  tasks.length > 0 && tasks.every((task) => isTerminal(task.condition));

/** The task to blame: the first that failed; those killed with it only followed. */
const culprit = (instance: Instance): Task | undefined =>
  instance.tasks
    .filter((task) => FAILURES.has(task.condition))
    .toSorted((a, b) => (a.status?.timestamp ?? 0) - (b.status?.timestamp ?? 0))[0];

/** Notes an instance whose last task ended, if one of its tasks failed. */
export const noteTermination = (state: HistoryState, { before, after }: InstanceChange, now: Millis): void => {
  if (before === null || hasEnded(before) || !hasEnded(after)) return;
  const failed = culprit(after);
  if (failed === undefined) return;
  const entry: TerminationHistory = {
    instanceID: after.id,
    startedAt: isoTime(failed.startedAt ?? failed.stagedAt),
    terminatedAt: isoTime(failed.status?.timestamp ?? now),
    ...(failed.status?.message !== undefined && { message: failed.status.message }),
    containers: after.tasks.map((task) => {
      const termination = terminationOf(task);
      return {
        containerId: task.id,
        ...(task.status !== null && { lastKnownState: task.status.state }),
        ...(termination !== undefined && { termination }),
      };
    }),
  };
  state.set(after.runSpecId, [entry, ...(state.get(after.runSpecId) ?? [])].slice(0, MAX_ENTRIES));
};
