/** The judgement as a whole: what the reader refuses, and invariants over arbitrary, damaged and valid definitions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppAnswer, AppInput, AppSpec } from './app';
import { serialiseApp } from './app-answer';
import { checkApp, checkApps } from './app-check';
import { isAppUpgrade } from './app-upgrade';
import { anApp, anImageApp } from './fixtures/an-app-fixture';
import { damagedApp, validApp } from './fixtures/arbitrary-app-fixture';
import { accept, acceptDefinition, byPath } from './fixtures/judged-app-fixture';
import { toJsonPath, toMarathonPath } from './path';
import { NETWORK_NAME_PATTERN } from './patterns';

const unread = (value: unknown): Record<string, readonly string[]> => {
  const checked = checkApp(value);
  if (checked.kind === 'accepted') return {};
  expect(checked.body).toEqual({ message: 'Invalid JSON', details: checked.errors });
  return byPath(checked.errors);
};

describe('the reader', () => {
  test.each<readonly [string, unknown, Record<string, readonly string[]>]>([
    ['no object', [], { '/': ['error.expected.jsobject'] }],
    ['no id', {}, { '/id': ['error.path.missing'] }],
    ['an id with capitals', anApp({ id: '/Web' }), { '/id': ['error.pattern'] }],
    ['an empty command', anApp({ cmd: '' }), { '/cmd': ['error.minLength'] }],
    [
      'too little',
      anApp({ cpus: 0, mem: -1, disk: -1, gpus: -1 }),
      {
        '/cpus': ['error.min'],
        '/mem': ['error.min'],
        '/disk': ['error.min'],
        '/gpus': ['error.min'],
      },
    ],
    [
      'fractions of whole things',
      anApp({ instances: 0.5, gpus: 0.5, backoffSeconds: 0.5 }),
      {
        '/instances': ['error.expected.int'],
        '/gpus': ['error.expected.int'],
        '/backoffSeconds': ['error.expected.int'],
      },
    ],
    ['negative instances', anApp({ instances: -1 }), { '/instances': ['error.min'] }],
    ['a factor below 1', anApp({ backoffFactor: 0.9 }), { '/backoffFactor': ['error.min'] }],
    [
      'a capacity above 1',
      anApp({ upgradeStrategy: { maximumOverCapacity: 1.1 } }),
      {
        '/upgradeStrategy/maximumOverCapacity': ['error.max'],
      },
    ],
    ['a variable without a name', anApp({ env: { '': 'a', 'any name': 'b' } }), { '/env/': ['error.minLength'] }],
    [
      'an unknown protocol',
      anApp({ portDefinitions: [{ protocol: 'tcp,udp' }] }),
      {
        '/portDefinitions(0)/protocol': ['error.unknown.enum.literal'],
      },
    ],
    [
      'a port that is none',
      anApp({ portDefinitions: [{ port: 65_536 }] }),
      { '/portDefinitions(0)/port': ['error.max'] },
    ],
    [
      'a check of an unknown kind',
      anApp({ healthChecks: [{ protocol: 'UDP' }] }),
      {
        '/healthChecks(0)/protocol': ['error.unknown.enum.literal'],
      },
    ],
    [
      'constraints that are objects',
      anApp({ constraints: [{ fieldName: 'a' }] }),
      {
        '/constraints(0)': ['error.expected.jsarray'],
      },
    ],
    [
      'an image without a name',
      anImageApp({ docker: { image: '' } }),
      { '/container/docker/image': ['error.minLength'] },
    ],
    [
      'a volume of no kind',
      anImageApp({ volumes: [{ containerPath: 'a' }] }),
      {
        '/container/volumes(0)/hostPath': ['error.path.missing'],
      },
    ],
  ])('%s', (_what, app, errors) => {
    expect(unread(app)).toEqual(errors);
  });
});

test('an array is judged item by item, and complaints carry the index', () => {
  expect(checkApps([anApp(), anApp({ id: '/b' })])).toMatchObject({
    kind: 'accepted',
    apps: [{ id: '/shop/web' }, { id: '/b' }],
  });
  const refused = checkApps([anApp(), anApp({ id: '/', cmd: null })]);
  expect(refused.kind === 'refused' && byPath(refused.errors)).toEqual({
    '(1)/id': ['Path must contain at least one path element'],
    '(1)': ['must not be root', "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."],
  });
  expect(checkApps([{ id: 1 }])).toMatchObject({ errors: [{ path: '(0)/id', errors: ['error.expected.jsstring'] }] });
  expect(checkApps({})).toMatchObject({ errors: [{ path: '/', errors: ['error.expected.jsarray'] }] });
});

test('hostile names are ordinary ones', () => {
  const names = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
  const secrets = JSON.parse('{"__proto__":{"source":"s"}}') as Record<string, unknown>;
  const env = { ...names, A: { secret: '__proto__' } };
  const app = accept(anApp({ env, labels: names, secrets }));
  expect(Object.entries(app.labels)).toEqual(Object.entries(names));
  expect(Object.keys(app.env)).toEqual(['__proto__', 'constructor', 'A']);
  const answer = JSON.parse(JSON.stringify(serialiseApp(acceptDefinition(anApp({ env, labels: names, secrets })))));
  expect(accept(answer)).toEqual(app);
  const stranger = checkApp(anApp({ env: { A: { secret: 'constructor' } } }));
  expect(stranger.kind === 'refused' && byPath(stranger.errors)).toEqual({
    '/env/A/secret': ['references an undefined secret'],
  });
});

test('it never throws, and a refusal always has a body with complaints about places that can be found again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), damagedApp), (value) => {
      const checked = checkApp(value);
      if (checked.kind === 'accepted') return;
      expect(checked.errors.length).toBeGreaterThan(0);
      expect(new Set(checked.errors.map(({ path }) => path)).size).toBe(checked.errors.length);
      for (const { path, errors } of checked.errors) {
        expect(errors.length).toBeGreaterThan(0);
        expect(path).toMatch(/^[/(]/);
        expect(toMarathonPath(toJsonPath(path, value))).toBe(path);
      }
    }),
    { numRuns: 2000 },
  );
});

const overTheWire = (app: AppSpec): unknown => {
  const versionInfo = { lastScalingAt: '2017-03-17T10:00:00.000Z', lastConfigChangeAt: '2017-03-17T10:00:00.000Z' };
  const answer: AppAnswer = serialiseApp({ ...app, version: '2017-03-17T10:00:00.000Z', versionInfo });
  // What the API answers can be sent again: the compiler agrees.
  const input: AppInput = answer;
  return JSON.parse(JSON.stringify(input));
};

test('a valid definition is accepted, and what the API answers for it is accepted again as the same', () => {
  fc.assert(
    fc.property(validApp, (value) => {
      const app = accept(JSON.parse(JSON.stringify(value)));
      const again = accept(overTheWire(app));
      expect(again).toEqual(app);
      expect(JSON.stringify(overTheWire(again))).toBe(JSON.stringify(overTheWire(app)));
      expect(isAppUpgrade(app, again)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(validApp, damagedApp), (value) => {
      const checked = checkApp(value);
      if (checked.kind === 'refused') return;
      const normal = JSON.parse(JSON.stringify(checked.app));
      const isOddName = ({ name }: AppSpec['networks'][number]) =>
        name !== undefined && !NETWORK_NAME_PATTERN.test(name);
      // As `ipAddress.networkName` any name is taken, as the name of a network not.
      if (checked.app.networks.some(isOddName))
        expect(checkApp(normal)).toMatchObject({ errors: [{ path: '/networks(0)/name', errors: ['error.pattern'] }] });
      else expect(accept(normal)).toEqual(normal);
    }),
    { numRuns: 500 },
  );
});
