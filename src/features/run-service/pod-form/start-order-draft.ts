/** Who waits for whom, as far as a draft says it: read from `lifecycle.startAfter`, or from the label that mirrors it. */
import {
  START_AFTER_LABEL,
  checkStartOrder,
  parseStartAfterLabel,
  startAfterLabel,
} from '../../../protocol/marathon/start-order';
import type { JSONPath } from 'jsonc-parser';
import { isRecord, listAt, textAt, valueAt } from '../json-value';
import type { JsonRecord } from '../json-value';
import type { FormEdit } from '../pod-draft';

const conditions = ['running', 'healthy', 'finished'] as const;
type Wait = { readonly container: string; readonly condition: (typeof conditions)[number] };

const conditionOf = (word: string): Wait['condition'] => conditions.find((known) => known === word) ?? 'running';

export function waitsOf(container: unknown): readonly Wait[] {
  const written = valueAt(container, ['lifecycle', 'startAfter']);
  if (Array.isArray(written))
    return written.map((item: unknown) => ({
      container: textAt(item, ['container']),
      condition: conditionOf(textAt(item, ['condition'])),
    }));
  return parseStartAfterLabel(textAt(container, ['labels', START_AFTER_LABEL])) ?? [];
}

/** What of the start order the server would refuse for the pod as a whole, such as a circle. */
export function startOrderProblems(value: JsonRecord): readonly string[] {
  const problems: string[] = [];
  const containers = listAt(value, ['containers']).map((container) => ({
    name: textAt(container, ['name']),
    labels: {},
    lifecycle: { startAfter: [...waitsOf(container)] },
    healthCheck: undefined,
  }));
  checkStartOrder(containers, (path, error) => {
    if (path === '/containers') problems.push(error);
  });
  return problems;
}

/** What a container that is waited for can be expected to become. */
export const conditionsFor = (target: unknown): readonly Wait['condition'][] => [
  'running',
  ...(isRecord(valueAt(target, ['healthCheck'])) ? (['healthy'] as const) : []),
  ...(textAt(target, ['lifecycle', 'kind']) === 'init' ? (['finished'] as const) : []),
];

/** The new conditions of a container, at both places: the label is what a plain Marathon keeps. */
function mirrored(path: JSONPath, next: readonly Wait[], edits: readonly FormEdit[]): readonly FormEdit[] {
  const label = next.length === 0 ? undefined : startAfterLabel(next);
  return [...edits, { path: [...path, 'labels', START_AFTER_LABEL], value: label }];
}

/** A container waits for one more, or no longer for that one. */
export function toggleWait(value: JsonRecord, index: number, name: string): readonly FormEdit[] {
  const path: JSONPath = ['containers', index];
  const container = valueAt(value, path);
  const waits = waitsOf(container);
  const list: JSONPath = [...path, 'lifecycle', 'startAfter'];
  const isWritten = Array.isArray(valueAt(value, list));
  const place = waits.findIndex((wait) => wait.container === name);
  const target = listAt(value, ['containers']).find((other) => textAt(other, ['name']) === name);
  const condition = conditionsFor(target).at(-1) ?? 'running';
  const next = place < 0 ? [...waits, { container: name, condition }] : waits.toSpliced(place, 1);
  const edits: readonly FormEdit[] =
    place < 0
      ? [{ path: [...list, isWritten ? waits.length : 0], value: { container: name, condition } }]
      : [{ path: [...list, place], value: undefined }];
  // Read from the label only: now it is written out whole.
  return mirrored(path, next, isWritten ? edits : [{ path: list, value: next.length === 0 ? undefined : next }]);
}

export function changeCondition(value: JsonRecord, index: number, place: number, word: string): readonly FormEdit[] {
  const path: JSONPath = ['containers', index];
  const list: JSONPath = [...path, 'lifecycle', 'startAfter'];
  const condition = conditionOf(word);
  const next = waitsOf(valueAt(value, path)).map((wait, at) => (at === place ? { ...wait, condition } : wait));
  const isWritten = Array.isArray(valueAt(value, list));
  const edit = isWritten ? { path: [...list, place, 'condition'], value: condition } : { path: list, value: next };
  return mirrored(path, next, [edit]);
}
