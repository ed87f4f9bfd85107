/** The form's sections: each field writes its place of the definition, and nothing else. */
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ServiceKind } from '../../api/client/service';
import { openForm } from './form-host-fixture';

const open = (section: string, text: string, kind: ServiceKind = 'pod') => openForm(text, section, kind);

const field = (name: string) => screen.getByRole('textbox', { name });
const press = (name: string) => screen.getByRole('button', { name });
const container = (more: object = {}) => ({ name: 'one', resources: { cpus: 0.1, mem: 32 }, ...more });

test('an image brings its kind along and goes as a whole', async () => {
  const { user, value } = open('container-0', JSON.stringify({ containers: [container()] }));
  await user.type(field('Container Image'), 'nginx');
  expect(value()).toMatchObject({ containers: [{ image: { id: 'nginx', kind: 'DOCKER' } }] });
  await user.clear(field('Container Image'));
  expect(value()).toEqual({ containers: [container()] });
});

test('arguments stay arguments, blanks included', async () => {
  const { user, value } = open(
    'container-0',
    JSON.stringify({ containers: [container({ exec: { command: { argv: ['sh', 'a b'] } } })] }),
  );
  await user.type(field('Command'), '{enter}c d');
  expect(value()).toMatchObject({ containers: [{ exec: { command: { argv: ['sh', 'a b', 'c d'] } } }] });
  await user.click(press('Use a shell command'));
  expect(value()).toMatchObject({ containers: [{ exec: { command: { shell: 'sh a b c d' } } }] });
});

test('a half-typed or foreign number is kept as it is for the check to judge', async () => {
  const { user, value } = open('container-0', JSON.stringify({ containers: [container()] }));
  await user.clear(field('CPUs'));
  await user.type(field('CPUs'), '1,5');
  expect(value()).toMatchObject({ containers: [{ resources: { cpus: 1.5 } }] });
  await user.type(field('CPUs'), 'x');
  expect(value()).toMatchObject({ containers: [{ resources: { cpus: '1,5x' } }] });
  expect(field('CPUs')).toHaveProperty('value', '1,5x');
});

test('containers are added with a free name, moved and removed', async () => {
  const { user, value } = open('service', JSON.stringify({ containers: [container({ name: 'container-1' })] }));
  await user.click(press('Add Container'));
  await user.click(press('Move container-2 up'));
  expect(value()['containers']).toMatchObject([{ name: 'container-2' }, { name: 'container-1' }]);
  await user.click(press('Remove container-2'));
  await user.click(press('Remove container-1'));
  expect(value()).toEqual({ containers: [] });
});

test('a renamed volume takes its mounts along, and a removed one takes them out', async () => {
  const mounts = [
    { name: 'other', mountPath: '/o' },
    { name: 'data', mountPath: '/a' },
    { name: 'data', mountPath: '/b' },
  ];
  const { user, value } = open(
    'volumes',
    JSON.stringify({
      containers: [container({ volumeMounts: mounts })],
      volumes: [{ name: 'data', x: 1 }, { name: 'other' }],
    }),
  );
  const card = () => within(screen.getByRole('region', { name: /data|base/ }));
  await user.clear(card().getByRole('textbox', { name: 'Name' }));
  await user.type(
    within(screen.getByRole('region', { name: 'Volume' })).getByRole('textbox', { name: 'Name' }),
    'base',
  );
  expect(value()).toMatchObject({
    volumes: [{ name: 'base', x: 1 }, {}],
    containers: [{ volumeMounts: [{}, { name: 'base' }, { name: 'base' }] }],
  });
  await user.click(press('Remove volume base'));
  expect(value()).toMatchObject({ volumes: [{ name: 'other' }], containers: [{ volumeMounts: [{ name: 'other' }] }] });
});

test('a volume can not take the name of another, so their mounts stay apart', async () => {
  const mounts = [
    { name: 'a', mountPath: '/a' },
    { name: 'ab', mountPath: '/ab' },
  ];
  const { user, value } = open(
    'volumes',
    JSON.stringify({ containers: [container({ volumeMounts: mounts })], volumes: [{ name: 'a' }, { name: 'ab' }] }),
  );
  await user.type(within(screen.getByRole('region', { name: 'a' })).getByRole('textbox', { name: 'Name' }), 'bc');
  expect(value()).toMatchObject({
    volumes: [{ name: 'abc' }, { name: 'ab' }],
    containers: [{ volumeMounts: [{ name: 'abc' }, { name: 'ab' }] }],
  });
});

