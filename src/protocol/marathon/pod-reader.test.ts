/** The reader's errors: what Marathon says about JSON of the wrong shape. */
import { expect, test } from 'vitest';
import { aContainer, aPod, aPodOf } from './fixtures/a-pod';
import { checkPod } from './pod-check';
import { readPod } from './pod-reader';

const errorsOf = (value: unknown): Record<string, readonly string[]> => {
  const reading = readPod(value);
  return reading.kind === 'read' ? {} : Object.fromEntries(reading.errors.map(({ path, errors }) => [path, errors]));
};

const read = (value: unknown): Extract<ReturnType<typeof readPod>, { kind: 'read' }>['pod'] => {
  const reading = readPod(value);
  if (reading.kind === 'unreadable') throw new Error(JSON.stringify(reading.errors));
  return reading.pod;
};

const wrongShapes: readonly (readonly [string, unknown, string, string])[] = [
  ['no object at all', [], '/', 'error.expected.jsobject'],
  ['null', null, '/', 'error.expected.jsobject'],
  ['no id', { containers: [aContainer()] }, '/id', 'error.path.missing'],
  ['null for the id', aPod({ id: null }), '/id', 'error.expected.jsstring'],
  ['a number for the id', aPod({ id: 5 }), '/id', 'error.expected.jsstring'],
  ['an empty id', aPod({ id: '' }), '/id', 'error.minLength'],
  ['capital letters in the id', aPod({ id: '/Shop' }), '/id', 'error.pattern'],
  ['an underscore in the id', aPod({ id: '/a_b' }), '/id', 'error.pattern'],
  ['no containers', aPod({ containers: [] }), '/containers', 'error.minLength'],
  ['an object for the containers', aPod({ containers: {} }), '/containers', 'error.expected.jsarray'],
  ['a text for a container', aPod({ containers: ['x'] }), '/containers(0)', 'error.expected.jsobject'],
  [
    'a container without resources',
    aPod({ containers: [{ name: 'a' }] }),
    '/containers(0)/resources',
    'error.path.missing',
  ],
  ['a container name of 64 letters', aPodOf([{ name: 'a'.repeat(64) }]), '/containers(0)/name', 'error.maxLength'],
  ['the reserved container name', aPodOf([{ name: '_app' }]), '/containers(0)/name', 'error.pattern'],
  ['too few cpus', aPodOf([{ resources: { cpus: 0 } }]), '/containers(0)/resources/cpus', 'error.min'],
  ['cpus as text', aPodOf([{ resources: { cpus: '1' } }]), '/containers(0)/resources/cpus', 'error.expected.jsnumber'],
  [
    'cpus beyond all numbers',
    aPodOf([{ resources: { cpus: Infinity } }]),
    '/containers(0)/resources/cpus',
    'error.expected.jsnumber',
  ],
  ['half a GPU', aPodOf([{ resources: { gpus: 0.5 } }]), '/containers(0)/resources/gpus', 'error.expected.int'],
  [
    'executor memory below the minimum',
    aPod({ executorResources: { mem: 31 } }),
    '/executorResources/mem',
    'error.min',
  ],
  ['a label that is no text', aPod({ labels: { a: 1 } }), '/labels/a', 'error.expected.jsstring'],
  ['null for a label', aPod({ labels: { a: null } }), '/labels/a', 'error.expected.jsstring'],
  ['a list for the labels', aPod({ labels: [] }), '/labels', 'error.expected.jsobject'],
  ['a variable that starts with a digit', aPod({ environment: { '1A': 'x' } }), '/environment/1A', 'error.pattern'],
  ['a number for a variable', aPod({ environment: { A: 1 } }), '/environment/A', 'error.expected.jsobject'],
  ['a variable object without secret', aPod({ environment: { A: {} } }), '/environment/A/secret', 'error.path.missing'],
  ['a secret without source', aPod({ secrets: { a: {} } }), '/secrets/a/source', 'error.path.missing'],
  ['an empty command', aPodOf([{ exec: { command: {} } }]), '/containers(0)/exec/command/argv', 'error.path.missing'],
  [
    'an empty shell command',
    aPodOf([{ exec: { command: { shell: '' } } }]),
    '/containers(0)/exec/command/argv',
    'error.path.missing',
  ],
  [
    'an empty argv',
    aPodOf([{ exec: { command: { argv: [] } } }]),
    '/containers(0)/exec/command/argv',
    'error.minLength',
  ],
  [
    'a number in argv',
    aPodOf([{ exec: { command: { argv: [1] } } }]),
    '/containers(0)/exec/command/argv(0)',
    'error.expected.jsstring',
  ],
  [
    'an unknown image kind',
    aPodOf([{ image: { kind: 'APPC', id: 'x' } }]),
    '/containers(0)/image/kind',
    'error.unknown.enum.literal',
  ],
  [
    'a number for an image kind',
    aPodOf([{ image: { kind: 1, id: 'x' } }]),
    '/containers(0)/image/kind',
    'error.unknown.enum.literal',
  ],
  [
    'an image id of 1025 letters',
    aPodOf([{ image: { kind: 'DOCKER', id: 'x'.repeat(1025) } }]),
    '/containers(0)/image/id',
    'error.maxLength',
  ],
  [
    'container port 0',
    aPodOf([{ endpoints: [{ name: 'a', containerPort: 0 }] }]),
    '/containers(0)/endpoints(0)/containerPort',
    'error.min',
  ],
  [
    'a host port above 65535',
    aPodOf([{ endpoints: [{ name: 'a', hostPort: 65536 }] }]),
    '/containers(0)/endpoints(0)/hostPort',
    'error.max',
  ],
  [
    'a port beyond 32 bits',
    aPodOf([{ endpoints: [{ name: 'a', hostPort: 3e9 }] }]),
    '/containers(0)/endpoints(0)/hostPort',
    'error.expected.int',
  ],
  [
    'an empty list of protocols',
    aPodOf([{ endpoints: [{ name: 'a', protocol: [] }] }]),
    '/containers(0)/endpoints(0)/protocol',
    'error.minLength',
  ],
  ['a text for a boolean', aPodOf([{ tty: 'yes' }]), '/containers(0)/tty', 'error.expected.jsboolean'],
  [
    'a limit that is neither',
    aPodOf([{ resourceLimits: { mem: 'lots' } }]),
    '/containers(0)/resourceLimits/mem',
    'error.expected.jsnumber',
  ],
  ['a volume without name', aPod({ volumes: [{ host: '/etc' }] }), '/volumes(0)/name', 'error.path.missing'],
  [
    'an unknown network mode',
    aPod({ networks: [{ mode: 'user' }] }),
    '/networks(0)/mode',
    'error.unknown.enum.literal',
  ],
  ['scaling without kind', aPod({ scaling: { instances: 2 } }), '/scaling', 'error.expected.jsstring'],
  ['scaling of an unknown kind', aPod({ scaling: { kind: 'auto' } }), '/scaling', 'error.expected.jsstring'],
  [
    'a text for the instances',
    aPod({ scaling: { kind: 'fixed', instances: '2' } }),
    '/scaling/instances',
    'error.expected.jsnumber',
  ],
  [
    'an unknown unreachable strategy',
    aPod({ scheduling: { unreachableStrategy: 'never' } }),
    '/scheduling/unreachableStrategy',
    'error.expected.jsobject',
  ],
  [
    'a fraction of a second until inactive',
    aPod({ scheduling: { unreachableStrategy: { inactiveAfterSeconds: 0.5 } } }),
    '/scheduling/unreachableStrategy/inactiveAfterSeconds',
    'error.expected.long',
  ],
  [
    'health capacity above 1',
    aPod({ scheduling: { upgrade: { minimumHealthCapacity: 1.1 } } }),
    '/scheduling/upgrade/minimumHealthCapacity',
    'error.max',
  ],
  [
    'a negative back-off',
    aPod({ scheduling: { backoff: { backoff: -1 } } }),
    '/scheduling/backoff/backoff',
    'error.min',
  ],
  ['an empty role', aPod({ role: '' }), '/role', 'error.minLength'],
];

