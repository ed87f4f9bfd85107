/** What a group update means for the tree: which services and groups come, change and go (Marathon `raml/GroupConversion`, `state/Group`). */
import type { GroupUpdate } from '../../../protocol/marathon/group-update';
import { ROOT, isWithin, parentOf } from '../../../protocol/marathon/path-id';
import type { WantedChange, WantedGroup, WantedSpec } from '../deployment/change-root';
import { isApp, unstamped } from './definition';
import { groupAt, specsAt } from './root-versions';
import { recordsWithin } from './run-spec-store';
import type { RunSpecStoreState } from './run-spec-store';

/** Everything at and below a group goes; the root itself stays. */
export const removeGroup = (state: RunSpecStoreState, id: string): WantedChange => {
  const gone = [...state.groups.keys()].filter((group) => isWithin(group, id) && group !== ROOT);
  return {
    groupId: parentOf(id),
    specs: recordsWithin(state, id).map(({ current }) => ({ id: current.id })),
    groups: new Map(gone.map((group) => [group, null])),
  };
};

/** Apps a group lists are all it has; groups it lists are all it has; pods stay, unless their group goes. */
const collect = (
  state: RunSpecStoreState,
  update: GroupUpdate,
  specs: Map<string, WantedSpec>,
  groups: Map<string, WantedGroup | null>,
): void => {
  const { id, apps, groups: children, dependencies, enforceRole } = update;
  const current = state.groups.get(id);
  const enforced = enforceRole ?? current?.enforceRole;
  groups.set(id, {
    dependencies: dependencies ?? current?.dependencies ?? [],
    ...(enforced !== undefined && { enforceRole: enforced }),
  });
  if (apps !== undefined) {
    for (const record of recordsWithin(state, id))
      if (isApp(record.current) && parentOf(record.current.id) === id)
        specs.set(record.current.id, { id: record.current.id });
    for (const app of apps) specs.set(app.id, { id: app.id, spec: app });
  }
  if (children === undefined) return;
  const kept = new Set(children.map((child) => child.id));
  for (const group of state.groups.keys()) {
    if (group === ROOT || parentOf(group) !== id || kept.has(group)) continue;
    const removal = removeGroup(state, group);
    for (const spec of removal.specs) specs.set(spec.id, spec);
    for (const [gone] of removal.groups ?? []) groups.set(gone, null);
  }
  for (const child of children) collect(state, child, specs, groups);
};

/** The group as the update describes it. */
export const updateGroup = (state: RunSpecStoreState, update: GroupUpdate): WantedChange => {
  const specs = new Map<string, WantedSpec>();
  const groups = new Map<string, WantedGroup | null>();
  collect(state, update, specs, groups);
  return { groupId: update.id, specs: [...specs.values()], groups };
};

/** Every app below a group gets `factor` times its instances, rounded up. */
export const scaleGroup = (state: RunSpecStoreState, id: string, factor: number): WantedChange => ({
  groupId: id,
  specs: recordsWithin(state, id).flatMap(({ current }) =>
    isApp(current)
      ? [{ id: current.id, spec: { ...unstamped(current), instances: Math.ceil(current.instances * factor) } }]
      : [],
  ),
});

/** The group as it was at a version of the tree; undefined when it was not there, or nobody remembers. */
export const restoreGroup = (state: RunSpecStoreState, id: string, version: string): WantedChange | undefined => {
  const then = groupAt(state, id, version);
  if (then === undefined) return undefined;
  const before = specsAt(state, version);
  const present = recordsWithin(state, id).filter(({ current }) => !before.has(current.id));
  const groups = new Map<string, WantedGroup | null>();
  for (const group of state.groups.keys())
    if (isWithin(group, id) && group !== ROOT && !then.groups.has(group)) groups.set(group, null);
  for (const [group, { dependencies, enforceRole }] of then.groups)
    groups.set(group, { dependencies, ...(enforceRole !== undefined && { enforceRole }) });
  return {
    groupId: id,
    specs: [
      ...[...then.specs.values()].map((definition) => ({
        id: definition.id,
        spec: unstamped(definition),
        restored: true,
      })),
      ...present.map(({ current }) => ({ id: current.id })),
    ],
    groups,
  };
};
