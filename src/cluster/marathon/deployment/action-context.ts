/** What the actions of a deployment need of their surroundings, and what they share. */
import type { PodDefinition } from '../../../protocol/marathon/pod';
import type { Instance } from '../instance/instance';
import { isPresent } from '../instance/instance';
import type { SelectionRule } from '../instance/kill-selection';
import type { InstanceTracker, Order } from '../instance/tracker';

export interface ActionContext {
  readonly tracker: InstanceTracker;
  readonly kill: (id: string) => void;
  readonly resetDelay: (runSpecId: string) => void;
  /** Whether any container of the version an instance was launched with is checked. */
  readonly hasHealthChecks: (instance: Instance) => boolean;
}

/** What the tracker needs to know of a pod to schedule instances of it. */
export const orderOf = (pod: PodDefinition): Order => {
  const strategy = pod.scheduling.unreachableStrategy;
  return {
    runSpecId: pod.id,
    version: pod.version,
    role: pod.role,
    unreachable: typeof strategy === 'string' ? null : strategy,
  };
};

/** How a pod chooses who goes first. */
export const selectionOf = (pod: PodDefinition): SelectionRule => ({
  killSelection: pod.scheduling.killSelection,
  constraints: pod.scheduling.placement.constraints,
});

/** The instances that count towards the pod's number. */
export const presentInstances = (context: ActionContext, runSpecId: string): Instance[] =>
  context.tracker.ofRunSpec(runSpecId).filter(isPresent);

/** They are to go for good: their tasks are killed; what was never placed is gone at once. */
export const decommission = (context: ActionContext, ids: readonly string[]): void => {
  for (const id of ids) {
    context.tracker.setGoal(id, 'Decommissioned');
    context.kill(id);
  }
};

/** Those of `ids` that still exist. */
export const remaining = (context: ActionContext, ids: readonly string[]): Set<string> =>
  new Set(ids.filter((id) => context.tracker.get(id) !== undefined));
