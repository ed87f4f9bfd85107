/** Reading a parsed definition by path. Its names are the user's, so only own members count. */
import type { JSONPath } from 'jsonc-parser';

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(value: unknown, path: JSONPath): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof key === 'number') return Array.isArray(inner) ? (inner[key] as unknown) : undefined;
    return isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}

export const listAt = (value: unknown, path: JSONPath): readonly unknown[] => {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list : [];
};

export const rowsAt = (value: unknown, path: JSONPath): readonly (readonly [string, unknown])[] => {
  const record = valueAt(value, path);
  return isRecord(record) ? Object.entries(record) : [];
};

export const textAt = (value: unknown, path: JSONPath): string => {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : '';
};

export const numberAt = (value: unknown, path: JSONPath): number | undefined => {
  const number = valueAt(value, path);
  return typeof number === 'number' ? number : undefined;
};

/** Name of a container as every screen of the form shows it. */
export const containerName = (value: unknown, index: number): string =>
  textAt(value, ['containers', index, 'name']) || `container-${index + 1}`;

/** The first of `stem-1`, `stem-2`, … that is not taken. */
export function freeName(stem: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

export const namesOf = (items: readonly unknown[]): readonly string[] => items.map((item) => textAt(item, ['name']));
