/** Requests nobody should send: bytes as bodies, paths and headers of chance, definitions with something absurd in them. */
import fc from 'fast-check';
import { podOf } from '../cluster/cluster-fixtures';
import { appOf } from './row-fixture';

export interface HostileRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const WORDS = [
  'apps',
  'pods',
  'groups',
  'tasks',
  'queue',
  'deployments',
  'events',
  'info',
  'leader',
  'versions',
  'restart',
  'delete',
  'delay',
  'web',
  'shop',
  'web::status',
  'web::instances',
  'web::versions',
  '::status',
  '::',
  '*',
  '',
  '.',
  '..',
  '__proto__',
  'constructor',
  '%2F',
  '%2e%2E',
  '%00',
  '%0d%0a',
  '%C3%28',
  '%E2%80%AE',
  '%F0%9F%98%80',
  '%',
  'a'.repeat(2000),
  'x.instance-1',
  'UPPER_case',
];
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }).map((text) => encodeURI(text)) },
);
const root = fc.constantFrom(
  '/v2',
  '/v2',
  '/v2',
  '/service/marathon/v2',
  '/service/marathon',
  '/mesos',
  '/_simulation',
);
const word = fc.constantFrom(
  'force',
  'embed',
  'wipe',
  'scale',
  'host',
  'status',
  'label',
  'id',
  'cmd',
  'partialUpdate',
  'dryRun',
  'event_type',
  '__proto__',
  '',
);
const value = fc.oneof(
  fc.constantFrom('true', 'false', '', '%', '%00', '(', 'a in (', 'group.apps', '__proto__', 'TRUE', '*', '1e999'),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => encodeURIComponent(text)),
);
const query = fc
  .array(fc.tuple(word, value), { maxLength: 4 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map(([name, text]) => `${name}=${text}`).join('&')}`));
const REAL = [
  '/v2/apps',
  '/v2/apps/web',
  '/v2/apps/web/tasks',
  '/v2/pods',
  '/v2/pods/shop/web',
  '/v2/pods/shop/web::instances',
  '/v2/groups',
  '/v2/groups/shop',
  '/v2/tasks/delete',
  '/_simulation/clock/advance',
];
const path = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...REAL),
      fc.tuple(root, fc.array(segment, { maxLength: 5 })).map(([start, parts]) => [start, ...parts].join('/')),
    ),
    query,
  )
  .map(([start, end]) => `${start}${end}`);

const headers = fc.record(
  {
    'content-type': fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      ';',
      'application/x+json; charset=x',
    ),
    accept: fc.constantFrom('*/*', 'text/event-stream', 'application/json', ',', 'é'),
    'content-length': fc.constantFrom('0', '-1', 'x', '1e9'),
  },
  { requiredKeys: [] },
);

/** What any place of a definition may be replaced by, as JSON text. */
const ABSURD: readonly string[] = [
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '-1',
  '0.5',
  '-0',
  '1e400',
  '-1e400',
  '1e308',
  '5e-324',
  '2147483648',
  '9007199254740993',
  '123456789',
  '"\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '"constructor"',
  '"/"',
  '".."',
  '"/a/../b"',
  '"ÄÖ"',
  '"a,b=c d"',
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '{"__proto__":"a","constructor":"b","toString":"c","valueOf":"d","hasOwnProperty":"e"}',
  '{"secret":"__proto__"}',
  '{"a":1,"a":2}',
  '[null]',
  '[[],[]]',
  '["__proto__","UNIQUE"]',
  '["rack","LIKE","(a+)+$"]',
  '["rack","MAX_PER","99999999999999999999"]',
  '[{"fieldName":"rack","operator":"LIKE","value":"(((((.*)*)*)*)*)"}]',
  JSON.stringify('x'.repeat(5000)),
  JSON.stringify('/a'.repeat(3000)),
];

const whole = {
  pod: {
    ...podOf('/shop/fuzz'),
    labels: { a: 'b' },
    environment: { A: 'b', B: { secret: 's' } },
    secrets: { s: { source: 't' } },
    networks: [{ mode: 'container', name: 'dcos', labels: {} }],
    volumes: [{ name: 'v', host: '/v' }],
    containers: [
      {
        name: 'main',
        exec: { command: { shell: 'sleep 5; exit 1' } },
        resources: { cpus: 0.1, mem: 32, disk: 1, gpus: 0 },
        endpoints: [{ name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'], labels: {} }],
        healthCheck: {
          http: { endpoint: 'http' },
          delaySeconds: 1,
          intervalSeconds: 3,
          timeoutSeconds: 1,
          maxConsecutiveFailures: 1,
          gracePeriodSeconds: 1,
        },
        volumeMounts: [{ name: 'v', mountPath: 'v' }],
        lifecycle: { killGracePeriodSeconds: 1 },
        artifacts: [{ uri: 'http://a.b/c' }],
        environment: {},
        labels: {},
      },
    ],
    scaling: { kind: 'fixed', instances: 2 },
    scheduling: {
      backoff: { backoff: 1, backoffFactor: 2, maxLaunchDelay: 10 },
      upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.5 },
      placement: {
        constraints: [{ fieldName: 'rack', operator: 'MAX_PER', value: '2' }],
        acceptedResourceRoles: ['*'],
      },
      killSelection: 'YOUNGEST_FIRST',
      unreachableStrategy: { inactiveAfterSeconds: 1, expungeAfterSeconds: 2 },
    },
    executorResources: { cpus: 0.1, mem: 32, disk: 10 },
  },
  app: {
    ...appOf('/shop/fuzz'),
    cmd: 'sleep 5; exit 1',
    labels: { a: 'b' },
    env: { A: 'b' },
    instances: 2,
    disk: 1,
    gpus: 0,
    constraints: [['rack', 'MAX_PER', '2']],
    dependencies: [],
    portDefinitions: [{ port: 0, name: 'http', protocol: 'tcp', labels: {} }],
    healthChecks: [
      {
        protocol: 'HTTP',
        path: '/',
        portIndex: 0,
        gracePeriodSeconds: 1,
        intervalSeconds: 3,
        timeoutSeconds: 1,
        maxConsecutiveFailures: 1,
      },
    ],
    readinessChecks: [{ name: 'ready', portName: 'http', intervalSeconds: 3, timeoutSeconds: 1 }],
    upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.5 },
    backoffSeconds: 1,
    backoffFactor: 2,
    maxLaunchDelaySeconds: 10,
    taskKillGracePeriodSeconds: 1,
    unreachableStrategy: { inactiveAfterSeconds: 1, expungeAfterSeconds: 2 },
    fetch: [{ uri: 'http://a.b/c' }],
  },
};

/** JSON text of `json` with the place that `steps` lead to replaced. */
const damaged = (json: unknown, steps: readonly number[], text: string): string => {
  const [step, ...rest] = steps;
  if (step === undefined || typeof json !== 'object' || json === null) return text;
  const entries = Object.entries(json as Record<string, unknown>);
  const chosen = step % Math.max(1, entries.length);
  const parts = entries.map(([name, member], index) => {
    const inner = index === chosen ? damaged(member, rest, text) : JSON.stringify(member);
    return Array.isArray(json) ? inner : `${JSON.stringify(name)}:${inner}`;
  });
  return Array.isArray(json) ? `[${parts.join()}]` : `{${parts.join()}}`;
};

const target = fc.constantFrom<readonly [method: string, path: string, body: unknown]>(
  ['POST', '/v2/pods', whole.pod],
  ['PUT', '/v2/pods/shop/fuzz?force=true', whole.pod],
  ['POST', '/v2/apps', whole.app],
  ['PUT', '/v2/apps/shop/fuzz?force=true', whole.app],
  ['PATCH', '/v2/apps?force=true', [whole.app]],
  ['PUT', '/v2/groups?force=true', { id: '/', groups: [{ id: '/shop', apps: [whole.app], dependencies: ['/other'] }] }],
  ['PUT', '/v2/groups/shop?force=true', { scaleBy: 1 }],
);
const steps = fc.array(fc.nat(40), { minLength: 1, maxLength: 5 });

/** A definition with one absurd place: mostly refused, sometimes accepted and then run. */
export const damagedDefinition: fc.Arbitrary<HostileRequest> = fc
  .tuple(target, steps, fc.constantFrom(...ABSURD))
  .map(([[method, to, body], way, text]) => ({
    method,
    path: to,
    headers: { 'content-type': 'application/json' },
    body: damaged(body, way, text),
  }));

const body = fc.oneof(
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Uint8Array.from(bytes)),
  fc.json(),
  fc.constantFrom(...ABSURD),
  fc.string({ unit: 'binary', maxLength: 32 }),
);

/** Anything a client could put on the wire. */
export const anyRequest: fc.Arbitrary<HostileRequest> = fc
  .tuple(
    fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'get', 'X'),
    path,
    headers,
    fc.option(body, { nil: undefined }),
  )
  .map(([method, to, sent, content]) => ({
    method,
    path: to,
    headers: sent,
    ...(content !== undefined && !/^(get|head)$/i.test(method) && { body: content }),
  }));
