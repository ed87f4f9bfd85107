/** What an app looks like once the server has filled in its defaults. */
import { describe, expect, test } from 'vitest';
import { BRIDGE, anApp, anImageApp } from './fixtures/an-app-fixture';
import { accept } from './fixtures/judged-app-fixture';

test('the least app gets every default', () => {
  expect(accept({ id: 'web', cmd: 'sleep 1' })).toEqual({
    id: '/web',
    cmd: 'sleep 1',
    args: [],
    env: {},
    secrets: {},
    labels: {},
    fetch: [],
    executor: '',
    instances: 1,
    cpus: 1,
    mem: 128,
    disk: 0,
    gpus: 0,
    networks: [{ mode: 'host', labels: {} }],
    portDefinitions: [{ port: 0, name: 'default', protocol: 'tcp', labels: {} }],
    requirePorts: false,
    healthChecks: [],
    readinessChecks: [],
    constraints: [],
    backoffSeconds: 1,
    backoffFactor: 1.15,
    maxLaunchDelaySeconds: 300,
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    killSelection: 'YOUNGEST_FIRST',
    dependencies: [],
    role: 'slave_public',
  });
});

const blank = { containerPort: 0, servicePort: 0, protocol: 'tcp', labels: {}, networkNames: [] };

describe('ports', () => {
  test('an empty list means none', () => {
    expect(accept(anApp({ portDefinitions: [] })).portDefinitions).toEqual([]);
    expect(accept(anImageApp({ portMappings: [] }, { networks: BRIDGE })).container?.portMappings).toEqual([]);
  });

  test('another network brings one port mapping, and a container if there is none', () => {
    const app = accept(anApp({ networks: [{ mode: 'container' }], requirePorts: true }));
    expect(app.networks).toEqual([{ mode: 'container', name: 'dcos', labels: {} }]);
    expect(app.container).toEqual({ type: 'MESOS', volumes: [], portMappings: [{ ...blank, name: 'default' }] });
    expect(app.portDefinitions).toBeUndefined();
    expect(app.requirePorts).toBe(false);
  });

  test('a bridge maps every port to the agent', () => {
    const portMappings = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
    expect(accept(anImageApp({ portMappings }, { networks: BRIDGE })).container?.portMappings).toEqual([
      { ...blank, containerPort: 80, hostPort: 0 },
      { ...blank, containerPort: 81, hostPort: 8081 },
    ]);
  });

  test('port mappings of an app that asks for no network are dropped', () => {
    expect(accept(anImageApp({ portMappings: [{ containerPort: 80 }] })).container?.portMappings).toBeUndefined();
  });
});

describe('health and readiness checks', () => {
  const common = {
    gracePeriodSeconds: 300,
    intervalSeconds: 60,
    maxConsecutiveFailures: 3,
    timeoutSeconds: 20,
    delaySeconds: 15,
    ipProtocol: 'IPv4',
  };

  test('a check that names no port gets the first; members that mean nothing for its protocol are dropped', () => {
    const healthChecks = [
      { path: '/ping', command: null },
      { protocol: 'TCP', path: '/ping', ignoreHttp1xx: true },
      { protocol: 'mesos_http', port: 8080 },
      { protocol: 'COMMAND', command: { value: 'true' }, portIndex: 0, path: '/' },
    ];
    expect(accept(anApp({ healthChecks })).healthChecks).toEqual([
      { ...common, protocol: 'HTTP', portIndex: 0, path: '/ping', ignoreHttp1xx: false },
      { ...common, protocol: 'TCP', portIndex: 0 },
      { ...common, protocol: 'MESOS_HTTP', port: 8080 },
      { ...common, protocol: 'COMMAND', command: { value: 'true' } },
    ]);
  });

  test('a check by the executor of an app without ports keeps none', () => {
    const [check] = accept(anApp({ portDefinitions: [], healthChecks: [{ protocol: 'MESOS_TCP' }] })).healthChecks;
    expect(check).toEqual({ ...common, protocol: 'MESOS_TCP' });
  });

  test('no status code means 200', () => {
    const readinessChecks = [{ portName: 'default', httpStatusCodesForReady: [] }];
    expect(accept(anApp({ readinessChecks })).readinessChecks[0]?.httpStatusCodesForReady).toEqual([200]);
  });
});

describe('strategies', () => {
  const volume = { containerPath: 'data', persistent: { size: 10 } };
  const external = { containerPath: '/data', external: { name: 'd', provider: 'dvdi' } };
  const single = { labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' } };

  test.each([
    ['an ordinary app', anApp(), 1, 1],
    ['persistent volumes', anImageApp({ volumes: [volume] }), 0.5, 0],
    ['external volumes', anImageApp({ volumes: [external] }), 0.5, 0],
    ['a single instance', anApp(single), 0, 0],
    ['a single instance with a volume', anImageApp({ volumes: [volume] }, single), 0, 0],
    ['a label that says false', anApp({ labels: { MARATHON_SINGLE_INSTANCE_APP: 'false' } }), 1, 1],
  ])('%s: upgrade %s and %s', (_what, app, minimumHealthCapacity, maximumOverCapacity) => {
    expect(accept(app).upgradeStrategy).toEqual({ minimumHealthCapacity, maximumOverCapacity });
  });

  test('instances with reserved disks are never given up', () => {
    expect(accept(anImageApp({ volumes: [volume] })).unreachableStrategy).toBe('disabled');
  });

  test('what is given stays', () => {
    const given = { unreachableStrategy: { inactiveAfterSeconds: 1, expungeAfterSeconds: 2 } };
    expect(accept(anApp(given)).unreachableStrategy).toEqual(given.unreachableStrategy);
    expect(accept(anApp({ upgradeStrategy: { maximumOverCapacity: 0.2 } })).upgradeStrategy).toEqual({
      minimumHealthCapacity: 1,
      maximumOverCapacity: 0.2,
    });
  });
});

test('sets lose their repetitions, operators their small letters, dependencies become absolute', () => {
  const app = accept(
    anApp({
      constraints: [
        ['hostname', 'unique'],
        ['hostname', 'UNIQUE'],
        ['rack', 'Like', 'a.*'],
      ],
      dependencies: ['/shop/db', 'shop/db', '../cache'],
      acceptedResourceRoles: ['*', '*'],
    }),
  );
  expect(app.constraints).toEqual([
    ['hostname', 'UNIQUE'],
    ['rack', 'LIKE', 'a.*'],
  ]);
  expect(app.dependencies).toEqual(['/shop/db', '/cache']);
  expect(app.acceptedResourceRoles).toEqual(['*']);
});