test('a row can not be renamed onto another row', async () => {
  const { user, value } = open('environment', '{ "environment": { "A": "1", "AB": "2" }, "containers": [] }');
  const [first] = screen.getAllByRole('textbox', { name: 'Key' });
  if (!first) throw new Error('There is no row.');
  await user.type(first, 'B');
  expect(value()['environment']).toEqual({ A: '1', AB: '2' });
  expect(screen.getByText(/Another row is called AB/)).toBeDefined();
  await user.type(first, 'C');
  expect(value()['environment']).toEqual({ ABC: '1', AB: '2' });
});

test('__proto__ is an environment variable like any other, and a value may come from a secret', async () => {
  const { user, text } = open(
    'environment',
    '{ "environment": { "__proto__": "1", "S": { "secret": "db" } }, "containers": [] }',
  );
  expect(screen.getByRole('combobox', { name: 'Secret' })).toHaveProperty('value', 'db');
  await user.type(field('Value'), '2');
  expect(text()).toBe('{ "environment": { "__proto__": "12", "S": { "secret": "db" } }, "containers": [] }');
  await user.type(screen.getByRole('combobox', { name: 'Secret' }), '2');
  expect(text()).toBe('{ "environment": { "__proto__": "12", "S": { "secret": "db2" } }, "containers": [] }');
  const [first] = screen.getAllByRole('checkbox', { name: 'Secret value' });
  if (!first) throw new Error('There is no row.');
  await user.click(first);
  expect(text()).toContain('"__proto__": { "secret": "" }');
});

test('an endpoint follows the network: host networking has no container port', async () => {
  const { user, value } = open('networking', JSON.stringify({ containers: [container()] }));
  await user.click(press('Add Service Endpoint'));
  expect(value()).toMatchObject({
    containers: [{ endpoints: [{ name: 'endpoint-1', hostPort: 0, protocol: ['tcp'] }] }],
  });
  expect(screen.queryByRole('textbox', { name: 'Container Port' })).toBeNull();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Network Type' }), 'Bridge');
  await user.type(field('Container Port'), '80');
  await user.click(screen.getByRole('checkbox', { name: 'UDP' }));
  await user.click(screen.getByRole('checkbox', { name: 'Enable Load Balanced Service Address' }));
  expect(value()).toMatchObject({
    networks: [{ mode: 'container/bridge' }],
    containers: [{ endpoints: [{ containerPort: 80, protocol: ['tcp', 'udp'], labels: { VIP_0: ':80' } }] }],
  });
});

test('a health check begins with the first endpoint and changes kind without a rest', async () => {
  const { user, value } = open(
    'health',
    JSON.stringify({ containers: [container({ endpoints: [{ name: 'http' }] })] }),
  );
  await user.click(press('Add Health Check'));
  expect(value()).toMatchObject({ containers: [{ healthCheck: { http: { endpoint: 'http', path: '/' } } }] });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Protocol' }), 'TCP');
  expect(value()).toMatchObject({ containers: [{ healthCheck: { tcp: { endpoint: 'http' } } }] });
  expect(JSON.stringify(value())).not.toContain('"path"');
});

test('Unique takes no value', async () => {
  const constraints = [{ fieldName: 'hostname', operator: 'LIKE', value: '10.*' }];
  const { user, value } = open('placement', JSON.stringify({ scheduling: { placement: { constraints } } }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Operator' }), 'Unique');
  expect(value()).toEqual({
    scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] } },
  });
  await user.click(press('Remove constraint 1'));
  expect(value()).toEqual({});
});

/** A section of the form for apps. */
const openApp = (section: string, app: object) => open(section, JSON.stringify(app), 'app');

test('an app’s image brings the engine along, but never changes one that is there', async () => {
  const { user, value } = openApp('service', { id: '/a' });
  await user.type(field('Container Image'), 'nginx');
  expect(value()).toEqual({ id: '/a', container: { docker: { image: 'nginx' }, type: 'MESOS' } });
  await user.clear(field('Container Image'));
  expect(value()).toEqual({ id: '/a', container: { type: 'MESOS' } });
});

