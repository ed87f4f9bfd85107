/** Taking a deployment back: the services and groups it changed become what they were, as a new deployment (Marathon `core/deployment/DeploymentPlanReverter`). */
import { ROOT, ancestorsOf, isWithin, parentOf } from '../../../protocol/marathon/path-id';
import type { MarathonCore } from '../core';
import { unstamped } from '../group/definition';
import { liveRecord, recordsWithin } from '../group/run-spec-store';
import type { RunSpecStoreState } from '../group/run-spec-store';
import { changeRoot } from './change-root';
import type { ChangeOutcome, WantedGroup, WantedSpec } from './change-root';
import { affectedBy } from './deployment-state';
import type { DeploymentRecord } from './deployment-state';

const specsBefore = (state: RunSpecStoreState, record: DeploymentRecord): WantedSpec[] =>
  affectedBy(record).flatMap((id): WantedSpec[] => {
    const definition = record.before.get(id) ?? null;
    if (definition !== null) return [{ id, spec: unstamped(definition), restored: true }];
    return liveRecord(state, id) === undefined ? [] : [{ id }];
  });

/** Groups the deployment made that would be left without any service or other group. */
const emptyGroups = (
  state: RunSpecStoreState,
  { newGroups }: DeploymentRecord,
  specs: readonly WantedSpec[],
): string[] => {
  const gone = new Set(specs.flatMap(({ id, spec }) => (spec === undefined ? [id] : [])));
  const inUse = new Set([
    ...[...state.groups.keys()].filter((id) => !newGroups.includes(id)),
    ...specs.flatMap(({ id, spec }) => (spec === undefined ? [] : ancestorsOf(id))),
  ]);
  return newGroups.filter(
    (group) =>
      state.groups.has(group) &&
      ![...inUse].some((id) => isWithin(id, group)) &&
      recordsWithin(state, group).every(({ current }) => gone.has(current.id)),
  );
};

/** What others made a group depend on meanwhile stays. */
const dependenciesBefore = (state: RunSpecStoreState, record: DeploymentRecord): [string, WantedGroup][] =>
  [...record.dependencies].map(([id, { before, after }]) => {
    const { version: _version, ...current } = state.groups.get(id) ?? { dependencies: [], version: '' };
    const kept = current.dependencies.filter((each) => before.includes(each) || !after.includes(each));
    const lost = before.filter((each) => !after.includes(each));
    return [id, { ...current, dependencies: [...new Set([...kept, ...lost])] }];
  });

/** Undefined when there is no such deployment. */
export const rollBack = (core: MarathonCore, deploymentId: string): ChangeOutcome | undefined => {
  const record = core.state.deployments.deployments.get(deploymentId);
  if (record === undefined) return undefined;
  const { store } = core.state;
  const specs = specsBefore(store, record);
  const groups = new Map<string, WantedGroup | null>([
    ...emptyGroups(store, record, specs).map((id) => [id, null] as const),
    ...dependenciesBefore(store, record),
  ]);
  return changeRoot(core, { groupId: parentOf(specs[0]?.id ?? ROOT), specs, groups }, true);
};
