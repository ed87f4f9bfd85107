/**
 * What requests may do to the tree and to the deployments that run: a refusal nothing, a change what it names and nothing else,
 * a force ends what is in its way, a rollback brings back what its deployment changed.
 */
import { isApp, isPod, unstamped } from '../cluster/marathon/group/definition';
import type { Definition } from '../cluster/marathon/group/definition';
import type { World } from '../cluster/world';
import { isSame } from '../protocol/marathon/same';
import { withServicePorts } from '../protocol/marathon/service-port';
import { covers, scopeOf } from './change-scope';
import type { Scope } from './change-scope';
import { groupsAbove, isBelow, isGivenPort, treeFaults, treeOf } from './tree-snapshot';
import type { Tree } from './tree-snapshot';
import { MARATHON } from './witness';
import type { Exchange, Witness } from './witness';

/** Services by the deployment that works on them. */
type Deployments = ReadonlyMap<string, ReadonlySet<string>>;

/** One accepted change. */
interface Change {
  readonly before: Tree;
  readonly after: Tree;
  readonly affected: ReadonlySet<string>;
}

const deploymentsOf = ({ state }: World): Deployments =>
  new Map(
    [...state.marathon.deployments.deployments].map(([id, { affectedApps, affectedPods }]) => [
      id,
      new Set([...affectedApps, ...affectedPods]),
    ]),
  );

const union = <Value>(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): string[] => [
  ...new Set([...a.keys(), ...b.keys()]),
];

/** Ports that Marathon gives may be others, when what is restored finds its own taken. */
const plain = (definition: Definition): unknown => {
  const spec = unstamped(definition);
  return isApp(spec) ? withServicePorts(spec, (port) => (isGivenPort(port) ? 0 : port)) : spec;
};

