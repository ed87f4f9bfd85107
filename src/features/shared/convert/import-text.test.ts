/** What becomes of files of other worlds: field by field, and what is told of those that have no counterpart. */
import { expect, test } from 'vitest';
import { checkPod } from '../../../protocol/marathon/pod-check';
import { DOCKER_RUN, SHOP_COMPOSE, SHOP_KUBERNETES } from './convert-fixture';
import type { Conversion } from './conversion';
import { importText } from './import-text';
import { DEFAULT_OPTIONS } from './pod-parts';
import type { ConversionOptions } from './pod-parts';

const imported = (text: string, options: Partial<ConversionOptions> = {}): Conversion => {
  const result = importText(text, { ...DEFAULT_OPTIONS, ...options });
  if ('message' in result) throw new Error(result.message);
  return result;
};
const definitionOf = (conversion: Conversion, index = 0): unknown =>
  JSON.parse(conversion.services[index]?.text ?? 'null');
const told = (conversion: Conversion): readonly string[] =>
  [...conversion.services.flatMap(({ notes }) => notes), ...conversion.notes].map(
    ({ path, kind, reason }) => `${path} ${kind}: ${reason}`,
  );
const refusal = (text: string) => {
  const result = importText(text, DEFAULT_OPTIONS);
  return 'message' in result ? result : undefined;
};
/** What Marathon would say against each. */
const complaints = (conversion: Conversion): unknown =>
  conversion.services.map(({ text }) => {
    const verdict = checkPod(JSON.parse(text));
    return verdict.kind === 'accepted' ? 'accepted' : verdict.errors;
  });

test('a Compose file becomes one pod, field by field', () => {
  const conversion = imported(SHOP_COMPOSE);
  expect(complaints(conversion)).toEqual(['accepted']);
  expect(definitionOf(conversion)).toMatchSnapshot('definition');
  expect(told(conversion)).toMatchSnapshot('report');
});

test('or a pod for each of its services', () => {
  const conversion = imported(SHOP_COMPOSE, { together: false });
  expect(complaints(conversion)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(conversion.services.map(({ text }) => (JSON.parse(text) as { id: string }).id)).toEqual([
    '/shop/web',
    '/shop/api',
    '/shop/migrate',
  ]);
  expect(definitionOf(conversion)).toMatchObject({ scaling: { instances: 2 } });
});

test('Kubernetes manifests become a pod that knows its claims, settings and address', () => {
  const conversion = imported(SHOP_KUBERNETES);
  expect(complaints(conversion)).toEqual(['accepted']);
  expect(definitionOf(conversion)).toMatchSnapshot('definition');
  expect(told(conversion)).toMatchSnapshot('report');
});

test('a docker run line becomes a pod, and what is told names the flag', () => {
  const conversion = imported(DOCKER_RUN);
  expect(complaints(conversion)).toEqual(['accepted']);
  expect(definitionOf(conversion)).toMatchSnapshot('definition');
  expect(told(conversion)).toMatchSnapshot('report');
});

test.each([
  ['docker run nginx', { name: 'nginx', image: { id: 'nginx' } }],
  [
    '$ sudo docker container run -it alpine:3 sh -c "a && b | c"',
    { exec: { command: { argv: ['sh', '-c', 'a && b | c'] } } },
  ],
  [
    'podman run --entrypoint /bin/x img arg',
    { exec: { command: { argv: ['/bin/x', 'arg'] }, overrideEntrypoint: true } },
  ],
  ['docker run -p8080:80 -u 1000 -m64m img', { user: '1000', resources: { mem: 64 } }],
  ['docker run --gpus all img', { resources: { gpus: 1 } }],
  ['docker run --mount type=bind,src=/a,dst=/b,readonly img', { volumeMounts: [{ mountPath: '/b', readOnly: true }] }],
  ["docker run -e 'A=$HOME' img", { environment: { A: '$HOME' } }],
  ['docker run --unknown 7 img', { image: { id: 'img' } }],
  ['docker run registry.example.com:5000/team/web:1@sha256:abc', { name: 'web' }],
])('%s', (line, container) => {
  expect(definitionOf(imported(line))).toMatchObject({ containers: [container] });
});

test('host ports stay what they are where that is wished', () => {
  const ports = (sameHostPorts: boolean) =>
    definitionOf(imported('docker run -p 8080:80 nginx', { sameHostPorts })) as {
      containers: [{ endpoints: [{ hostPort: number }] }];
    };
  expect(ports(true).containers[0].endpoints[0].hostPort).toBe(8080);
  expect(ports(false).containers[0].endpoints[0].hostPort).toBe(0);
});

test('two services on one port: the second is told, since a pod has one network', () => {
  const conversion = imported('services: {a: {image: x, ports: ["80"]}, b: {image: y, ports: ["80"]}}');
  expect(complaints(conversion)).toEqual(['accepted']);
  expect(told(conversion)).toContain(
    'services.b.ports[0] dropped: port 80 is taken by a: containers of a pod share one network',
  );
});

test('other workloads of Kubernetes', () => {
  const of = (kind: string, spec: string) =>
    imported(`{apiVersion: v1, kind: ${kind}, metadata: {name: x}, spec: ${spec}}`);
  const pod = '{containers: [{name: a, image: b}]}';
  const daemon = of('DaemonSet', `{template: {spec: ${pod}}}`);
  expect(definitionOf(daemon)).toMatchObject({
    scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] } },
  });
  expect(told(of('CronJob', `{schedule: "* * * * *", jobTemplate: {spec: {template: {spec: ${pod}}}}}`))).toContain(
    'CronJob/x.spec.schedule dropped: nothing is started by the clock here',
  );
  expect(definitionOf(of('Pod', pod))).toMatchObject({ id: '/x', containers: [{ name: 'a', image: { id: 'b' } }] });
  const stateful = of(
    'StatefulSet',
    `{replicas: 2, template: {spec: {containers: [{name: a, volumeMounts: [{name: d, mountPath: /d}]}]}}, volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: 100Mi}}}}]}`,
  );
  expect(definitionOf(stateful)).toMatchObject({ volumes: [{ name: 'd', persistent: { size: 100 } }] });
});

