/** Turns one list into another by the fewest edits, so that comments and layout between the items stay. */
import type { JSONPath } from 'jsonc-parser';
import type { FormEdit } from '../pod-draft';

export function listEdits(path: JSONPath, before: readonly unknown[], after: readonly unknown[]): readonly FormEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const changed = shorter - start - tail;
  const from = start + changed;
  const set = after.slice(start, from).map((value, index) => ({ path: [...path, start + index], value }));
  const gone = before
    .slice(from, before.length - tail)
    .map((_, index) => ({ path: [...path, from + index], value: undefined }));
  const added = after
    .slice(from, after.length - tail)
    .flatMap((value, index): readonly FormEdit[] => [
      { path: [...path, before.length + index], value },
      ...(tail === 0 ? [] : [{ path, from: before.length + index, to: from + index }]),
    ]);
  return [...set, ...gone.toReversed(), ...added];
}
