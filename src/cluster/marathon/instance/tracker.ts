/**
 * The instance tracker: the only writer of instances. Operations come in, records change, and every change is told once
 * to the listener, which acts on it only after the operation is over (Marathon `core/task/tracker/InstanceTrackerActor`,
 * `core/instance/update/InstanceUpdater`).
 */
import type { TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import type { Entry, Runtime } from '../../runtime/runtime';
import type { AgentPlace, Goal, Instance, Task } from './instance';
import { isResting, isTerminal } from './instance';
import { folded, sameStatus, updatedTask } from './folding';
import { instanceId } from './instance-id';
import type { InstanceReservation } from './reservation';
import { drop, instancesOf, put } from './tracker-state';
import type { TrackerState } from './tracker-state';

/** `before` is null for a new instance; `expunged`: it no longer exists, `after` is its last state. */
export interface InstanceChange {
  readonly before: Instance | null;
  readonly after: Instance;
  readonly expunged: boolean;
}

/** What a launch decided. */
export interface Provision {
  /** False: its app has readiness checks, which were not made yet. */
  readonly ready: boolean;
  readonly version: string;
  readonly agent: AgentPlace;
  readonly tasks: readonly Task[];
}

/** What a reservation decided. */
export interface Booking {
  readonly agent: AgentPlace;
  readonly reservation: InstanceReservation;
}

export interface Order {
  readonly runSpecId: string;
  readonly version: string;
  readonly role: string;
  readonly unreachable: Instance['unreachable'];
  /** It has persistent volumes: instances that rest on theirs are asked first. */
  readonly resident: boolean;
}

export interface InstanceTracker {
  get(id: string): Instance | undefined;
  ofRunSpec(runSpecId: string): Instance[];
  /** New instances that wait for an offer, or some that rested; returns their ids. */
  schedule(order: Order, count: number): string[];
  /** Mesos is asked to reserve for a scheduled instance: it is bound to that agent. */
  reserve(id: string, booking: Booking): void;
  /** A scheduled instance is being launched: next incarnation, all tasks Provisioned. */
  provision(id: string, provision: Provision): void;
  /** Folds statuses that came together into the instance's tasks; those that changed something come back. */
  update(id: string, statuses: readonly TaskStatus[]): TaskStatus[];
  setGoal(id: string, goal: Goal): void;
  /** What Marathon's own checks found of a task. */
  setHealth(id: string, taskId: string, healthy: boolean): void;
  /** Its readiness checks passed. */
  setReady(id: string): void;
  /** Unreachable for too long: no longer counted, not yet forgotten. */
  deactivate(id: string): void;
  /** Forgets an instance at once, whatever its tasks do. */
  expunge(id: string): void;
}

interface TrackerContext {
  readonly state: TrackerState;
  readonly runtime: Runtime<Entry>;
  readonly listener: (change: InstanceChange) => void;
}

const store = ({ state, listener }: TrackerContext, before: Instance | null, after: Instance): void => {
  put(state, after);
  listener({ before, after, expunged: false });
};

const remove = ({ state, listener }: TrackerContext, before: Instance, after: Instance): void => {
  drop(state, before);
  listener({ before, after, expunged: true });
};

/** The fault that whatever is done now is an effect of. */
const because = ({ runtime }: TrackerContext): { readonly cause?: string } => {
  const cause = runtime.cause();
  return cause === null ? {} : { cause };
};

/** What becomes of an instance that is lost happens long after it was: it keeps why. */
const noteLoss = (context: TrackerContext, before: Instance, after: Instance): Instance => {
  if (after.condition !== 'Unreachable' || before.condition === 'Unreachable') return after;
  const { cause: _, ...rest } = after;
  return { ...rest, ...because(context) };
};

/** Its agent is gone for good, and all that was reserved there with it. */
const isBereft = ({ reservation, tasks }: Instance): boolean =>
  reservation !== undefined && tasks.some(({ status }) => status?.state === 'TASK_GONE_BY_OPERATOR');

/** Whether its agent ever told anything of it. */
const wasSeen = ({ incarnation, tasks }: Instance): boolean =>
  incarnation > 1 ||
  tasks.some(({ startedAt, status }) => startedAt !== null || (status !== null && status.source !== 'SOURCE_MASTER'));

/** What an agent was to reserve and launch it may never have heard of: the reservation has to show up again. */
const doubted = (instance: Instance, since: Millis): Pick<Instance, 'reservation'> =>
  instance.reservation === undefined || wasSeen(instance)
    ? {}
    : { reservation: { ...instance.reservation, state: 'new', since } };

const withoutReservation = ({ reservation: _reservation, ...rest }: Instance): Instance => rest;

const WAITS = { condition: 'Scheduled', activeSince: null, healthy: null } as const;

/** All tasks of an instance have ended: it goes, it rests, or it waits for its next launch under the same id. */
const settle = (context: TrackerContext, ended: Instance): void => {
  if (!ended.tasks.every((task) => isTerminal(task.condition))) return;
  const since = context.runtime.now();
  // What only waited ends without any status: without this nobody would hear of its end.
  if (ended.goal === 'Decommissioned')
    remove(context, ended, ended.condition === 'Scheduled' ? { ...ended, condition: 'Killed', since } : ended);
  else if (ended.goal === 'Stopped' && isBereft(ended)) remove(context, ended, withoutReservation(ended));
  else if (ended.goal === 'Running' && ended.condition !== 'Scheduled') {
    const { cause: _, ...kept } = isBereft(ended) ? { ...withoutReservation(ended), agent: null } : ended;
    store(context, ended, { ...kept, ...doubted(kept, since), ...because(context), ...WAITS, since });
  }
};

const scheduleOne = (context: TrackerContext, order: Order): string => {
  const { runtime } = context;
  const id = instanceId(
    order.runSpecId,
    uuid(() => runtime.draw('marathon.instances')),
  );
  // Written out, and what may be absent comes last: an object that begins as a copy and gets more members takes four times the room.
  store(context, null, {
    id,
    runSpecId: order.runSpecId,
    version: order.version,
    role: order.role,
    unreachable: order.unreachable,
    goal: 'Running',
    condition: 'Scheduled',
    since: runtime.now(),
    activeSince: null,
    healthy: null,
    ready: true,
    incarnation: 0,
    agent: null,
    tasks: [],
    ...because(context),
  });
  return id;
};

/** One that rested is to run again, as the definition has it now (Marathon `InstanceUpdateOperation.RescheduleReserved`). */
const resume = (context: TrackerContext, resting: Instance, { resident: _resident, ...order }: Order): string => {
  const since = context.runtime.now();
  const { cause: _, reservation, ...rest } = resting;
  store(context, resting, {
    ...rest,
    ...order,
    ...WAITS,
    ...because(context),
    ...(reservation !== undefined && { reservation: { ...reservation, since } }),
    goal: 'Running',
    ready: true,
    since,
  });
  return resting.id;
};

const schedule = (context: TrackerContext, order: Order, count: number): string[] => {
  const rested = order.resident ? instancesOf(context.state, order.runSpecId).filter(isResting).slice(0, count) : [];
  return [
    ...rested.map((each) => resume(context, each, order)),
    ...Array.from({ length: count - rested.length }, () => scheduleOne(context, order)),
  ];
};

const update = (context: TrackerContext, id: string, statuses: readonly TaskStatus[]): TaskStatus[] => {
  const before = context.state.instances.get(id);
  if (before === undefined) return [];
  const news: TaskStatus[] = [];
  const tasks = [...before.tasks];
  for (const status of statuses) {
    const index = tasks.findIndex((each) => each.id === status.taskId);
    const task = tasks[index];
    // A task that has ended never changes again, whatever arrives late.
    if (task === undefined || isTerminal(task.condition) || sameStatus(task.status, status)) continue;
    tasks[index] = updatedTask(task, status);
    news.push(status);
  }
  if (news.length === 0) return news;
  const after = noteLoss(context, before, folded(before, tasks, context.runtime.now()));
  store(context, before, after);
  settle(context, after);
  return news;
};

const launch = (context: TrackerContext, id: string, { version, agent, tasks, ready }: Provision): void => {
  const before = context.state.instances.get(id);
  if (before === undefined) return;
  const { reservation } = before;
  store(context, before, {
    ...before,
    version,
    agent,
    tasks,
    ready,
    condition: 'Provisioned',
    since: context.runtime.now(),
    activeSince: null,
    healthy: null,
    incarnation: before.incarnation + 1,
    ...(reservation !== undefined && { reservation: { ...reservation, state: 'launched' } }),
  });
};

/** @param listener told of every change, in order; it must not call back into the tracker at once */
export const createTracker = (
  state: TrackerState,
  runtime: Runtime<Entry>,
  listener: (change: InstanceChange) => void,
): InstanceTracker => {
  const context: TrackerContext = { state, runtime, listener };
  return {
    get: (id) => state.instances.get(id),
    ofRunSpec: (runSpecId) => instancesOf(state, runSpecId),
    schedule: (order, count) => schedule(context, order, count),
    reserve(id, booking) {
      const before = state.instances.get(id);
      if (before !== undefined) store(context, before, { ...before, ...booking });
    },
    provision: (id, provision) => launch(context, id, provision),
    update: (id, statuses) => update(context, id, statuses),
    setGoal(id, goal) {
      const before = state.instances.get(id);
      if (before === undefined || before.goal === goal) return;
      const after = { ...before, goal };
      store(context, before, after);
      settle(context, after);
    },
    setHealth(id, taskId, healthy) {
      const before = state.instances.get(id);
      if (before === undefined) return;
      const tasks = before.tasks.map((task) =>
        task.id === taskId && task.status !== null ? { ...task, status: { ...task.status, healthy } } : task,
      );
      store(context, before, folded(before, tasks, runtime.now()));
    },
    setReady(id) {
      const before = state.instances.get(id);
      if (before !== undefined) store(context, before, { ...before, ready: true });
    },
    deactivate(id) {
      const before = state.instances.get(id);
      if (before !== undefined)
        store(context, before, { ...before, condition: 'UnreachableInactive', since: runtime.now() });
    },
    expunge(id) {
      const before = state.instances.get(id);
      if (before !== undefined) remove(context, before, { ...before, condition: 'Killed', since: runtime.now() });
    },
  };
};
