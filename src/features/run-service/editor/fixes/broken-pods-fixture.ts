/** Pods that break one rule each, over a valid one that has a bit of everything. */

type Json = Record<string, unknown>;
type Break = readonly [says: string, over: Json];

const secrets = { password: { source: '/shop/password' } };
const tcp = (endpoint: string) => ({ tcp: { endpoint } });

const main = (more: Json = {}): Json => ({
  name: 'main',
  resources: { cpus: 0.5, mem: 64 },
  endpoints: [{ name: 'http', hostPort: 0 }],
  healthCheck: tcp('http'),
  volumeMounts: [{ name: 'data', mountPath: 'data' }],
  ...more,
});
const side = (more: Json = {}): Json => ({
  name: 'side',
  resources: { cpus: 0.1, mem: 32 },
  exec: { command: { shell: 'sleep 1000' } },
  ...more,
});

/** A pod of two containers that share a volume. */
export const pod: Json = {
  id: '/shop/web',
  containers: [main(), side()],
  volumes: [{ name: 'data' }],
  secrets,
};

const two = (first: Json, second: Json = {}): Json => ({ containers: [main(first), side(second)] });
const volumes = (...list: Json[]): Json => ({ volumes: list });
const after = (...names: string[]): Json => ({ lifecycle: { startAfter: names.map((container) => ({ container })) } });
const onContainerNetwork = { name: 'http', containerPort: 80, hostPort: 0 };
const constraint = (...rest: unknown[]): Json => ({
  scheduling: {
    placement: {
      constraints: [
        { fieldName: 'hostname', operator: 'UNIQUE' },
        { fieldName: rest[0], operator: rest[1], value: rest[2] },
      ],
    },
  },
});
const resident = volumes({ name: 'data', persistent: { size: 10 } });

