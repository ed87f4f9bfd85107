/** Readiness of an app's tasks as deployments and apps show it (Marathon `core/readiness/ReadinessCheckResult`). */
import type { ReadinessCheckResult } from '../../../protocol/marathon/deployment';
import type { MarathonCore } from '../core';
import { definitionOfInstance } from '../core';
import { isApp } from '../group/definition';

/** One per task and check that answered so far. */
export const readinessResults = ({ state, tracker }: MarathonCore, appId: string): ReadinessCheckResult[] => {
  if (state.health.readiness.size === 0) return [];
  return tracker.ofRunSpec(appId).flatMap((instance) => {
    const definition = definitionOfInstance(state, instance);
    if (definition === undefined || !isApp(definition)) return [];
    return instance.tasks.flatMap((task) =>
      [...(state.health.readiness.get(task.id) ?? [])].map(([index, { ready, lastResponse }]) => ({
        name: definition.readinessChecks[index]?.name ?? '',
        taskId: task.id,
        ready,
        ...(lastResponse !== undefined && { lastResponse }),
      })),
    );
  });
};
