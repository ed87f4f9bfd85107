/** What *Review & Run* says of an app. */
import { expect, test } from 'vitest';
import { appReviewFacts } from './app-review-facts';

const shown = (app: Readonly<Record<string, unknown>>): readonly string[] =>
  appReviewFacts(app).flatMap(({ title, facts, tables }) => [
    ...facts.map(({ label, value }) => `${title} · ${label}: ${value.replaceAll('\u2009', ' ')}`),
    ...tables.flatMap(({ rows }) => rows.map((row) => `${title} · ${row.join(' | ')}`)),
  ]);

test('the least app', () => {
  expect(shown({ id: '/a', cmd: 'sleep 1', cpus: 0.1, mem: 32 })).toEqual([
    'Service · Service ID: /a',
    'Service · Instances: 1',
    'Service · Each instance takes: 0.1 cpus, 32 MiB memory',
    'Service · Container Image: None: the agent’s own file system',
    'Service · Command: sleep 1',
    'Networking · Network Type: Host',
  ]);
});

test('ports, volumes, checks, environment and constraints in words', () => {
  const text = shown({
    id: '/a',
    instances: 2,
    container: {
      docker: { image: 'nginx' },
      portMappings: [
        { name: 'http', containerPort: 80 },
        { containerPort: 0, hostPort: 8080, protocol: 'udp' },
      ],
      volumes: [
        { containerPath: '/data', hostPath: '/tmp', mode: 'RO' },
        { containerPath: 'disk', persistent: { size: 10 } },
      ],
    },
    networks: [{ mode: 'container/bridge' }],
    healthChecks: [{ protocol: 'MESOS_HTTP', path: '/up' }],
    env: { A: '1', B: { secret: 'b' } },
    constraints: [
      ['hostname', 'UNIQUE'],
      ['rack', 'IS', 'r1'],
    ],
  });
  expect(text).toEqual(
    expect.arrayContaining([
      'Service · Container Image: nginx',
      'Networking · http | tcp | any → 80 | Not Enabled',
      'Networking · port 1 | udp | 8080 → the same | Not Enabled',
      'Volumes · /data | HOST | /tmp | Yes',
      'Volumes · disk | PERSISTENT | 10 MiB | No',
      'Health Checks · MESOS_HTTP | /up | 300 | 60 | 20 | 3',
      'Environment Variables · A | 1',
      'Environment Variables · B | secret b',
      'Placement · UNIQUE | hostname | Not Applicable',
      'Placement · IS | rack | r1',
    ]),
  );
});

test('a port of the agent is any, unless the app requires its number', () => {
  const portOf = (requirePorts: boolean) =>
    shown({ requirePorts, portDefinitions: [{ name: 'api', port: 8080 }] }).find((line) => line.includes('api'));
  expect(portOf(false)).toBe('Networking · api | tcp | any | Not Enabled');
  expect(portOf(true)).toBe('Networking · api | tcp | 8080 | Not Enabled');
});
