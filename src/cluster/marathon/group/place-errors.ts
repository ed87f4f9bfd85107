/** Where services and groups may be: one id names one thing, and nothing is below a service (Marathon `state/RootGroup.rootGroupValidator`). */
import { ancestorsOf } from '../../../protocol/marathon/path-id';
import type { Tree } from '../deployment/dependency-levels';
import { isApp } from './definition';
import type { Spec } from './definition';
import { liveRecord, recordsWithin } from './run-spec-store';
import type { RunSpecStoreState } from './run-spec-store';

const clash = (spec: Spec): string =>
  `Groups and ${isApp(spec) ? 'Applications' : 'Pods'} may not have the same identifier.`;

/** @param tree as the change would make it @param written services the change writes @param groups groups it writes */
export const placeErrors = (
  state: RunSpecStoreState,
  tree: Tree,
  written: readonly Spec[],
  groups: readonly string[],
): readonly string[] => {
  // Of two written services one of which is above the other, the lower one tells.
  const isGroup = (id: string): boolean =>
    state.groups.has(id) &&
    recordsWithin(state, id).some(({ current }) => current.id !== id && tree.spec(current.id) !== undefined);
  const errors = written.flatMap((spec) => {
    const current = liveRecord(state, spec.id)?.current;
    if (current !== undefined && isApp(current) !== isApp(spec))
      return ['Applications and Pods may not share the same id'];
    return isGroup(spec.id) || ancestorsOf(spec.id).some((id) => tree.spec(id) !== undefined) ? [clash(spec)] : [];
  });
  const inGroups = groups.flatMap((group) =>
    [group, ...ancestorsOf(group)].flatMap((id) => {
      const spec = tree.spec(id);
      return spec === undefined ? [] : [clash(spec)];
    }),
  );
  return [...new Set([...errors, ...inGroups])];
};
