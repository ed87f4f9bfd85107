/**
 * The one way to change the tree: rules, locks, limit, then store and deploy. Nothing is stored when anything is refused
 * (Marathon `core/group/impl/GroupManagerImpl`, `MarathonSchedulerActor.deploy`).
 */
import type { DeploymentStep } from '../../../protocol/marathon/deployment';
import { lockedByDeployments, notValid, tooManyDeployments } from '../../../protocol/marathon/error';
import type { FieldError, Refusal } from '../../../protocol/marathon/error';
import { residentAppUpdateErrors, residentUpdateErrors } from '../../../protocol/marathon/resident-update';
import { itemPath } from '../../../protocol/marathon/path';
import { ROOT, parentOf } from '../../../protocol/marathon/path-id';
import { isoTime } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import type { MarathonCore } from '../core';
import { changeBetween, isApp, isPod, unstamped } from '../group/definition';
import type { Definition, Spec } from '../group/definition';
import { dropEmptyGroups, editGroups } from '../group/group-edit';
import type { GroupEdit } from '../group/group-edit';
import { liveRecord, nextStamp, noteChange, putSpec, removeSpec, rootErrors } from '../group/run-spec-store';
import type { GroupRecord, RunSpecStoreState } from '../group/run-spec-store';
import { assignServicePorts } from '../group/service-ports';
import { MAX_RUNNING_DEPLOYMENTS } from '../settings';
import { createLevels } from './dependency-levels';
import type { Tree } from './dependency-levels';
import { planSteps } from './plan';
import type { PlannedChange } from './plan';

