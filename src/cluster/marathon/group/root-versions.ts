/** The tree as it was: the present one with the last changes taken back (Marathon `core/storage/repository/GroupRepository`). */
import { isWithin } from '../../../protocol/marathon/path-id';
import { isoTime } from '../../../protocol/units';
import type { Definition } from './definition';
import type { GroupRecord, RunSpecStoreState } from './run-spec-store';

export interface GroupThen {
  readonly groups: ReadonlyMap<string, GroupRecord>;
  readonly specs: ReadonlyMap<string, Definition>;
}

/** Versions of the tree that can be read, newest first. */
export const rootVersions = ({ lastChange, changes }: RunSpecStoreState): string[] => [
  isoTime(lastChange),
  ...changes.map(({ previous }) => previous).toReversed(),
];

const takeBack = <Value>(present: Map<string, Value>, before: ReadonlyMap<string, Value | null>): void => {
  for (const [id, value] of before) {
    if (value === null) present.delete(id);
    else present.set(id, value);
  }
};

const changesAfter = ({ changes }: RunSpecStoreState, version: string) =>
  changes.filter((change) => change.version > version).toReversed();

/** All services as of a version of the tree. */
export const specsAt = (state: RunSpecStoreState, version: string): Map<string, Definition> => {
  const specs = new Map<string, Definition>();
  for (const [id, { current, removed }] of state.specs) if (!removed) specs.set(id, current);
  for (const change of changesAfter(state, version)) takeBack(specs, change.specs);
  return specs;
};

const groupsAt = (state: RunSpecStoreState, version: string): Map<string, GroupRecord> => {
  const groups = new Map(state.groups);
  for (const change of changesAfter(state, version)) takeBack(groups, change.groups);
  return groups;
};

const within = <Value>(values: ReadonlyMap<string, Value>, group: string): Map<string, Value> =>
  new Map([...values].filter(([id]) => isWithin(id, group)));

/** A group and all below it as of a version; undefined when it was not there, or nobody remembers that version. */
export const groupAt = (state: RunSpecStoreState, id: string, version: string): GroupThen | undefined => {
  if (!rootVersions(state).includes(version)) return undefined;
  const groups = groupsAt(state, version);
  if (!groups.has(id)) return undefined;
  return { groups: within(groups, id), specs: within(specsAt(state, version), id) };
};

/** The versions of the tree in which a group is there, newest first. */
export const groupVersions = (state: RunSpecStoreState, id: string): string[] =>
  rootVersions(state).filter((version) => groupsAt(state, version).has(id));
