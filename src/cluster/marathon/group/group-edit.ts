/** Changes of groups, noted as they are made, so that a change of the tree can be taken back. */
import { ROOT, ancestorsOf, isWithin } from '../../../protocol/marathon/path-id';
import type { GroupRecord, RunSpecStoreState } from './run-spec-store';

export interface GroupEdit {
  /** Stores a group; null removes it. */
  set(id: string, group: GroupRecord | null): void;
  /** Every group above a changed id gets the change's version; missing ones are made. */
  touch(id: string, version: string): void;
  /** Every change is one of the root, even where nothing below it is touched. */
  touchRoot(version: string): void;
  /** Groups without any service, at and below the id of a service to be, give way to it. */
  giveWay(id: string): void;
  /** What was touched, as it was before; null: it was not there. */
  readonly before: ReadonlyMap<string, GroupRecord | null>;
}

export const editGroups = (state: RunSpecStoreState): GroupEdit => {
  const { groups } = state;
  const before = new Map<string, GroupRecord | null>();
  const set = (id: string, group: GroupRecord | null): void => {
    if (!before.has(id)) before.set(id, groups.get(id) ?? null);
    if (group === null) groups.delete(id);
    else groups.set(id, group);
  };
  return {
    set,
    touch(id, version) {
      for (const group of ancestorsOf(id)) set(group, { dependencies: [], ...groups.get(group), version });
    },
    touchRoot(version) {
      set(ROOT, { dependencies: [], ...groups.get(ROOT), version });
    },
    giveWay(id) {
      // Whatever is below a group has the groups above it, too.
      if (!groups.has(id)) return;
      for (const group of groups.keys()) if (isWithin(group, id)) set(group, null);
    },
    before,
  };
};