test.each(wrongShapes)('%s is refused with its path and code', (_name, value, path, error) => {
  expect(errorsOf(value)).toEqual({ [path]: [error] });
});

test('all errors are collected, several of one place in one entry', () => {
  const value = aPod({ labels: { a: 1 }, containers: [aContainer({ name: 'A'.repeat(64) }), 'x'] });
  expect(errorsOf(value)).toEqual({
    '/labels/a': ['error.expected.jsstring'],
    '/containers(0)/name': ['error.maxLength', 'error.pattern'],
    '/containers(1)': ['error.expected.jsobject'],
  });
});

test('the answer of an unreadable definition is 422 Invalid JSON, and rules are not asked', () => {
  expect(checkPod(aPod({ id: 5, user: '' }))).toMatchObject({
    kind: 'refused',
    status: 422,
    body: { message: 'Invalid JSON', details: [{ path: '/id', errors: ['error.expected.jsstring'] }] },
  });
});

test('enum literals are read in any case and kept in their own', () => {
  const pod = read(
    aPod({
      networks: [{ mode: 'CONTAINER/Bridge' }],
      scheduling: { killSelection: 'Oldest_First' },
      scaling: { kind: 'FIXED' },
    }),
  );
  expect([pod.networks[0]?.mode, pod.scheduling.killSelection, pod.scaling.kind]).toEqual([
    'container/bridge',
    'OLDEST_FIRST',
    'fixed',
  ]);
});

