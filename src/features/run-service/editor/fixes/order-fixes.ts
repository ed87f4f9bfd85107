/** Quick fixes of ordered start: conditions that name nobody, go in circles, or ask for what cannot be. */
import type { JSONPath } from 'jsonc-parser';
import type { StartCondition } from '../../../../protocol/marathon/pod';
import { START_AFTER_LABEL, parseStartAfterLabel, startAfterLabel } from '../../../../protocol/marathon/start-order';
import { listAt, namesOf, numberAt, textAt } from '../../json-value';
import type { FormEdit } from '../../pod-draft';
import { containersOf, drop, fix, isThere, put, quoted, wordAt } from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';

type Conditions = readonly Pick<StartCondition, 'container' | 'condition'>[];

const listPath = (container: number): JSONPath => ['containers', container, 'lifecycle', 'startAfter'];
const isList = (value: unknown, container: number): boolean => isThere(value, listPath(container));

/** What a container waits for: its list, or else its label. */
function conditionsOf(value: unknown, container: number): Conditions {
  if (!isList(value, container))
    return parseStartAfterLabel(textAt(value, ['containers', container, 'labels', START_AFTER_LABEL])) ?? [];
  return listAt(value, listPath(container)).map((item) => ({
    container: textAt(item, ['container']),
    condition: wordAt(item, ['condition'], 'running') as StartCondition['condition'],
  }));
}

/** The conditions without one: in the list, or in the label that stands for it. An emptied list keeps a label silent. */
function without(value: unknown, container: number, index: number): FormEdit {
  const conditions = conditionsOf(value, container);
  if (isList(value, container))
    return conditions.length > 1 ? drop([...listPath(container), index]) : put(listPath(container), []);
  return relabel(container, conditions.toSpliced(index, 1));
}

const relabel = (container: number, conditions: Conditions): FormEdit => {
  const label: JSONPath = ['containers', container, 'labels', START_AFTER_LABEL];
  return conditions.length === 0 ? drop(label) : put(label, startAfterLabel(conditions));
};

function waitForRunning(value: unknown, container: number, index: number): FormEdit {
  if (isList(value, container)) return put([...listPath(container), index, 'condition'], 'running');
  return relabel(
    container,
    conditionsOf(value, container).map((each, at) =>
      at === index ? { ...each, condition: 'running' as const } : each,
    ),
  );
}

/** Path of every complaint about a condition: `containers, n, lifecycle, startAfter, n, member`. */
const placeOf = ({ path }: FixCase): readonly [container: number, index: number] => [Number(path[1]), Number(path[4])];

function stopWaiting(found: FixCase): readonly QuickFix[] {
  const [container, index] = placeOf(found);
  return [fix('Remove the condition', without(found.value, container, index))];
}

const indexOf = (value: unknown, name: string): number =>
  namesOf(listAt(value, ['containers'])).findLastIndex((each) => each === name);

function healthy(found: FixCase): readonly QuickFix[] {
  const [container, index] = placeOf(found);
  const target: JSONPath = ['containers', indexOf(found.value, found.said[1] ?? '')];
  return [
    fix('Wait until it runs', waitForRunning(found.value, container, index)),
    fix(
      `Give ${found.said[1]} a health check`,
      put([...target, 'healthCheck'], { exec: { command: { shell: 'true' } } }),
    ),
  ];
}

const kindAt = (value: unknown, container: number): string =>
  wordAt(value, ['containers', container, 'lifecycle', 'kind'], 'main');

function finished(found: FixCase): readonly QuickFix[] {
  const { value } = found;
  const [container, index] = placeOf(found);
  const target = indexOf(value, found.said[1] ?? '');
  const others = containersOf(value).some((_, at) => at !== target && kindAt(value, at) !== 'init');
  const init = others
    ? [fix(`Make ${found.said[1]} an init container`, put(['containers', target, 'lifecycle', 'kind'], 'init'))]
    : [];
  return [...init, fix('Wait until it runs', waitForRunning(value, container, index))];
}

function allInit({ value }: FixCase): readonly QuickFix[] {
  const containers = listAt(value, ['containers']);
  const awaited = new Set(
    containers.flatMap((_, index) =>
      conditionsOf(value, index).flatMap(({ container, condition }) => (condition === 'finished' ? [container] : [])),
    ),
  );
  const index = containers.findLastIndex((container) => !awaited.has(textAt(container, ['name'])));
  if (index < 0) return [];
  return [
    fix(
      `Make ${textAt(containers[index], ['name'])} a main container`,
      put(['containers', index, 'lifecycle', 'kind'], 'main'),
    ),
  ];
}

