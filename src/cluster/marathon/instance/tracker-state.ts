/**
 * Where instances are kept, with the indexes that make every question cheap: by pod, waiting, coming up, lost.
 * Only `put` and `drop` write, so the indexes cannot disagree with the records (`invariants.ts` checks it all the same).
 */
import type { Instance } from './instance';
import { isLaunching, isReserving, isWaiting } from './instance';

export interface TrackerState {
  readonly instances: Map<string, Instance>;
  /** Ids by pod id, in order of creation. */
  readonly byRunSpec: Map<string, Set<string>>;
  /** Ids by pod id: Scheduled and to run, in the order they were scheduled. */
  readonly scheduled: Map<string, Set<string>>;
  /** Ids by pod id: Provisioned, nothing heard yet. */
  readonly provisioned: Map<string, Set<string>>;
  /** Provisioned, Staging or Starting: may become overdue. */
  readonly launching: Set<string>;
  /** Waits for what was reserved for it to show up in an offer. */
  readonly reserving: Set<string>;
  /** Unreachable or UnreachableInactive, and not to be waited for for ever. */
  readonly unreachable: Set<string>;
}

export const newTrackerState = (): TrackerState => ({
  instances: new Map(),
  byRunSpec: new Map(),
  scheduled: new Map(),
  provisioned: new Map(),
  launching: new Set(),
  reserving: new Set(),
  unreachable: new Set(),
});

const mark = (index: Map<string, Set<string>>, runSpecId: string, id: string, present: boolean): void => {
  const ids = index.get(runSpecId);
  if (present) {
    if (ids === undefined) index.set(runSpecId, new Set([id]));
    else ids.add(id);
  } else if (ids?.delete(id) === true && ids.size === 0) index.delete(runSpecId);
};

const markFlat = (index: Set<string>, id: string, present: boolean): void => {
  if (present) index.add(id);
  else index.delete(id);
};

const isProvisioned = ({ condition }: Instance): boolean => condition === 'Provisioned';
const comesUp = ({ condition }: Instance): boolean => isLaunching(condition);
const isAwaited = ({ condition, unreachable }: Instance): boolean =>
  (condition === 'Unreachable' || condition === 'UnreachableInactive') && unreachable !== null;

/** Whether a change makes it belong to an index, or belong there no longer. */
const turns = (is: (instance: Instance) => boolean, before: Instance | undefined, after: Instance): boolean =>
  (before !== undefined && is(before)) !== is(after);

/** Stores a new or changed instance. */
export const put = (state: TrackerState, instance: Instance): void => {
  const { id, runSpecId, condition, goal, reservation } = instance;
  const before = state.instances.get(id);
  state.instances.set(id, instance);
  // Most changes are of tasks, and no index knows of those.
  if (before?.condition === condition && before.goal === goal && before.reservation === reservation) return;
  if (before === undefined) mark(state.byRunSpec, runSpecId, id, true);
  if (turns(isWaiting, before, instance)) mark(state.scheduled, runSpecId, id, isWaiting(instance));
  if (turns(isProvisioned, before, instance)) mark(state.provisioned, runSpecId, id, isProvisioned(instance));
  if (turns(comesUp, before, instance)) markFlat(state.launching, id, comesUp(instance));
  if (turns(isReserving, before, instance)) markFlat(state.reserving, id, isReserving(instance));
  if (turns(isAwaited, before, instance)) markFlat(state.unreachable, id, isAwaited(instance));
};

/** Forgets an instance. */
export const drop = (state: TrackerState, instance: Instance): void => {
  const { id, runSpecId } = instance;
  state.instances.delete(id);
  for (const index of [state.byRunSpec, state.scheduled, state.provisioned]) mark(index, runSpecId, id, false);
  state.launching.delete(id);
  state.reserving.delete(id);
  state.unreachable.delete(id);
};

/** The instances a pod has, oldest first. */
export const instancesOf = (state: TrackerState, runSpecId: string): Instance[] => {
  const found: Instance[] = [];
  for (const id of state.byRunSpec.get(runSpecId) ?? []) {
    const instance = state.instances.get(id);
    if (instance !== undefined) found.push(instance);
  }
  return found;
};

/** How many of a pod's instances are in the launch queue: scheduled or provisioned. */
export const queuedCount = (state: TrackerState, runSpecId: string): number =>
  (state.scheduled.get(runSpecId)?.size ?? 0) + (state.provisioned.get(runSpecId)?.size ?? 0);
