/** A pod and an app that hold every field there is. They need not be good ones: the form shows bad ones, too. */

const LINUX = { seccomp: { profileName: 'default.json', unconfined: true }, ipcInfo: { mode: 'PRIVATE', shmSize: 64 } };
const TIMING = {
  gracePeriodSeconds: 301,
  intervalSeconds: 61,
  maxConsecutiveFailures: 4,
  timeoutSeconds: 21,
  delaySeconds: 16,
};
const ARTIFACT = { uri: 'https://example.com/a.tgz', extract: false, executable: true, cache: true, destPath: 'site' };
const VARIABLES = { LEVEL: 'info', PASSWORD: { secret: 'database' } };
const UPGRADE = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.25 };

export const fullPod = {
  id: '/shop/web',
  version: '2020-01-01T00:00:00.000Z',
  user: 'nobody',
  role: 'slave_public',
  legacySharedCgroups: true,
  labels: { team: 'shop' },
  environment: VARIABLES,
  secrets: { database: { source: '/shop/database' } },
  containers: [
    {
      name: 'web',
      user: 'www',
      tty: true,
      exec: { command: { shell: 'sleep 1' }, overrideEntrypoint: true },
      resources: { cpus: 0.2, mem: 64, disk: 10, gpus: 1 },
      resourceLimits: { cpus: 'unlimited', mem: 256 },
      endpoints: [
        {
          name: 'http',
          containerPort: 80,
          hostPort: 8080,
          protocol: ['udp', 'tcp'],
          labels: { VIP_0: '/web:80' },
          networkNames: ['dcos'],
        },
      ],
      image: {
        kind: 'DOCKER',
        id: 'nginx',
        forcePull: true,
        pullConfig: { secret: 'database' },
        labels: { os: 'linux' },
      },
      environment: VARIABLES,
      healthCheck: { http: { endpoint: 'http', path: '/ping', scheme: 'HTTPS' }, ...TIMING },
      volumeMounts: [
        { name: 'data', mountPath: '/data', readOnly: true },
        { name: 'data', mountPath: '/again', readOnly: false },
      ],
      artifacts: [ARTIFACT, { uri: 'https://example.com/b' }],
      labels: { tier: 'front' },
      lifecycle: {
        killGracePeriodSeconds: 0.5,
        startTimeoutSeconds: 240,
        kind: 'sidecar',
      },
      linuxInfo: LINUX,
    },
    {
      name: 'db',
      exec: { command: { argv: ['db', 'a b', ''] } },
      resources: {},
      endpoints: [{ name: 'any', hostPort: 0, protocol: ['http'] }],
      healthCheck: { tcp: { endpoint: 'any' } },
    },
    {
      name: 'lines',
      exec: { command: { argv: ['sh', '-c', 'one\ntwo'] } },
      healthCheck: { exec: { command: { shell: 'true' } } },
    },
    {
      name: 'last',
      lifecycle: { startAfter: [{ container: 'db', condition: 'healthy' }] },
      healthCheck: { exec: { command: { argv: ['test', '-f', 'a b'] } } },
    },
  ],
  volumes: [
    { name: 'scratch' },
    { name: 'host', host: '/etc' },
    { name: 'secret', secret: 'database' },
    {
      name: 'data',
      persistent: {
        type: 'mount',
        size: 100,
        maxSize: 200,
        profileName: 'fast',
        constraints: [{ fieldName: 'path', operator: 'LIKE', value: '/mnt/.*' }],
      },
    },
  ],
  networks: [
    { name: 'dcos', mode: 'container', labels: { net: 'a' } },
    { name: 'other', mode: 'container', labels: { net: 'b' } },
  ],
  scaling: { kind: 'fixed', instances: 3 },
  scheduling: {
    backoff: { backoff: 2, backoffFactor: 1.5, maxLaunchDelay: 60 },
    upgrade: UPGRADE,
    placement: {
      constraints: [
        { fieldName: 'hostname', operator: 'UNIQUE' },
        { fieldName: 'rack', operator: 'MAX_PER', value: '2' },
      ],
      acceptedResourceRoles: ['*', 'slave_public'],
    },
    killSelection: 'OLDEST_FIRST',
    unreachableStrategy: { inactiveAfterSeconds: 60, expungeAfterSeconds: 120 },
    shutdownOrder: 'reverse',
  },
  executorResources: { cpus: 0.2, mem: 40, disk: 12 },
  linuxInfo: LINUX,
};

