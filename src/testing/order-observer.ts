/** I14: a container of an ordered group is launched when all that it waits for was told once, and not before. */
import type { ClusterEntry, World } from '../cluster/world';
import type { StartCondition } from '../protocol/mesos/start-rule';
import type { TaskInfo, TaskStatus } from '../protocol/mesos/task';
import { isTerminal } from '../protocol/mesos/task';
import { createDeadlines } from './deadlines';
import type { Observer } from './observer';

/** What was told of the containers of one group, as its executor said it. */
interface Group {
  readonly tasks: readonly TaskInfo[];
  /** `db: healthy`, kept for ever. */
  readonly told: Set<string>;
  readonly launched: Set<string>;
  /** Somebody was killed, failed or can't be waited for any more. */
  over: boolean;
}

const key = ({ container, condition }: StartCondition): string => `${container}: ${condition}`;

const toldBy = ({ state, healthy }: TaskStatus): StartCondition['condition'][] => [
  ...(state === 'TASK_RUNNING' ? (['running'] as const) : []),
  ...(healthy === true ? (['healthy'] as const) : []),
  ...(state === 'TASK_FINISHED' ? (['finished'] as const) : []),
];

const isOpen = ({ told }: Group, { start }: TaskInfo): boolean =>
  (start?.after ?? []).every((condition) => told.has(key(condition)));

export const createOrderObserver = (): Observer => {
  const groups = new Map<string, Group>();
  const deadlines = createDeadlines();

  const updated = (group: Group, statuses: readonly TaskStatus[], now: number, isGone: () => boolean): void => {
    for (const status of statuses) {
      const task = group.tasks.find(({ taskId }) => taskId === status.taskId);
      for (const condition of toldBy(status)) group.told.add(key({ container: task?.name ?? '', condition }));
      if (status.state === 'TASK_KILLING' || (isTerminal(status.state) && status.state !== 'TASK_FINISHED'))
        group.over = true;
    }
    for (const task of group.tasks) {
      if (task.start === undefined || group.launched.has(task.taskId) || !isOpen(group, task)) continue;
      deadlines.within(now, 0, () =>
        group.over || group.launched.has(task.taskId) || isGone()
          ? undefined
          : `I14 ${task.taskId}: its gate does not open`,
      );
    }
  };

  const launched = (group: Group, tasks: readonly TaskInfo[]): string[] =>
    tasks.flatMap((task) => {
      group.launched.add(task.taskId);
      return isOpen(group, task) ? [] : [`I14 ${task.taskId}: launched before all that it waits for`];
    });

  const observe = (entry: ClusterEntry, world: World, now: number): string[] => {
    switch (entry.kind) {
      case 'LAUNCH_GROUP': {
        const { tasks } = entry;
        if (tasks.some(({ start }) => start !== undefined))
          groups.set(entry.executor, { tasks, told: new Set(), launched: new Set(), over: false });
        return [];
      }
      case 'EXECUTOR_UPDATE': {
        const group = groups.get(entry.executor);
        if (group !== undefined)
          updated(group, entry.statuses, now, () => !world.state.mesos.executors.has(entry.executor));
        return [];
      }
      case 'LAUNCH_CONTAINERS': {
        const group = groups.get(entry.executor);
        return group === undefined
          ? []
          : launched(
              group,
              entry.containers.map(({ task }) => task),
            );
      }
      case 'DESTROYED':
        groups.delete(entry.executor);
        return [];
      default:
        return [];
    }
  };

  return (entry, world) => {
    const now = world.runtime.now();
    const faults = deadlines.check(now);
    return [...faults, ...observe(entry, world, now)];
  };
};
