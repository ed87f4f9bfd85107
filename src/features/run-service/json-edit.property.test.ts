/** Property: a form edit changes exactly what it is meant to and nothing else, whatever the text looks like. */
import { parseTree } from 'jsonc-parser';
import type { JSONPath } from 'jsonc-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyItem, moveItem, nodeAt, removeAt, renameAt, setAt } from './json-edit';
import { print } from './odd-text-fixture';
import type { Json } from './odd-text-fixture';
import { parseText } from './parse-text';

const key = fc.constantFrom(
  'id',
  'name',
  'image',
  'exec',
  'labels',
  '__proto__',
  'constructor',
  'x-own',
  'a b',
  'a/b(0)',
  '',
  'é"\\',
);
const scalar = fc.oneof(
  fc.constantFrom<Json>('', 'a // b', 'a /* b', 'x"y', '{', ',', null, true, 0, -1.5, 1e21),
  fc.string(),
);
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((rows): Json => Object.assign(bare(), fromRows(rows))),
  ),
}));
const bare = (): { [key: string]: Json } => Object.create(null) as { [key: string]: Json };
const fromRows = (rows: readonly (readonly [string, Json])[]): { [key: string]: Json } => {
  const out = bare();
  for (const [name, value] of rows)
    Object.defineProperty(out, name, { value, enumerable: true, configurable: true, writable: true });
  return out;
};
const definition = fc
  .tuple(fc.array(fc.tuple(key, anyValue), { maxLength: 5 }), fc.array(anyValue, { maxLength: 3 }))
  .map(([rows, containers]): Json => fromRows([['id', '/a'], ['containers', containers], ...rows]));

const read = (text: string): unknown => {
  const parsed = parseText(text);
  if (!('value' in parsed)) throw new Error(`${parsed.message} at ${parsed.offset} of ${text}`);
  return parsed.value;
};

/** The same edit on plain values: what `setAt` and `removeAt` promise. `undefined` takes out. */
function edited(value: unknown, path: JSONPath, wanted: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return wanted;
  if (typeof head === 'number') {
    const items: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : [];
    const inner = edited(items[head], rest, wanted);
    return inner === undefined ? items.toSpliced(head, 1) : items.toSpliced(Math.min(head, items.length), 1, inner);
  }
  const rows = new Map<string, unknown>(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [],
  );
  const inner = edited(rows.get(head), rest, wanted);
  if (inner === undefined) rows.delete(head);
  else rows.set(head, inner);
  return fromRows([...rows] as [string, Json][]);
}

function pathsOf(value: unknown, path: JSONPath = []): JSONPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const rows: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...rows.flatMap(([name, item]) => pathsOf(item, [...path, name]))];
}

