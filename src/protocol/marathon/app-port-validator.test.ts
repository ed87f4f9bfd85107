/** The rules about networks and ports of apps, and the checks that use them. */
import { describe } from 'vitest';
import { BRIDGE, anApp, anImageApp } from './fixtures/an-app-fixture';
import { refuses } from './fixtures/judged-app-fixture';

describe('networks and ports', () => {
  refuses([
    [
      'port mappings with host networking',
      anImageApp({ portMappings: [{}] }, { networks: [{ mode: 'host' }] }),
      { '/': ['portMappings are not allowed with host-networking'] },
    ],
    [
      'port definitions without it',
      anApp({ networks: BRIDGE, portDefinitions: [{}] }),
      { '/': ['portDefinitions are only allowed with host-networking'] },
    ],
    [
      'port definitions that repeat',
      anApp({ portDefinitions: [{ port: 80, name: 'a' }, { port: 80, name: 'a' }, {}, {}] }),
      { '/portDefinitions': ['Port names must be unique.', 'Ports must be unique.'] },
    ],
    [
      'port mappings of one name',
      anImageApp({ portMappings: [{ name: 'a' }, { name: 'a' }] }, { networks: BRIDGE }),
      { '/container/portMappings': ['Port names must be unique.'] },
    ],
    [
      'a mapping on networks the app is not on',
      anImageApp(
        { portMappings: [{ hostPort: 0 }, { networkNames: ['b', 'c'] }] },
        { networks: [{ name: 'a' }, { name: 'b' }] },
      ),
      {
        '/container/portMappings(0)': [
          'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
        ],
        '/container/portMappings(1)/networkNames(1)': ['is not one of (a,b)'],
      },
    ],
    [
      'two host networks',
      anApp({ networks: [{ mode: 'host' }, { mode: 'host' }] }),
      {
        '/networks': ['May specify a single host network, single bridge network, or else 1-to-n container networks'],
      },
    ],
  ]);
});

describe('health and readiness checks', () => {
  const INDEX = 'Health check port indices must address an element of the ports array or container port mappings.';
  const IPV6 = 'IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks';
  refuses([
    [
      'a port index past the ports',
      anApp({
        healthChecks: [{ portIndex: 0 }, { portIndex: 1 }, { port: 8080 }, { protocol: 'MESOS_TCP', portIndex: 9 }],
      }),
      { '/healthChecks(1)': [INDEX] },
    ],
    [
      'a check of an app without ports',
      anApp({ portDefinitions: [], healthChecks: [{}] }),
      { '/healthChecks(0)': [INDEX] },
    ],
    [
      'a port index past the mappings',
      anImageApp({ portMappings: [] }, { networks: BRIDGE, healthChecks: [{ protocol: 'TCP', portIndex: 0 }] }),
      { '/healthChecks(0)': [INDEX] },
    ],
    [
      'two checks by the executor',
      anApp({ healthChecks: [{ protocol: 'MESOS_HTTP' }, { protocol: 'MESOS_TCP' }] }),
      { '/': ['AppDefinition can contain at most one Mesos health check'] },
    ],
    [
      'two commands, which old apps have',
      anApp({ healthChecks: ['a', 'b'].map((value) => ({ protocol: 'COMMAND', command: { value } })) }),
      {},
    ],
    ['no command', anApp({ healthChecks: [{ protocol: 'COMMAND' }] }), { '/healthChecks(0)/command': ['not defined'] }],
    [
      'IPv6 without Docker',
      anApp({ healthChecks: [{ protocol: 'MESOS_HTTP', ipProtocol: 'ipv6' }] }),
      { '/healthChecks(0)': [IPV6] },
    ],
    [
      'IPv6 by Marathon',
      anImageApp({ type: 'DOCKER' }, { healthChecks: [{ ipProtocol: 'IPv6' }] }),
      { '/healthChecks(0)': [IPV6] },
    ],
    [
      'IPv6 where it works',
      anImageApp({ type: 'DOCKER' }, { healthChecks: [{ protocol: 'MESOS_TCP', ipProtocol: 'IPv6' }] }),
      {},
    ],
    [
      'two readiness checks of a port that is not there, slower than they are often',
      anApp({ readinessChecks: [{ portName: 'default' }, { portName: 'x', intervalSeconds: 10 }] }),
      {
        '/readinessChecks': ['got 2, expected 1 or less'],
        '/readinessChecks(1)/portName': ['No port definition reference for portName x'],
        '/readinessChecks(1)/timeoutSeconds': ['got 10, expected less than 10'],
      },
    ],
    [
      'a readiness check of a mapped port',
      anImageApp({ portMappings: [{ name: 'http' }] }, { networks: BRIDGE, readinessChecks: [{ portName: 'http' }] }),
      {},
    ],
  ]);
});
