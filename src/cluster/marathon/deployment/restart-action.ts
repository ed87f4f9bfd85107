/**
 * RestartPod: replaces the instances of a pod by those of a new version, within the band the upgrade strategy allows
 * (Marathon `core/deployment/impl/TaskReplaceActor`). Work per change does not grow with the pod.
 */
import type { PodDefinition } from '../../../protocol/marathon/pod';
import { hasPersistentVolumes } from '../../../protocol/marathon/scheduling-validator';
import type { Instance } from '../instance/instance';
import { isReady, isResting, isTerminal } from '../instance/instance';
import type { InstanceChange } from '../instance/tracker';
import { isGone, orderOf, presentInstances, retire, wentAway } from './action-context';
import type { ActionContext } from './action-context';
import type { RestartProgress } from './deployment-state';
import { ignite } from './ignition';

const isUp = (context: ActionContext, instance: Instance): boolean =>
  isReady(instance, context.hasHealthChecks(instance));

/** Without a check an instance is taken for healthy from the start. */
const isConsideredHealthy = (context: ActionContext, instance: Instance): boolean =>
  !context.hasHealthChecks(instance) || instance.healthy === true;

/** Who goes first: what is not healthy, then what is not up, then the rest. */
const worth = (context: ActionContext, instance: Instance): number =>
  isConsideredHealthy(context, instance) ? 1 + Number(isUp(context, instance)) : 0;

const endOne = (context: ActionContext, progress: RestartProgress, id: string): void => {
  progress.spared.delete(id);
  retire(context, [id]);
  if (isGone(context, id)) progress.old.delete(id);
};

const endSpared = (context: ActionContext, progress: RestartProgress, count: number): void => {
  for (const id of [...progress.spared].slice(0, count)) endOne(context, progress, id);
};

const startNew = (context: ActionContext, progress: RestartProgress, pod: PodDefinition): void => {
  const room = Math.max(0, progress.maxCapacity - progress.old.size - progress.fresh.size);
  const count = Math.min(pod.scaling.instances - progress.fresh.size, room);
  if (count > 0) for (const id of context.tracker.schedule(orderOf(pod), count)) progress.fresh.add(id);
};

/**
 * Old instances that are not healthy count for nothing, yet may fill the whole capacity. When nothing else is under way,
 * one of them makes room; otherwise the restart would wait for ever.
 */
const makeRoom = (context: ActionContext, progress: RestartProgress, pod: PodDefinition): void => {
  const { old, spared, fresh, ready } = progress;
  const isMoving = old.size > spared.size || fresh.size > ready.size;
  if (isMoving || fresh.size >= pod.scaling.instances || spared.size === 0) return;
  const unhealthy = [...spared].find((id) => {
    const instance = context.tracker.get(id);
    return instance === undefined || !isConsideredHealthy(context, instance);
  });
  endOne(context, progress, unhealthy ?? [...spared][0] ?? '');
  startNew(context, progress, pod);
};

const goOn = (context: ActionContext, progress: RestartProgress, pod: PodDefinition): void => {
  if (progress.ready.size >= pod.scaling.instances) endSpared(context, progress, progress.spared.size);
  startNew(context, progress, pod);
  makeRoom(context, progress, pod);
};

/** Ends as many old instances and starts as many new ones as the upgrade strategy allows. */
export const beginRestart = (context: ActionContext, pod: PodDefinition): RestartProgress => {
  const isNew = (instance: Instance): boolean => instance.version >= pod.version;
  // Those that rest on their reservations are there to be started again.
  const old = context.tracker.ofRunSpec(pod.id).filter((instance) => !isNew(instance) && !isResting(instance));
  const fresh = presentInstances(context, pod.id).filter(isNew);
  const ready = fresh.filter((instance) => isUp(context, instance));
  context.resetDelay(pod.id);
  // What waits for an offer or for its next try has nothing to lose.
  const waiting = old.filter(({ condition }) => condition === 'Scheduled').map(({ id }) => id);
  retire(context, waiting);

  const here = presentInstances(context, pod.id);
  const { minimumHealthCapacity, maximumOverCapacity } = pod.scheduling.upgrade;
  const { killNow, maxCapacity } = ignite({
    target: pod.scaling.instances,
    current: here.length,
    healthy: here.filter((instance) => isConsideredHealthy(context, instance)).length,
    minimumHealthCapacity,
    maximumOverCapacity,
    resident: hasPersistentVolumes(pod),
  });
  const left = old.filter(({ id }) => !isGone(context, id));
  const progress: RestartProgress = {
    kind: 'restart',
    runSpecId: pod.id,
    version: pod.version,
    maxCapacity,
    old: new Set(left.map(({ id }) => id)),
    spared: new Set(
      left
        .filter(({ goal }) => goal === 'Running')
        .toSorted((a, b) => worth(context, a) - worth(context, b))
        .map(({ id }) => id),
    ),
    fresh: new Set(fresh.map(({ id }) => id)),
    ready: new Set(ready.map(({ id }) => id)),
    mostReady: ready.length,
  };
  endSpared(context, progress, killNow);
  goOn(context, progress, pod);
  return progress;
};

const onOldChange = (context: ActionContext, progress: RestartProgress, change: InstanceChange): void => {
  const { after } = change;
  if (wentAway(change)) {
    progress.old.delete(after.id);
    progress.spared.delete(after.id);
    return;
  }
  // One that ends by itself, or is lost, is not launched again.
  const { condition, id } = after;
  const isDown = condition === 'Scheduled' || condition === 'UnreachableInactive' || isTerminal(condition);
  if (isDown && progress.spared.has(id)) endOne(context, progress, id);
};

const onFreshChange = (context: ActionContext, progress: RestartProgress, { after }: InstanceChange): void => {
  const isAway = isGone(context, after.id);
  if (isAway) progress.fresh.delete(after.id);
  if (isAway || !isUp(context, after)) progress.ready.delete(after.id);
  else progress.ready.add(after.id);
  // One old instance for each new one; one that comes up twice does not count twice.
  if (progress.ready.size <= progress.mostReady) return;
  progress.mostReady = progress.ready.size;
  endSpared(context, progress, 1);
};

export const onRestartChange = (
  context: ActionContext,
  progress: RestartProgress,
  pod: PodDefinition,
  change: InstanceChange,
): void => {
  const { id } = change.after;
  if (progress.old.has(id)) onOldChange(context, progress, change);
  else if (progress.fresh.has(id)) onFreshChange(context, progress, change);
  goOn(context, progress, pod);
};

/** All new ones are up and no old one is left. */
export const isRestartDone = (progress: RestartProgress, pod: PodDefinition | undefined): boolean =>
  progress.old.size === 0 && progress.ready.size >= (pod?.scaling.instances ?? 0);
