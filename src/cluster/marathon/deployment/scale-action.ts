/** Actions that bring a pod to a number of instances: ScalePod, and StopPod as its extreme (Marathon `core/deployment/impl`: TaskStartActor, AppStopActor). */
import type { PodDefinition } from '../../../protocol/marathon/pod';
import { isReady } from '../instance/instance';
import { selectVictims } from '../instance/kill-selection';
import type { InstanceChange } from '../instance/tracker';
import {
  decommission,
  isGone,
  orderOf,
  presentInstances,
  remaining,
  retire,
  selectionOf,
  wentAway,
} from './action-context';
import type { ActionContext } from './action-context';
import type { ScaleProgress, StopProgress } from './deployment-state';

/** Starts what is missing or ends what is too much. */
export const beginScale = (context: ActionContext, pod: PodDefinition): ScaleProgress => {
  const here = presentInstances(context, pod.id);
  const missing = pod.scaling.instances - here.length;
  const waiting = new Set(missing > 0 ? context.tracker.schedule(orderOf(pod), missing) : []);
  const doomed = missing < 0 ? selectVictims(here, -missing, selectionOf(pod)).map(({ id }) => id) : [];
  retire(context, doomed);
  return { kind: 'scale', runSpecId: pod.id, waiting, victims: remaining(context, doomed) };
};

/** A started instance counts once it is ready; a victim once it is gone, or rests. */
export const onScaleChange = (context: ActionContext, progress: ScaleProgress, change: InstanceChange): void => {
  const { after } = change;
  if (wentAway(change)) progress.victims.delete(after.id);
  if (isGone(context, after.id) || isReady(after, context.hasHealthChecks(after))) progress.waiting.delete(after.id);
};

/** Looks once more at the whole pod before it ends, since instances may have been wiped meanwhile. */
export const isScaleDone = (
  context: ActionContext,
  progress: ScaleProgress,
  pod: PodDefinition | undefined,
): boolean => {
  if (progress.waiting.size > 0 || progress.victims.size > 0) return false;
  if (pod === undefined) return true;
  const again = beginScale(context, pod);
  for (const id of again.waiting) progress.waiting.add(id);
  for (const id of again.victims) progress.victims.add(id);
  return progress.waiting.size === 0 && progress.victims.size === 0;
};

export const beginStop = (context: ActionContext, runSpecId: string): StopProgress => {
  const ids = context.tracker.ofRunSpec(runSpecId).map(({ id }) => id);
  decommission(context, ids);
  return { kind: 'stop', runSpecId, victims: remaining(context, ids) };
};