test('null for an optional member is the same as its absence', () => {
  const withNulls = aPodOf([{ endpoints: null, healthCheck: null, image: null, volumeMounts: null }], {
    scaling: null,
    scheduling: null,
    user: null,
  });
  expect(read(withNulls)).toEqual(read(aPodOf([{}])));
});

test('unknown members are ignored', () => {
  expect(read(aPod({ flavour: 1, scaling: { kind: 'fixed', maxInstances: 'x' } }))).toEqual(read(aPod()));
});

test('defaults are those of Marathon 1.11', () => {
  const pod = read({ id: '/a', containers: [{ name: 'a', resources: {}, healthCheck: {} }] });
  expect(pod.containers[0]?.resources).toEqual({ cpus: 1, mem: 128, disk: 0, gpus: 0 });
  expect(pod.containers[0]?.healthCheck).toEqual({
    gracePeriodSeconds: 300,
    intervalSeconds: 60,
    maxConsecutiveFailures: 3,
    timeoutSeconds: 20,
    delaySeconds: 15,
  });
  expect(pod.executorResources).toEqual({ cpus: 0.1, mem: 32, disk: 10 });
  expect(pod.scaling).toEqual({ kind: 'fixed', instances: 1 });
  expect(pod.scheduling).toEqual({
    backoff: { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
    placement: { constraints: [], acceptedResourceRoles: [] },
    killSelection: 'YOUNGEST_FIRST',
  });
});

test('no two definitions share a default', () => {
  const one = read(aPod());
  Object.assign(one.labels, { changed: 'yes' });
  one.networks.push({ mode: 'host', labels: {} });
  expect([read(aPod()).labels, read(aPod()).networks]).toEqual([{}, []]);
});

test('a volume is the first kind that fits, so a misspelt one is ephemeral', () => {
  const kinds = [
    { name: 'a', persistent: { size: 1 } },
    { name: 'b', secret: 's' },
    { name: 'c', host: '/c' },
    { name: 'd', hosst: '/d' },
  ];
  expect(read(aPod({ volumes: kinds })).volumes).toEqual([
    { name: 'a', persistent: { type: 'root', size: 1, constraints: [] } },
    { name: 'b', secret: 's' },
    { name: 'c', host: '/c' },
    { name: 'd' },
  ]);
});

test('__proto__ and constructor are ordinary names of labels, variables and secrets', () => {
  const text = JSON.stringify(aPod()).replace(
    '{',
    '{"labels":{"__proto__":"a","constructor":"b"},"environment":{"__proto__":{"secret":"__proto__"}},"secrets":{"__proto__":{"source":"s"}},',
  );
  const checked = checkPod(JSON.parse(text));
  if (checked.kind === 'refused') throw new Error(JSON.stringify(checked.errors));
  expect(JSON.stringify(checked.pod.labels)).toBe('{"__proto__":"a","constructor":"b"}');
  expect(JSON.stringify(checked.pod.environment)).toBe('{"__proto__":{"secret":"__proto__"}}');
  expect(checked.pod.labels['toString']).toBeUndefined();
});

test('a secret with the name of an inherited member has to be declared like any other', () => {
  expect(checkPod(aPod({ environment: { A: { secret: 'constructor' } } }))).toMatchObject({
    errors: [{ path: '/environment/A/secret', errors: ['references an undefined secret'] }],
  });
});

test('an id of a million slashes and a wrong end is refused at once', () => {
  expect(errorsOf(aPod({ id: `${'/'.repeat(1_000_000)}!` }))).toEqual({ '/id': ['error.pattern'] });
  expect(errorsOf(aPod({ id: `/${'a-'.repeat(500_000)}` }))).toEqual({ '/id': ['error.pattern'] });
});