test('an app on the Docker engine stays there', async () => {
  const { user, value } = openApp('service', { container: { docker: { image: 'a' } } });
  await user.type(field('Container Image'), 'b');
  expect(value()).toEqual({ container: { docker: { image: 'ab' } } });
});

test('arguments of an app stay arguments until a shell command is asked for', async () => {
  const { user, value } = openApp('service', { args: ['sh', 'a b'] });
  await user.type(field('Command'), '{enter}c');
  expect(value()).toEqual({ args: ['sh', 'a b', 'c'] });
  await user.click(press('Use a shell command'));
  expect(value()).toEqual({ cmd: 'sh a b c' });
});

test('another network takes the ports along', async () => {
  const { user, value } = openApp('networking', {
    portDefinitions: [{ name: 'http', port: 10_000, protocol: 'tcp', labels: { VIP_0: '/a:80' } }],
  });
  const network = screen.getByRole('combobox', { name: 'Network Type' });
  await user.selectOptions(network, 'Bridge');
  const mapping = { name: 'http', protocol: 'tcp', labels: { VIP_0: '/a:80' }, containerPort: 80, hostPort: 0 };
  expect(value()).toEqual({
    networks: [{ mode: 'container/bridge' }],
    container: { type: 'MESOS', portMappings: [mapping] },
  });
  await user.selectOptions(network, 'Host');
  expect(value()).toEqual({
    networks: [{ mode: 'host' }],
    container: { type: 'MESOS' },
    portDefinitions: [{ name: 'http', protocol: 'tcp', labels: { VIP_0: '/a:80' }, port: 0 }],
  });
});

test('a fixed port of the agent is required, and no number of a load balancer along with it', async () => {
  const { user, value } = openApp('networking', { portDefinitions: [{ port: 10_000 }, { port: 10_001 }] });
  const [first] = screen.getAllByRole('checkbox', { name: /Assign Automatically/ });
  if (first === undefined) throw new Error('no port is shown');
  await user.click(first);
  expect(value()).toEqual({ portDefinitions: [{ port: 8080 }, { port: 0 }], requirePorts: true });
  await user.click(first);
  expect(value()).toEqual({ portDefinitions: [{ port: 0 }, { port: 0 }] });
});

test('a health check of an app names its port by place, and a command has none', async () => {
  const { user, value } = openApp('health', { portDefinitions: [{ name: 'api' }, { name: 'admin' }] });
  await user.click(press('Add Health Check'));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Service Endpoint' }), 'admin');
  expect(value()['healthChecks']).toEqual([{ protocol: 'MESOS_HTTP', path: '/', portIndex: 1 }]);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Protocol' }), 'Command');
  expect(value()['healthChecks']).toEqual([{ protocol: 'COMMAND', command: { value: 'true' } }]);
});

test('a constraint of an app keeps its places while its field is emptied', async () => {
  const { user, value } = openApp('placement', { constraints: [['rack', 'LIKE', 'a.*']] });
  await user.clear(screen.getByRole('combobox', { name: 'Field' }));
  expect(value()['constraints']).toEqual([['', 'LIKE', 'a.*']]);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Operator' }), 'Unique');
  expect(value()['constraints']).toEqual([['', 'UNIQUE']]);
});

test('volumes of an app change their kind and keep everything else', async () => {
  const { user, value } = openApp('volumes', { container: { volumes: [{ containerPath: '/x', external: {} }] } });
  const [external] = screen.getAllByRole('combobox', { name: 'Volume Type' });
  expect(external).toHaveProperty('value', 'external');
  await user.click(press('Add Volume'));
  const added = within(screen.getByRole('region', { name: '/data' }));
  await user.selectOptions(added.getByRole('combobox', { name: 'Volume Type' }), 'Local Persistent Volume');
  expect(value()['container']).toEqual({
    volumes: [
      { containerPath: '/x', external: {} },
      { containerPath: '/data', persistent: { size: 1024 }, mode: 'RO' },
    ],
  });
});
