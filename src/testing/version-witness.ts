/** I12: versions of a service and of the tree only ever get later, are all told, and read as they were written. */
import { isApp } from '../cluster/marathon/group/definition';
import type { World } from '../cluster/world';
import { isSame } from '../protocol/marathon/same';
import { treeOf } from './tree-snapshot';
import type { Tree } from './tree-snapshot';
import { askMarathon } from './witness';
import type { Witness } from './witness';

/** As many versions of the tree are kept. */
const KEPT = 50;

interface Answer {
  readonly id: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  readonly apps: readonly { readonly id: string; readonly version: string }[];
  readonly pods: readonly { readonly id: string; readonly version: string }[];
  readonly groups: readonly Answer[];
}

/** Services and groups of an answer, each in one line. */
const linesOf = ({ id, version, dependencies, apps, pods, groups }: Answer): string[] => [
  `${id} ${version} ${dependencies.join()}`,
  ...[...apps, ...pods].map((each) => `${each.id} ${each.version}`),
  ...groups.flatMap(linesOf),
];

const linesOfTree = ({ specs, groups }: Tree): string[] => [
  ...[...groups].map(([id, { version, dependencies }]) => `${id} ${version} ${dependencies.join()}`),
  ...[...specs].map(([id, { version }]) => `${id} ${version}`),
];

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.toSorted().join('\n') === b.toSorted().join('\n');

/** What was answered when a version was written, by service; removed services are forgotten. */
type Ledger = Map<string, Map<string, unknown>>;

const basePath = (world: World, id: string): { readonly list: string; readonly one: (version: string) => string } => {
  const definition = world.state.marathon.store.specs.get(id)?.current;
  return definition !== undefined && isApp(definition)
    ? { list: `/v2/apps${id}/versions`, one: (version) => `/v2/apps${id}/versions/${version}` }
    : { list: `/v2/pods${id}::versions`, one: (version) => `/v2/pods${id}::versions/${version}` };
};

const isPodAnswer = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'containers' in answer;

/** Notes the newest version; a version that is already known must not have got earlier. A pod knows nothing of the app before it. */
const noteVersion = (ledger: Ledger, world: World, id: string, version: string): string[] => {
  const all = ledger.get(id) ?? new Map<string, unknown>();
  const latest = [...all.keys()].at(-1) ?? '';
  const { json } = askMarathon(world, basePath(world, id).one(version));
  const known = new Map([...all].filter(([, answer]) => isPodAnswer(answer) === isPodAnswer(json)));
  ledger.set(id, known.set(version, json));
  return version < latest ? [`I12 ${id}: ${version} after ${latest}`] : [];
};

const serviceFaults = (ledger: Ledger, world: World, id: string): string[] => {
  const { list, one } = basePath(world, id);
  const { json } = askMarathon(world, list);
  const told = Array.isArray(json) ? json : (json as { readonly versions?: unknown } | undefined)?.versions;
  const known = [...(ledger.get(id) ?? [])];
  const expected = known.map(([version]) => version).toReversed();
  if (!isSame(told, expected)) return [`I12 ${id}: versions ${JSON.stringify(told)}, written were ${expected.join()}`];
  return known
    .filter(([version, written]) => !isSame(askMarathon(world, one(version)).json, written))
    .map(([version]) => `I12 ${id}: version ${version} is not what was written`);
};

const treeVersions = (trees: readonly Tree[], world: World): string[] => {
  const { json: told } = askMarathon(world, '/v2/groups//versions');
  const expected = trees.map(({ version }) => version).toReversed();
  if (!isSame(told, expected)) return [`I12: the tree has versions ${JSON.stringify(told)}, not ${expected.join()}`];
  return trees.flatMap((tree) => {
    const { json } = askMarathon(world, `/v2/groups//versions/${tree.version}`);
    return isSameList(linesOf(json as Answer), linesOfTree(tree))
      ? []
      : [`I12: the tree of ${tree.version} reads otherwise`];
  });
};

const EPOCH = '1970-01-01T00:00:00.000Z';

/** Before anything was written. */
const BLANK: Tree = {
  version: EPOCH,
  specs: new Map(),
  groups: new Map([['/', { dependencies: [], version: EPOCH }]]),
};

/** Requests between two looks at every version there is. */
const LOOK_EVERY = 25;

export const createVersionWitness = (): Witness => {
  const ledger: Ledger = new Map();
  const trees: Tree[] = [BLANK];
  let answered = 0;

  const written = (world: World): string[] => {
    const tree = treeOf(world);
    const { version: last, specs: known } = trees.at(-1) ?? BLANK;
    trees.push(tree);
    if (trees.length > KEPT) trees.shift();
    const changed = [...tree.specs].filter(([id, spec]) => known.get(id) !== spec);
    const versions = changed.flatMap(([id, { version }]) => noteVersion(ledger, world, id, version));
    return tree.version > last ? versions : [`I12: the tree of ${tree.version} after ${last}`, ...versions];
  };

  return {
    before(_question, { state }) {
      for (const id of ledger.keys()) if (!state.marathon.store.specs.has(id)) ledger.delete(id);
      return [];
    },
    after({ headers }, world) {
      const faults = headers.has('Marathon-Deployment-Id') ? written(world) : [];
      answered++;
      if (answered % LOOK_EVERY !== 0) return faults;
      const services = [...treeOf(world).specs.keys()].flatMap((id) => serviceFaults(ledger, world, id));
      return [...faults, ...treeVersions(trees, world), ...services];
    },
  };
};
