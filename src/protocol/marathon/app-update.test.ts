/** Changes of apps: whole, partial, back to a version, and several at once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppSpec } from './app';
import { serialiseApp } from './app-answer';
import { checkAppUpdate, checkAppUpdates } from './app-update';
import { BRIDGE, anApp, anImageApp } from './fixtures/an-app-fixture';
import { damagedApp, validApp } from './fixtures/arbitrary-app-fixture';
import { accept, acceptDefinition, byPath } from './fixtures/judged-app-fixture';
import { withServicePorts } from './service-port';

const ID = '/shop/web';
const current = acceptDefinition(anApp({ instances: 2, labels: { a: 'b' }, user: 'nobody' }));

const updated = (value: unknown, from = current, partial = true): AppSpec => {
  const checked = checkAppUpdate(ID, from, value, partial);
  if (checked.kind !== 'accepted') throw new Error(JSON.stringify(checked));
  return checked.app;
};
const refused = (value: unknown, partial = true): unknown => {
  const checked = checkAppUpdate(ID, current, value, partial);
  return checked.kind === 'refused' && byPath(checked.errors);
};

describe('a partial update', () => {
  test('keeps what is not sent', () => {
    expect(updated({})).toEqual(accept(serialiseApp(current)));
    expect(updated({ instances: 5 })).toMatchObject({ instances: 5, labels: { a: 'b' }, user: 'nobody', mem: 32 });
  });

  test('replaces what is sent as a whole', () => {
    expect(updated({ labels: { c: 'd' } }).labels).toEqual({ c: 'd' });
  });

  test('clears with null', () => {
    const app = updated({ user: null, labels: null, instances: null, cmd: null, args: ['a'] });
    expect(app).toMatchObject({ args: ['a'], labels: {}, instances: 1 });
    expect(app).not.toHaveProperty('user');
    expect(app).not.toHaveProperty('cmd');
  });

  test('is judged by its outcome, with all stages', () => {
    expect(refused({ args: ['a'] })).toEqual({
      '/': ["AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."],
    });
    expect(refused({ cpus: 'much' })).toEqual({ '/cpus': ['error.expected.jsnumber'] });
    expect(refused([])).toEqual({ '/': ['error.expected.jsobject'] });
  });

  test('keeps service ports that were chosen', () => {
    const chosen = { ...current, ...withServicePorts(current, () => 10_000) };
    expect(updated({ instances: 3 }, chosen).portDefinitions).toMatchObject([{ port: 10_000 }]);
  });

  test('may use members of former versions', () => {
    const app = acceptDefinition(anApp({ fetch: [{ uri: 'http://a' }], portDefinitions: [{ port: 1 }] }));
    const next = updated({ ports: [2], uris: ['http://b'] }, app);
    expect(next.portDefinitions).toMatchObject([{ port: 2 }]);
    expect(next.fetch).toMatchObject([{ uri: 'http://b' }]);
  });

  test('to another network takes the ports along to where they belong', () => {
    const bridged = updated({ networks: BRIDGE });
    expect(bridged.portDefinitions).toBeUndefined();
    expect(bridged.container?.portMappings).toMatchObject([{ name: 'default', hostPort: 0 }]);
    const image = acceptDefinition(anImageApp({ portMappings: [{ containerPort: 80 }] }, { networks: BRIDGE }));
    for (const networks of [[{ mode: 'Host' }], [], null]) {
      const hosted = updated({ networks }, image);
      expect(hosted.networks).toEqual([{ mode: 'host', labels: {} }]);
      expect(hosted.container?.portMappings).toBeUndefined();
    }
    expect(updated({ ipAddress: {} }).networks).toMatchObject([{ mode: 'container' }]);
    expect(updated({ container: { docker: { image: 'a', network: 'HOST' } } }, image).networks).toMatchObject([
      { mode: 'host' },
    ]);
  });
});

describe('a whole update', () => {
  test('forgets what is not sent, and needs all that an app needs', () => {
    expect(updated(anApp(), current, false)).toEqual(accept(anApp()));
    expect(refused({ instances: 2 }, false)).toEqual({
      '/': ["AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."],
    });
  });

  test('ignores a version, so that an answer can be sent back', () => {
    expect(updated(serialiseApp(current), current, false)).toEqual(accept(serialiseApp(current)));
  });

  test('is what an app needs that is not there yet, partial or not', () => {
    expect(checkAppUpdate(ID, undefined, { cmd: 'a' }, true)).toEqual({
      kind: 'accepted',
      app: accept({ id: ID, cmd: 'a' }),
    });
    expect(checkAppUpdate(ID, undefined, { version: 'v' }, true)).toMatchObject({
      kind: 'refused',
      errors: [
        { path: '/', errors: ["AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."] },
      ],
    });
  });
});

describe('the id', () => {
  test('may be left out, be null, or say the same', () => {
    for (const id of [undefined, null, ID, 'shop/web', '/shop//web/']) expect(updated({ id }).id).toBe(ID);
  });

  test.each([
    [true, { id: '/other' }],
    [false, anApp({ id: '/other' })],
    [true, { id: '/other', version: 'v' }],
  ])('of another app is refused (partial: %s)', (partial, value) => {
    expect(checkAppUpdate(ID, current, value, partial)).toEqual({
      kind: 'refused',
      status: 400,
      body: { message: "'/shop/web' does not match definition's id ('/other')" },
      errors: [],
    });
  });
});

describe('a version', () => {
  const version = '2017-03-17T10:00:00.000Z';

  test('alone, or with the id, asks for that version', () => {
    const rollback = { kind: 'rollback', id: ID, version };
    expect(checkAppUpdate(ID, current, { version }, true)).toEqual(rollback);
    expect(checkAppUpdate(ID, current, { id: ID, version, cmd: null, unknown: 1 }, true)).toEqual(rollback);
  });

  test('with anything else, or of another type, is refused', () => {
    expect(refused({ version, instances: 2 })).toEqual({
      '/': ["The 'version' field may only be combined with the 'id' field."],
    });
    expect(refused({ version: 1 })).toEqual({ '/version': ['error.expected.jsstring'] });
    expect(refused({ version, id: 1 })).toEqual({ '/id': ['error.expected.jsstring'] });
  });
});

describe('several at once', () => {
  const find = (id: string): typeof current | undefined => (id === ID ? current : undefined);

  test('each is judged against its own app, and a later one sees an earlier one', () => {
    const checked = checkAppUpdates(
      find,
      [
        { id: ID, instances: 3 },
        { id: 'new', cmd: 'a' },
        { id: ID, mem: 64 },
        { id: ID, version: 'v' },
      ],
      true,
    );
    expect(checked).toMatchObject({
      kind: 'accepted',
      changes: [
        { app: { id: ID, instances: 3, mem: 32 } },
        { app: { id: '/new', cmd: 'a' } },
        { app: { id: ID, instances: 3, mem: 64 } },
        { kind: 'rollback', id: ID, version: 'v' },
      ],
    });
  });

  test('complaints carry the index; those of the reader hide the others', () => {
    const complaints = (value: unknown): unknown => {
      const checked = checkAppUpdates(find, value, true);
      return checked.kind === 'refused' && [checked.status, checked.body.message, byPath(checked.errors)];
    };
    const rule = "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.";
    expect(
      complaints([
        { id: ID, args: ['a'] },
        { id: '/b', ports: [1, 1], cmd: 'a' },
      ]),
    ).toEqual([422, 'Object is not valid', { '(0)': [rule], '(1)': ['ports must be unique'] }]);
    expect(complaints([{ id: ID, args: ['a'] }, 1, { id: ID, cpus: 'a' }, { id: 1 }])).toEqual([
      422,
      'Invalid JSON',
      {
        '(1)': ['error.expected.jsobject'],
        '(2)/cpus': ['error.expected.jsnumber'],
        '(3)/id': ['error.expected.jsstring'],
      },
    ]);
    expect(complaints({})).toEqual([422, 'Invalid JSON', { '/': ['error.expected.jsarray'] }]);
    expect(complaints([{ cmd: 'a' }])).toEqual([422, 'requirement failed: App Update must have app id set', {}]);
  });
});

test('it never throws, whatever is sent to whatever is there', () => {
  const id = (value: unknown): unknown => (typeof value === 'object' && value !== null ? { ...value, id: ID } : value);
  fc.assert(
    fc.property(validApp, fc.oneof(fc.anything(), fc.jsonValue(), damagedApp), fc.boolean(), (app, value, partial) => {
      const from = acceptDefinition(id(app));
      const kinds = [
        checkAppUpdate(ID, from, value, partial).kind,
        checkAppUpdates(() => from, [value, id(value)], partial).kind,
      ];
      for (const kind of kinds) expect(['accepted', 'rollback', 'refused']).toContain(kind);
    }),
    { numRuns: 500 },
  );
});
