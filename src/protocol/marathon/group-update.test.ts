/** Changes of groups: ids become absolute, structure and apps are judged together. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anApp } from './fixtures/an-app-fixture';
import { damagedApp, validApp } from './fixtures/arbitrary-app-fixture';
import { accept, byPath } from './fixtures/judged-app-fixture';
import { checkGroupUpdate, type GroupUpdate } from './group-update';

type Json = Record<string, unknown>;

const accepted = (groupId: string, value: unknown): GroupUpdate => {
  const checked = checkGroupUpdate(groupId, value);
  if (checked.kind === 'refused') throw new Error(JSON.stringify(checked.errors));
  return checked.update;
};
const complaints = (groupId: string, value: unknown): Record<string, readonly string[]> => {
  const checked = checkGroupUpdate(groupId, value);
  if (checked.kind === 'accepted') return {};
  expect(checked.body.details).toEqual(checked.errors);
  return byPath(checked.errors);
};
const app = (id: string, more: Json = {}): Json => anApp({ id, ...more });

test('relative ids are resolved against the enclosing group, absolute ones stay', () => {
  const update = accepted('/shop', {
    apps: [app('web', { dependencies: ['db', '../mail/relay', '/other'] })],
    groups: [
      { id: 'data', dependencies: ['../cache', '/x', '../cache'], apps: [app('db', { dependencies: ['../web'] })] },
      { id: '/shop/mail', groups: [{ id: 'relays' }] },
    ],
    dependencies: ['../base'],
    enforceRole: true,
    pods: [{ id: 'ignored' }],
  });
  expect(update).toEqual({
    id: '/shop',
    apps: [accept(app('/shop/web', { dependencies: ['/shop/db', '/mail/relay', '/other'] }))],
    groups: [
      {
        id: '/shop/data',
        dependencies: ['/shop/cache', '/x'],
        apps: [accept(app('/shop/data/db', { dependencies: ['/shop/web'] }))],
      },
      { id: '/shop/mail', groups: [{ id: '/shop/mail/relays' }] },
    ],
    dependencies: ['/base'],
    enforceRole: true,
  });
});

test('an id in the body wins, resolved against the path', () => {
  expect(accepted('/', { id: '/a/b' })).toEqual({ id: '/a/b' });
  expect(accepted('/a', { id: 'b', apps: [app('c')] })).toMatchObject({ id: '/a/b', apps: [{ id: '/a/b/c' }] });
  expect(accepted('/', { apps: [app('web')] })).toMatchObject({ id: '/', apps: [{ id: '/web' }] });
});

test('what is not sent is absent, what is empty is empty', () => {
  expect(accepted('/a', {})).toEqual({ id: '/a' });
  expect(accepted('/a', { apps: [], groups: [], dependencies: [] })).toEqual({
    id: '/a',
    apps: [],
    groups: [],
    dependencies: [],
  });
});

describe('scaling and going back', () => {
  test('stand alone', () => {
    expect(accepted('/a', { scaleBy: 1.5 })).toEqual({ id: '/a', scaleBy: 1.5 });
    expect(accepted('/a', { version: 'v', apps: null, unknown: 1 })).toEqual({ id: '/a', version: 'v' });
  });

  test.each([
    [{ scaleBy: 2, id: '/a' }, ['/scaleBy']],
    [{ scaleBy: 2, apps: [] }, ['/scaleBy']],
    [{ version: 'v', scaleBy: 2 }, ['/version', '/scaleBy']],
    [{ groups: [{ id: 'b', version: 'v' }] }, ['/groups(0)/version']],
  ])('%j is refused', (value, paths) => {
    const expected = paths.map((path) => [path, ['not allowed in conjunction with other properties.']]);
    expect(complaints('/a', value)).toEqual(Object.fromEntries(expected));
  });

  test('a negative factor is none', () => {
    expect(complaints('/a', { scaleBy: -1 })).toEqual({ '/scaleBy': ['error.min'] });
  });
});

describe('structure', () => {
  const RESERVED = 'must not end with any of the following reserved keywords: restart, tasks, versions, ., ..';
  test.each<readonly [string, Json, Record<string, readonly string[]>]>([
    ['an app of another group', { apps: [app('/b/web')] }, { '/apps(0)/id': ["Identifier is not child of '/a'"] }],
    ['an app too deep', { apps: [app('b/web')] }, { '/apps(0)/id': ["Identifier is not child of '/a'"] }],
    ['an app that is its group', { apps: [app('/a')] }, { '/apps(0)/id': ["Identifier is not child of '/a'"] }],
    ['a group of another', { groups: [{ id: '/b/c' }] }, { '/groups(0)/id': ["Identifier is not child of '/a'"] }],
    ['a group without id', { groups: [{}] }, { '/groups(0)/id': ['No group id was given!'] }],
    ['a reserved id', { id: '/versions' }, { '/id': [RESERVED] }],
    ['a reserved dependency', { dependencies: ['b', '../tasks'] }, { '/dependencies(1)': [RESERVED] }],
    ['two apps of one id', { apps: [app('b'), app('/a/b')] }, { '/apps(1)/id': ['Elements must be unique.'] }],
    [
      'two groups of one id',
      { groups: [{ id: 'b' }, { id: '/a/b' }] },
      { '/groups(1)/id': ['Elements must be unique.'] },
    ],
    [
      'an app and a group of one id',
      { apps: [app('b')], groups: [{ id: 'b' }] },
      { '/': ['Groups and Applications may not have the same identifier.'] },
    ],
    [
      'an id longer than any task could have, whatever is below it',
      { groups: [{ id: 'b'.repeat(1022), apps: [app('/c')] }] },
      { '/groups(0)/id': ['must not be longer than 1024 characters, got 1025'] },
    ],
    [
      'roles enforced below the top',
      { groups: [{ id: 'b', enforceRole: true }] },
      { '/groups(0)/enforceRole': ['enforceRole can only be set for top-level groups, and /a/b is not top-level'] },
    ],
  ])('%s', (_what, value, errors) => {
    expect(complaints('/a', value)).toEqual(errors);
  });
});

describe('apps', () => {
  test('complaints of each stage carry the path of the app', () => {
    const nested = (bad: Json): Json => ({ groups: [{ id: 'b', apps: [app('c'), bad] }], apps: [bad] });
    expect(complaints('/a', nested(app('d', { cpus: 0 })))).toEqual({
      '/apps(0)/cpus': ['error.min'],
      '/groups(0)/apps(1)/cpus': ['error.min'],
    });
    expect(complaints('/a', nested(app('d', { ports: [1, 1] })))).toEqual({
      '/apps(0)': ['ports must be unique'],
      '/groups(0)/apps(1)': ['ports must be unique'],
    });
    expect(complaints('/a', nested(app('d', { env: { A: { secret: 's' } } })))).toEqual({
      '/apps(0)/env/A/secret': ['references an undefined secret'],
      '/groups(0)/apps(1)/env/A/secret': ['references an undefined secret'],
    });
    expect(complaints('/a', nested(app('d', { role: 'x' })))).toEqual({
      '/apps(0)/role': ['got x, expected one of: [slave_public, a]'],
      '/groups(0)/apps(1)/role': ['got x, expected one of: [slave_public, a]'],
    });
  });

  test('each ends in its own group', () => {
    const groups = [
      { id: 'b', apps: [app('one')], groups: [{ id: 'c', apps: [app('two'), app('three')] }] },
      { id: 'd', apps: [app('four')] },
    ];
    expect(accepted('/', { groups, apps: [app('zero')] })).toMatchObject({
      apps: [{ id: '/zero' }],
      groups: [
        { apps: [{ id: '/b/one' }], groups: [{ apps: [{ id: '/b/c/two' }, { id: '/b/c/three' }] }] },
        { apps: [{ id: '/d/four' }] },
      ],
    });
  });
});

test('it never throws, and accepts with absolute ids only', () => {
  const member = fc.oneof(validApp, damagedApp, fc.jsonValue());
  const group = fc.oneof(
    fc.record(
      {
        id: fc.constantFrom('b', '/b', '..', '__proto__', '/a/b'),
        apps: fc.array(member, { maxLength: 2 }),
        groups: fc.array(fc.oneof(fc.record({ id: fc.constantFrom('c', '../c') }), fc.jsonValue()), { maxLength: 2 }),
        scaleBy: fc.double(),
      },
      { requiredKeys: [] },
    ),
    fc.anything(),
  );
  const ids = (update: GroupUpdate): readonly string[] => [
    update.id,
    ...(update.apps ?? []).map(({ id }) => id),
    ...(update.groups ?? []).flatMap(ids),
  ];
  fc.assert(
    fc.property(group, (value) => {
      const checked = checkGroupUpdate('/a', value);
      if (checked.kind === 'refused') expect(checked.errors.length).toBeGreaterThan(0);
      else for (const id of ids(checked.update)) expect(id).toMatch(/^\//);
    }),
    { numRuns: 1000 },
  );
});
