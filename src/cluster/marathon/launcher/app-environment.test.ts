/** Every variable that a task of an app gets, and no other. */
import { expect, test } from 'vitest';
import type { AppInput } from '../../../protocol/marathon/app';
import { VERSION, anApp } from '../marathon-fixtures';
import { appEnvironment } from './app-environment';

const environment = (wish: Partial<AppInput>, hostPorts: readonly number[] = []) =>
  appEnvironment(anApp(wish), { host: '10.0.0.11', taskId: 'shop_app.instance-1._app.1', hostPorts });

const always = {
  HOST: '10.0.0.11',
  MESOS_TASK_ID: 'shop_app.instance-1._app.1',
  MARATHON_APP_ID: '/shop/app',
  MARATHON_APP_VERSION: VERSION,
  MARATHON_APP_RESOURCE_CPUS: '0.1',
  MARATHON_APP_RESOURCE_MEM: '32.0',
  MARATHON_APP_RESOURCE_DISK: '0.0',
  MARATHON_APP_RESOURCE_GPUS: '0',
  MARATHON_APP_ENFORCE_GROUP_ROLE: 'FALSE',
  MARATHON_APP_LABELS: '',
};

test('who and where it is', () => {
  expect(environment({ portDefinitions: [] })).toEqual(always);
});

test('its image and its labels, names made fit', () => {
  const wish = {
    portDefinitions: [],
    container: { docker: { image: 'nginx:1' } },
    labels: { 'my-key': 'a', team: 'b' },
  };
  expect(environment(wish)).toEqual({
    ...always,
    MARATHON_APP_DOCKER_IMAGE: 'nginx:1',
    MARATHON_APP_LABELS: 'MY_KEY TEAM',
    MARATHON_APP_LABEL_MY_KEY: 'a',
    MARATHON_APP_LABEL_TEAM: 'b',
  });
});

test('its ports on the host: by place, by requested number, by name', () => {
  const portDefinitions = [{ port: 10_500, name: 'http-api' }, { port: 0 }];
  expect(environment({ portDefinitions }, [31_000, 31_001])).toEqual({
    ...always,
    PORT: '31000',
    PORTS: '31000,31001',
    PORT0: '31000',
    PORT1: '31001',
    PORT_10500: '31000',
    PORT_31001: '31001',
    PORT_HTTP_API: '31000',
  });
});

test('its ports on a network: the host’s where there is one, else its own', () => {
  const portMappings = [{ containerPort: 80, hostPort: 0, name: 'web' }, { containerPort: 81 }];
  const wish: Partial<AppInput> = {
    networks: [{ mode: 'container', name: 'dcos' }],
    container: { type: 'MESOS', portMappings },
  };
  expect(environment(wish, [31_000])).toEqual({
    ...always,
    PORT: '31000',
    PORTS: '31000,81',
    PORT0: '31000',
    PORT1: '81',
    PORT_80: '31000',
    PORT_81: '81',
    PORT_WEB: '31000',
  });
});

test('its own variables: secrets by their source, the system’s win', () => {
  const env = { A: 'a', HOST: 'mine', KEY: { secret: 'key' } };
  const secrets = { key: { source: 'shop/key' } };
  expect(environment({ portDefinitions: [], env, secrets })).toEqual({ ...always, A: 'a', KEY: 'shop/key' });
});