const isPartOf = (part: string, whole: string): boolean => {
  let at = 0;
  for (const unit of whole) if (part.startsWith(unit, at)) at += unit.length;
  return at >= part.length;
};
const comments = (text: string): string[] =>
  (text.match(/\/\* c, \{ \*\/|\/\/ d "|\/\/ e, \}|\/\*f\*\//g) ?? []).toSorted();
/** The values a path holds: `{}` and `[]` are one apiece, so that an emptied parent is seen. */
const at = (value: unknown, path: JSONPath): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string | number, unknown>)[name], value);

function setOne(text: string, path: JSONPath, wanted: Json): string {
  const node = nodeAt(parseTree(text), path);
  const after = setAt(text, path, wanted);
  if (node) {
    expect(after.startsWith(text.slice(0, node.offset))).toBe(true);
    expect(after.endsWith(text.slice(node.offset + node.length))).toBe(true);
  } else {
    expect(comments(after)).toEqual(comments(text));
    if (Object(at(read(text), path.slice(0, -1))) === at(read(text), path.slice(0, -1)))
      expect(isPartOf(text, after)).toBe(true);
  }
  const parent = nodeAt(parseTree(text), path.slice(0, -1));
  const otherType = parent?.type === (typeof path.at(-1) === 'string' ? 'array' : 'object');
  const filled = otherType && text.slice(parent.offset + 1, parent.offset + parent.length - 1).trim() !== '';
  const expected = filled ? read(text) : edited(read(text), path, wanted);
  expect(JSON.stringify(read(after))).toBe(JSON.stringify(expected));
  return after;
}

function removeOne(text: string, path: JSONPath): string {
  const before = read(text);
  const after = removeAt(text, path);
  const targets = [path];
  for (
    let up = path.slice(0, -1);
    typeof up.at(-1) === 'string' && Object.keys(at(before, up) as object).length === 1;
    up = up.slice(0, -1)
  )
    targets.push(up);
  const target = targets.find(
    (candidate) => JSON.stringify(edited(before, candidate, undefined)) === JSON.stringify(read(after)),
  );
  expect(target, `${text}\n=>\n${after}`).toBeDefined();
  const node = nodeAt(parseTree(text), target ?? path);
  const entry = node?.parent?.type === 'property' ? node.parent : node;
  const outside = text.slice(0, entry?.offset) + text.slice((entry?.offset ?? 0) + (entry?.length ?? 0));
  expect(comments(after), `${text}\n=>\n${after}`).toEqual(comments(outside));
  expect(isPartOf(after, outside)).toBe(true);
  return after;
}

function moveOne(text: string, path: JSONPath, from: number, to: number): string {
  const after = moveItem(text, path, from, to);
  const items = at(read(text), path) as unknown[];
  const order = items.toSpliced(from, 1).toSpliced(to, 0, items[from]);
  expect(JSON.stringify(read(after))).toBe(JSON.stringify(edited(read(text), path, order)));
  expect(comments(after)).toEqual(comments(text));
  return after;
}

function copyOne(text: string, path: JSONPath, index: number): string {
  const after = copyItem(text, path, index);
  const items = at(read(text), path) as unknown[];
  expect(JSON.stringify(read(after))).toBe(JSON.stringify(edited(read(text), path, [...items, items[index]])));
  const node = nodeAt(parseTree(text), [...path, index]);
  const copied = text.slice(node?.offset, (node?.offset ?? 0) + (node?.length ?? 0));
  expect(nodeText(after, [...path, items.length])).toBe(copied);
  expect(isPartOf(text, after)).toBe(true);
  return after;
}

const nodeText = (text: string, path: JSONPath): string => {
  const node = nodeAt(parseTree(text), path);
  return text.slice(node?.offset, (node?.offset ?? 0) + (node?.length ?? 0));
};

/** Only the name changes; of duplicate keys that of the one that counts. */
function renameOne(text: string, path: JSONPath, name: string): string {
  const key = nodeAt(parseTree(text), path)?.parent?.children?.[0];
  const after = renameAt(text, path, name);
  expect(after.startsWith(text.slice(0, key?.offset))).toBe(true);
  expect(after.endsWith(text.slice((key?.offset ?? 0) + (key?.length ?? 0)))).toBe(true);
  expect(at(read(after), [...path.slice(0, -1), name])).toEqual(at(read(text), path));
  return after;
}

/** The form renames no member onto another, which would then be lost. */
const isFree = (whole: unknown, path: JSONPath, name: string): boolean =>
  typeof path.at(-1) === 'string' && !Object.hasOwn(at(whole, path.slice(0, -1)) as object, name);

type Step = { at: number; extra: string; kind: number; value: Json };

function step(text: string, { at: index, extra, kind, value }: Step): string {
  const whole = read(text);
  const paths = pathsOf(whole).slice(1);
  const path = paths[index % paths.length];
  const list = path ? at(whole, path) : undefined;
  if (kind === 0 && path && Array.isArray(list) && list.length > 0) return moveOne(text, path, index % list.length, 0);
  if (kind === 5 && path && Array.isArray(list) && list.length > 0) return copyOne(text, path, index % list.length);
  if (kind === 6 && path && isFree(whole, path, extra)) return renameOne(text, path, extra);
  if (kind <= 1 && path) return removeOne(text, path);
  return setOne(text, [...(kind === 2 && path ? path : []), ...(kind === 3 && path ? path : [extra])], value);
}

const edits = fc.array(fc.record({ at: fc.nat(), extra: key, kind: fc.nat({ max: 6 }), value: anyValue }), {
  minLength: 1,
  maxLength: 3,
});
const noises = fc.array(fc.nat(), { minLength: 40, maxLength: 60 });

/** `EDIT_SCRIPTS=100000` runs as many. */
const wanted: unknown = import.meta.env['EDIT_SCRIPTS'];
const scripts = typeof wanted === 'string' ? Number(wanted) : 10_000;

test('scripts of form edits lose nothing and touch nothing else', () => {
  let count = 0;
  let run = 0;
  const property = fc.property(definition, noises, edits, (value, noise, steps) => {
    let turn = 0;
    const odd = print(value, (limit) => (noise[(turn += 1) % noise.length] ?? 0) % limit);
    steps.reduce(step, turn % 4 === 0 ? JSON.stringify(value, null, 2) : odd);
    count += steps.length;
    run += 1;
  });
  fc.assert(property, { numRuns: scripts });
  console.log(`${count} form edits in ${scripts} scripts, none lost a byte`);
  expect(run).toBe(scripts);
}, 3_600_000);
