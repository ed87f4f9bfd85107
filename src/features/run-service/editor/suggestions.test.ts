/** What the editor offers at the caret, marked `|` in the text, and what it says about a place. */
import { describe, expect, test } from 'vitest';
import type { ServiceKind } from '../../../api/client/service';
import { appJsonSchema } from '../../../protocol/marathon/app-json-schema';
import { podJsonSchema } from '../../../protocol/marathon/pod-json-schema';
import { clusterFacts } from './cluster-facts';
import { hoverAt } from './hover';
import { suggestionsAt } from './suggestions';

const agent = (hostname: string, attributes: Record<string, string>) => ({
  id: hostname,
  hostname,
  pid: '',
  active: true,
  registered_time: 0,
  resources: { cpus: 1, mem: 1, disk: 1, gpus: 0 },
  used_resources: { cpus: 0, mem: 0, disk: 0, gpus: 0 },
  reserved_resources: { batch: { cpus: 1, mem: 1, disk: 1, gpus: 0 } },
  attributes,
  domain: { fault_domain: { region: { name: 'here' }, zone: { name: `here-${hostname.at(-1)}` } } },
});
const service = (id: string, spec: object) => ({ id, spec: { id, containers: [], version: '', ...spec } }) as never;
const facts = clusterFacts(
  [agent('10.0.0.2', { rack: 'r1' }), agent('10.0.0.10', { rack: 'r2' })],
  [
    service('/db', {
      containers: [{ name: 'db', image: { kind: 'DOCKER', id: 'postgres:16' } }],
      networks: [{ mode: 'container', name: 'backend' }],
      secrets: { password: { source: '/db/password' } },
    }),
  ],
);

function at(marked: string, kind: ServiceKind = 'pod') {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const schema = kind === 'pod' ? podJsonSchema() : appJsonSchema();
  return { text, offset, list: suggestionsAt(text, offset, { schema, kind, facts }) };
}
const labels = (marked: string, kind?: ServiceKind) => at(marked, kind).list.map(({ label }) => label);
const told = (marked: string, label: string, kind?: ServiceKind) =>
  at(marked, kind).list.find((each) => each.label === label);

/** The text after a suggestion was taken, with its default as if not typed over. */
function taken(marked: string, label: string, kind?: ServiceKind): string {
  const { text, list } = at(marked, kind);
  const chosen = list.find((each) => each.label === label);
  if (!chosen) throw new Error(`${label} is not among ${list.map((each) => each.label).join(', ')}`);
  const put = chosen.snippet
    .replaceAll(/\$\{\d:((?:\\.|[^}])*)\}/g, '$1')
    .replaceAll(/\$\d/g, '')
    .replaceAll(/\\([\\$}])/g, '$1');
  const comma = chosen.commaAt === undefined ? [] : [chosen.commaAt];
  const changed = text.slice(0, chosen.from) + put + text.slice(chosen.to);
  return comma.reduce((sofar, place) => `${sofar.slice(0, place)},${sofar.slice(place)}`, changed);
}

describe('members', () => {
  test('those of the place that are not there yet, the required ones first', () => {
    expect(labels('{ "id": "/a", | }')[0]).toBe('containers');
    expect(labels('{ "id": "/a", | }')).not.toContain('id');
    expect(labels('{ "id": "/a", | }')).not.toContain('version');
    expect(labels('{ "containers": [{ "name": "a", "resources": { | } }] }')).toEqual(['cpus', 'mem', 'disk', 'gpus']);
    expect(labels('{ "nothing": { | } }')).toEqual([]);
  });

  test('come with their default, or else an example to type over', () => {
    expect(taken('{ "containers": [{ "resources": { | } }] }', 'mem')).toBe(
      '{ "containers": [{ "resources": { "mem": 128 } }] }',
    );
    expect(taken('{ | }', 'id')).toBe('{ "id": "/shop/web" }');
    expect(taken('{ | }', 'containers')).toBe('{ "containers": [] }');
    expect(taken('{ | }', 'scaling')).toBe('{ "scaling": {} }');
  });

  test('bring the commas they need, before and after', () => {
    expect(taken('{\n  "id": "/a"\n  |\n}', 'user')).toBe('{\n  "id": "/a",\n  "user": "nobody"\n}');
    expect(taken('{\n  |\n  "id": "/a"\n}', 'user')).toBe('{\n  "user": "nobody",\n  "id": "/a"\n}');
    expect(taken('{ "id": "/a" // here\n  | }', 'user')).toBe('{ "id": "/a", // here\n  "user": "nobody" }');
  });

  test('replace the name that is being written, and no value that is there', () => {
    expect(taken('{ "us|" }', 'user')).toBe('{ "user": "nobody" }');
    expect(taken('{ us| }', 'user')).toBe('{ "user": "nobody" }');
    expect(taken('{ "us|": "me" }', 'user')).toBe('{ "user": "me" }');
  });

  test('say what they are, in which unit, within which limits', () => {
    const mem = told('{ "containers": [{ "resources": { | } }] }', 'mem');
    expect(mem?.detail).toBe('Memory (MiB)');
    expect(mem?.documentation).toContain('Memory in MiB.');
    expect(mem?.documentation).toContain('Default: 128');
    expect(mem?.documentation).toContain('Limits: at least 0.001');
  });

  test('nothing in a comment', () => {
    expect(labels('{ // | \n "id": "/a" }')).toEqual([]);
    expect(labels('{ /* | */ "id": "/a" }')).toEqual([]);
  });
});

