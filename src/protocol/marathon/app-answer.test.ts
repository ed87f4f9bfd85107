/** How the API writes an app. */
import { expect, test } from 'vitest';
import { serialiseApp } from './app-answer';
import { BRIDGE, anApp, anImageApp } from './fixtures/an-app-fixture';
import { acceptDefinition } from './fixtures/judged-app-fixture';

const answer = (app: unknown): unknown => JSON.parse(JSON.stringify(serialiseApp(acceptDefinition(app))));

test('the least app: defaults are written, most empty maps and lists are not', () => {
  expect(answer(anApp())).toEqual({
    id: '/shop/web',
    cmd: 'sleep 1000',
    cpus: 0.1,
    mem: 32,
    disk: 0,
    gpus: 0,
    instances: 1,
    executor: '',
    labels: {},
    backoffSeconds: 1,
    backoffFactor: 1.15,
    maxLaunchDelaySeconds: 300,
    networks: [{ mode: 'host' }],
    portDefinitions: [{ port: 0, labels: {}, name: 'default', protocol: 'tcp' }],
    requirePorts: false,
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    killSelection: 'YOUNGEST_FIRST',
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    role: 'slave_public',
    version: '2017-03-17T10:00:00.000Z',
    versionInfo: { lastScalingAt: '2017-03-17T10:00:00.000Z', lastConfigChangeAt: '2017-03-17T09:00:00.000Z' },
  });
});

test('a container says all about its image and ports', () => {
  expect(
    answer(anImageApp({ portMappings: [{ containerPort: 80, name: 'http' }] }, { networks: BRIDGE })),
  ).toMatchObject({
    container: {
      type: 'MESOS',
      docker: { image: 'nginx', forcePullImage: false, privileged: false, parameters: [] },
      volumes: [],
      portMappings: [{ containerPort: 80, hostPort: 0, labels: {}, name: 'http', protocol: 'tcp', servicePort: 0 }],
    },
    networks: [{ mode: 'container/bridge' }],
  });
});

test('an empty list of ports is written, since it means none', () => {
  expect(answer(anApp({ portDefinitions: [] }))).toHaveProperty('portDefinitions', []);
  expect(answer(anImageApp({ portMappings: [] }, { networks: BRIDGE }))).toHaveProperty('container.portMappings', []);
});
