/** What the actions of a deployment need of their surroundings, and what they share. */
import type { PodDefinition } from '../../../protocol/marathon/pod';
import { hasPersistentVolumes } from '../../../protocol/marathon/scheduling-validator';
import type { Instance } from '../instance/instance';
import { goalAfter, isPresent, isResting } from '../instance/instance';
import type { SelectionRule } from '../instance/kill-selection';
import type { InstanceChange, InstanceTracker, Order } from '../instance/tracker';

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
    resident: hasPersistentVolumes(pod),
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

/** They are one too many: those that hold a reservation end and rest on it, the others go for good. */
export const retire = (context: Pick<ActionContext, 'tracker' | 'kill'>, ids: readonly string[]): void => {
  for (const id of ids) {
    const instance = context.tracker.get(id);
    if (instance !== undefined) context.tracker.setGoal(id, goalAfter(instance));
    context.kill(id);
  }
};

/** Nothing of it ran, or was to run, after this change. By now another action may have started it again. */
export const wentAway = ({ after, expunged }: InstanceChange): boolean => expunged || isResting(after);

/** Nothing of it runs now, or is to run. */
export const isGone = ({ tracker }: Pick<ActionContext, 'tracker'>, id: string): boolean => {
  const instance = tracker.get(id);
  return instance === undefined || isResting(instance);
};

/** Those of `ids` that have not gone yet. */
export const remaining = (context: ActionContext, ids: readonly string[]): Set<string> =>
  new Set(ids.filter((id) => !isGone(context, id)));