test('definitions: one stays as it is written, several come one by one', () => {
  const one = '{ // mine\n "id": "/a", "containers": [] }';
  expect(imported(one).services).toEqual([{ name: '/a', kind: 'pod', text: one, notes: [] }]);
  const many = imported('[{"id":"/a","containers":[]},{"id":"/b","cmd":"sleep 1"}]');
  expect(many.services.map(({ name, kind }) => [name, kind])).toEqual([
    ['/a', 'pod'],
    ['/b', 'app'],
  ]);
  const group = imported(
    '{"id":"/","apps":[{"id":"/b","cmd":"x"}],"groups":[{"id":"/g","pods":[{"id":"/g/a","containers":[]}]}]}',
  );
  expect(group.services.map(({ name }) => name)).toEqual(['/b', '/g/a']);
});

test('what can’t be read says why, and where', () => {
  expect(refusal('')).toEqual({ message: 'it is empty' });
  expect(refusal('hello')?.message).toContain('none of what can be read here');
  expect(refusal('{\n "id": ,\n}')).toMatchObject({ line: 2, column: 8 });
  expect(refusal('services:\n  a: [1, 2\n')).toMatchObject({
    message: expect.stringContaining('not YAML'),
    line: expect.any(Number),
  });
  expect(refusal('docker run -d')).toEqual({ message: 'the line names no image' });
});

test('a small text does not become a large value', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map(
        (name, index) =>
          `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[index] ?? ''}`).join(', ')}]`,
      ),
  ].join('\n');
  expect(refusal(bomb)).toBeDefined();
  const aliases = (count: number) =>
    `x-a: &a 1\nservices: {s: {image: i}}\nx-b: [${Array.from({ length: count }, () => '*a').join(', ')}]`;
  expect([refusal(aliases(100)), refusal(aliases(101))?.message]).toEqual([undefined, 'it uses more than 100 aliases']);
  const sized = (length: number) => `services: {s: {image: i}} #`.padEnd(length, 'x');
  expect([refusal(sized(1_048_576)), refusal(sized(1_048_577))?.message]).toEqual([
    undefined,
    'it is larger than 1 MiB',
  ]);
  expect(refusal(`${'['.repeat(100_000)}`)?.message).toContain('levels');
  expect(refusal(`${'- '.repeat(50_000)}x`)?.message).toContain('levels');
  expect(refusal(JSON.stringify({ services: Array.from({ length: 50_001 }, () => 0) }))?.message).toContain('values');
});

test('objects that pretend to be texts are none', () => {
  const trick = '{toString: 1, valueOf: 2}';
  const manifest = `{apiVersion: v1, kind: Pod, metadata: {name: ${trick}}, spec: {containers: [{name: ${trick}, image: ${trick}, ports: [{containerPort: ${trick}, name: ${trick}}], resources: {limits: {cpu: ${trick}, nvidia.com/gpu: ${trick}}}, livenessProbe: {httpGet: {port: ${trick}}}, env: [{name: A, valueFrom: {configMapKeyRef: {name: ${trick}, key: ${trick}}}}]}]}}`;
  expect(complaints(imported(manifest))).toEqual(['accepted']);
  const compose = `services: {a: {image: ${trick}, ports: [${trick}], mem_limit: ${trick}, stop_grace_period: ${trick}, user: ${trick}, command: [${trick}]}}`;
  expect(complaints(imported(compose))).toEqual(['accepted']);
});

test('names that mean something to the language are names like any other', () => {
  const conversion = imported(
    'services: {__proto__: {image: x, environment: {constructor: a, __proto__: b}}, toString: {image: y}}',
  );
  expect(complaints(conversion)).toEqual(['accepted']);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
