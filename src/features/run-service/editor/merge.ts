/**
 * Three-way merge of definitions on JSON paths: what others changed since one began goes into what one has made of it.
 * Lists of things with names are matched by name. What both changed in different ways is left to the person.
 */
import type { JSONPath } from 'jsonc-parser';
import { isRecord } from '../json-value';
import type { FormEdit } from '../pod-draft';

export type Conflict = {
  readonly path: JSONPath;
  /** Undefined: not there. */
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
};
/** `edits` lead from mine to the merged definition, in which conflicts stand as mine has them. */
export type Merge = {
  readonly value: unknown;
  readonly edits: readonly FormEdit[];
  readonly conflicts: readonly Conflict[];
};

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The same to Marathon: order of members does not matter. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  );
}

const memberOf = (record: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Items by their names; undefined unless every item has one of its own. */
function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const found = new Map<string, unknown>();
  for (const item of list) {
    const name = isRecord(item) ? memberOf(item, 'name') : undefined;
    if (typeof name !== 'string' || found.has(name)) return undefined;
    found.set(name, item);
  }
  return found;
}

export function merge(base: unknown, theirs: unknown, mine: unknown, path: JSONPath = []): Merge {
  const stays: Merge = { value: mine, edits: [], conflicts: [] };
  if (sameJson(theirs, base) || sameJson(theirs, mine)) return stays;
  if (sameJson(mine, base)) return { value: theirs, edits: [{ path, value: theirs }], conflicts: [] };
  if (isRecord(base) && isRecord(theirs) && isRecord(mine)) return mergeRecords(base, theirs, mine, path);
  if (isList(base) && isList(theirs) && isList(mine)) {
    const named = [byName(base), byName(theirs), byName(mine)] as const;
    const [ofBase, ofTheirs, ofMine] = named;
    if (ofBase && ofTheirs && ofMine) return mergeNamed(ofBase, ofTheirs, ofMine, path);
    if (base.length === theirs.length && base.length === mine.length) return mergeItems(base, theirs, mine, path);
  }
  return { ...stays, conflicts: [{ path, base, theirs, mine }] };
}

type Json = Readonly<Record<string, unknown>>;

function mergeRecords(base: Json, theirs: Json, mine: Json, path: JSONPath): Merge {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const parts = keys.map((key) => ({
    key,
    ...merge(memberOf(base, key), memberOf(theirs, key), memberOf(mine, key), [...path, key]),
  }));
  const value = Object.fromEntries(parts.flatMap((part) => (part.value === undefined ? [] : [[part.key, part.value]])));
  const edits = parts.flatMap((part) => part.edits);
  return {
    value,
    // Taking out the last member would take out the object as well.
    edits: edits.length > 0 && Object.keys(value).length === 0 && path.length > 0 ? [{ path, value: {} }] : edits,
    conflicts: parts.flatMap((part) => part.conflicts),
  };
}

function mergeItems(
  base: readonly unknown[],
  theirs: readonly unknown[],
  mine: readonly unknown[],
  path: JSONPath,
): Merge {
  const parts = mine.map((item, index) => merge(base[index], theirs[index], item, [...path, index]));
  return {
    value: parts.map(({ value }) => value),
    edits: parts.flatMap(({ edits }) => edits),
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
  };
}

type Named = ReadonlyMap<string, unknown>;

/** Mine keeps its order; what they added comes after it. */
function mergeNamed(base: Named, theirs: Named, mine: Named, path: JSONPath): Merge {
  const parts = [...mine].map(([name, item], index) => merge(base.get(name), theirs.get(name), item, [...path, index]));
  const kept = parts.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const gone = parts.flatMap(({ value }, index) => (value === undefined ? [index] : []));
  const missing = [...theirs].filter(([name]) => !mine.has(name));
  const added = missing.filter(([name]) => !base.has(name)).map(([, item]) => item);
  const fought = missing.filter(([name, item]) => base.has(name) && !sameJson(base.get(name), item));
  const value = [...kept, ...added];
  const edits: readonly FormEdit[] = [
    ...parts.flatMap((part) => (part.value === undefined ? [] : part.edits)),
    ...added.map((item, index) => ({ path: [...path, mine.size + index], value: item })),
    ...gone.toReversed().map((index) => ({ path: [...path, index], value: undefined })),
  ];
  return {
    value,
    edits: value.length === 0 && gone.length > 0 ? [{ path, value: [] }] : edits,
    conflicts: [
      ...parts.flatMap(({ conflicts }) => conflicts),
      // Taken out here and changed there; taking theirs appends it again.
      ...fought.map(([name, item], index) => ({
        path: [...path, mine.size + added.length + index],
        base: base.get(name),
        theirs: item,
        mine: undefined,
      })),
    ],
  };
}

/** The edits with theirs taken in these conflicts. Items are taken out last, the last first, so that indexes hold. */
export function resolved(
  { edits, conflicts }: Merge,
  takesTheirs: (conflict: Conflict) => boolean,
): readonly FormEdit[] {
  const chosen = conflicts.filter(takesTheirs).map(({ path, theirs }): FormEdit => ({ path, value: theirs }));
  const all = [...edits, ...chosen];
  const isRemoval = (edit: FormEdit): boolean => 'value' in edit && edit.value === undefined;
  const lastIndex = ({ path }: FormEdit): number => Number(path.at(-1));
  return [
    ...all.filter((edit) => !isRemoval(edit)),
    ...all
      .filter(isRemoval)
      .toSorted((one, other) => lastIndex(other) - lastIndex(one) || other.path.length - one.path.length),
  ];
}
