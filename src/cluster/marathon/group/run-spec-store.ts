/**
 * The tree of services: every pod and app with all its versions, the groups above them, and the last changes
 * (Marathon `core/group`, `state/RootGroup`). Groups come with their first service and stay when the last one goes.
 */
import type { AppDefinition } from '../../../protocol/marathon/app';
import { ROOT, isWithin } from '../../../protocol/marathon/path-id';
import { servicePortsOf } from '../../../protocol/marathon/service-port';
import { isoTime, millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { changeBetween, isApp, stamped } from './definition';
import type { Definition, Spec } from './definition';

export interface RunSpecRecord {
  /** By version, oldest first; the last is the one in force. */
  readonly versions: Map<string, Definition>;
  current: Definition;
  /** Version of the last change that replaces instances; back-off and constraints count from it. */
  configVersion: string;
  /** A deployment is stopping it; it is no longer part of the tree. */
  removed: boolean;
}

export interface GroupRecord {
  /** Absolute ids of apps and groups that have to be there first. */
  readonly dependencies: readonly string[];
  /** Whether services below must use the group's role; absent: not said. */
  readonly enforceRole?: boolean;
  /** Of the last change at or below it. */
  readonly version: string;
}

/** How one change of the tree is taken back: what it touched, as it was before. Null: it was not there. */
export interface RootChange {
  readonly version: string;
  readonly previous: string;
  readonly specs: ReadonlyMap<string, Definition | null>;
  readonly groups: ReadonlyMap<string, GroupRecord | null>;
}

export interface RunSpecStoreState {
  readonly specs: Map<string, RunSpecRecord>;
  readonly groups: Map<string, GroupRecord>;
  /** When the tree last changed; no two changes share a millisecond. */
  lastChange: Millis;
  /** The last changes, oldest first. */
  readonly changes: RootChange[];
  /** Service ports of the tree's apps, and how many have each. */
  readonly servicePorts: Map<number, number>;
}

/** As many versions of the tree can be read and rolled back to (Marathon `zk_max_versions`). */
const MAX_ROOT_VERSIONS = 50;

export const newRunSpecStoreState = (): RunSpecStoreState => ({
  specs: new Map(),
  groups: new Map([[ROOT, { dependencies: [], version: isoTime(millis(0)) }]]),
  lastChange: millis(0),
  changes: [],
  servicePorts: new Map(),
});

/** The service as part of the tree; undefined when there is none, or when it is being removed. */
export const liveRecord = (state: RunSpecStoreState, id: string): RunSpecRecord | undefined => {
  const record = state.specs.get(id);
  return record?.removed === false ? record : undefined;
};

/** The app of the tree; a pod of this id is none. */
export const liveApp = (state: RunSpecStoreState, id: string): AppDefinition | undefined => {
  const definition = liveRecord(state, id)?.current;
  return definition !== undefined && isApp(definition) ? definition : undefined;
};

/** All services of the tree, at and below `group`. */
export const recordsWithin = (state: RunSpecStoreState, group: string): RunSpecRecord[] =>
  [...state.specs.values()].filter((record) => !record.removed && isWithin(record.current.id, group));

/** Stamps of its versions, newest first: of a pod that took the place of an app, or the other way, only those it has as such. */
export const versionsOf = ({ versions, current }: RunSpecRecord): string[] =>
  [...versions]
    .filter(([, definition]) => isApp(definition) === isApp(current))
    .map(([version]) => version)
    .toReversed();

/** The next stamp: now, or one millisecond after the last. */
export const nextStamp = (state: RunSpecStoreState, now: Millis): string => {
  state.lastChange = millis(Math.max(now, state.lastChange + 1));
  return isoTime(state.lastChange);
};

/** Books the service ports of a definition that enters the tree (1) or leaves it (-1). */
const countPorts = ({ servicePorts }: RunSpecStoreState, definition: Definition | undefined, by: 1 | -1): void => {
  if (definition === undefined || !isApp(definition)) return;
  for (const port of servicePortsOf(definition)) {
    const count = (servicePorts.get(port) ?? 0) + by;
    if (count > 0) servicePorts.set(port, count);
    else servicePorts.delete(port);
  }
};

/** Takes a service out of the tree; its instances are still to be stopped. */
export const removeSpec = (state: RunSpecStoreState, id: string): void => {
  const record = liveRecord(state, id);
  if (record !== undefined) record.removed = true;
};

/** Forgets a service with all its versions. Until then its service ports are its own. */
export const forgetSpec = (state: RunSpecStoreState, id: string): void => {
  countPorts(state, state.specs.get(id)?.current, -1);
  state.specs.delete(id);
};

/** Stores a new version. An unchanged service keeps its version, but not necessarily its other members. @param restart a new version whatever the change */
export const putSpec = (state: RunSpecStoreState, spec: Spec, stamp: string, restart: boolean): Definition => {
  const known = state.specs.get(spec.id);
  const record = known?.removed === false ? known : undefined;
  const change = restart ? 'upgraded' : changeBetween(record?.current, spec);
  const version = change === 'unchanged' && record !== undefined ? record.current.version : stamp;
  const keepsConfig = change === 'scaled' || change === 'unchanged';
  const configVersion = keepsConfig ? (record?.configVersion ?? version) : version;
  const definition = stamped(spec, version, configVersion);
  countPorts(state, known?.current, -1);
  countPorts(state, definition, 1);
  // A service that comes back while it is removed keeps its past: instances that still stop belong to it.
  const versions = known?.versions ?? new Map<string, Definition>();
  versions.set(version, definition);
  state.specs.set(spec.id, { versions, current: definition, configVersion, removed: false });
  return definition;
};

/** Remembers a change, and forgets the oldest. */
export const noteChange = (state: RunSpecStoreState, change: RootChange): void => {
  state.changes.push(change);
  if (state.changes.length >= MAX_ROOT_VERSIONS) state.changes.shift();
};
