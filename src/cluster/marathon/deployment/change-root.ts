/**
 * The one way to change the tree: rules, locks, limit, then store and deploy. Nothing is stored when anything is refused
 * (Marathon `core/group/impl/GroupManagerImpl`, `MarathonSchedulerActor.deploy`).
 */
import type { DeploymentStep } from '../../../protocol/marathon/deployment';
import { lockedByDeployments, notValid, tooManyDeployments } from '../../../protocol/marathon/error';
import type { FieldError, Refusal } from '../../../protocol/marathon/error';
import { residentAppUpdateErrors, residentUpdateErrors } from '../../../protocol/marathon/resident-update';
import { itemPath } from '../../../protocol/marathon/path';
import { isoTime } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import type { MarathonCore } from '../core';
import { changeBetween, isApp, isPod } from '../group/definition';
import type { Definition, Spec } from '../group/definition';
import { placeErrors } from '../group/place-errors';
import { editGroups } from '../group/group-edit';
import type { GroupEdit } from '../group/group-edit';
import { liveRecord, nextStamp, noteChange, putSpec, removeSpec } from '../group/run-spec-store';
import type { GroupRecord, RunSpecStoreState } from '../group/run-spec-store';
import { assignServicePorts } from '../group/service-ports';
import { MAX_RUNNING_DEPLOYMENTS } from '../settings';
import { createLevels } from './dependency-levels';
import type { Tree } from './dependency-levels';
import type { DeploymentRecord } from './deployment-state';
import { planSteps } from './plan';
import type { PlannedChange } from './plan';

/** `spec` undefined removes the service. */
export interface WantedSpec {
  readonly id: string;
  readonly spec?: Spec;
  /** Replace its instances even if nothing differs. */
  readonly restart?: boolean;
  /** It is of an earlier time: service ports that others have by now are no longer its own. */
  readonly restored?: boolean;
}

export type WantedGroup = Omit<GroupRecord, 'version'>;

export interface WantedChange {
  /** The group that events tell of. */
  readonly groupId: string;
  readonly specs: readonly WantedSpec[];
  /** Groups to be as said here; null removes one. Others stay. */
  readonly groups?: ReadonlyMap<string, WantedGroup | null>;
}

export type ChangeOutcome =
  | { readonly kind: 'deploying'; readonly deploymentId: string; readonly version: string }
  | ({ readonly kind: 'refused' } & Refusal);

const treeAfter = (store: RunSpecStoreState, wanted: WantedChange): Tree => {
  const changed = new Map(wanted.specs.map(({ id, spec }) => [id, spec]));
  const spec = (id: string): Spec | undefined => (changed.has(id) ? changed.get(id) : liveRecord(store, id)?.current);
  const groups = wanted.groups ?? new Map<string, WantedGroup | null>();
  let ids: readonly string[] | undefined;
  return {
    spec,
    ids: () =>
      (ids ??= [...new Set([...store.specs.keys(), ...changed.keys()])].filter((id) => spec(id) !== undefined)),
    groupDependencies: (id) => (groups.has(id) ? groups.get(id) : store.groups.get(id))?.dependencies ?? [],
  };
};

/** A change with the tree it makes. */
interface Draft extends WantedChange {
  readonly tree: Tree;
  readonly level: (id: string) => number | undefined;
}

const draftOf = ({ state }: MarathonCore, asked: WantedChange): Draft => {
  const wanted = { ...asked, specs: assignServicePorts(state.store, asked.specs) };
  const tree = treeAfter(state.store, wanted);
  return { ...wanted, tree, level: createLevels(tree) };
};

const residentErrors = (old: Spec, next: Spec): readonly string[] => {
  if (isPod(old) && isPod(next)) return residentUpdateErrors(old, next);
  return isApp(old) && isApp(next) ? residentAppUpdateErrors(old, next) : [];
};

/** Rules of the tree as a whole. */
const treeErrors = ({ state }: MarathonCore, { specs, groups, tree, level }: Draft): FieldError[] => {
  const written = specs.flatMap(({ spec }) => spec ?? []);
  const kept = [...(groups ?? [])].flatMap(([id, group]) => (group === null ? [] : [id]));
  const errors = placeErrors(state.store, tree, written, kept);
  // What a group depends on, everything below it depends on.
  const suspects = groups === undefined ? written.map(({ id }) => id) : [...tree.ids()];
  const isCircular = suspects.some((id) => level(id) === undefined);
  const all = isCircular ? [...errors, 'Dependency graph has cyclic dependencies.'] : errors;
  return all.length === 0 ? [] : [{ path: '/', errors: all }];
};

/** Rules between a version and the next. Places count among the apps, or the pods, of the plan. */
const planErrors = ({ state }: MarathonCore, { specs }: Draft): FieldError[] => {
  const written = specs.flatMap(({ spec }) => spec ?? []);
  const of = (kind: 'app' | 'pod', some: readonly Spec[]): FieldError[] =>
    some.flatMap((spec, index) => {
      const current = liveRecord(state.store, spec.id)?.current;
      const errors = current === undefined ? [] : residentErrors(current, spec);
      return errors.length === 0 ? [] : [{ path: itemPath(`/${kind}`, index), errors }];
    });
  return [...of('app', written.filter(isApp)), ...of('pod', written.filter(isPod))];
};

