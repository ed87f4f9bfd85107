/** Who has to be there before whom (Marathon `state/RootGroup.runSpecDependencies`, `DeploymentPlan.dependencyGraph`). */
import { ancestorsOf, isWithin } from '../../../protocol/marathon/path-id';
import { isApp } from '../group/definition';
import type { Spec } from '../group/definition';

/** A tree as it would be after a change. */
export interface Tree {
  readonly spec: (id: string) => Spec | undefined;
  /** Ids of all services. */
  readonly ids: () => readonly string[];
  /** What a group says it depends on. */
  readonly groupDependencies: (id: string) => readonly string[];
}

/** The services an id of `dependencies` means: itself, or all of a group. */
const meantBy = (tree: Tree, id: string): string[] =>
  tree.spec(id) === undefined ? tree.ids().filter((each) => isWithin(each, id)) : [id];

/** What an app waits for: its own dependencies and those of the groups above it. Pods wait for nothing. */
const dependenciesOf = (tree: Tree, id: string): string[] => {
  const spec = tree.spec(id);
  if (spec === undefined || !isApp(spec)) return [];
  const named = [...spec.dependencies, ...ancestorsOf(id).flatMap((group) => tree.groupDependencies(group))];
  return [...new Set(named)].flatMap((each) => meantBy(tree, each)).filter((each) => each !== id);
};

/** Longest way down from a service: 1 without dependencies; `undefined` where they go in a circle. One per tree: it remembers. */
export const createLevels = (tree: Tree): ((id: string) => number | undefined) => {
  const levels = new Map<string, number | undefined>();
  /** One above the highest of them; those without a level are in a circle, or need one that is. */
  const above = (dependencies: readonly string[]): number | undefined =>
    dependencies.reduce<number | undefined>((highest, each) => {
      const level = levels.get(each);
      return highest === undefined || level === undefined ? undefined : Math.max(highest, level + 1);
    }, 1);
  // Not by recursion: a chain may be longer than the stack is deep.
  const explore = (root: string): void => {
    const stack = [root];
    const open = new Map<string, readonly string[]>();
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const dependencies = open.get(id);
      if (dependencies === undefined && !levels.has(id)) {
        const found = dependenciesOf(tree, id);
        open.set(id, found);
        for (const each of found) if (!levels.has(each) && !open.has(each)) stack.push(each);
        continue;
      }
      if (dependencies !== undefined) levels.set(id, above(dependencies));
      open.delete(id);
      stack.pop();
    }
  };
  return (id) => {
    if (!levels.has(id)) explore(id);
    return levels.get(id);
  };
};
