/** The tree of services and groups at one moment, and what must be true of any tree. */
import { isApp } from '../cluster/marathon/group/definition';
import type { Definition } from '../cluster/marathon/group/definition';
import type { GroupRecord } from '../cluster/marathon/group/run-spec-store';
import type { World } from '../cluster/world';
import { servicePortsOf } from '../protocol/marathon/service-port';
import { isoTime } from '../protocol/units';

export interface Tree {
  readonly version: string;
  /** Those that are not being removed. */
  readonly specs: ReadonlyMap<string, Definition>;
  readonly groups: ReadonlyMap<string, GroupRecord>;
}

export const treeOf = ({ state }: World): Tree => {
  const { specs, groups, lastChange } = state.marathon.store;
  const live = [...specs].flatMap(([id, { current, removed }]) => (removed ? [] : [[id, current] as const]));
  return { version: isoTime(lastChange), specs: new Map(live), groups: new Map(groups) };
};

/** `/a/b` → `/`, `/a`; the root → none. */
export const groupsAbove = (id: string): string[] => {
  const parts = id.split('/').filter((part) => part !== '');
  return parts.map((_part, index) => `/${parts.slice(0, index).join('/')}`);
};

export const isBelow = (id: string, group: string): boolean => id.startsWith(group === '/' ? '/' : `${group}/`);

/** What an app waits for. A named group means all services in it. */
const needsOf = ({ specs, groups }: Tree, id: string): string[] => {
  const spec = specs.get(id);
  if (spec === undefined || !isApp(spec)) return [];
  const names = [...spec.dependencies, ...groupsAbove(id).flatMap((group) => groups.get(group)?.dependencies ?? [])];
  return names
    .flatMap((name) => (specs.has(name) ? [name] : [...specs.keys()].filter((each) => isBelow(each, name))))
    .filter((each) => each !== id);
};

/** All that has to be up before it, however far away. */
export const allNeedsOf = (tree: Tree, id: string): Set<string> => {
  const found = new Set<string>();
  const open = needsOf(tree, id);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...needsOf(tree, next));
  }
  return found;
};

const circles = (tree: Tree): string[] =>
  [...tree.specs.keys()].flatMap((id) => (allNeedsOf(tree, id).has(id) ? [`circle: ${id} waits for itself`] : []));

const shape = ({ specs, groups }: Tree): string[] => {
  const twice = [...groups.keys()].filter((id) => specs.has(id)).map((id) => `tree: ${id} is a group and a service`);
  const orphans = [...specs.keys(), ...groups.keys()].flatMap((id) =>
    groupsAbove(id)
      .filter((group) => !groups.has(group))
      .map((group) => `tree: ${id} is there, ${group} is not`),
  );
  return [...twice, ...orphans];
};

/** Of the range Marathon gives service ports from; the generators ask for none of it. */
export const isGivenPort = (port: number): boolean => port >= 10_000 && port <= 20_000;

const ports = ({ specs }: Tree): string[] => {
  const owners = new Map<number, string>();
  return [...specs].flatMap(([id, spec]) =>
    (isApp(spec) ? servicePortsOf(spec) : []).flatMap((port) => {
      if (!isGivenPort(port)) return [];
      const owner = owners.get(port);
      owners.set(port, id);
      return owner === undefined ? [] : [`ports: ${id} and ${owner} have the service port ${port}`];
    }),
  );
};

/** What is wrong with a tree, whatever led to it. */
export const treeFaults = (tree: Tree): string[] => [
  ...shape(tree),
  ...circles(tree),
  ...ports(tree),
  ...(tree.groups.get('/')?.version === tree.version ? [] : [`I12: the root is not of version ${tree.version}`]),
];
