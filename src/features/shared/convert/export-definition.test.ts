/** The way out: what leaves comes back as the same, and nothing is left behind in silence. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { ExportTarget } from './export-definition';
import { exportDefinition } from './export-definition';
import { importText } from './import-text';

const TARGETS: readonly ExportTarget[] = ['kubernetes', 'compose'];

const port = fc.integer({ min: 1, max: 60_000 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const value = fc.string({ maxLength: 20 });
const container = (name: string, ports: readonly number[]) =>
  fc.record(
    {
      name: fc.constant(name),
      image: fc.record({ kind: fc.constant('DOCKER'), id: word.map((image) => `${image}:1`) }),
      exec: fc.oneof(
        fc.record({ command: fc.record({ argv: fc.array(value, { minLength: 1, maxLength: 3 }) }) }),
        fc.record({ command: fc.record({ shell: fc.string({ minLength: 1, maxLength: 20 }) }) }),
      ),
      resources: fc.record({
        cpus: fc.integer({ min: 1, max: 64 }).map((tenths) => tenths / 10),
        mem: fc.integer({ min: 1, max: 4096 }),
      }),
      environment: fc.dictionary(
        word.map((name) => name.toUpperCase()),
        value,
        { maxKeys: 3 },
      ),
      endpoints: fc.constant(
        ports.map((number, index) => ({
          name: `${name}-${index}`,
          containerPort: number,
          hostPort: 0,
          protocol: ['tcp'],
        })),
      ),
    },
    { requiredKeys: ['name', 'image', 'resources'] },
  );
const pod = fc.uniqueArray(port, { minLength: 3, maxLength: 3 }).chain(([a = 1, b = 2, c = 3]) =>
  fc.record({
    id: word.map((name) => `/${name}`),
    containers: fc.tuple(container('web', [a, b]), container('log', [c])),
    networks: fc.constant([{ mode: 'container/bridge' }]),
    scaling: fc.constant({ kind: 'fixed', instances: 1 }),
  }),
);

interface Container {
  readonly name: string;
  readonly image: { readonly id: string };
  readonly exec?: { readonly command: { readonly shell?: string; readonly argv?: readonly string[] } };
  readonly resources: { readonly cpus: number; readonly mem: number };
  readonly environment?: object;
  readonly endpoints?: readonly { readonly containerPort: number }[];
}

/** What has to survive the journey. A shell is a program like any other afterwards; ports are the pod's, not a container's. */
const essence = (containers: readonly Container[]) => ({
  containers: containers.map(({ name, image, exec, resources, environment }) => ({
    name,
    image: image.id,
    words: exec?.command.shell === undefined ? (exec?.command.argv ?? []) : ['/bin/sh', '-c', exec.command.shell],
    resources: { cpus: resources.cpus, mem: resources.mem },
    environment: environment ?? {},
  })),
  ports: containers
    .flatMap(({ endpoints = [] }) => endpoints.map(({ containerPort }) => containerPort))
    .toSorted((a, b) => a - b),
});

test.each(TARGETS)('%s and back: image, command, resources, variables and ports are the same', (target) => {
  fc.assert(
    fc.property(pod, (definition) => {
      const { text } = exportDefinition(definition, 'pod', target);
      const back = importText(text, { together: true, sameHostPorts: true });
      if ('message' in back) throw new Error(back.message);
      const { containers } = JSON.parse(back.services[0]?.text ?? '{}') as { containers: readonly Container[] };
      expect(essence(containers)).toEqual(essence(definition.containers as readonly Container[]));
    }),
    { numRuns: 200 },
  );
});

