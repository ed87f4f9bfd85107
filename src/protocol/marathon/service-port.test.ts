/** Service ports are chosen where none was given. */
import { expect, test } from 'vitest';
import { BRIDGE, anApp, anImageApp } from './fixtures/an-app-fixture';
import { accept } from './fixtures/judged-app-fixture';
import { servicePortsOf, withServicePorts } from './service-port';

/** Fills in what is missing, from 10,000 on. */
const counter = (): ((port: number) => number) => {
  let next = 10_000;
  return (port) => (port === 0 ? next++ : port);
};

test('with host networking they are the ports of the definitions', () => {
  const app = accept(anApp({ portDefinitions: [{}, { port: 8080 }, {}] }));
  expect(servicePortsOf(app)).toEqual([0, 8080, 0]);
  expect(servicePortsOf(withServicePorts(app, counter()))).toEqual([10_000, 8080, 10_001]);
});

test('otherwise they belong to the port mappings, whose other ports stay', () => {
  const portMappings = [{ containerPort: 80 }, { servicePort: 9000 }];
  const app = withServicePorts(accept(anImageApp({ portMappings }, { networks: BRIDGE })), counter());
  expect(servicePortsOf(app)).toEqual([10_000, 9000]);
  expect(app.container?.portMappings?.map(({ containerPort, hostPort }) => [containerPort, hostPort])).toEqual([
    [80, 0],
    [0, 0],
  ]);
  expect(app.portDefinitions).toBeUndefined();
});

test('an app without ports takes none', () => {
  const take = (): number => {
    throw new Error('nothing is to be taken');
  };
  expect(servicePortsOf(withServicePorts(accept(anApp({ portDefinitions: [] })), take))).toEqual([]);
});
