/** An app in the form of a pod: what screens read is what Marathon told. */
import { expect, test } from 'vitest';
import { anApp, anAppService, at, aTask } from '../../features/shared/pod-status-fixture';
import { answeredApp } from './app-form';
import { kindOf, kindOfDefinition, taskIds } from './service';

test('its definition is one container without an executor', () => {
  const { spec, id, app } = anAppService({
    instances: 3,
    constraints: [
      ['hostname', 'UNIQUE'],
      ['rack', 'IS', 'r1'],
    ],
    container: {
      type: 'MESOS',
      docker: { image: 'nginx' },
      volumes: [{ containerPath: 'data', persistent: { size: 10 } }],
    },
  });
  expect(kindOf({ app: app ?? anApp() })).toBe('app');
  expect(id).toBe('/shop/web');
  expect(spec).toMatchObject({
    containers: [{ name: 'web', resources: { cpus: 0.2, mem: 64 }, image: { id: 'nginx' } }],
    scaling: { instances: 3 },
    executorResources: { cpus: 0, mem: 0, disk: 0 },
    volumes: [{ persistent: { size: 10 } }],
  });
  expect(spec.scheduling.placement?.constraints).toEqual([
    { fieldName: 'hostname', operator: 'UNIQUE' },
    { fieldName: 'rack', operator: 'IS', value: 'r1' },
  ]);
});

test('each task is an instance: its id without the run, its agent, address and state', () => {
  const { instances } = anAppService({
    tasks: [
      aTask({ id: 'shop_web.instance-1._app.3', region: 'us-east', zone: 'a' }),
      aTask({ id: 'shop_web.2b0c', state: 'TASK_STAGING', host: '' }),
      aTask({ id: 'shop_web.instance-3._app.1', state: 'TASK_UNREACHABLE' }),
      aTask({ id: 'shop_web.instance-4._app.1', state: 'TASK_KILLING' }),
    ],
  });
  expect(instances.map(({ id, status, restarts }) => [id, status, restarts])).toEqual([
    ['shop_web.instance-1', 'STABLE', 2],
    ['shop_web.2b0c', 'STAGING', 0],
    ['shop_web.instance-3', 'DEGRADED', 0],
    ['shop_web.instance-4', 'TERMINAL', 0],
  ]);
  expect(instances[0]).toMatchObject({
    statusSince: at(2),
    agentHostname: '10.0.1.12',
    agentRegion: 'us-east',
    networks: [{ addresses: ['10.0.1.12'] }],
  });
  expect(instances[1]).not.toHaveProperty('agentHostname');
});

test('what a task of an older configuration takes is not known', () => {
  const [old, current] = anAppService({
    versionInfo: { lastScalingAt: at(90), lastConfigChangeAt: at(60) },
    tasks: [aTask({ version: at(0) }), aTask({ version: at(60) })],
  }).instances;
  expect(old?.resources).toBeUndefined();
  expect(current?.resources).toEqual({ cpus: 0.2, mem: 64, disk: 0, gpus: 0 });
});

test('health is that of all checks, with the cause of the one that fails', () => {
  const healthChecks = [{ protocol: 'HTTP' as const }, { protocol: 'TCP' as const }];
  const result = { instanceId: 'i', consecutiveFailures: 0, alive: true };
  const conditionOf = (...healthCheckResults: readonly (typeof result & { lastFailureCause?: string })[]) =>
    anAppService({ healthChecks, tasks: [aTask({ healthCheckResults })] }).instances[0]?.containers[0]?.conditions[0];
  expect(conditionOf(result, result)).toMatchObject({ value: 'true' });
  expect(conditionOf(result)).toMatchObject({ value: 'false', reason: 'health-unreported-by-mesos' });
  expect(conditionOf(result, { ...result, alive: false, lastFailureCause: 'refused' })).toMatchObject({
    value: 'false',
    reason: 'refused',
  });
  expect(anAppService().instances[0]?.containers[0]?.conditions).toEqual([]);
});

test('ports of the agent go to the endpoints that have one, in order', () => {
  const container = {
    type: 'MESOS' as const,
    portMappings: [
      { containerPort: 80, name: 'http' },
      { containerPort: 81, hostPort: 0 },
      { containerPort: 0, hostPort: 0 },
    ],
  };
  const networks = [{ mode: 'container' as const, name: 'dcos' }];
  const [mapped] = anAppService({ container, networks, tasks: [aTask({ ports: [31001, 31002] })] }).instances;
  expect(mapped?.containers[0]?.endpoints).toEqual([
    { name: 'http' },
    { name: 'port1', allocatedHostPort: 31001 },
    { name: 'port2', allocatedHostPort: 31002 },
  ]);
  const onHost = anAppService({ portDefinitions: [{ port: 10001, name: 'api' }], tasks: [aTask({ ports: [31003] })] });
  expect(onHost.instances[0]?.containers[0]?.endpoints).toEqual([{ name: 'api', allocatedHostPort: 31003 }]);
  // The number of a port is no demand on the agent until the app requires it.
  const askedOf = (requirePorts: boolean) =>
    anAppService({ requirePorts, portDefinitions: [{ port: 8080 }] }).spec.containers[0]?.endpoints?.[0]?.hostPort;
  expect([askedOf(false), askedOf(true)]).toEqual([0, 8080]);
});

test('the last failure is its history', () => {
  const { terminationHistory } = anAppService({
    lastTaskFailure: {
      appId: '/shop/web',
      taskId: 'shop_web.instance-1._app.2',
      host: '10.0.1.12',
      slaveId: 'S1',
      state: 'TASK_FAILED',
      message: 'Command exited with status 2',
      timestamp: at(9),
      version: at(0),
    },
  });
  expect(terminationHistory).toMatchObject([
    { instanceID: 'shop_web.instance-1', terminatedAt: at(9), message: 'Command exited with status 2' },
  ]);
});

test('instances are killed by the ids of their tasks, and a definition is told by its containers', () => {
  const service = anAppService({ tasks: [aTask(), aTask({ id: 'shop_web.instance-2._app.4' })] });
  expect(taskIds(service, ['shop_web.instance-2', 'gone'])).toEqual(['shop_web.instance-2._app.4']);
  expect([kindOfDefinition({ id: '/a' }), kindOfDefinition({ containers: 3 })]).toEqual(['app', 'pod']);
});

test('a definition is an answer without what Marathon adds', () => {
  const app = anApp({ tasksRunning: 1, deployments: [], taskStats: {} });
  expect(answeredApp(app)).toEqual(Object.fromEntries(Object.entries(anApp()).filter(([name]) => name !== 'tasks')));
});
