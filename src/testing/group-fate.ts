/** What may end a container of a group, told from the entries its executor got and the definition alone. */
import type { ExecutorState } from '../cluster/mesos/executor/executor-state';
import type { ClusterEntry } from '../cluster/world';
import type { TaskInfo } from '../protocol/mesos/task';

const DEFAULT_GRACE = 3000;

export type ExecutorEntry = Extract<ClusterEntry, { readonly to: 'executor' }>;

export interface Kill {
  readonly at: number;
  readonly grace: number;
}

export interface Group {
  tasks: readonly TaskInfo[];
  stopsInReverse: boolean;
  /** A member failed, was killed, could not be launched or can't be waited for any more. */
  bad: boolean;
  doomed: boolean;
  readonly kills: Map<string, Kill>;
  /** With their exit codes; -1: by a signal or never begun. */
  readonly ended: Map<string, number>;
  readonly launched: Set<string>;
  /** Graces of kills that came for tasks of a group that stops in order, since its last STOP. */
  readonly asked: Map<string, number | undefined>;
  within: number | undefined;
  /** An ordered stop of all: graces by task, and when it has to be over. */
  stop: { readonly graces: ReadonlyMap<string, number | undefined>; readonly until: number } | undefined;
  /** Those whose turn it was to end. */
  readonly orderly: Set<string>;
}

export const newGroup = (): Group => ({
  tasks: [],
  stopsInReverse: false,
  bad: false,
  doomed: false,
  kills: new Map(),
  ended: new Map(),
  launched: new Set(),
  asked: new Map(),
  within: undefined,
  stop: undefined,
  orderly: new Set(),
});

const taskOf = (group: Group, taskId: string): TaskInfo | undefined =>
  group.tasks.find((task) => task.taskId === taskId);

const kindOf = (task: TaskInfo | undefined): string => task?.start?.kind ?? 'main';

const isAlive = (group: Group, { taskId }: TaskInfo): boolean => !group.ended.has(taskId);

type Children = ExecutorState['children'];

const isLeft = (children: Children, id: string): boolean => children.some(({ taskId }) => taskId === id);

/** Somebody still waits for one that has ended without ever being what it waits for. */
const waitsInVain = (children: Children, name: string): boolean =>
  children.some(({ place }) => place?.gate?.unmet.some(({ container }) => container === name) === true);

/** Whether what just happened takes the group along. */
export const isBadEnd = (group: Group, entry: ExecutorEntry, children: Children): boolean => {
  const endsInVain = (taskId: string): boolean => waitsInVain(children, taskOf(group, taskId)?.name ?? '');
  switch (entry.kind) {
    case 'LAUNCH_ANSWERED':
      return entry.answers.some(({ taskId, error }) =>
        error === undefined ? group.ended.has(taskId) && endsInVain(taskId) : !group.orderly.has(taskId),
      );
    case 'GATE_TIMEOUT':
      return !group.ended.has(entry.taskId) && !isLeft(children, entry.taskId);
    case 'GATE_CLOSED':
      return !group.orderly.has(entry.taskId);
    case 'CONTAINER_ENDED': {
      if (entry.limitation !== undefined) return true;
      if (group.kills.has(entry.taskId)) return !group.orderly.has(entry.taskId);
      const hasFailed = entry.exit.kind === 'signaled' || entry.exit.code !== 0;
      // One that was over before the answer that it began is judged with that.
      return hasFailed || (!isLeft(children, entry.taskId) && endsInVain(entry.taskId));
    }
    default:
      return false;
  }
};

/** All that lived were asked to stop at one instant: an ordered stop; else each for itself. */
const beginStop = (group: Group, now: number): void => {
  const alive = group.tasks.filter((task) => isAlive(group, task) && !group.kills.has(task.taskId));
  if (alive.every(({ taskId }) => group.asked.has(taskId)))
    group.stop = { graces: new Map(group.asked), until: now + (group.within ?? Infinity) };
};

/** Keeps the books. @param children those that are left after it */
export const noteEntry = (group: Group, entry: ExecutorEntry, children: Children, now: number): void => {
  switch (entry.kind) {
    case 'EXECUTOR_START':
      group.stopsInReverse = entry.stopsInReverse === true;
      break;
    case 'LAUNCH_GROUP':
      group.tasks = entry.tasks;
      for (const { taskId, start } of entry.tasks)
        if (start === undefined || start.after.length === 0) group.launched.add(taskId);
      break;
    case 'LAUNCH_ANSWERED':
      for (const { taskId, error } of entry.answers) if (error !== undefined) group.ended.set(taskId, -1);
      break;
    case 'CONTAINER_ENDED':
      group.ended.set(entry.taskId, entry.exit.kind === 'exited' ? entry.exit.code : -1);
      break;
    case 'GATE_CLOSED':
    case 'GATE_TIMEOUT':
      if (!group.ended.has(entry.taskId) && !isLeft(children, entry.taskId)) group.ended.set(entry.taskId, -1);
      break;
    case 'KILL_TASK':
      group.asked.set(entry.taskId, entry.grace);
      if (entry.within !== undefined) group.within = Math.min(group.within ?? Infinity, entry.within);
      break;
    case 'STOP':
      beginStop(group, now);
      break;
    default:
  }
};

/** All main containers have ended, and well. */
const mainsAreOver = (group: Group): boolean =>
  group.tasks.every((task) => kindOf(task) !== 'main' || group.ended.get(task.taskId) === 0);

const isOrdered = (group: Group): boolean => group.tasks.some(({ start }) => (start?.after.length ?? 0) > 0);

/** The grace a kill just begun has to give, or that nothing called for it. */
export const justify = (
  group: Group,
  state: ExecutorState,
  taskId: string,
  entry: ExecutorEntry,
  now: number,
): number | string => {
  const task = taskOf(group, taskId);
  const own = task?.killGrace ?? DEFAULT_GRACE;
  const inOrder = group.stopsInReverse && isOrdered(group);
  if (entry.kind === 'KILL_TASK' && entry.taskId === taskId && !inOrder) return entry.grace ?? own;
  if ((entry.kind === 'HEALTH_CHECK' || entry.kind === 'HEALTH_RESULT') && entry.taskId === taskId) return own;
  if (state.shuttingDown || group.bad) return DEFAULT_GRACE;
  const { stop } = group;
  if (stop?.graces.has(taskId) === true) {
    group.orderly.add(taskId);
    return Math.min(stop.graces.get(taskId) ?? own, Math.max(0, stop.until - now));
  }
  if (entry.kind === 'STOP' && group.asked.has(taskId)) return group.asked.get(taskId) ?? own;
  if (kindOf(task) === 'sidecar' && mainsAreOver(group)) {
    group.orderly.add(taskId);
    return own;
  }
  return `I10 ${taskId}: killed though nobody of its group failed`;
};

/** In an ordered stop whoever waits for another in the start order has ended before that is told to. */
export const stopsTooEarly = (group: Group, now: number): string[] => {
  const { stop } = group;
  if (stop === undefined || group.bad || now >= stop.until) return [];
  const byName = new Map(group.tasks.map((task) => [task.name, task]));
  return group.tasks.flatMap((task) => {
    // What was never launched ends at once, whatever its turn.
    if (!isAlive(group, task) || !group.launched.has(task.taskId)) return [];
    return (task.start?.after ?? []).flatMap(({ container }) => {
      const target = byName.get(container);
      const isEarly = target !== undefined && group.orderly.has(target.taskId) && isAlive(group, target);
      return isEarly ? [`I9 ${target.taskId}: told to stop before ${task.taskId}, which needs it`] : [];
    });
  });
};
