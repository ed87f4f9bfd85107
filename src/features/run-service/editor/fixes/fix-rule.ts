/** What a quick fix is, and the few edits all of them are made of. */
import type { JSONPath } from 'jsonc-parser';
import type { ServiceKind } from '../../../../api/client/service';
import type { JsonRecord } from '../../json-value';
import { isRecord, listAt, textAt, valueAt } from '../../json-value';
import type { FormEdit } from '../../pod-draft';
import type { Problem } from '../../problems';

/** What one press changes, as edits of the form: every other byte of the text stays. */
export type QuickFix = { readonly title: string; readonly edits: readonly FormEdit[] };

/** A problem with the definition it is in. `said` is the match of the rule's own words. */
export type FixCase = {
  readonly path: JSONPath;
  readonly value: JsonRecord;
  readonly kind: ServiceKind;
  readonly said: RegExpExecArray;
  /** Every problem of the definition, this one included. */
  readonly problems: readonly Pick<Problem, 'path' | 'code'>[];
};

/** A rule of the validator by its words, and its ways out; the first is the one most people want. */
export type FixRule = { readonly says: RegExp; readonly fixes: (found: FixCase) => readonly QuickFix[] };

export const put = (path: JSONPath, value: unknown): FormEdit => ({ path, value });
export const drop = (path: JSONPath): FormEdit => ({ path, value: undefined });
export const fix = (title: string, ...edits: readonly FormEdit[]): QuickFix => ({ title, edits });

/** Takes items out of a list, the last first, so that the others keep their index meanwhile. */
export const dropItems = (path: JSONPath, indexes: readonly number[]): readonly FormEdit[] =>
  indexes.toSorted((one, other) => other - one).map((index) => drop([...path, index]));

/** Whether something is there: Marathon reads null as absent. */
export const isThere = (value: unknown, path: JSONPath): boolean => {
  const found = valueAt(value, path);
  return found !== undefined && found !== null;
};

/** Marathon reads its words in any case. */
export const wordAt = (value: unknown, path: JSONPath, fallback: string): string =>
  (textAt(value, path) || fallback).toLowerCase();

export const namesAt = (value: unknown, path: JSONPath): readonly string[] => {
  const record = valueAt(value, path);
  return isRecord(record) ? Object.keys(record) : [];
};

const LONGEST_NAME = 63;

/** `name` with the first number from 2 on that makes it one of its own. */
export function otherName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const other = `${name.slice(0, LONGEST_NAME - ending.length).replace(/-+$/, '')}${ending}`;
    if (!taken.has(other)) return other;
  }
}

/** Which items repeat an earlier one: their indexes. */
export function repeated(keys: readonly unknown[]): readonly number[] {
  const seen = new Set<unknown>();
  return keys.flatMap((key, index) => {
    if (key === undefined) return [];
    const again = seen.has(key);
    seen.add(key);
    return again ? [index] : [];
  });
}

/** The first port from `start` on that nobody has. */
export function freePort(start: number, taken: ReadonlySet<number>): number {
  let port = start;
  while (taken.has(port) || port > 65_535) port = port >= 65_535 ? 1025 : port + 1;
  return port;
}

/** Every container of a pod, with its path. */
export const containersOf = (value: unknown): readonly { readonly path: JSONPath; readonly container: unknown }[] =>
  listAt(value, ['containers']).map((container, index) => ({ path: ['containers', index], container }));

/** A text in quotes for a title, cut where it is long. */
export const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;