const rich = {
  id: '/shop/db',
  labels: { team: 'shop', note: 'two words' },
  user: 'root',
  environment: { ALL: 'yes' },
  secrets: { password: { source: '/shop/password' } },
  containers: [
    {
      name: 'prepare',
      exec: { command: { shell: 'echo ready' } },
      resources: { cpus: 0.1, mem: 32 },
      lifecycle: { kind: 'init' },
      volumeMounts: [{ name: 'data', mountPath: 'data' }],
    },
    {
      name: 'db',
      image: { kind: 'DOCKER', id: 'postgres:16', forcePull: true },
      resources: { cpus: 0.5, mem: 256, disk: 100, gpus: 1 },
      resourceLimits: { cpus: 1, mem: 512 },
      environment: { PASSWORD: { secret: 'password' }, COST: '$5' },
      endpoints: [{ name: 'sql', containerPort: 5432, hostPort: 0, protocol: ['tcp'], labels: { VIP_0: '/db:5432' } }],
      healthCheck: { tcp: { endpoint: 'sql' }, intervalSeconds: 10, timeoutSeconds: 5, gracePeriodSeconds: 30 },
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/data' },
        { name: 'ssl', mountPath: '/ssl', readOnly: true },
        { name: 'file', mountPath: '/run/password' },
        { name: 'tmp', mountPath: '/tmp' },
      ],
      artifacts: [{ uri: 'https://example.com/a' }],
      lifecycle: { killGracePeriodSeconds: 20, startAfter: [{ container: 'prepare', condition: 'finished' }] },
      user: '999',
    },
  ],
  volumes: [
    { name: 'data', persistent: { type: 'root', size: 512 } },
    { name: 'ssl', host: '/etc/ssl' },
    { name: 'file', secret: 'password' },
    { name: 'tmp' },
  ],
  networks: [{ mode: 'container', name: 'dcos' }],
  scaling: { kind: 'fixed', instances: 3 },
  scheduling: {
    backoff: { backoff: 5 },
    upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    placement: {
      constraints: [
        { fieldName: 'hostname', operator: 'UNIQUE' },
        { fieldName: 'rack', operator: 'LIKE', value: 'r.*' },
      ],
    },
  },
};

const told = (target: ExportTarget): readonly string[] =>
  exportDefinition(rich, 'pod', target).notes.map(({ path, kind, reason }) => `${path} ${kind}: ${reason}`);

test('a pod with everything, for Kubernetes', () => {
  const { text, fileName } = exportDefinition(rich, 'pod', 'kubernetes');
  const documents = (parseAllDocuments(text) as readonly { toJS(): unknown }[]).map((one) => one.toJS());
  expect(fileName).toBe('db.kubernetes.yaml');
  expect(documents).toMatchSnapshot('manifests');
  expect(told('kubernetes')).toMatchSnapshot('report');
});

test('a pod with everything, for Docker Compose', () => {
  expect(parse(exportDefinition(rich, 'pod', 'compose').text)).toMatchSnapshot('file');
  expect(told('compose')).toMatchSnapshot('report');
});

type Keys = readonly (string | number)[];
const leaves = (node: unknown, keys: Keys = []): readonly Keys[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, inner]) => leaves(inner, [...keys, Array.isArray(node) ? Number(key) : key]))
    : [keys];
const pathOf = (keys: Keys): string =>
  keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    '',
  );
const without = (node: unknown, [key, ...rest]: Keys): unknown => {
  if (Array.isArray(node))
    return node.map((inner, index) => (index === key ? without(inner, rest) : (inner as unknown)));
  const entries = Object.entries(node as object);
  return Object.fromEntries(
    rest.length === 0
      ? entries.map(([name, inner]) => [
          name,
          name === key
            ? typeof inner === 'number'
              ? inner + 1
              : typeof inner === 'boolean'
                ? !inner
                : `${String(inner)}x`
            : (inner as unknown),
        ])
      : entries.map(([name, inner]) => [name, name === key ? without(inner, rest) : (inner as unknown)]),
  );
};

test.each(TARGETS)('%s: whatever is changed shows in the file or was named in the report', (target) => {
  const before = exportDefinition(rich, 'pod', target);
  const lost = leaves(rich).filter((keys) => {
    const after = exportDefinition(without(rich, keys), 'pod', target);
    const path = pathOf(keys);
    const named = before.notes.some(
      (note) => path === note.path || path.startsWith(`${note.path}.`) || path.startsWith(`${note.path}[`),
    );
    return after.text === before.text && JSON.stringify(after.notes) === JSON.stringify(before.notes) && !named;
  });
  // Fields that can have one value only.
  expect(lost.map(pathOf)).toEqual(['containers[1].image.kind', 'scaling.kind']);
});

test('an app leaves by the same way, and its report names its own fields', () => {
  const app = {
    id: '/web',
    container: {
      type: 'MESOS',
      docker: { image: 'nginx:1.25' },
      portMappings: [{ containerPort: 80, hostPort: 0, servicePort: 10_000 }],
    },
    networks: [{ mode: 'container/bridge' }],
    cpus: 0.1,
    mem: 64,
    instances: 2,
    env: { MODE: 'fast' },
    healthChecks: [{ protocol: 'MESOS_HTTP', path: '/live', portIndex: 0 }],
    dependencies: ['/db'],
  };
  const { text, notes } = exportDefinition(app, 'app', 'kubernetes');
  expect(parseAllDocuments(text)).toHaveLength(2);
  expect(text).toContain('path: /live');
  expect(notes.map(({ path }) => path)).toContain('dependencies');
  expect(notes.map(({ path }) => path)).toContain('container.portMappings[0].servicePort');
});
