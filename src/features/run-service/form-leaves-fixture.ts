/** The places of values in the table of what the form shows, and in a definition. */
import type { JSONPath } from 'jsonc-parser';
import { SELF, nameIn } from './form-paths';
import type { FormShape } from './form-paths';
import { isRecord } from './json-value';

interface Leaf {
  readonly path: string;
  readonly shape: FormShape;
}

export const leavesOf = (shape: FormShape, path: readonly string[] = []): readonly Leaf[] =>
  typeof shape === 'string'
    ? [{ path: path.join('.'), shape }]
    : Object.entries(shape).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));

interface Placed {
  readonly path: JSONPath;
  readonly value: unknown;
  /** Where in the table. */
  readonly place: string;
  readonly shape: FormShape;
}

/** Every value of a definition that is not itself a list or an object; `null` is none. */
export function valuesOf(
  value: unknown,
  shape: FormShape,
  path: JSONPath = [],
  place: readonly string[] = [],
): readonly Placed[] {
  if (value === null) return [];
  if (!Array.isArray(value) && !isRecord(value)) {
    const self = typeof shape !== 'string';
    const own = self ? shape[SELF] : shape;
    if (own === undefined) throw new Error(`The table has no value at ${path.join('.')}`);
    return [{ path, value, place: [...place, ...(self ? [SELF] : [])].join('.'), shape: own }];
  }
  const rows: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...(value as unknown[]).entries()]
    : Object.entries(value);
  return rows.flatMap(([key, item]) => {
    const name = typeof shape === 'string' ? undefined : nameIn(shape, key);
    const inner = typeof shape === 'string' || name === undefined ? undefined : shape[name];
    if (name === undefined || inner === undefined) throw new Error(`The table has no ${[...path, key].join('.')}`);
    return valuesOf(item, inner, [...path, key], [...place, name]);
  });
}