const plan = ({ state }: MarathonCore, { specs, level }: Draft): PlannedChange[] =>
  specs.map(({ id, spec, restart }): PlannedChange => {
    const current = liveRecord(state.store, id)?.current;
    const kindOf = spec ?? current;
    const kind = kindOf !== undefined && isApp(kindOf) ? 'app' : 'pod';
    if (spec === undefined) return { id, kind, change: 'removed', level: 1 };
    const change = restart === true && current !== undefined ? 'upgraded' : changeBetween(current, spec);
    return { id, kind, change, after: spec, level: level(id) ?? 1 };
  });

const moved = (changes: readonly PlannedChange[], kind?: PlannedChange['kind']): string[] =>
  changes.filter((each) => each.change !== 'unchanged' && (kind ?? each.kind) === each.kind).map(({ id }) => id);

const invalidity = (core: MarathonCore, draft: Draft): Refusal | undefined => {
  const inTree = treeErrors(core, draft);
  const errors = inTree.length > 0 ? inTree : planErrors(core, draft);
  return errors.length > 0 ? { status: 422, body: notValid(errors) } : undefined;
};

const refusalOf = (
  core: MarathonCore,
  draft: Draft,
  changes: readonly PlannedChange[],
  force: boolean,
): Refusal | undefined => {
  const { bus, runtime, state } = core;
  const invalid = invalidity(core, draft);
  if (invalid !== undefined) return invalid;
  // What changes nothing that runs needs no lock.
  const locks = core.deployments.conflicts(moved(changes));
  // A forced change ends those it conflicts with.
  if (state.deployments.deployments.size - (force ? locks.length : 0) >= MAX_RUNNING_DEPLOYMENTS)
    return { status: 403, body: tooManyDeployments(MAX_RUNNING_DEPLOYMENTS) };
  if (locks.length === 0 || force) return undefined;
  bus.publish({
    eventType: 'group_change_failed',
    groupId: draft.groupId,
    version: isoTime(runtime.now()),
    reason: lockedByDeployments(locks).message,
  });
  return { status: 409, body: lockedByDeployments(locks) };
};

const storeSpec = (
  state: RunSpecStoreState,
  edit: GroupEdit,
  { id, spec, restart = false }: WantedSpec,
  stamp: string,
): Definition | undefined => {
  edit.touch(id, stamp);
  if (spec === undefined) {
    removeSpec(state, id);
    return undefined;
  }
  edit.giveWay(id);
  return putSpec(state, spec, stamp, restart);
};

/** Those that go are taken away last: services in them have gone by then. */
const storeGroups = (edit: GroupEdit, groups: NonNullable<WantedChange['groups']>, version: string): void => {
  for (const [id, group] of groups) {
    edit.touch(id, version);
    if (group !== null) edit.set(id, { ...group, version });
  }
  for (const [id, group] of groups) if (group === null) edit.set(id, null);
};

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, index) => each === others[index]);

/** What a change did to groups, for whoever takes it back. */
const groupTraces = (
  before: ReadonlyMap<string, GroupRecord | null>,
  after: ReadonlyMap<string, GroupRecord>,
): Pick<DeploymentRecord, 'newGroups' | 'dependencies'> => ({
  newGroups: [...before].flatMap(([id, group]) => (group === null && after.has(id) ? [id] : [])),
  dependencies: new Map(
    [...before].flatMap(([id, group]) => {
      const now = after.get(id)?.dependencies;
      // Compared by content: lists that are equal may have been the same one before a snapshot.
      return group === null || (now !== undefined && areSame(now, group.dependencies))
        ? []
        : [[id, { before: group.dependencies, after: now ?? [] }] as const];
    }),
  ),
});

/** Stores the change and remembers how to take it back. */
const store = (core: MarathonCore, wanted: WantedChange, changes: readonly PlannedChange[]) => {
  const state = core.state.store;
  const previous = isoTime(state.lastChange);
  const version = nextStamp(state, core.runtime.now());
  const before = new Map(wanted.specs.map(({ id }) => [id, liveRecord(state, id)?.current ?? null]));
  const edit = editGroups(state);
  const stored = wanted.specs.flatMap((each, index) => {
    const change = changes[index];
    const after = storeSpec(state, edit, each, version);
    return change === undefined || after === undefined ? (change ?? []) : { ...change, after };
  });
  storeGroups(edit, wanted.groups ?? new Map(), version);
  edit.touchRoot(version);
  noteChange(state, { version, previous, specs: before, groups: edit.before });
  return { version, before, traces: groupTraces(edit.before, state.groups), stored };
};

/** The steps a change would take, or why it would be refused; nothing is stored, and locks do not count. */
export const dryRun = (core: MarathonCore, wanted: WantedChange): readonly DeploymentStep[] | Refusal => {
  const draft = draftOf(core, wanted);
  return invalidity(core, draft) ?? planSteps(plan(core, draft));
};

/** Changes, adds or removes services and groups in one deployment. */
export const changeRoot = (core: MarathonCore, wanted: WantedChange, force: boolean): ChangeOutcome => {
  const draft = draftOf(core, wanted);
  const changes = plan(core, draft);
  const refusal = refusalOf(core, draft, changes, force);
  if (refusal !== undefined) return { kind: 'refused', ...refusal };
  const { bus, deployments, runtime } = core;
  const { version, before, traces, stored } = store(core, draft, changes);
  const id = uuid(() => runtime.draw('marathon.deployments'));
  bus.publish({ eventType: 'group_change_success', groupId: wanted.groupId, version });
  deployments.start({
    id,
    version,
    steps: planSteps(stored),
    affectedApps: moved(changes, 'app'),
    affectedPods: moved(changes, 'pod'),
    before,
    ...traces,
    current: -1,
    running: [],
  });
  return { kind: 'deploying', deploymentId: id, version };
};
