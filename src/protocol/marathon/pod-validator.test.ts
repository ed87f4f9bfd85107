/** The validator's rules: path and wording of each, and that nothing else is complained about. */
import { describe, expect, test } from 'vitest';
import { aContainer, aPod, aPodOf } from './fixtures/a-pod';
import { checkPod } from './pod-check';

type Case = readonly [name: string, pod: unknown, errors: Readonly<Record<string, readonly string[]>>];

const complaints = (pod: unknown): Record<string, readonly string[]> => {
  const checked = checkPod(pod);
  if (checked.kind === 'accepted') return {};
  expect(checked.body.message).toBe('Object is not valid');
  return Object.fromEntries(checked.errors.map(({ path, errors }) => [path, errors]));
};

const refuses = (cases: readonly Case[]): void =>
  test.each(cases)('%s', (_name, pod, errors) => {
    expect(complaints(pod)).toEqual(errors);
  });

const endpoints = (...list: readonly Record<string, unknown>[]): Record<string, unknown> => ({ endpoints: list });
const volumes = { volumes: [{ name: 'v' }] };
const mounts = { volumeMounts: [{ name: 'v', mountPath: '/v' }] };

describe('id, user, environment, names', () => {
  refuses([
    ['a relative id', aPod({ id: 'shop/web' }), { '/id': ['Path needs to be absolute'] }],
    ['the root as id', aPod({ id: '/' }), { '/id': ['Path must contain at least one path element'] }],
    ...['restart', 'tasks', 'versions', '.', '..'].map((word): Case => [
      `an id that ends with ${word}`,
      aPod({ id: `/shop/${word}` }),
      { '/id': ['must not end with any of the following reserved keywords: restart, tasks, versions, ., ..'] },
    ]),
    ['an id that climbs', aPod({ id: '/shop/../web' }), { '/id': ["Identifier is not child of '/shop/..'"] }],
    ['an empty user', aPod({ user: '' }), { '/user': ['must not be empty'] }],
    [
      'a variable of an undefined secret',
      aPod({ environment: { A: { secret: 's' } } }),
      { '/environment/A/secret': ['references an undefined secret'] },
    ],
    [
      'the same in a container',
      aPodOf([{ environment: { A: { secret: 's' } } }]),
      { '/containers(0)/environment/A/secret': ['references an undefined secret'] },
    ],
    [
      'containers of one name',
      aPod({ containers: [aContainer(), aContainer()] }),
      { '/containers': ['container names must be unique'] },
    ],
    [
      'a negative number of instances',
      aPod({ scaling: { kind: 'fixed', instances: -1 } }),
      { '/scaling/instances': ['got -1, expected 0 or more'] },
    ],
  ]);
});

describe('endpoints', () => {
  refuses([
    [
      'endpoint names shared by two containers (the misspelling is Marathon’s)',
      aPodOf([endpoints({ name: 'a' }), endpoints({ name: 'a' })]),
      { '/': ['endpoint names nust be unique across all containers'] },
    ],
    [
      'ports shared by two containers',
      aPodOf([
        endpoints({ name: 'a', containerPort: 80, hostPort: 8080 }),
        endpoints({ name: 'b', containerPort: 80, hostPort: 8080 }),
      ]),
      {
        '/': [
          'container ports must be unique across all containers',
          'host ports must be unique across all containers',
        ],
      },
    ],
    [
      'a container port on the host network',
      aPodOf([endpoints({ name: 'a', containerPort: 80 })], { networks: [{ mode: 'host' }] }),
      { '/containers(0)/endpoints(0)/containerPort': ['is not allowed when using host-mode networking'] },
    ],
    [
      'no container port on a container network',
      aPodOf([endpoints({ name: 'a' })], { networks: [{ mode: 'container' }] }),
      { '/containers(0)/endpoints(0)/containerPort': ['is required when using container-mode networking'] },
    ],
    [
      'a protocol twice',
      aPodOf([endpoints({ name: 'a', protocol: ['tcp', 'tcp'] })]),
      { '/containers(0)/endpoints(0)/protocol': ['Duplicate protocols within the same endpoint are not allowed'] },
    ],
    [
      'a network the pod is not on',
      aPodOf([endpoints({ name: 'a', containerPort: 1, networkNames: ['n', 'x'] })], {
        networks: [{ name: 'n' }, { name: 'm' }],
      }),
      { '/containers(0)/endpoints(0)/networkNames(1)': ['is not one of (n,m)'] },
    ],
    [
      'a host port without saying on which of two networks',
      aPodOf([endpoints({ name: 'a', containerPort: 1, hostPort: 0 })], { networks: [{ name: 'n' }, { name: 'm' }] }),
      {
        '/containers(0)/endpoints(0)': [
          'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
        ],
      },
    ],
  ]);

  test('host port 0 and bridge endpoints with or without container port never collide', () => {
    const networks = [{ mode: 'container/bridge' }];
    expect(
      complaints(
        aPodOf([endpoints({ name: 'a', hostPort: 0 }, { name: 'b', hostPort: 0, containerPort: 1 })], { networks }),
      ),
    ).toEqual({});
  });
});

