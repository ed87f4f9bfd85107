/**
 * Kills instances task by task, a bounded number at a time, and repeats what nobody confirmed
 * (Marathon `core/task/termination/impl/KillServiceActor`).
 */
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Runtime } from '../../runtime/runtime';
import { KILL_CHUNK_SIZE, KILL_RETRY_TIMEOUT } from '../settings';
import type { MarathonTimer } from '../timer';
import type { Instance } from './instance';
import { isLost, isTerminal } from './instance';
import type { InstanceChange, InstanceTracker } from './tracker';

export interface KillState {
  /** When the kill of an instance was last sent. */
  readonly inFlight: Map<string, Millis>;
  /** Instances whose kill waits for a free place. */
  readonly waiting: Set<string>;
  retrying: boolean;
}

export const newKillState = (): KillState => ({ inFlight: new Map(), waiting: new Set(), retrying: false });

export interface KillService {
  /** Kills the tasks of an instance; the goal of the instance says whether it comes back. Lost ones are forgotten at once, unless they keep a reservation. */
  kill(id: string): void;
  /** Forgets an instance at once and kills its tasks, outside the bounded number: nothing is left to keep count with. */
  wipe(id: string): void;
  onChange(change: InstanceChange): void;
  onRetry(): void;
}

/** Nothing of it is left to kill. */
const hasEnded = ({ tasks }: Instance): boolean => tasks.every((task) => isTerminal(task.condition));

const isOver = ({ after, expunged }: InstanceChange): boolean => expunged || hasEnded(after);

/** A kill would reach nobody, and nothing of it is to be kept. */
const isForfeit = ({ condition, goal, reservation }: Instance): boolean =>
  isLost(condition) && (reservation === undefined || goal === 'Decommissioned');

export interface KillContext {
  readonly state: KillState;
  readonly tracker: InstanceTracker;
  readonly runtime: Runtime<SchedulerCall | MarathonTimer>;
  readonly frameworkId: () => string;
}

const retryIn = ({ state, runtime }: KillContext, delay: Millis): void => {
  if (state.retrying) return;
  state.retrying = true;
  runtime.because(null, () => runtime.send({ to: 'marathon', kind: 'KILL_RETRY' }, delay));
};

const sendKills = ({ runtime, frameworkId }: KillContext, instance: Instance): void => {
  for (const task of instance.tasks) {
    if (isTerminal(task.condition) || instance.agent === null) continue;
    const { agentId } = instance.agent;
    runtime.send({ to: 'master', kind: 'KILL', frameworkId: frameworkId(), taskId: task.id, agentId });
  }
};

const send = (context: KillContext, instance: Instance): void => {
  sendKills(context, instance);
  context.state.inFlight.set(instance.id, context.runtime.now());
  retryIn(context, KILL_RETRY_TIMEOUT);
};

/** Sends what waits as long as there are free places. */
const fill = (context: KillContext): void => {
  const { state, tracker } = context;
  for (const id of state.waiting) {
    if (state.inFlight.size >= KILL_CHUNK_SIZE) return;
    state.waiting.delete(id);
    const instance = tracker.get(id);
    if (instance !== undefined && instance.condition !== 'Scheduled') send(context, instance);
  }
};

/** Repeats the kills nobody confirmed, and comes back for the others. */
const retry = (context: KillContext): void => {
  const { state, tracker, runtime } = context;
  state.retrying = false;
  const sent = [...state.inFlight];
  for (const [id, at] of sent) {
    const instance = tracker.get(id);
    if (instance === undefined || isLost(instance.condition)) {
      state.inFlight.delete(id);
      if (instance !== undefined && isForfeit(instance)) tracker.expunge(id);
    } else if (runtime.now() - at >= KILL_RETRY_TIMEOUT) send(context, instance);
  }
  fill(context);
  const oldest = Math.min(...state.inFlight.values());
  if (Number.isFinite(oldest)) retryIn(context, millis(oldest + KILL_RETRY_TIMEOUT - runtime.now()));
};

/** It was out of reach, and meanwhile it was told to stop. */
const isOverdue = ({ before, after, expunged }: InstanceChange): boolean =>
  before !== null && isLost(before.condition) && !expunged && after.goal === 'Stopped' && !isLost(after.condition);

export const createKillService = (context: KillContext): KillService => {
  const { state, tracker } = context;
  const enqueue = (id: string): void => {
    state.waiting.add(id);
    fill(context);
  };
  return {
    kill(id) {
      const instance = tracker.get(id);
      if (instance === undefined || instance.condition === 'Scheduled' || state.inFlight.has(id)) return;
      if (isForfeit(instance)) return tracker.expunge(id);
      // One that is kept is killed when it is back.
      if (hasEnded(instance) || isLost(instance.condition)) return;
      enqueue(id);
    },
    wipe(id) {
      const instance = tracker.get(id);
      if (instance === undefined) return;
      if (!state.inFlight.has(id)) sendKills(context, instance);
      tracker.setGoal(id, 'Decommissioned');
      tracker.expunge(id);
    },
    onChange(change) {
      const { id } = change.after;
      if (isOver(change)) {
        state.waiting.delete(id);
        // Whatever ended this one is not why the next is killed.
        if (state.inFlight.delete(id)) context.runtime.because(null, () => fill(context));
      } else if (isOverdue(change) && !state.inFlight.has(id)) enqueue(id);
    },
    onRetry: () => retry(context),
  };
};
