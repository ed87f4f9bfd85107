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
  /** How often to ask again even when everything was answered. */
  rounds: number;
  /** Task ids nobody answered for yet. */
  readonly open: Set<string>;
}

export const newReconciliationState = (): ReconciliationState => ({
  due: false,
  all: false,
  rounds: 0,
  open: new Set(),
});

/** Agents have ten minutes to come back: one more round after that. */
const ROUNDS = 2;

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
  const ask = (tasks: readonly Asked[]): void =>
    runtime.send({ to: 'master', kind: 'RECONCILE', frameworkId: frameworkId(), tasks });
  return {
    onReregistered() {
      state.all = true;
      state.rounds = ROUNDS;
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
      if (tasks.length > 0) ask(tasks);
      // Then for all there are: those nobody here knows any more are killed.
      ask([]);
      if (state.rounds > 0 || tasks.length > 0) askIn(RECONCILIATION_INTERVAL);
      state.rounds = Math.max(0, state.rounds - 1);
    },
    onStatus: ({ taskId }) => void state.open.delete(taskId),
  };
};
