/**
 * The tree of pods: every pod with all its versions, the groups above them, and the stamp of the last change
 * (Marathon `core/group`, `core/pod/PodManager`). Groups come with their first pod and stay when the last one goes.
 */
import { podExists } from '../../../protocol/marathon/error';
import type { ErrorBody } from '../../../protocol/marathon/error';
import { ROOT, ancestorsOf, isWithin } from '../../../protocol/marathon/path-id';
import type { PodDefinition, PodSpec } from '../../../protocol/marathon/pod';
import { isUpgrade, onlyInstancesChanged } from '../../../protocol/marathon/pod-upgrade';
import { isoTime, millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';

export interface PodRecord {
  /** By version, oldest first; the last is the one in force. */
  readonly versions: Map<string, PodDefinition>;
  current: PodDefinition;
  /** Version of the last change that replaces instances; back-off and constraints count from it. */
  configVersion: string;
  /** A deployment is stopping it; it is no longer part of the tree. */
  removed: boolean;
}

export interface PodStoreState {
  readonly pods: Map<string, PodRecord>;
  readonly groups: Set<string>;
  /** When the tree last changed; no two changes share a millisecond. */
  lastChange: Millis;
}

export const newPodStoreState = (): PodStoreState => ({
  pods: new Map(),
  groups: new Set([ROOT]),
  lastChange: millis(0),
});

/** What an update means for instances that run. */
export type PodChange = 'created' | 'upgraded' | 'scaled' | 'unchanged';

/** The pod as part of the tree; undefined when there is none, or when it is being removed. */
export const livePod = (state: PodStoreState, id: string): PodRecord | undefined => {
  const record = state.pods.get(id);
  return record?.removed === false ? record : undefined;
};

/** All pods of the tree, at and below `group`. */
export const podsWithin = (state: PodStoreState, group: string): PodRecord[] =>
  [...state.pods.values()].filter((record) => !record.removed && isWithin(record.current.id, group));

/** The next stamp: now, or one millisecond after the last. */
export const nextStamp = (state: PodStoreState, now: Millis): string => {
  state.lastChange = millis(Math.max(now, state.lastChange + 1));
  return isoTime(state.lastChange);
};

/** Why a new pod cannot have this id; undefined when it can. */
export const idTaken = (state: PodStoreState, id: string): ErrorBody | undefined =>
  livePod(state, id) === undefined ? undefined : podExists(id);

/** Rules of the whole tree: no pod at a group that has something in it, no pod below a pod. */
export const rootErrors = (state: PodStoreState, id: string): readonly string[] => {
  const below = state.groups.has(id) && podsWithin(state, id).some(({ current }) => current.id !== id);
  const above = ancestorsOf(id).some((ancestor) => livePod(state, ancestor) !== undefined);
  return below || above ? ['Groups and Pods may not have the same identifier.'] : [];
};

/** What `spec` would be to the pod in force. */
export const changeOf = (record: PodRecord | undefined, spec: PodSpec): PodChange => {
  if (record === undefined) return 'created';
  if (isUpgrade(record.current, spec)) return 'upgraded';
  return onlyInstancesChanged(record.current, spec) ? 'scaled' : 'unchanged';
};

/** Stores a new version. An unchanged pod keeps its version, but not necessarily its other members. */
export const putPod = (state: PodStoreState, spec: PodSpec, stamp: string): PodDefinition => {
  const known = state.pods.get(spec.id);
  const record = known?.removed === false ? known : undefined;
  const change = changeOf(record, spec);
  const version = change === 'unchanged' && record !== undefined ? record.current.version : stamp;
  const pod: PodDefinition = { ...spec, version };
  for (const group of ancestorsOf(spec.id)) state.groups.add(group);
  // A group without any pod in it gives way, and so do those below it.
  for (const group of state.groups) if (isWithin(group, spec.id)) state.groups.delete(group);
  // A pod that comes back while it is removed keeps its past: instances that still stop belong to it.
  const versions = known?.versions ?? new Map<string, PodDefinition>();
  versions.set(version, pod);
  const configVersion = change === 'scaled' || change === 'unchanged' ? (record?.configVersion ?? version) : version;
  state.pods.set(spec.id, { versions, current: pod, configVersion, removed: false });
  return pod;
};

/** Drops those of `groups` that hold nothing any more. */
export const dropEmptyGroups = (state: PodStoreState, groups: readonly string[]): void => {
  for (const group of groups.toSorted((a, b) => b.length - a.length)) {
    const hasGroups = [...state.groups].some((other) => other !== group && isWithin(other, group));
    if (!hasGroups && podsWithin(state, group).length === 0) state.groups.delete(group);
  }
};