/** `spec` undefined removes the service. */
export interface WantedSpec {
  readonly id: string;
  readonly spec?: Spec;
  /** Replace its instances even if nothing differs. */
  readonly restart?: boolean;
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

const treeAfter = ({ specs }: RunSpecStoreState, wanted: WantedChange, store: RunSpecStoreState): Tree => {
  const changed = new Map(wanted.specs.map(({ id, spec }) => [id, spec]));
  const spec = (id: string): Spec | undefined => (changed.has(id) ? changed.get(id) : liveRecord(store, id)?.current);
  let ids: readonly string[] | undefined;
  return {
    spec,
    ids: () => (ids ??= [...new Set([...specs.keys(), ...changed.keys()])].filter((id) => spec(id) !== undefined)),
    groupDependencies: (id) => (wanted.groups?.get(id) ?? store.groups.get(id))?.dependencies ?? [],
  };
};

const residentErrors = (old: Spec, next: Spec): readonly string[] => {
  if (isPod(old) && isPod(next)) return residentUpdateErrors(old, next);
  return isApp(old) && isApp(next) ? residentAppUpdateErrors(old, next) : [];
};

/** Rules of the tree as a whole. */
const treeErrors = (
  { state }: MarathonCore,
  wanted: WantedChange,
  level: (id: string) => number | undefined,
): FieldError[] => {
  const errors = wanted.specs.flatMap(({ spec }) => (spec === undefined ? [] : rootErrors(state.store, spec)));
  const isCircular = wanted.specs.some(({ id, spec }) => spec !== undefined && level(id) === undefined);
  const all = isCircular ? [...errors, 'Dependency graph has cyclic dependencies.'] : errors;
  return all.length === 0 ? [] : [{ path: '/', errors: [...new Set(all)] }];
};

/** Rules between a version and the next. Places count among the apps, or the pods, of the plan. */
const planErrors = ({ state }: MarathonCore, wanted: WantedChange): FieldError[] => {
  const written = wanted.specs.flatMap(({ spec }) => spec ?? []);
  const of = (kind: 'app' | 'pod', specs: readonly Spec[]): FieldError[] =>
    specs.flatMap((spec, index) => {
      const current = liveRecord(state.store, spec.id)?.current;
      const errors = current === undefined ? [] : residentErrors(current, spec);
      return errors.length === 0 ? [] : [{ path: itemPath(`/${kind}`, index), errors }];
    });
  return [...of('app', written.filter(isApp)), ...of('pod', written.filter(isPod))];
};

const plan = (core: MarathonCore, wanted: WantedChange): PlannedChange[] => {
  const { store } = core.state;
  const level = createLevels(treeAfter(store, wanted, store));
  return wanted.specs.map(({ id, spec, restart }): PlannedChange => {
    const current = liveRecord(store, id)?.current;
    const kindOf = spec ?? current;
    const kind = kindOf !== undefined && isApp(kindOf) ? 'app' : 'pod';
    if (spec === undefined) return { id, kind, change: 'removed', level: 1 };
    const change = restart === true && current !== undefined ? 'upgraded' : changeBetween(current, spec);
    return { id, kind, change, after: spec, level: level(id) ?? 1 };
  });
};

const moved = (changes: readonly PlannedChange[], kind?: PlannedChange['kind']): string[] =>
  changes.filter((each) => each.change !== 'unchanged' && (kind ?? each.kind) === each.kind).map(({ id }) => id);

const refusalOf = (
  core: MarathonCore,
  wanted: WantedChange,
  changes: readonly PlannedChange[],
  force: boolean,
): Refusal | undefined => {
  const { bus, runtime, state } = core;
  const inTree = treeErrors(core, wanted, createLevels(treeAfter(state.store, wanted, state.store)));
  const errors = inTree.length > 0 ? inTree : planErrors(core, wanted);
  if (errors.length > 0) return { status: 422, body: notValid(errors) };
  // What changes nothing that runs needs no lock.
  const locks = core.deployments.conflicts(moved(changes));
  // A forced change ends those it conflicts with.
  if (state.deployments.deployments.size - (force ? locks.length : 0) >= MAX_RUNNING_DEPLOYMENTS)
    return { status: 403, body: tooManyDeployments(MAX_RUNNING_DEPLOYMENTS) };
  if (locks.length === 0 || force) return undefined;
  bus.publish({
    eventType: 'group_change_failed',
    groupId: wanted.groupId,
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
    if (group === null) continue;
    edit.touch(id, version);
    edit.set(id, { ...group, version });
  }
  for (const [id, group] of groups) if (group === null) edit.set(id, null);
};

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
  if (wanted.groups !== undefined) storeGroups(edit, wanted.groups, version);
  noteChange(state, { version, previous, specs: before, groups: edit.before });
  const newGroups = [...edit.before].flatMap(([id, group]) => (group === null && state.groups.has(id) ? [id] : []));
  return { version, before, newGroups, stored };
};

/** The steps a change would take; nothing is stored. */
export const dryRun = (core: MarathonCore, wanted: WantedChange): readonly DeploymentStep[] =>
  planSteps(plan(core, wanted));

/** Changes, adds or removes services and groups in one deployment. */
export const changeRoot = (core: MarathonCore, asked: WantedChange, force: boolean): ChangeOutcome => {
  const wanted = { ...asked, specs: assignServicePorts(core.state.store, asked.specs) };
  const changes = plan(core, wanted);
  const refusal = refusalOf(core, wanted, changes, force);
  if (refusal !== undefined) return { kind: 'refused', ...refusal };
  const { bus, deployments, runtime } = core;
  const { version, before, newGroups, stored } = store(core, wanted, changes);
  const id = uuid(() => runtime.draw('marathon.deployments'));
  bus.publish({ eventType: 'group_change_success', groupId: wanted.groupId, version });
  deployments.start({
    id,
    version,
    steps: planSteps(stored),
    affectedApps: moved(changes, 'app'),
    affectedPods: moved(changes, 'pod'),
    before,
    newGroups,
    current: -1,
    running: [],
  });
  return { kind: 'deploying', deploymentId: id, version };
};

/** Brings the services of a deployment back to what they were before it, as a new deployment (Marathon `core/deployment/DeploymentPlanReverter`). */
export const rollBack = (core: MarathonCore, deploymentId: string): ChangeOutcome | undefined => {
  const record = core.state.deployments.deployments.get(deploymentId);
  if (record === undefined) return undefined;
  const specs = [...record.before].flatMap(([id, definition]): WantedSpec[] => {
    if (definition !== null) return [{ id, spec: unstamped(definition) }];
    return liveRecord(core.state.store, id) === undefined ? [] : [{ id }];
  });
  const outcome = changeRoot(core, { groupId: parentOf(specs[0]?.id ?? ROOT), specs }, true);
  if (outcome.kind === 'deploying') dropEmptyGroups(core.state.store, record.newGroups);
  return outcome;
};