describe('values', () => {
  const pod = (rest: string) => `{ "id": "/shop/web", ${rest} }`;

  test('words of an enumeration, the default marked', () => {
    expect(labels(pod('"scheduling": { "killSelection": | }'))).toEqual(['YOUNGEST_FIRST', 'OLDEST_FIRST']);
    expect(told(pod('"scheduling": { "killSelection": | }'), 'YOUNGEST_FIRST')?.detail).toBe('default');
    expect(taken(pod('"networks": [{ "mode": "c|" }]'), 'container/bridge')).toBe(
      pod('"networks": [{ "mode": "container/bridge" }]'),
    );
  });

  test('attributes of agents and their values in constraints', () => {
    const constraint = (rest: string) => pod(`"scheduling": { "placement": { "constraints": [{ ${rest} }] } }`);
    expect(labels(constraint('"fieldName": "|"'))).toEqual(['hostname', '@hostname', '@region', '@zone', 'rack']);
    expect(labels(constraint('"fieldName": "rack", "operator": "|"'))).toContain('GROUP_BY');
    expect(labels(constraint('"fieldName": "rack", "operator": "IS", "value": "|"')).slice(0, 2)).toEqual(['r1', 'r2']);
    expect(labels(constraint('"fieldName": "rack", "operator": "GROUP_BY", "value": |'))[0]).toBe('2');
    expect(labels('{ "id": "/a", "constraints": [["|"]] }', 'app')).toContain('rack');
    expect(labels('{ "id": "/a", "constraints": [["rack", "|"]] }', 'app')).toContain('UNLIKE');
    expect(labels('{ "id": "/a", "constraints": [["rack", "LIKE", "|"]] }', 'app')).toEqual(['r1', 'r2']);
    expect(labels('{ "id": "/a", "constraints": [["hostname", "CLUSTER", "|"]] }', 'app')).toEqual([
      '10.0.0.2',
      '10.0.0.10',
    ]);
  });

  test('networks, roles, images, secrets and services of the cluster', () => {
    expect(labels(pod('"networks": [{ "name": "|" }]')).slice(0, 2)).toEqual(['backend', 'dcos']);
    expect(labels(pod('"role": "|"'))).toEqual(['slave_public', 'shop', 'batch']);
    expect(labels(pod('"scheduling": { "placement": { "acceptedResourceRoles": ["|"] } }')).slice(0, 2)).toEqual([
      '*',
      'batch',
    ]);
    expect(labels(pod('"containers": [{ "image": { "id": "|" } }]'))[0]).toBe('postgres:16');
    expect(labels(pod('"secrets": { "x": { "source": "|" } }'))[0]).toBe('/db/password');
    expect(labels('{ "dependencies": ["|"] }', 'app')).toContain('/db');
  });

  test('names that the definition itself has', () => {
    const two = (first: string) =>
      pod(
        `"containers": [{ "name": "web", "endpoints": [{ "name": "http" }], ${first} }, { "name": "db" }], "volumes": [{ "name": "data" }], "secrets": { "mine": { "source": "/m" } }`,
      );
    expect(labels(two('"volumeMounts": [{ "name": "|" }]'))[0]).toBe('data');
    expect(labels(two('"healthCheck": { "tcp": { "endpoint": "|" } }'))[0]).toBe('http');
    expect(labels(two('"lifecycle": { "startAfter": [{ "container": "|" }] }'))[0]).toBe('db');
    expect(labels(two('"environment": { "A": { "secret": "|" } }')).slice(0, 2)).toEqual(['mine', 'password']);
    expect(
      labels('{ "portDefinitions": [{ "name": "http" }], "readinessChecks": [{ "portName": "|" }] }', 'app')[0],
    ).toBe('http');
    expect(
      labels('{ "portDefinitions": [{ "name": "a" }, {}], "healthChecks": [{ "portIndex": | }] }', 'app').slice(0, 2),
    ).toEqual(['0', '1']);
  });

  test('a value is put in whole, quotes and all, with the comma that is missing', () => {
    expect(taken('{ "role": "x|" "id": "/a" }', 'slave_public')).toBe('{ "role": "slave_public", "id": "/a" }');
    expect(taken('{ "containers": [{ "tty": | }] }', 'true')).toBe('{ "containers": [{ "tty": true }] }');
  });

  test('names that objects inherit are names like others', () => {
    expect(labels('{ "__proto__": { | } }')).toEqual([]);
    expect(labels('{ "constructor": | }')).toEqual([]);
  });
});

describe('hover', () => {
  const text = '{ "containers": [{ "resources": { "mem": 64 } }], "x": 1 }';
  test('names and values say what they are', () => {
    for (const place of ['"mem"', '64']) {
      const said = hoverAt(text, text.indexOf(place) + 1, podJsonSchema());
      expect(said?.paragraphs[0]).toBe('Memory (MiB): Memory in MiB. A container that uses more is killed.');
      expect(said?.paragraphs).toContain('Default: 128');
    }
  });
  test('nothing is said where nothing is known', () => {
    expect(hoverAt(text, text.indexOf('"x"') + 1, podJsonSchema())).toBe(undefined);
    expect(hoverAt(text, text.indexOf('[') + 1, podJsonSchema())).toBe(undefined);
    expect(hoverAt('', 0, podJsonSchema())).toBe(undefined);
  });
});
