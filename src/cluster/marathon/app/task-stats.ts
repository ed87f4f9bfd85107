/** Counts and life times of an app's tasks, apart by version (Marathon `core/appinfo/TaskStatsByVersion`). */
import type { AppDefinition, AppTaskStats, TaskStats } from '../../../protocol/marathon/app';
import type { Millis } from '../../../protocol/units';
import type { Instance } from '../instance/instance';
import { activeTask } from './app-task';

export interface TaskCounts {
  readonly staged: number;
  readonly running: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

const STAGED: ReadonlySet<string> = new Set(['Provisioned', 'Staging', 'Starting']);

/** Health is counted only where something reports it. */
export const countTasks = (instances: readonly Instance[]): TaskCounts => {
  const tasks = instances.flatMap((instance) => activeTask(instance) ?? []);
  const count = (belongs: (task: (typeof tasks)[number]) => boolean): number => tasks.filter(belongs).length;
  return {
    staged: count(({ condition }) => STAGED.has(condition)),
    running: count(({ condition }) => condition === 'Running'),
    healthy: count(({ condition, status }) => condition === 'Running' && status?.healthy === true),
    unhealthy: count(({ condition, status }) => condition === 'Running' && status?.healthy === false),
  };
};

const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

const statsOf = (instances: readonly Instance[], now: Millis): TaskStats | undefined => {
  const tasks = instances.flatMap((instance) => activeTask(instance) ?? []);
  if (tasks.length === 0) return undefined;
  const lives = tasks
    .flatMap(({ startedAt }) => (startedAt === null ? [] : [(now - startedAt) / 1000]))
    .toSorted((a, b) => a - b);
  const sum = lives.reduce((total, life) => total + life, 0);
  return {
    stats: {
      counts: countTasks(instances),
      ...(lives.length > 0 && { lifeTime: { averageSeconds: sum / lives.length, medianSeconds: median(lives) } }),
    },
  };
};

/** Groups without a task are left out. */
export const taskStats = (app: AppDefinition, instances: readonly Instance[], now: Millis): AppTaskStats => {
  const { lastConfigChangeAt, lastScalingAt } = app.versionInfo;
  const part = (belongs: (instance: Instance) => boolean) => statsOf(instances.filter(belongs), now);
  const startedAfterLastScaling = part(({ version }) => version >= lastScalingAt);
  const withLatestConfig = part(({ version }) => version >= lastConfigChangeAt);
  const withOutdatedConfig = part(({ version }) => version < lastConfigChangeAt);
  const totalSummary = part(() => true);
  return {
    ...(startedAfterLastScaling !== undefined && { startedAfterLastScaling }),
    ...(withLatestConfig !== undefined && { withLatestConfig }),
    ...(withOutdatedConfig !== undefined && { withOutdatedConfig }),
    ...(totalSummary !== undefined && { totalSummary }),
  };
};