type Edge = { readonly container: number; readonly index: number; readonly from: string; readonly to: string };

const edgesOf = (value: unknown): readonly Edge[] => {
  const names = namesOf(listAt(value, ['containers']));
  const last = names.flatMap((name, index) => (names.lastIndexOf(name) === index ? [index] : []));
  return last.flatMap((container) =>
    conditionsOf(value, container).map(({ container: to }, index) => ({
      container,
      index,
      from: names[container] ?? '',
      to,
    })),
  );
};

/** Edges on the way from `start` back to itself, if there is one. */
function circle(edges: readonly Edge[], start: string): readonly Edge[] | undefined {
  const trail = (from: string, seen: ReadonlySet<string>): readonly Edge[] | undefined => {
    for (const edge of edges) {
      if (edge.from !== from || edge.to === edge.from) continue;
      if (edge.to === start) return [edge];
      if (seen.has(edge.to)) continue;
      const rest = trail(edge.to, new Set([...seen, edge.to]));
      if (rest) return [edge, ...rest];
    }
    return undefined;
  };
  return trail(start, new Set([start]));
}

const anyCircle = (edges: readonly Edge[]): readonly Edge[] | undefined => {
  for (const name of new Set(edges.map(({ from }) => from))) {
    const found = circle(edges, name);
    if (found) return found;
  }
  return undefined;
};

/** Conditions to take out so that nothing goes in circles any more, `first` among them. */
function unwound(edges: readonly Edge[], first: Edge): readonly Edge[] {
  const left = edges.filter((edge) => edge !== first);
  const next = anyCircle(left)?.[0];
  return [first, ...(next ? unwound(left, next) : [])];
}

function removal(value: unknown, edges: readonly Edge[]): readonly FormEdit[] {
  const containers = [...new Set(edges.map(({ container }) => container))];
  return containers.flatMap((container): readonly FormEdit[] => {
    const gone = new Set(edges.filter((edge) => edge.container === container).map(({ index }) => index));
    const kept = conditionsOf(value, container).filter((_, index) => !gone.has(index));
    if (!isList(value, container)) return [relabel(container, kept)];
    if (kept.length === 0) return [put(listPath(container), [])];
    return [...gone].toSorted((one, other) => other - one).map((index) => drop([...listPath(container), index]));
  });
}

/** One fix per edge of the circle that was named; where that leaves another circle it is broken, too. */
function unwind({ value, said }: FixCase): readonly QuickFix[] {
  const names = (said[1] ?? '').split(' → ');
  const edges = edgesOf(value);
  return names.slice(0, -1).flatMap((from, at) => {
    const to = names[at + 1] ?? '';
    const together = edges.filter((edge) => edge.from === from && edge.to === to);
    const [first, ...again] = together;
    if (!first) return [];
    const rest = edges.filter((edge) => !again.includes(edge));
    const removed = [...again, ...unwound(rest, first)];
    return [fix(`Let ${quoted(from)} start without waiting for ${quoted(to)}`, ...removal(value, removed))];
  });
}

export const orderRules: readonly FixRule[] = [
  { says: /^a container cannot wait for itself$/, fixes: stopWaiting },
  { says: /^is not the name of a container of this pod$/, fixes: stopWaiting },
  { says: /^only one condition per container is allowed$/, fixes: stopWaiting },
  { says: /^healthy requires container (.*) to have a health check$/, fixes: healthy },
  { says: /^finished requires container (.*) to be of kind init$/, fixes: finished },
  { says: /^at least one container must be of another kind than init$/, fixes: allInit },
  { says: /^start conditions form a cycle: (.*)$/, fixes: unwind },
  {
    says: /^got -?\d+, expected between (\d+) and (\d+)$/,
    fixes: ({ value, path, said }) => {
      const [least, most] = [Number(said[1]), Number(said[2])];
      const got = numberAt(value, path) ?? 0;
      const nearest = got < least ? least : most;
      return [fix(`Set it to ${nearest}`, put(path, nearest)), fix('Remove it', drop(path))];
    },
  },
];