const PORT = { name: 'http', protocol: 'udp,tcp', labels: { VIP_0: '/web:80' } };
const MAPPING = { containerPort: 80, hostPort: 31_000, servicePort: 10_000, networkNames: ['dcos'], ...PORT };

export const fullApp = {
  id: '/shop/app',
  version: '2020-01-01T00:00:00.000Z',
  cmd: 'sleep 1',
  args: ['sleep', '1 000'],
  user: 'nobody',
  tty: true,
  executor: '//cmd',
  taskKillGracePeriodSeconds: 5,
  role: 'slave_public',
  killSelection: 'OLDEST_FIRST',
  instances: 2,
  cpus: 0.3,
  mem: 65,
  disk: 1,
  gpus: 1,
  backoffSeconds: 2,
  backoffFactor: 1.5,
  maxLaunchDelaySeconds: 60,
  requirePorts: false,
  env: VARIABLES,
  secrets: { database: { source: '/shop/database' } },
  labels: { team: 'shop' },
  fetch: [ARTIFACT],
  resourceLimits: { cpus: 2, mem: 'unlimited' },
  constraints: [
    ['hostname', 'UNIQUE'],
    ['rack', 'LIKE', 'a.*'],
  ],
  acceptedResourceRoles: ['*'],
  upgradeStrategy: UPGRADE,
  unreachableStrategy: { inactiveAfterSeconds: 60, expungeAfterSeconds: 120 },
  dependencies: ['/shop/db', '/shop/cache'],
  residency: { relaunchEscalationTimeoutSeconds: 10, taskLostBehavior: 'WAIT_FOREVER' },
  container: {
    type: 'MESOS',
    docker: {
      image: 'nginx',
      forcePullImage: true,
      privileged: true,
      network: 'BRIDGE',
      parameters: [{ key: 'hostname', value: 'a b' }],
      pullConfig: { secret: 'database' },
      portMappings: [MAPPING],
      credential: { principal: 'me' },
    },
    volumes: [
      { containerPath: '/etc', hostPath: '/etc', mode: 'RO' },
      { containerPath: 'key', secret: 'database' },
      {
        containerPath: 'data',
        persistent: { type: 'path', size: 1, maxSize: 2, profileName: 'fast', constraints: [['path', 'LIKE', '/a']] },
        mode: 'RW',
      },
      {
        containerPath: 'far',
        external: { size: 10, name: 'far', provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } },
      },
    ],
    portMappings: [MAPPING],
    linuxInfo: LINUX,
  },
  networks: [{ name: 'dcos', mode: 'container', labels: { net: 'a' } }],
  ipAddress: {
    networkName: 'dcos',
    labels: { net: 'a' },
    discovery: { ports: [{ number: 80, ...PORT }] },
  },
  ports: [0, 8080],
  healthChecks: [
    {
      protocol: 'MESOS_HTTP',
      path: '/ping',
      portIndex: 0,
      port: 80,
      ipProtocol: 'IPv6',
      ignoreHttp1xx: true,
      ...TIMING,
    },
    { protocol: 'COMMAND', command: { value: 'true' } },
  ],
  readinessChecks: [
    {
      name: 'ready',
      protocol: 'HTTPS',
      path: '/ready',
      portName: 'http',
      intervalSeconds: 31,
      timeoutSeconds: 11,
      httpStatusCodesForReady: [200, 204],
      preserveLastResponse: true,
    },
  ],
  uris: ['https://example.com/a'],
};

/** Ports of the agent are told with host networking only, so it takes a second app to hold them. */
export const fullHostApp = {
  id: '/shop/host',
  requirePorts: true,
  portDefinitions: [
    { port: 8080, ...PORT },
    { port: 0, name: 'any' },
  ],
  unreachableStrategy: 'disabled',
};

/** The other forms of what has several, and names of what is not there. */
export const otherPod = {
  id: '/other',
  containers: [
    {
      name: 'one',
      resources: {},
      volumeMounts: [{ name: 'lost', mountPath: '/lost' }],
      lifecycle: { startAfter: [{ container: 'nobody', condition: 'running' }] },
    },
  ],
  scheduling: { unreachableStrategy: 'disabled' },
};