export const podBreaks: readonly Break[] = [
  ['Path needs to be absolute', { id: 'shop/web' }],
  ['must not be empty', { user: '' }],
  ['references an undefined secret', { environment: { A: { secret: 'none' } } }],
  ['references an undefined secret', two({}, { environment: { A: { secret: '' } } })],
  ['volume must be referenced by at least one container', volumes({ name: 'data' }, { name: 'idle' })],
  ['volume.secret must refer to an existing secret', volumes({ name: 'data', secret: 'none' })],
  ['volume names must be unique', volumes({ name: 'data' }, { name: 'data' }, { name: 'data', host: '/x' })],
  [
    'container names must be unique',
    { containers: [main(), side(), side(), main({ endpoints: [], healthCheck: null })] },
  ],
  [
    'container names must be unique',
    { containers: [main(), side(after('main')), side({ lifecycle: { kind: 'sidecar' } })] },
  ],
  ['Host networks may not have names or labels', { networks: [{ mode: 'host', name: 'a', labels: { a: 'b' } }] }],
  ['Bridge networks may not have names', { networks: [{ mode: 'container/bridge', name: 'a' }] }],
  [
    'Duplicate networks are not allowed',
    {
      networks: [{ name: 'a' }, { name: 'b' }, { name: 'a' }],
      ...two({ endpoints: [{ ...onContainerNetwork, networkNames: ['a'] }] }),
    },
  ],
  ['May specify a single host network', { networks: [{ mode: 'host' }, { mode: 'HOST' }] }],
  [
    'May specify a single host network',
    {
      networks: [{ mode: 'container/bridge' }, { name: 'a' }],
      ...two({ endpoints: [{ ...onContainerNetwork, networkNames: ['a'] }] }),
    },
  ],
  [
    'is not one of (',
    { networks: [{ name: 'a' }], ...two({ endpoints: [{ ...onContainerNetwork, networkNames: ['x'] }] }) },
  ],
  [
    'is not one of (',
    {
      networks: [{ name: 'a' }, { name: 'b' }],
      ...two({ endpoints: [{ ...onContainerNetwork, networkNames: ['x'] }] }),
    },
  ],
  [
    'is not allowed when using host-mode networking',
    { networks: [{ mode: 'host' }], ...two({ endpoints: [{ name: 'http', containerPort: 80 }] }) },
  ],
  ['is required when using container-mode networking', { networks: [{ name: 'a' }] }],
  ['Duplicate protocols', two({ endpoints: [{ name: 'http', protocol: ['tcp', 'udp', 'tcp'] }] })],
  [
    'networkNames must be a single item list',
    { networks: [{ name: 'a' }, { name: 'b' }], ...two({ endpoints: [onContainerNetwork] }) },
  ],
  ['endpoint names nust be unique', two({}, { endpoints: [{ name: 'http' }], healthCheck: tcp('http') })],
  ['endpoint names nust be unique', two({ endpoints: [{ name: 'http' }, { name: 'http' }] })],
  [
    'container ports must be unique',
    {
      networks: [{ mode: 'container/bridge' }],
      ...two({ endpoints: [onContainerNetwork, { name: 'b', containerPort: 80 }] }),
    },
  ],
  [
    'host ports must be unique',
    two({
      endpoints: [
        { name: 'http', hostPort: 80 },
        { name: 'b', hostPort: 80 },
      ],
    }),
  ],
  ['Seccomp configuration on executor level', { linuxInfo: { seccomp: { unconfined: true } } }],
  ['ipcInfo shmSize can NOT be set', two({ linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } } })],
  ['Seccomp unconfined can NOT be true', two({ linuxInfo: { seccomp: { profileName: 'a', unconfined: true } } })],
  ['Seccomp unconfined must be true', two({ linuxInfo: { seccomp: {} } })],
  ['resource limit must be greater', two({ resourceLimits: { cpus: 0.1, mem: 0 } })],
  [
    'resourceLimits cannot be defined if',
    { legacySharedCgroups: true, ...two({ resourceLimits: { mem: 'unlimited' } }) },
  ],
  [
    'pullConfig.secret must refer to an existing secret',
    two({ image: { kind: 'DOCKER', id: 'a', pullConfig: { secret: 'none' } } }),
  ],
  ['got 20, expected less than 10', two({ healthCheck: { ...tcp('http'), intervalSeconds: 10 } })],
  ['got 0, expected less than 0', two({ healthCheck: { ...tcp('http'), intervalSeconds: 0, timeoutSeconds: 0 } })],
  [
    'got 2147483647, expected less than 2147483647',
    two({ healthCheck: { ...tcp('http'), intervalSeconds: 2 ** 31 - 1, timeoutSeconds: 2 ** 31 - 1 } }),
  ],
  ['contained in the container endpoints', two({ healthCheck: tcp('ftp') })],
  ['contained in the container endpoints', two({}, { healthCheck: { http: { endpoint: 'http' } } })],
  ['contained in the container endpoints', two({}, { healthCheck: { http: { endpoint: 'none' } } })],
  ['Only one of http, tcp, or command', two({ healthCheck: { ...tcp('http'), exec: { command: { shell: 'true' } } } })],
  ['Only one of http, tcp, or command', two({ healthCheck: {} }, { healthCheck: {} })],
  ['Referenced Volume in VolumeMount should exist', two({}, { volumeMounts: [{ name: 'none', mountPath: '/a' }] })],
  ['got -1, expected 0 or more', { scaling: { kind: 'fixed', instances: -1 } }],
  ['UNIQUE does not accept a value', constraint('hostname', 'UNIQUE', 'a')],
  ['GROUP BY must define an integer', constraint('rack', 'GROUP_BY', 'a')],
  ['MAX_PER requires an integer value', constraint('rack', 'MAX_PER')],
  ['LIKE and UNLIKE require', constraint('rack', 'LIKE')],
  ['is not a valid regular expression', constraint('rack', 'UNLIKE', '*[')],
  ['IS only supports Mesos text', constraint('rack', 'IS', 'a b')],
  ['missing field for constraint', constraint('', 'UNIQUE')],
  ['must be empty', constraint('rack', 'LIKE', '(')],
  ['A role name must not', { scheduling: { placement: { acceptedResourceRoles: ['-a', '*', 'b c'] } } }],
  ['A resident pod must have', { ...resident, scheduling: { placement: { acceptedResourceRoles: ['slave_public'] } } }],
  ['got x, expected one of', { role: 'x', scheduling: { placement: { acceptedResourceRoles: ['x', '*'] } } }],
  ['Resident pods cannot have the role', { ...resident, role: '*' }],
  ['acceptedResourceRoles can only contain', { scheduling: { placement: { acceptedResourceRoles: ['x', '*'] } } }],
  ['unreachableStrategy must be disabled', { ...resident, scheduling: { unreachableStrategy: {} } }],
  ['expected 0.0', { ...resident, scheduling: { upgrade: { maximumOverCapacity: 1 } } }],
  ['a container cannot wait for itself', two({}, after('side', 'main'))],
  ['a container cannot wait for itself', two({}, { labels: { DCOS_START_AFTER: 'side,main' } })],
  ['is not the name of a container', two({}, { ...after('none'), labels: { DCOS_START_AFTER: 'side' } })],
  ['is not the name of a container', two({}, { labels: { DCOS_START_AFTER: 'none' } })],
  ['only one condition per container', two({}, after('main', 'main'))],
  ['healthy requires container', two({ lifecycle: { startAfter: [{ container: 'side', condition: 'healthy' }] } })],
  ['healthy requires container', two({ labels: { DCOS_START_AFTER: 'side:healthy' } })],
  [
    'finished requires container',
    two({}, { lifecycle: { kind: 'init', startAfter: [{ container: 'main', condition: 'finished' }] } }),
  ],
  ['finished requires container', two({}, { labels: { DCOS_START_AFTER: 'main:finished' } })],
  [
    'at least one container must be of another kind',
    two(
      { lifecycle: { kind: 'init' } },
      { lifecycle: { kind: 'INIT', startAfter: [{ container: 'main', condition: 'finished' }] } },
    ),
  ],
  ['start conditions form a cycle', two(after('side'), after('main'))],
  ['start conditions form a cycle', two({ labels: { DCOS_START_AFTER: 'side' } }, after('main'))],
  [
    'start conditions form a cycle',
    {
      containers: [
        main(after('side', 'third')),
        side(after('main', 'third')),
        side({ name: 'third', ...after('side', 'main') }),
      ],
    },
  ],
  ['expected between 1 and 300', two({}, { lifecycle: { startTimeoutSeconds: 301 } })],
];
