/** Nothing of a source is lost in silence: change any value of it, and either the definition changes or the report has named it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { checkPod } from '../../../protocol/marathon/pod-check';
import { checkApp } from '../../../protocol/marathon/app-check';
import { SHOP_COMPOSE, SHOP_KUBERNETES } from './convert-fixture';
import type { Conversion } from './conversion';
import { fromCompose } from './from-compose';
import { fromKubernetes } from './from-kubernetes';
import { importText } from './import-text';
import { DEFAULT_OPTIONS } from './pod-parts';
import { below } from './source';

type Leaf = { readonly keys: readonly (string | number)[]; readonly path: string };

function leavesOf(value: unknown, keys: readonly (string | number)[] = [], path = ''): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...keys, index], below(path, index)));
  if (typeof value !== 'object' || value === null) return [{ keys, path }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...keys, key], below(path, key)));
}

/** Another value of the same kind, or the place without it. */
function changedAt(value: unknown, keys: readonly (string | number)[]): unknown {
  const [key, ...rest] = keys;
  if (key === undefined)
    return typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? changedAt(item, rest) : (item as unknown)));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [
      name,
      name === key ? changedAt(item, rest) : (item as unknown),
    ]),
  );
}

const notes = (conversion: Conversion) => [...conversion.services.flatMap((one) => one.notes), ...conversion.notes];
const result = (conversion: Conversion): string => JSON.stringify(conversion.services.map(({ text }) => text));

/** Whether a note speaks of this path, or of a part it is in. */
const named = (conversion: Conversion, path: string): boolean =>
  notes(conversion).some(
    (note) =>
      note.kind !== 'assumed' &&
      (path === note.path || path.startsWith(`${note.path}.`) || path.startsWith(`${note.path}[`)),
  );

/** Leaves that neither show in the definition nor in the report. */
const lost = (
  value: unknown,
  convert: (value: unknown) => Conversion,
  pathOf = (path: string) => path,
): readonly string[] => {
  const before = convert(value);
  return leavesOf(value)
    .filter(({ keys, path }) => {
      const after = convert(changedAt(value, keys));
      const told = JSON.stringify(notes(before)) !== JSON.stringify(notes(after));
      return !told && result(before) === result(after) && !named(before, pathOf(path));
    })
    .map(({ path }) => path);
};

test.each([true, false])('of a Compose file, together: %s', (together) => {
  const convert = (value: unknown) => fromCompose(value, { ...DEFAULT_OPTIONS, together });
  expect(lost(parse(SHOP_COMPOSE), convert)).toEqual([]);
});

test('of Kubernetes manifests', () => {
  const values = (parseAllDocuments(SHOP_KUBERNETES) as readonly { toJS(): unknown }[]).map((one) => one.toJS());
  const convert = (value: unknown) => fromKubernetes(value as readonly unknown[], DEFAULT_OPTIONS);
  const names = values.map((value) => {
    const { kind, metadata } = value as { kind: string; metadata: { name: string } };
    return `${kind}/${metadata.name}`;
  });
  const pathOf = (path: string) => path.replace(/^\[(\d+)\]/, (_, index: string) => names[Number(index)] ?? '');
  // Which version of the format a document has is no field of a service.
  expect(lost(values, convert, pathOf).filter((path) => !path.endsWith('].apiVersion'))).toEqual([]);
});

const word = fc.constantFrom(
  'a',
  'web',
  '1',
  '80',
  '80:80',
  'service_healthy',
  'nginx',
  './x:/y',
  '/a',
  '64m',
  '1s',
  'A=b',
  '${X}',
  '',
);
const junk = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.integer({ min: -5, max: 70_000 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const FIELDS = [
  'image',
  'command',
  'entrypoint',
  'ports',
  'expose',
  'environment',
  'volumes',
  'depends_on',
  'healthcheck',
  'deploy',
  'user',
  'labels',
  'secrets',
  'mem_limit',
  'cpus',
  'tmpfs',
  'shm_size',
  'stop_grace_period',
  'network_mode',
  'scale',
];
const service = fc.record(Object.fromEntries(FIELDS.map((name) => [name, junk])), { requiredKeys: [] });

/** Whatever Marathon has against a definition, in words that name a place. */
const verdict = (conversion: Conversion): readonly unknown[] =>
  conversion.services.map(({ kind, text }) => {
    const value: unknown = JSON.parse(text);
    return (kind === 'pod' ? checkPod : checkApp)(value).kind;
  });

test('services of any content are converted, and nothing is thrown', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'C_d', '__proto__'), service, { minKeys: 1, maxKeys: 3 }),
      fc.boolean(),
      (services, together) => {
        const conversion = fromCompose({ services }, { together, sameHostPorts: true });
        expect(conversion.services).toHaveLength(together ? 1 : Object.keys(services).length);
        expect(verdict(conversion)).toBeDefined();
      },
    ),
    { numRuns: 300 },
  );
});

test('any text is either read or refused with words', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        'services:',
        '  a:',
        '    image: x',
        'kind: Pod',
        'apiVersion: v1',
        '---',
        '- &a b',
        '*a',
        '{',
        '}',
        '"',
        'docker run ',
        '-p 80 x',
      ),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      lines.map((parts) => parts.join('\n')),
      (text) => {
        const read = importText(text, DEFAULT_OPTIONS);
        if ('message' in read) expect(read.message).not.toBe('');
        else expect(verdict(read)).toBeDefined();
      },
    ),
    { numRuns: 500, examples: [['kind: Pod\napiVersion: v1'], ['kind: Deployment\napiVersion: apps/v1\nspec:']] },
  );
});