describe('networks', () => {
  const single = 'May specify a single host network, single bridge network, or else 1-to-n container networks';
  refuses([
    [
      'a named host network',
      aPod({ networks: [{ mode: 'host', name: 'n' }] }),
      { '/networks': ['Host networks may not have names or labels'] },
    ],
    [
      'a labelled host network',
      aPod({ networks: [{ mode: 'host', labels: { a: 'b' } }] }),
      { '/networks': ['Host networks may not have names or labels'] },
    ],
    [
      'a named bridge',
      aPod({ networks: [{ mode: 'container/bridge', name: 'n' }] }),
      { '/networks': ['Bridge networks may not have names'] },
    ],
    [
      'one network twice',
      aPod({ networks: [{ name: 'n' }, { name: 'n' }] }),
      { '/networks': ['Duplicate networks are not allowed'] },
    ],
    [
      'two unnamed container networks',
      aPod({ networks: [{}, {}] }),
      { '/networks': ['Duplicate networks are not allowed'] },
    ],
    ['two host networks', aPod({ networks: [{ mode: 'host' }, { mode: 'host' }] }), { '/networks': [single] }],
    [
      'two bridges',
      aPod({ networks: [{ mode: 'container/bridge' }, { mode: 'container/bridge' }] }),
      { '/networks': [single] },
    ],
    ['host and container', aPod({ networks: [{ mode: 'host' }, { name: 'n' }] }), { '/networks': [single] }],
  ]);

  test('an empty list, several named networks, and an unnamed one are fine', () => {
    for (const networks of [[], [{ name: 'n' }, { name: 'm' }], [{}]])
      expect(complaints(aPod({ networks }))).toEqual({});
  });
});

describe('volumes', () => {
  refuses([
    [
      'a volume nobody mounts',
      aPod(volumes),
      { '/volumes(0)': ['volume must be referenced by at least one container'] },
    ],
    [
      'a mount of no volume',
      aPodOf([mounts]),
      { '/containers(0)/volumeMounts(0)/name': ['Referenced Volume in VolumeMount should exist'] },
    ],
    [
      'two volumes of one name',
      aPodOf([mounts], { volumes: [{ name: 'v' }, { name: 'v', host: '/v' }] }),
      { '/volumes': ['volume names must be unique'] },
    ],
    [
      'a volume of an undefined secret',
      aPodOf([mounts], { volumes: [{ name: 'v', secret: 's' }] }),
      { '/volumes(0)': ['volume.secret must refer to an existing secret'] },
    ],
    [
      'an image pulled with an undefined secret',
      aPodOf([{ image: { kind: 'DOCKER', id: 'i', pullConfig: { secret: 's' } } }]),
      { '/containers(0)/image/pullConfig': ['pullConfig.secret must refer to an existing secret'] },
    ],
  ]);
});

describe('health checks, limits, Linux', () => {
  const check = (healthCheck: Record<string, unknown>, more: Record<string, unknown> = {}): unknown =>
    aPodOf([{ ...endpoints({ name: 'web' }), healthCheck, ...more }]);
  const one = 'Only one of http, tcp, or command may be specified';
  refuses([
    ['no kind of check', check({}), { '/containers(0)/healthCheck': [one] }],
    [
      'two kinds of check',
      check({ tcp: { endpoint: 'web' }, exec: { command: { shell: 'x' } } }),
      { '/containers(0)/healthCheck': [one] },
    ],
    [
      'an http check of no endpoint',
      check({ http: { endpoint: 'x' } }),
      { '/containers(0)/healthCheck/http/endpoint': ['contained in the container endpoints'] },
    ],
    [
      'a tcp check of another container’s endpoint',
      aPodOf([{ healthCheck: { tcp: { endpoint: 'web' } } }, endpoints({ name: 'web' })]),
      { '/containers(0)/healthCheck/tcp/endpoint': ['contained in the container endpoints'] },
    ],
    [
      'an interval below the default timeout',
      check({ tcp: { endpoint: 'web' }, intervalSeconds: 20 }),
      { '/containers(0)/healthCheck/timeoutSeconds': ['got 20, expected less than 20'] },
    ],
    [
      'limits below what is requested',
      aPodOf([{ resources: { cpus: 2, mem: 32.5 }, resourceLimits: { cpus: 1, mem: 32 } }]),
      {
        '/containers(0)/resourceLimits/cpus': [
          'resource limit must be greater than or equal to requested resource (2.0)',
        ],
        '/containers(0)/resourceLimits/mem': [
          'resource limit must be greater than or equal to requested resource (32.5)',
        ],
      },
    ],
    [
      'limits with shared cgroups',
      aPodOf([{ resourceLimits: { cpus: 'unlimited' } }], { legacySharedCgroups: true }),
      { '/containers(0)/resourceLimits': ['resourceLimits cannot be defined if legacySharedCgroups is enabled'] },
    ],
    [
      'a profile and unconfined',
      aPodOf([{ linuxInfo: { seccomp: { profileName: 'p', unconfined: true } } }]),
      { '/containers(0)/linuxInfo/seccomp': ['Seccomp unconfined can NOT be true when Profile is defined'] },
    ],
    [
      'neither profile nor unconfined',
      aPodOf([{ linuxInfo: { seccomp: {} } }]),
      { '/containers(0)/linuxInfo/seccomp': ['Seccomp unconfined must be true when Profile is NOT defined'] },
    ],
    [
      'seccomp of the executor',
      aPod({ linuxInfo: { seccomp: { unconfined: true } } }),
      { '/linuxInfo/seccomp': ['Seccomp configuration on executor level is not supported'] },
    ],
    [
      'a size of shared memory that is the parent’s',
      aPodOf([{ linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } } }], {
        linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } },
      }),
      {
        '/containers(0)/linuxInfo/ipcInfo': ['ipcInfo shmSize can NOT be set when mode is SHARE_PARENT'],
        '/linuxInfo/ipcInfo': ['ipcInfo shmSize can NOT be set when mode is SHARE_PARENT'],
      },
    ],
  ]);
});
