/**
 * Asking Mesos what became of tasks (Marathon `TaskReconciler` of `SchedulerActions.reconcileTasks`): some time after it
 * registered again, and until every task was answered for. In a steady cluster nothing could differ, so nothing is asked.
 */
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Runtime } from '../../runtime/runtime';
import { RECONCILIATION_INITIAL_DELAY, RECONCILIATION_INTERVAL } from '../settings';
import type { MarathonTimer } from '../timer';
import { isTerminal } from './instance';
import type { Instance, Task } from './instance';
import type { TrackerState } from './tracker-state';

export interface ReconciliationState {
  /** A RECONCILE_DUE is under way. */
  due: boolean;
  /** Every task there is is asked for next time. */
  all: boolean;
  /** Task ids nobody answered for yet. */
  readonly open: Set<string>;
}

export const newReconciliationState = (): ReconciliationState => ({ due: false, all: false, open: new Set() });

export interface Reconciliation {
  /** Registered again: whatever was on its way may have got lost. */
  onReregistered(): void;
  onDue(): void;
  onStatus(status: TaskStatus): void;
}

interface ReconciliationContext {
  readonly state: ReconciliationState;
  readonly tracker: TrackerState;
  readonly runtime: Runtime<SchedulerCall | MarathonTimer>;
  readonly frameworkId: () => string;
}

interface Asked {
  readonly taskId: string;
  readonly agentId: string;
}

const liveTasks = ({ agent, tasks }: Instance): Asked[] =>
  agent === null
    ? []
    : tasks
        .filter(({ condition }: Task) => !isTerminal(condition))
        .map(({ id }) => ({ taskId: id, agentId: agent.agentId }));

export const createReconciliation = (context: ReconciliationContext): Reconciliation => {
  const { state, tracker, runtime, frameworkId } = context;
  const askIn = (delay: typeof RECONCILIATION_INTERVAL): void => {
    if (state.due) return;
    state.due = true;
    runtime.send({ to: 'marathon', kind: 'RECONCILE_DUE' }, delay);
  };
  return {
    onReregistered() {
      state.all = true;
      askIn(RECONCILIATION_INITIAL_DELAY);
    },
    onDue() {
      state.due = false;
      const live = [...tracker.instances.values()]
        .filter(({ condition }) => condition !== 'Scheduled')
        .flatMap(liveTasks);
      const tasks = live.filter(({ taskId }) => state.all || state.open.has(taskId));
      state.all = false;
      state.open.clear();
      for (const { taskId } of tasks) state.open.add(taskId);
      if (tasks.length === 0) return;
      runtime.send({ to: 'master', kind: 'RECONCILE', frameworkId: frameworkId(), tasks });
      askIn(RECONCILIATION_INTERVAL);
    },
    onStatus: ({ taskId }) => void state.open.delete(taskId),
  };
};
