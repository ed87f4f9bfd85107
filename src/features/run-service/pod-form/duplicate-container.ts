/** A container once more, byte for byte, but for what only one of them can have: names, and fixed ports of the agent. */
import type { JSONPath } from 'jsonc-parser';
import { freeName, listAt, namesOf, numberAt, textAt } from '../json-value';
import type { JsonRecord } from '../json-value';
import type { FormEdit } from '../pod-draft';

/** `web` of `web` and `web-2`; short enough for a number to fit into the 63 characters of a name. */
const stemOf = (name: string): string => name.replace(/-\d+$/, '').slice(0, 56);

const CHECKS: readonly JSONPath[] = [
  ['healthCheck', 'http', 'endpoint'],
  ['healthCheck', 'tcp', 'endpoint'],
];

export function duplicateContainer(value: JsonRecord, index: number): readonly FormEdit[] {
  const containers = listAt(value, ['containers']);
  const original = containers[index];
  const copy: JSONPath = ['containers', containers.length];
  const name = freeName(stemOf(textAt(original, ['name'])) || 'container', namesOf(containers));
  const taken = containers.flatMap((container) => namesOf(listAt(container, ['endpoints'])));
  const endpoints = listAt(original, ['endpoints']).map((endpoint) => {
    const before = textAt(endpoint, ['name']);
    const after = freeName(stemOf(before) || 'endpoint', taken);
    taken.push(after);
    return { before, after, port: numberAt(endpoint, ['hostPort']) ?? 0 };
  });
  return [
    { path: ['containers'], copy: index },
    { path: [...copy, 'name'], value: name },
    ...endpoints.flatMap(({ after, port }, place): readonly FormEdit[] => [
      { path: [...copy, 'endpoints', place, 'name'], value: after },
      ...(port > 0 ? [{ path: [...copy, 'endpoints', place, 'hostPort'], value: 0 }] : []),
    ]),
    ...CHECKS.flatMap((check) => {
      const checked = endpoints.find(({ before }) => before !== '' && before === textAt(original, check));
      return checked ? [{ path: [...copy, ...check], value: checked.after }] : [];
    }),
  ];
}
