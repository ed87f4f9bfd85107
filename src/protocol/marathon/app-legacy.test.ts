/** Members of former versions: what they become, and what they may not be mixed with. */
import { describe, expect, test } from 'vitest';
import { anApp, anImageApp } from './fixtures/an-app-fixture';
import { accept, complaints } from './fixtures/judged-app-fixture';

type Json = Record<string, unknown>;
const docker = (members: Json, more: Json = {}): Json =>
  anImageApp({ type: 'DOCKER', docker: { image: 'nginx', ...members } }, more);
const blank = { containerPort: 0, servicePort: 0, protocol: 'tcp', labels: {}, networkNames: [] };

describe('what they become', () => {
  test('ports are port definitions without names', () => {
    expect(accept(anApp({ ports: [0, 8080] })).portDefinitions).toEqual([
      { port: 0, protocol: 'tcp', labels: {} },
      { port: 8080, protocol: 'tcp', labels: {} },
    ]);
  });

  test('uris are fetched, archives unpacked', () => {
    expect(accept(anApp({ uris: ['http://a/b.tgz?v=1', 'http://a/b.txt'] })).fetch).toEqual([
      { uri: 'http://a/b.tgz?v=1', extract: true, executable: false, cache: false },
      { uri: 'http://a/b.txt', extract: false, executable: false, cache: false },
    ]);
  });

  test.each([
    ['HOST', [{ mode: 'host', labels: {} }]],
    ['BRIDGE', [{ mode: 'container/bridge', labels: {} }]],
    ['user', [{ mode: 'container', name: 'dcos', labels: {} }]],
  ])('the Docker network %s is a network of the app', (network, networks) => {
    const app = accept(docker({ network }));
    expect(app.networks).toEqual(networks);
    expect(app.container?.docker).toEqual({ image: 'nginx', forcePullImage: false, privileged: false, parameters: [] });
  });

  test('port mappings of Docker move to the container, and every further port adds one', () => {
    const portMappings = [{ containerPort: 80, servicePort: 9000 }];
    const app = accept(docker({ network: 'BRIDGE', portMappings }, { ports: [9000, 9001] }));
    expect(app.container?.portMappings).toEqual([
      { ...blank, containerPort: 80, servicePort: 9000, hostPort: 0 },
      { ...blank, hostPort: 0 },
    ]);
    expect(app.portDefinitions).toBeUndefined();
  });

  test('port mappings of Docker with host networking are dropped', () => {
    const app = accept(docker({ network: 'HOST', portMappings: [{ containerPort: 80 }] }));
    expect(app.container?.portMappings).toBeUndefined();
    expect(app.portDefinitions).toHaveLength(1);
  });

  test('an IP address per container is a container network, its discovery ports are port mappings', () => {
    const ports = [{ number: 80, name: 'http' }];
    const app = accept(anApp({ ipAddress: { networkName: 'n', labels: { a: 'b' }, discovery: { ports } } }));
    expect(app.networks).toEqual([{ mode: 'container', name: 'n', labels: { a: 'b' } }]);
    expect(app.container).toEqual({
      type: 'MESOS',
      volumes: [],
      portMappings: [{ ...blank, containerPort: 80, name: 'http' }],
    });
    expect(app).not.toHaveProperty('ipAddress');
  });

  test.each([
    [{ networkName: 'mesos-bridge' }, {}, 'container/bridge'],
    [{}, { network: 'BRIDGE' }, 'container/bridge'],
    [{}, { network: 'HOST' }, 'host'],
  ])('the IP address %j with Docker members %j means mode %s', (ipAddress, members, mode) => {
    expect(accept(docker(members, { ipAddress })).networks).toEqual([{ mode, labels: {} }]);
  });

  test('residency says nothing new', () => {
    expect(accept(anApp({ residency: {} }))).toEqual(accept(anApp()));
  });
});

describe('what they may not be mixed with', () => {
  test.each<readonly [string, Json, Record<string, readonly string[]>]>([
    ['repeated ports', anApp({ ports: [0, 0, 80, 80] }), { '/': ['ports must be unique'] }],
    [
      'ports and other port definitions',
      anApp({ ports: [1], portDefinitions: [{ port: 2 }] }),
      { '/': ['cannot specify both ports and port definitions'] },
    ],
    ['ports that say the same as the port definitions', anApp({ ports: [1], portDefinitions: [{ port: 1 }] }), {}],
    [
      'uris and fetch',
      anApp({ uris: ['http://a'], fetch: [{ uri: 'http://a' }] }),
      { '/uris': ['may not be set in conjunction with fetch'] },
    ],
    ['a URI with a space', anApp({ uris: ['http://a', 'a b'] }), { '/uris(1)': ['URI has invalid syntax.'] }],
    [
      'networks and an IP address, with ports',
      anApp({ networks: [{ mode: 'host' }], ipAddress: {}, ports: [0] }),
      { '/': ['must not specify both networks and ipAddress', 'cannot specify both an IP address and port'] },
    ],
    [
      'networks and a Docker network',
      docker({ network: 'HOST' }, { networks: [{ mode: 'host' }] }),
      { '/': ['must not specify both container.docker.network and networks'] },
    ],
    [
      'no network at all',
      docker({ network: 'NONE' }),
      { '/container/docker/network': ['unsupported docker network type NONE'] },
    ],
    [
      'discovery with the Docker engine',
      docker({}, { ipAddress: { discovery: {} } }),
      { '/ipAddress': ['ipAddress/discovery is not allowed for Docker containers'] },
    ],
    [
      'discovery and port mappings',
      anImageApp({ portMappings: [{}] }, { ipAddress: { discovery: { ports: [{ name: 'a' }] } } }),
      { '/': ['container.portMappings and ipAddress.discovery.ports must not both be set'] },
    ],
    [
      'both places of port mappings',
      anImageApp({ type: 'DOCKER', docker: { image: 'a', portMappings: [{}] }, portMappings: [{}] }),
      { '/': ['cannot specify both portMappings and docker.portMappings'] },
    ],
    [
      'mappings of one name',
      docker({ network: 'BRIDGE', portMappings: [{ name: 'a' }, { name: 'a' }] }),
      { '/container/docker/portMappings': ['Port names must be unique.'] },
    ],
    [
      'members of the Docker engine on the other',
      anImageApp({
        docker: {
          image: 'a',
          network: 'HOST',
          credential: { principal: 'p' },
          parameters: [{ key: 'a', value: 'b' }],
          portMappings: [{}],
        },
      }),
      {
        '/container/docker/credential': ['must be empty'],
        '/container/docker/network': ['must be empty'],
        '/container/docker/parameters': ['must be empty'],
        '/container/docker/portMappings': ['must be empty'],
      },
    ],
  ])('%s', (_what, app, errors) => {
    expect(complaints(app)).toEqual(errors);
  });

  test('they hide what the rules about the rest would say', () => {
    expect(complaints({ id: '/', ports: [1, 1] })).toEqual({ '/': ['ports must be unique'] });
  });
});