/** The same but for what the server stamps. */
const isEqual = (a: Definition | undefined, b: Definition | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isSame(plain(a), plain(b));

/** What became of a group nobody asked about is all right: it came with something below it, gave way to a service, or is the same. */
const isGroupFine = ({ before, after }: Change, id: string): boolean => {
  const [old, now] = [before.groups.get(id), after.groups.get(id)];
  if (now === undefined) return [...after.specs.keys()].some((service) => service === id || isBelow(id, service));
  if (old === undefined)
    return [...after.specs.keys(), ...after.groups.keys()].some((each) => each !== id && isBelow(each, id));
  return isSame(old.dependencies, now.dependencies) && old.enforceRole === now.enforceRole;
};

/** Everything outside of the scope is as it was; groups above may have a new version. */
const bystanders = (change: Change, scope: (id: string) => boolean): string[] => {
  const { before, after } = change;
  const services = union(before.specs, after.specs).filter((id) => before.specs.get(id) !== after.specs.get(id));
  const groups = union(before.groups, after.groups).filter((id) => !isGroupFine(change, id));
  return [...services, ...groups].filter((id) => !scope(id)).map((id) => `scope: ${id} changed, though nobody asked`);
};

/** The deployment works on what got another version, came or went, and on nothing else. */
const affectedFaults = ({ before, after, affected }: Change): string[] =>
  union(before.specs, after.specs)
    .filter((id) => (before.specs.get(id)?.version !== after.specs.get(id)?.version) !== affected.has(id))
    .map(
      (id) => `plan: ${id} ${affected.has(id) ? 'did not change, but is in the plan' : 'changed outside of the plan'}`,
    );

const endedFaults = (before: Deployments, after: Deployments, own: string, force: boolean): string[] => {
  const affected = after.get(own) ?? new Set<string>();
  return [...before].flatMap(([id, ids]) => {
    const isInTheWay = [...ids].some((each) => affected.has(each));
    if (isInTheWay && !force) return [`lock: ${own} began though ${id} was in its way`];
    return isInTheWay === after.has(id) ? [`force: ${id} ${isInTheWay ? 'goes on' : 'was ended for nothing'}`] : [];
  });
};

const removalFaults = ({ after }: Change, id: string): string[] => [
  ...[...after.specs.keys()].filter((each) => isBelow(each, id)).map((each) => `removal: ${each} outlives ${id}`),
  ...[...after.groups.keys()]
    .filter((each) => each !== '/' && (each === id || isBelow(each, id)))
    .map((each) => `removal: the group ${each} outlives ${id}`),
];

/** Groups write apps only; a pod goes with its group. */
const podFaults = ({ before, after }: Change): string[] =>
  union(before.specs, after.specs).flatMap((id) => {
    const [old, now] = [before.specs.get(id), after.specs.get(id)];
    if (![old, now].some((spec) => spec !== undefined && isPod(spec)) || old === now) return [];
    const isGone = now === undefined && !after.groups.has(groupsAbove(id).at(-1) ?? '/');
    return isGone ? [] : [`groups: an update of a group wrote the pod ${id}`];
  });

const scaleFaults = ({ before, after }: Change, id: string, factor: number): string[] =>
  [...before.specs].flatMap(([each, old]) => {
    if (!isBelow(each, id) || !isApp(old)) return [];
    return isEqual({ ...old, instances: Math.ceil(old.instances * factor) }, after.specs.get(each))
      ? []
      : [`groups: ${each} is not scaled by ${factor}`];
  });

const restoreFaults = ({ after }: Change, id: string, then: Tree | undefined): string[] => {
  if (then === undefined) return [`groups: ${id} went back to a version nobody wrote`];
  const services = union(then.specs, after.specs).filter(
    (each) => isBelow(each, id) && !isEqual(then.specs.get(each), after.specs.get(each)),
  );
  const groups = union(then.groups, after.groups).filter(
    (each) =>
      (each === id || isBelow(each, id)) &&
      !isSame(then.groups.get(each)?.dependencies, after.groups.get(each)?.dependencies),
  );
  return [...services, ...groups].map((each) => `groups: ${each} is not what it was in ${then.version}`);
};

/** The group a rollback should leave, as upstream: dependencies that came go, those that went come back. */
const rolledBack = (change: Change, current: Tree, id: string): readonly string[] => {
  const old = change.before.groups.get(id)?.dependencies ?? [];
  const mine = change.after.groups.get(id)?.dependencies ?? [];
  const now = current.groups.get(id)?.dependencies ?? [];
  const back = old.filter((each) => !mine.includes(each) && !now.includes(each));
  return [...now.filter((each) => old.includes(each) || !mine.includes(each)), ...back];
};

const rollbackFaults = (original: Change, { before, after }: Change): string[] => {
  const services = [...original.affected]
    .filter((id) => !isEqual(original.before.specs.get(id), after.specs.get(id)))
    .map((id) => `rollback: ${id} is not what it was`);
  const isMade = (id: string): boolean => original.after.groups.has(id) && !original.before.groups.has(id);
  const isEmpty = (id: string): boolean =>
    ![...after.specs.keys(), ...after.groups.keys()].some((each) => isBelow(each, id) && each !== id);
  const groups = [...before.groups.keys()].flatMap((id) => {
    if (isMade(id) && isEmpty(id)) return after.groups.has(id) ? [`rollback: the empty group ${id} stays`] : [];
    if (!after.groups.has(id)) return [`rollback: the group ${id} is gone`];
    return isMade(id) ||
      isSame(rolledBack(original, before, id).toSorted(), after.groups.get(id)?.dependencies.toSorted())
      ? []
      : [`rollback: the group ${id} depends on something else`];
  });
  return [...services, ...groups];
};

/** Apps are removed by force unless told otherwise. */
const isForced = ({ method, path }: Exchange): boolean => {
  const [place = '', query = ''] = path.split('?');
  const isRemoval = method === 'DELETE' && place.startsWith(`${MARATHON}/apps/`) && !place.includes('/tasks');
  return isRemoval ? !query.includes('force=false') : query.includes('force=true');
};

const isUntouched = (a: Tree, b: Tree): boolean =>
  a.version === b.version &&
  union(a.specs, b.specs).every((id) => a.specs.get(id) === b.specs.get(id)) &&
  union(a.groups, b.groups).every((id) => a.groups.get(id) === b.groups.get(id));

/** What changes so far led to. */
interface Past {
  readonly trees: Map<string, Tree>;
  readonly changes: Map<string, Change>;
}

const changeFaults = ({ trees, changes }: Past, change: Change, scope: Scope): string[] => {
  if (scope.kind === 'services') return bystanders(change, (id) => covers(scope, id));
  if (scope.kind === 'deployment') {
    const original = changes.get(scope.id);
    if (original === undefined) return [`rollback: ${scope.id} is of nobody`];
    const isOwn = (id: string): boolean =>
      original.affected.has(id) ||
      !isSame(original.before.groups.get(id)?.dependencies, original.after.groups.get(id)?.dependencies);
    return [...bystanders(change, isOwn), ...rollbackFaults(original, change)];
  }
  const outside = bystanders(change, (id) => id === scope.id || isBelow(id, scope.id));
  if (scope.kind === 'removal') return [...outside, ...removalFaults(change, scope.id)];
  const { id, update } = scope;
  if (update.version !== undefined) return [...outside, ...restoreFaults(change, id, trees.get(update.version))];
  const scaled = update.scaleBy === undefined ? [] : scaleFaults(change, id, update.scaleBy);
  return [...outside, ...podFaults(change), ...scaled];
};

/** A request without a deployment leaves the tree alone, and every deployment but the one it cancels. */
const idleFaults = (exchange: Exchange, before: Tree, after: Tree, ended: readonly string[]): string[] => {
  const isDone = exchange.status < 300;
  const scope = isDone ? scopeOf(exchange) : undefined;
  // A wipe may be the end of what a deployment waits for.
  const isKill = isDone && /::instances|\/tasks/.test(exchange.path);
  const others = ended.filter((id) => !isKill && (scope?.kind !== 'deployment' || scope.id !== id));
  return [
    ...(isUntouched(before, after) ? [] : ['refusal: something changed all the same']),
    ...others.map((id) => `refusal: ${id} was ended all the same`),
  ];
};

export const createTreeWitness = (): Witness => {
  let tree: Tree | undefined;
  let running: Deployments = new Map();
  const past: Past = { trees: new Map(), changes: new Map() };

  const accepted = (exchange: Exchange, own: string, before: Tree, after: Tree, now: Deployments): string[] => {
    const change = { before, after, affected: now.get(own) ?? new Set<string>() };
    const scope = scopeOf(exchange);
    past.changes.set(own, change);
    past.trees.set(after.version, after);
    return [
      ...(scope === undefined ? [`scope: ${exchange.path} began a deployment`] : changeFaults(past, change, scope)),
      ...affectedFaults(change),
      ...endedFaults(running, now, own, scope?.kind === 'deployment' || isForced(exchange)),
      ...treeFaults(after),
    ];
  };

  return {
    before(_question, world) {
      tree = treeOf(world);
      running = deploymentsOf(world);
      past.trees.set(tree.version, tree);
      return [];
    },
    after(exchange, world) {
      if (tree === undefined) return [];
      const [after, now] = [treeOf(world), deploymentsOf(world)];
      const own = exchange.headers.get('Marathon-Deployment-Id');
      if (own !== null) return accepted(exchange, own, tree, after, now);
      return idleFaults(
        exchange,
        tree,
        after,
        [...running.keys()].filter((id) => !now.has(id)),
      );
    },
  };
};
