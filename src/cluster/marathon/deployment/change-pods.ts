/**
 * The one way to change the tree: plan, locks, limit, then store and deploy. Nothing is stored when anything is refused
 * (Marathon `core/group/impl/GroupManagerImpl`, `MarathonSchedulerActor.deploy`).
 */
import { lockedByDeployments, notValid, tooManyDeployments } from '../../../protocol/marathon/error';
import type { Refusal } from '../../../protocol/marathon/error';
import { ROOT, parentOf } from '../../../protocol/marathon/path-id';
import type { PodDefinition, PodSpec } from '../../../protocol/marathon/pod';
import { residentUpdateErrors } from '../../../protocol/marathon/resident-update';
import { isoTime } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import type { MarathonCore } from '../core';
import { changeOf, dropEmptyGroups, livePod, nextStamp, putPod, rootErrors } from '../group/pod-store';
import { MAX_RUNNING_DEPLOYMENTS } from '../settings';
import { planSteps } from './plan';
import type { PlannedChange } from './plan';

/** `spec` undefined removes the pod. */
export interface WantedPod {
  readonly id: string;
  readonly spec?: PodSpec;
}

export type ChangeOutcome =
  | { readonly kind: 'deploying'; readonly deploymentId: string; readonly version: string }
  | ({ readonly kind: 'refused' } & Refusal);

/** Rules that need the whole tree, or the version before. */
const treeErrors = (core: MarathonCore, wanted: readonly WantedPod[]) =>
  wanted.flatMap(({ id, spec }) => {
    if (spec === undefined) return [];
    const current = livePod(core.state.store, id)?.current;
    const tree = rootErrors(core.state.store, id);
    const resident = current === undefined ? [] : residentUpdateErrors(current, spec);
    return [
      ...(tree.length > 0 ? [{ path: '/', errors: tree }] : []),
      ...(resident.length > 0 ? [{ path: '/', errors: resident }] : []),
    ];
  });

const plannedChange = (core: MarathonCore, { id, spec }: WantedPod): PlannedChange =>
  spec === undefined ? { id, change: 'removed' } : { id, change: changeOf(livePod(core.state.store, id), spec) };

/** What changes nothing that runs needs no lock. */
const lockedBy = (core: MarathonCore, wanted: readonly WantedPod[]): string[] =>
  core.deployments.conflicts(
    wanted.filter((each) => plannedChange(core, each).change !== 'unchanged').map(({ id }) => id),
  );

const refusalOf = (core: MarathonCore, wanted: readonly WantedPod[], force: boolean): Refusal | undefined => {
  const { bus, runtime, state } = core;
  const errors = treeErrors(core, wanted);
  if (errors.length > 0) return { status: 422, body: notValid(errors) };
  const locks = lockedBy(core, wanted);
  // A forced change ends those it conflicts with.
  if (state.deployments.deployments.size - (force ? locks.length : 0) >= MAX_RUNNING_DEPLOYMENTS)
    return { status: 403, body: tooManyDeployments(MAX_RUNNING_DEPLOYMENTS) };
  if (locks.length === 0 || force) return undefined;
  bus.publish({
    eventType: 'group_change_failed',
    groupId: parentOf(wanted[0]?.id ?? ROOT),
    version: isoTime(runtime.now()),
    reason: lockedByDeployments(locks).message,
  });
  return { status: 409, body: lockedByDeployments(locks) };
};

const store = (core: MarathonCore, { id, spec }: WantedPod, stamp: string): PodDefinition | undefined => {
  if (spec !== undefined) return putPod(core.state.store, spec, stamp);
  const record = livePod(core.state.store, id);
  if (record !== undefined) record.removed = true;
  return undefined;
};

/** Changes, adds or removes pods in one deployment. */
export const changePods = (core: MarathonCore, wanted: readonly WantedPod[], force: boolean): ChangeOutcome => {
  const refusal = refusalOf(core, wanted, force);
  if (refusal !== undefined) return { kind: 'refused', ...refusal };
  const { bus, deployments, runtime, state } = core;
  const version = nextStamp(state.store, runtime.now());
  const before = new Map(wanted.map(({ id }) => [id, livePod(state.store, id)?.current ?? null]));
  const groupsBefore = new Set(state.store.groups);
  const changes = wanted.map((each): PlannedChange => {
    const change = plannedChange(core, each);
    const after = store(core, each, version);
    return after === undefined ? change : { ...change, after };
  });
  const id = uuid(() => runtime.draw('marathon.deployments'));
  const steps = planSteps(changes);
  const affectedPods = changes.filter(({ change }) => change !== 'unchanged').map((each) => each.id);
  bus.publish({ eventType: 'group_change_success', groupId: parentOf(wanted[0]?.id ?? ROOT), version });
  const newGroups = [...state.store.groups].filter((group) => !groupsBefore.has(group));
  deployments.start({ id, version, steps, affectedPods, before, newGroups, current: -1, running: [] });
  return { kind: 'deploying', deploymentId: id, version };
};

/** Brings the pods of a deployment back to what they were before it, as a new deployment (Marathon `core/deployment/DeploymentPlanReverter`). */
export const rollBack = (core: MarathonCore, deploymentId: string): ChangeOutcome | undefined => {
  const record = core.state.deployments.deployments.get(deploymentId);
  if (record === undefined) return undefined;
  const wanted = [...record.before].flatMap(([id, pod]): WantedPod[] => {
    if (pod === null) return livePod(core.state.store, id) === undefined ? [] : [{ id }];
    const { version: _, ...spec } = pod;
    return [{ id, spec }];
  });
  const outcome = changePods(core, wanted, true);
  if (outcome.kind === 'deploying') dropEmptyGroups(core.state.store, record.newGroups);
  return outcome;
};
