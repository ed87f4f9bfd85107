/** Apps that break one rule each, over a valid one. */

type Json = Record<string, unknown>;
type Break = readonly [says: string, over: Json];

export const app: Json = {
  id: '/shop/web',
  cmd: 'sleep 1000',
  cpus: 0.5,
  mem: 64,
  secrets: { password: { source: '/shop/password' } },
};
const bridge = [{ mode: 'container/bridge' }];
const docker = (more: Json = {}): Json => ({ container: { type: 'DOCKER', docker: { image: 'nginx' }, ...more } });
const image = (more: Json = {}): Json => ({ container: { type: 'MESOS', docker: { image: 'nginx' }, ...more } });
const disk = (persistent: Json, more: Json = {}): Json =>
  image({ volumes: [{ containerPath: 'd', persistent: { size: 10, ...persistent }, ...more }] });
const external = (...list: Json[]): Json =>
  image({ volumes: list.map((each) => ({ containerPath: '/d', external: each, mode: 'RW' })) });
const mapped = (...portMappings: Json[]): Json => ({ networks: bridge, ...image({ portMappings }) });

export const appBreaks: readonly Break[] = [
  ['must not be root', { id: '/' }],
  ['must not end with any of the following reserved', { dependencies: ['/shop/restart'] }],
  ["must either contain one of 'cmd' or 'args'", { args: ['a'] }],
  ["must either contain one of 'cmd' or 'args'", { cmd: null }],
  ['not defined', { container: { type: 'DOCKER' } }],
  ['not defined', { container: { type: 'DOCKER' }, healthChecks: [{ protocol: 'MESOS_TCP', ipProtocol: 'ipv6' }] }],
  ['not defined', { healthChecks: [{ protocol: 'COMMAND' }] }],
  ['not defined', { instances: 3, ...external({}) }],
  ['pullConfig is not supported', docker({ docker: { image: 'a', pullConfig: { secret: 'password' } } })],
  ['pullConfig.secret must refer', image({ docker: { image: 'a', pullConfig: { secret: 'none' } } })],
  [
    'may only specify a single container network',
    { networks: [{ name: 'a' }, { name: 'b' }], ...docker({ portMappings: [{ networkNames: ['b'] }] }) },
  ],
  ['GPU resources only work', { gpus: 1, ...docker() }],
  ['can not be one of', disk({}, { containerPath: '..' })],
  ['value must not contain', disk({}, { containerPath: '/a/b' })],
  ['got RO, expected RW', disk({}, { mode: 'ro' })],
  ['got 0, expected more than 0', disk({ size: 0 })],
  ['got 0, expected more than 0', disk({ size: 0, type: 'mount', maxSize: 100 })],
  ['Only mount volumes can have maxSize', disk({ maxSize: 100 })],
  ['Max size must be larger than size', disk({ maxSize: 10, type: 'mount' })],
  ['Constraints on root volumes', disk({ constraints: [['path', 'LIKE', '/a']] })],
  ['Missing field and operator', disk({ type: 'path', constraints: [[]] })],
  ['Unsupported constraint', disk({ type: 'path', constraints: [['a', 'LIKE', '/a']] })],
  ['Operator must be one of LIKE', disk({ type: 'path', constraints: [['path', 'IS', '/a']] })],
  ['Invalid regular expression', disk({ type: 'path', constraints: [['path', 'LIKE', '*']] })],
  ['volume.secret must refer', image({ volumes: [{ containerPath: 'a', secret: 'none' }] })],
  ['Volume names must be unique', external({ name: 'a', provider: 'x' }, { name: 'a', provider: 'x' })],
  ['Number of instances is limited to 1', { instances: 2, ...external({ name: 'a', provider: 'dvdi' }) }],
  ['Port names must be unique.', { portDefinitions: [{ name: 'a' }, { name: 'a' }, { name: 'a-2' }] }],
  ['Port names must be unique.', mapped({ name: 'a' }, { name: 'a' })],
  [
    'Port names must be unique.',
    docker({ docker: { image: 'a', network: 'BRIDGE', portMappings: [{ name: 'a' }, { name: 'a' }] } }),
  ],
  ['Port names must be unique.', { ipAddress: { discovery: { ports: [{ name: 'a' }, { name: 'a' }] } } }],
  ['Ports must be unique.', { portDefinitions: [{ port: 80 }, { port: 80 }, {}] }],
  ['ports must be unique', { ports: [0, 80, 80, 0] }],
  ['ports must be unique', { ports: [80, 80], portDefinitions: [{ port: 80 }, { port: 80 }] }],
  [
    'networkNames must be a single item list',
    { networks: [{ name: 'a' }, { name: 'b' }], ...image({ portMappings: [{ hostPort: 0 }] }) },
  ],
  ['is not one of (', { networks: [{ name: 'a' }], ...image({ portMappings: [{ networkNames: ['b'] }] }) }],
  ['May specify a single host network', { networks: [{ mode: 'host' }, { mode: 'host' }] }],
  ['Duplicate networks', { networks: [{ name: 'a' }, { name: 'a' }] }],
  [
    'portMappings are not allowed with host',
    {
      networks: [{ mode: 'host' }],
      ...image({
        portMappings: [
          { hostPort: 80, name: 'a' },
          { hostPort: 80, name: 'b' },
        ],
      }),
    },
  ],
  ['portDefinitions are only allowed with host', { networks: bridge, portDefinitions: [{ port: 80, name: 'a' }] }],
  ['Health check port indices', { portDefinitions: [{}], healthChecks: [{ portIndex: 3 }] }],
  ['Health check port indices', { portDefinitions: [], healthChecks: [{ protocol: 'TCP' }] }],
  ['Health check port indices', { ports: [], healthChecks: [{ protocol: 'TCP', portIndex: 0 }] }],
  ['Health check port indices', { ...mapped(), healthChecks: [{ portIndex: 0 }] }],
  ['IPv6 can only be used', { healthChecks: [{ protocol: 'MESOS_HTTP', ipProtocol: 'ipv6' }] }],
  ['at most one Mesos health check', { healthChecks: [{ protocol: 'MESOS_HTTP' }, {}, { protocol: 'mesos_tcp' }] }],
  ['expected 1 or less', { portDefinitions: [{ name: 'http-api' }], readinessChecks: [{}, {}] }],
  ['No port definition reference', { portDefinitions: [{}], readinessChecks: [{ portName: 'x' }] }],
  ['No port definition reference', { portDefinitions: [{ name: 'a' }], readinessChecks: [{}] }],
  ['No port definition reference', { readinessChecks: [{}] }],
  ['No port definition reference', { portDefinitions: [], readinessChecks: [{}] }],
  [
    'No port definition reference',
    { container: { type: 'DOCKER', docker: { image: 'nginx' }, portMappings: [{}] }, readinessChecks: [{}] },
  ],
  [
    'got 10, expected less than 10',
    { portDefinitions: [{ name: 'http-api' }], readinessChecks: [{ intervalSeconds: 10 }] },
  ],
  ['URI has invalid syntax.', { fetch: [{ uri: 'http://a b/100%' }] }],
  ['URI has invalid syntax.', { uris: ['http://a b'] }],
  ['references an undefined secret', { env: { A: { secret: 'none' } } }],
  ['resource limit must be greater', { resourceLimits: { cpus: 0.1, mem: 1 } }],
  ['UNIQUE does not accept a value', { constraints: [['hostname', 'UNIQUE', 'a']] }],
  ['GROUP BY must define', { constraints: [['hostname', 'GROUP_BY', 'a']] }],
  ['MAX_PER requires', { constraints: [['hostname', 'MAX_PER']] }],
  ['LIKE and UNLIKE require', { constraints: [['hostname', 'LIKE']] }],
  ['is not a valid regular expression', { constraints: [['hostname', 'LIKE', '(']] }],
  ['IS only supports', { constraints: [['hostname', 'IS', '(']] }],
  ['illegal constraint specification', { constraints: [['', 'UNIQUE']] }],
  ['Each constraint must have either', { constraints: [['a', 'UNIQUE'], ['a']] }],
  ['operator must be one of', { constraints: [['a', 'B']] }],
  ['must not be empty', { acceptedResourceRoles: [] }],
  ['A role name must not', { acceptedResourceRoles: ['-'] }],
  ['A resident app must have', { ...disk({}), acceptedResourceRoles: ['slave_public'] }],
  ['expected one of', { role: 'x', acceptedResourceRoles: ['x'] }],
  ['acceptedResourceRoles can only contain', { acceptedResourceRoles: ['x', '*'] }],
  ['Resident apps cannot have the role', { ...disk({}), role: '*' }],
  ['Single instance app', { instances: 2, labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' } }],
  [
    'expected 0.0',
    {
      upgradeStrategy: { maximumOverCapacity: 1, minimumHealthCapacity: 0 },
      labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' },
    },
  ],
  ['expected 0.0', { ...disk({}), upgradeStrategy: { maximumOverCapacity: 1 } }],
  ['unreachableStrategy must be disabled', { ...disk({}), unreachableStrategy: {} }],
  ['DCOS_PACKAGE_FRAMEWORK_NAME and', { labels: { DCOS_MIGRATION_API_VERSION: 'v2', DCOS_MIGRATION_API_PATH: '/x' } }],
  ['inactiveAfterSeconds (9)', { unreachableStrategy: { inactiveAfterSeconds: 9, expungeAfterSeconds: 3 } }],
  ['may not be set in conjunction with fetch', { uris: ['http://a'], fetch: [{ uri: 'http://b' }] }],
  [
    'must not specify both container.docker.network',
    { networks: bridge, ...docker({ docker: { image: 'a', network: 'HOST' } }) },
  ],
  ['must not specify both networks and ipAddress', { networks: bridge, ipAddress: {} }],
  ['cannot specify both an IP address and port', { ports: [1], ipAddress: {} }],
  ['cannot specify both ports and port definitions', { ports: [1], portDefinitions: [{ port: 2 }] }],
  ['unsupported docker network type NONE', docker({ docker: { image: 'a', network: 'NONE' } })],
  [
    'container.portMappings and ipAddress.discovery.ports',
    { ipAddress: { discovery: { ports: [{ name: 'a' }] } }, ...image({ portMappings: [{ containerPort: 1 }] }) },
  ],
  [
    'cannot specify both portMappings and docker.portMappings',
    docker({ docker: { image: 'a', network: 'BRIDGE', portMappings: [{}] }, portMappings: [{}] }),
  ],
  ['ipAddress/discovery is not allowed for Docker', { ...docker(), ipAddress: { discovery: { ports: [] } } }],
  ['must be empty', image({ docker: { image: 'a', network: 'BRIDGE' } })],
  ['must be empty', image({ docker: { image: 'a', parameters: [{ key: 'a', value: 'b' }] } })],
  ['must be empty', image({ docker: { image: 'a', credential: {} } })],
];
