/** A copy of a service's definition that can run beside it: an id that is free, and ports of the agents chosen anew. */
import type { JSONPath } from 'jsonc-parser';
import { setAt } from './json-edit';
import { listAt, numberAt, rowsAt, textAt, valueAt } from './json-value';

export interface Duplicate {
  readonly text: string;
  /** What differs from the original, and what both would share. */
  readonly notes: readonly string[];
}

/** `/shop/web` → `/shop/web-copy`, `/shop/web-copy-2`, … */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const stem = `${id.replace(/-copy(-\d+)?$/, '')}-copy`;
  let next = stem;
  for (let number = 2; taken.has(next); number += 1) next = `${stem}-${number}`;
  return next;
}

/** Where a definition asks for ports of the agent by number. */
function hostPorts(value: unknown): readonly JSONPath[] {
  const inContainers = listAt(value, ['containers']).flatMap((container, index) =>
    listAt(container, ['endpoints']).map((_, port): JSONPath => ['containers', index, 'endpoints', port, 'hostPort']),
  );
  const mapped = listAt(value, ['container', 'portMappings']).map((_, port): JSONPath => [
    'container',
    'portMappings',
    port,
    'hostPort',
  ]);
  // The port of a definition is one of the agent only where it is required; else it is the name of the service port.
  const defined = valueAt(value, ['requirePorts']) === true ? listAt(value, ['portDefinitions']) : [];
  const required = defined.map((_, port): JSONPath => ['portDefinitions', port, 'port']);
  return [...inContainers, ...mapped, ...required].filter((path) => (numberAt(value, path) ?? 0) > 0);
}

/** Addresses by which both are reached: labels `VIP_0`, … of endpoints. */
function sharedAddresses(value: unknown): readonly string[] {
  const endpoints = [
    ...listAt(value, ['containers']).flatMap((container) => listAt(container, ['endpoints'])),
    ...listAt(value, ['container', 'portMappings']),
    ...listAt(value, ['portDefinitions']),
  ];
  return endpoints.flatMap((endpoint) =>
    rowsAt(endpoint, ['labels'])
      .filter(([name]) => name.startsWith('VIP_'))
      .map(([, address]) => String(address)),
  );
}

export function duplicate(text: string, value: unknown, taken: ReadonlySet<string>): Duplicate {
  const from = textAt(value, ['id']);
  const id = freeId(from, taken);
  const ports = hostPorts(value);
  const addresses = sharedAddresses(value);
  const copy = ports.reduce((before, path) => setAt(before, path, 0), setAt(text, ['id'], id));
  const numbers = ports.map((path) => numberAt(value, path)).join(', ');
  return {
    text: copy,
    notes: [
      `A copy of ${from}, named ${id}.`,
      ...(ports.length === 0 ? [] : [`Ports of the agent are chosen anew: ${numbers} became 0, any free one.`]),
      ...(addresses.length === 0 ? [] : [`Both are reached by ${addresses.join(', ')} unless you change that.`]),
    ],
  };
}
