/** I5: a task's statuses are a path of the state graph, one in flight at a time; I9: TASK_KILLING before TASK_KILLED; I17: launches end. */
import { isLaunching } from '../cluster/marathon/instance/instance';
import { instanceOfTask } from '../cluster/marathon/instance/instance-id';
import type { ClusterEntry, World } from '../cluster/world';
import { isTerminal, type TaskState, type TaskStatus } from '../protocol/mesos/task';
import type { Calm } from './calm';
import { createDeadlines } from './deadlines';
import type { Observer } from './observer';

/** Agent → master → Marathon and back are four messages of 10 ms. */
const ACKNOWLEDGE_LIMIT = 1000;
/** An update that got lost is sent again within this time. */
const RETRY_LIMIT = 600_000;
/** Marathon's launch timeout, the interval of its watch, and the kill. */
const LAUNCH_LIMIT = 300_000 + 30_000 + 30_000;

const FOLLOWERS: ReadonlyMap<TaskState | 'nothing', readonly TaskState[]> = new Map([
  ['nothing', ['TASK_STARTING', 'TASK_FAILED', 'TASK_KILLED', 'TASK_DROPPED', 'TASK_GONE_BY_OPERATOR']],
  [
    'TASK_STARTING',
    ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_FAILED', 'TASK_KILLED', 'TASK_GONE_BY_OPERATOR'],
  ],
  ['TASK_RUNNING', ['TASK_RUNNING', 'TASK_KILLING', 'TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED']],
  ['TASK_KILLING', ['TASK_KILLED', 'TASK_FAILED', 'TASK_GONE_BY_OPERATOR']],
]);

/** @param wasLaunched what was never launched has nothing that could be being killed */
const pathFault = (last: TaskStatus | undefined, status: TaskStatus, wasLaunched: boolean): string | undefined => {
  const before = last?.state ?? 'nothing';
  if (FOLLOWERS.get(before)?.includes(status.state) !== true)
    return `I5 ${status.taskId}: ${status.state} after ${before}`;
  if (last !== undefined && last.timestamp > status.timestamp) return `I5 ${status.taskId}: time runs backwards`;
  if (status.state === 'TASK_KILLED' && status.source === 'SOURCE_EXECUTOR' && before !== 'TASK_KILLING' && wasLaunched)
    return `I9 ${status.taskId}: killed without TASK_KILLING`;
  return undefined;
};

export const createStatusObserver = (calm: Calm): Observer => {
  const last = new Map<string, TaskStatus>();
  const inFlight = new Map<string, string>();
  /** Tasks whose containers were asked for. */
  const begun = new Set<string>();
  /** When something was last heard of a task that does not run yet. */
  const launching = new Map<string, number>();
  const deadlines = createDeadlines();
  let clock = 0;
  let seen: World | undefined;

  /** Looks after a while of calm, whenever that comes. */
  const inTime = (now: number, limit: number, fault: () => string | undefined): void =>
    deadlines.within(now, limit, () => {
      if (calm.since(clock) >= limit + RETRY_LIMIT) return fault();
      if (fault() !== undefined) inTime(clock, limit, fault);
      return undefined;
    });

  /** A gate that opens is progress. */
  const launched = (taskId: string, now: number): void => {
    launching.set(taskId, now);
    inTime(now, LAUNCH_LIMIT, () =>
      launching.get(taskId) === now && isAwaited(taskId) ? `I17 ${taskId}: staging for ever` : undefined,
    );
  };

  const updated = (status: TaskStatus, now: number): string[] => {
    const { taskId, uuid = '' } = status;
    // Sent again: nothing new.
    if (last.get(taskId)?.uuid === uuid) return [];
    const faults = [pathFault(last.get(taskId), status, begun.has(taskId))];
    const before = inFlight.get(taskId);
    if (before !== undefined && before !== uuid) faults.push(`I5 ${taskId}: two updates in flight`);
    last.set(taskId, status);
    inFlight.set(taskId, uuid);
    if (status.state === 'TASK_RUNNING' || isTerminal(status.state)) launching.delete(taskId);
    else if (status.state === 'TASK_STARTING') launched(taskId, now);
    inTime(now, ACKNOWLEDGE_LIMIT, () =>
      inFlight.get(taskId) === uuid && isOnItsWay(status)
        ? `I5 ${taskId}: ${status.state} was never acknowledged`
        : undefined,
    );
    return faults.filter((fault) => fault !== undefined);
  };

  /** An agent that was shut down for good takes what it had to say with it. */
  const isOnItsWay = ({ agentId, taskId, uuid }: TaskStatus): boolean =>
    seen?.state.mesos.agents.get(agentId)?.streams.get(taskId)?.pending[0]?.uuid === uuid;

  /** Marathon still believes in it. */
  const isAwaited = (taskId: string): boolean => {
    const instance = seen?.state.marathon.tracker.instances.get(instanceOfTask(taskId));
    return instance?.tasks.some(({ id }) => id === taskId) === true && isLaunching(instance.condition);
  };

  return (entry: ClusterEntry, world) => {
    const now = world.runtime.now();
    clock = now;
    seen = world;
    const faults = deadlines.check(now);
    if (entry.kind === 'LAUNCH_CONTAINERS') for (const { task } of entry.containers) begun.add(task.taskId);
    else if (entry.kind === 'AGENT_UPDATE')
      for (const { status } of entry.updates) faults.push(...updated(status, now));
    else if (entry.to === 'agent' && entry.kind === 'ACKNOWLEDGE') {
      for (const { taskId, uuid } of entry.updates) if (inFlight.get(taskId) === uuid) inFlight.delete(taskId);
    } else if (entry.kind === 'RUN_TASK_GROUP') for (const { taskId } of entry.group.tasks) launched(taskId, now);
    return faults;
  };
};
