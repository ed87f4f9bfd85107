/** What Mesos is asked to launch for one instance. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../../../protocol/marathon/pod';
import type { LaunchGroup } from '../../../protocol/mesos/offer';
import { taskId } from '../instance/instance-id';
import { demandOf } from '../matcher/demand';
import { matchOffer } from '../matcher/match-offer';
import { createPlacements } from '../matcher/placements';
import { VERSION, aPod, anOffer } from '../marathon-fixtures';
import { buildTaskGroup } from './task-group-builder';
import { millis } from '../../../protocol/units';

const launch = (input: Partial<PodInput>): LaunchGroup => {
  const pod = aPod(input);
  const context = { placements: createPlacements([]), localRegion: null, now: millis(0), draw: () => 0 };
  const match = matchOffer(anOffer(), demandOf(pod), context);
  if (match.kind !== 'match') throw new Error('no match');
  const instanceId = 'shop_web.instance-1';
  const tasks = pod.containers.map(({ name }) => ({ id: taskId(instanceId, name, 2) }));
  return buildTaskGroup({ pod, instanceId, tasks, frameworkId: 'F1', match, volumes: [] });
};
const resources = { cpus: 0.1, mem: 32 };
const env = (input: Partial<PodInput>, container = 0) => launch(input).tasks[container]?.env ?? {};

test('ids: the executor is named by the instance, a task by container and incarnation', () => {
  const { executor, tasks } = launch({});
  expect(executor.executorId).toBe('instance-shop_web.1');
  expect(tasks.map(({ taskId }) => taskId)).toEqual(['shop_web.instance-1.main.2']);
});

describe('environment', () => {
  test('every container learns where and what it is', () => {
    expect(env({})).toMatchObject({
      HOST: '10.0.0.11',
      MESOS_TASK_ID: 'shop_web.instance-1.main.2',
      MESOS_EXECUTOR_ID: 'instance-shop_web.1',
      MARATHON_APP_ID: '/shop/web',
      MARATHON_APP_VERSION: VERSION,
      MARATHON_CONTAINER_ID: 'main',
      MARATHON_CONTAINER_RESOURCE_CPUS: '0.1',
      MARATHON_CONTAINER_RESOURCE_MEM: '32.0',
      MARATHON_CONTAINER_RESOURCE_DISK: '0.0',
      MARATHON_CONTAINER_RESOURCE_GPUS: '0',
    });
    expect(env({})).not.toHaveProperty('PORT0');
  });

  test('the container’s own value wins over the pod’s, the system’s over both', () => {
    const main = { name: 'main', resources, environment: { B: 'container', HOST: 'mine' } };
    expect(env({ environment: { A: 'pod', B: 'pod' }, containers: [main] })).toMatchObject({
      A: 'pod',
      B: 'container',
      HOST: '10.0.0.11',
    });
  });

  test('labels of pod and container, names made fit, too long ones left out', () => {
    const main = { name: 'main', resources, labels: { 'my-key': 'container' } };
    const labels = { 'my.key': 'pod', team: 'shop', long: 'x'.repeat(512) };
    expect(env({ labels, containers: [main] })).toMatchObject({
      MARATHON_APP_LABELS: 'MY_KEY TEAM',
      MARATHON_APP_LABEL_MY_KEY: 'container',
      MARATHON_APP_LABEL_TEAM: 'shop',
    });
  });

  test('endpoints of the whole pod: on the host’s network their host port counts', () => {
    const containers = [
      { name: 'main', resources },
      { name: 'web', resources, endpoints: [{ name: 'my-http', hostPort: 31_005 }] },
    ];
    expect(env({ containers })).toMatchObject({ ENDPOINT_MY_HTTP: '31005', EP_HOST_MY_HTTP: '31005' });
    expect(env({ containers })).not.toHaveProperty('EP_CONTAINER_MY_HTTP');
  });

  test('endpoints on an own network: their container port counts', () => {
    const endpoints = [
      { name: 'http', containerPort: 80, hostPort: 0 },
      { name: 'inner', containerPort: 81 },
    ];
    const found = env({ networks: [{ mode: 'container' }], containers: [{ name: 'main', resources, endpoints }] });
    expect(found).toMatchObject({
      ENDPOINT_HTTP: '80',
      EP_HOST_HTTP: '31000',
      EP_CONTAINER_HTTP: '80',
      ENDPOINT_INNER: '81',
      EP_CONTAINER_INNER: '81',
    });
    expect(found).not.toHaveProperty('EP_HOST_INNER');
  });

  test('odd names are ordinary keys', () => {
    const found = env({ environment: JSON.parse('{"__proto__":"p","constructor":"c"}') as Record<string, string> });
    expect(Object.entries(found)).toEqual(
      expect.arrayContaining([
        ['__proto__', 'p'],
        ['constructor', 'c'],
      ]),
    );
  });
});

describe('ports', () => {
  const endpoints = [
    { name: 'http', containerPort: 80, hostPort: 31_002, protocol: ['tcp', 'udp'], labels: { VIP_0: '/web:80' } },
  ];
  const containers: PodInput['containers'] = [{ name: 'main', resources, endpoints }];

  test('are mapped on the container’s network, once per protocol', () => {
    expect(launch({ networks: [{ mode: 'container', name: 'dcos' }], containers }).executor.networks).toEqual([
      {
        name: 'dcos',
        labels: {},
        portMappings: [
          { hostPort: 31_002, containerPort: 80, protocol: 'tcp' },
          { hostPort: 31_002, containerPort: 80, protocol: 'udp' },
        ],
      },
    ]);
  });

  test('are mapped on Mesos’ bridge in bridge mode, on nothing in host mode', () => {
    expect(launch({ networks: [{ mode: 'container/bridge' }], containers }).executor.networks).toMatchObject([
      { name: 'mesos-bridge', portMappings: [{ hostPort: 31_002 }, { hostPort: 31_002 }] },
    ]);
    const [endpoint] = [{ name: 'http', hostPort: 31_002 }];
    expect(launch({ containers: [{ name: 'main', resources, endpoints: [endpoint] }] }).executor.networks).toEqual([]);
  });

  test('are discovered with their labels and scope, under the reversed path', () => {
    const discovery = launch({ networks: [{ mode: 'container' }], containers }).tasks[0]?.discovery;
    expect(discovery).toMatchObject({
      name: 'web.shop',
      ports: [
        { name: 'http', number: 31_002, protocol: 'tcp', labels: { VIP_0: '/web:80', 'network-scope': 'host' } },
        { name: 'http', number: 31_002, protocol: 'udp' },
      ],
    });
  });

  test('without a host port are discovered once per protocol and network', () => {
    const networks: PodInput['networks'] = ['inner', 'outer'].map((name) => ({ mode: 'container', name }));
    const discovered = (more: object) => {
      const endpoint = { name: 'http', containerPort: 80, protocol: ['tcp' as const, 'udp' as const], ...more };
      const tasks = launch({ networks, containers: [{ name: 'main', resources, endpoints: [endpoint] }] }).tasks;
      return tasks[0]?.discovery?.ports.map(({ protocol, labels }) => `${protocol} ${labels['network-name']}`);
    };
    expect(discovered({})).toEqual(['tcp inner', 'tcp outer', 'udp inner', 'udp outer']);
    expect(discovered({ networkNames: ['outer'] })).toEqual(['tcp outer', 'udp outer']);
  });

  test('of a health check are those the process listens on', () => {
    const healthCheck = { http: { endpoint: 'http', path: '/up' } };
    const checked = [{ name: 'main', resources, endpoints, healthCheck }] as PodInput['containers'];
    const port = (input: Partial<PodInput>) => launch(input).tasks[0]?.healthCheck?.check;
    expect(port({ networks: [{ mode: 'container' }], containers: checked })).toMatchObject({ port: 80, path: '/up' });
    const onHost = [{ name: 'main', resources, healthCheck, endpoints: [{ name: 'http', hostPort: 0 }] }];
    expect(port({ containers: onHost })).toMatchObject({ port: 31_000 });
  });
});

test('volumes are mounted from where they live', () => {
  const pod: Partial<PodInput> = {
    secrets: { key: { source: 'shop/key' } },
    volumes: [{ name: 'scratch' }, { name: 'logs', host: '/var/log' }, { name: 'cert', secret: 'key' }],
    containers: [
      {
        name: 'main',
        resources,
        volumeMounts: [
          { name: 'scratch', mountPath: 'data' },
          { name: 'logs', mountPath: '/logs', readOnly: true },
          { name: 'cert', mountPath: 'cert' },
        ],
      },
    ],
  };
  expect(launch(pod).tasks[0]?.mounts).toEqual([
    { source: { type: 'SANDBOX_PATH', path: 'volumes/scratch' }, containerPath: 'data', readOnly: false },
    { source: { type: 'HOST_PATH', path: '/var/log' }, containerPath: '/logs', readOnly: true },
    { source: { type: 'SECRET', source: 'shop/key' }, containerPath: 'cert', readOnly: false },
  ]);
  expect(launch(pod).executor.volumes).toEqual(['scratch']);
});

test('image, user, grace period and artifacts are handed on', () => {
  const main: PodInput['containers'][number] = {
    name: 'main',
    resources,
    image: { kind: 'DOCKER', id: 'nginx:1.11', forcePull: true },
    lifecycle: { killGracePeriodSeconds: 2.5 },
    artifacts: [{ uri: 'http://example.com/a.tgz' }],
  };
  expect(launch({ user: 'nobody', containers: [main] }).tasks[0]).toMatchObject({
    image: { id: 'nginx:1.11', cached: false },
    user: 'nobody',
    killGrace: 2500,
    artifacts: [{ uri: 'http://example.com/a.tgz', extract: true, executable: false, cache: false }],
  });
});

describe('what a container has of its own', () => {
  const isolated = (container: Partial<PodInput['containers'][number]>, pod: Partial<PodInput> = {}) => {
    const { executor, tasks } = launch({ containers: [{ name: 'main', resources, ...container }], ...pod });
    const [task] = tasks;
    const { limits, sharesCgroups, ipc, start } = task ?? {};
    return { limits, sharesCgroups, ipc, start, parent: executor.ipc, stopsInReverse: executor.stopsInReverse };
  };
  const NOTHING = {
    limits: undefined,
    sharesCgroups: undefined,
    ipc: undefined,
    start: undefined,
    parent: undefined,
    stopsInReverse: undefined,
  };

  test('is nothing where the definition says nothing, and no member stands for it', () => {
    expect(isolated({})).toEqual(NOTHING);
    expect(launch({}).tasks[0]).not.toHaveProperty('limits');
    expect(launch({}).executor).not.toHaveProperty('stopsInReverse');
  });

  test('limits, in thousandths or unlimited', () => {
    expect(isolated({ resourceLimits: { cpus: 'unlimited', mem: 64.5 } }).limits).toEqual({
      cpus: 'unlimited',
      mem: 64_500,
    });
  });

  test('shared cgroups are those of the whole pod', () => {
    expect(isolated({}, { legacySharedCgroups: true }).sharesCgroups).toBe(true);
    expect(isolated({}, { legacySharedCgroups: false }).sharesCgroups).toBeUndefined();
  });

  test('IPC, of the container and of the executor', () => {
    const linuxInfo = { ipcInfo: { mode: 'PRIVATE' as const, shmSize: 64 } };
    expect(isolated({ linuxInfo }).ipc).toEqual({ mode: 'PRIVATE', shmSize: 64 });
    expect(isolated({}, { linuxInfo }).parent).toEqual({ mode: 'PRIVATE', shmSize: 64 });
  });

  test('what it waits for, from its life cycle or the label that mirrors it; four minutes unless it says how long', () => {
    const two = (lifecycle: object, labels: Record<string, string> = {}) =>
      launch({
        containers: [
          { name: 'main', resources, lifecycle, labels },
          { name: 'db', resources },
        ],
      }).tasks.map(({ start }) => start);
    const after = [{ container: 'db', condition: 'running' }];
    expect(two({ startAfter: [{ container: 'db' }] })).toEqual([{ kind: 'main', after, timeout: 240_000 }, undefined]);
    expect(two({}, { DCOS_START_AFTER: 'db' })[0]).toEqual({ kind: 'main', after, timeout: 240_000 });
    expect(two({ startAfter: [{ container: 'db' }], startTimeoutSeconds: 20, kind: 'sidecar' })[0]).toEqual({
      kind: 'sidecar',
      after,
      timeout: 20_000,
    });
  });

  test('its kind, where it is no main container', () => {
    expect(isolated({ lifecycle: { kind: 'main' } }).start).toBeUndefined();
    expect(
      launch({
        containers: [
          { name: 'a', resources, lifecycle: { kind: 'init' } },
          { name: 'b', resources },
        ],
      }).tasks[0]?.start,
    ).toEqual({
      kind: 'init',
      after: [],
      timeout: 240_000,
    });
  });

  test('the order of its end is the executor’s to know', () => {
    expect(isolated({}, { scheduling: { shutdownOrder: 'reverse' } }).stopsInReverse).toBe(true);
    expect(isolated({}, { scheduling: { shutdownOrder: 'parallel' } }).stopsInReverse).toBeUndefined();
  });
});
