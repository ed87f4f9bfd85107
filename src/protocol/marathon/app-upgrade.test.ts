/** Which changes of an app replace its instances. */
import { expect, test } from 'vitest';
import { isAppUpgrade, onlyAppInstancesChanged } from './app-upgrade';
import { anApp } from './fixtures/an-app-fixture';
import { accept, acceptDefinition } from './fixtures/judged-app-fixture';

const current = accept(anApp());

test.each<readonly [string, Record<string, unknown>]>([
  ['the command', { cmd: 'sleep 1' }],
  ['memory', { mem: 64 }],
  ['a label', { labels: { a: 'b' } }],
  ['a constraint', { constraints: [['hostname', 'UNIQUE']] }],
  ['the kill selection', { killSelection: 'OLDEST_FIRST' }],
  ['the unreachable strategy', { unreachableStrategy: 'disabled' }],
  ['a dependency', { dependencies: ['/db'] }],
  ['the back-off', { backoffSeconds: 2 }],
  ['ports', { portDefinitions: [] }],
])('%s does', (_what, change) => {
  const next = accept(anApp(change));
  expect(isAppUpgrade(current, next)).toBe(true);
  expect(onlyAppInstancesChanged(current, accept(anApp({ ...change, instances: 2 })))).toBe(false);
});

test('the number of instances does not, and a version is no content', () => {
  const scaled = accept(anApp({ instances: 2 }));
  expect(isAppUpgrade(current, scaled)).toBe(false);
  expect(onlyAppInstancesChanged(current, scaled)).toBe(true);
  expect(isAppUpgrade(current, acceptDefinition(anApp()))).toBe(false);
  expect(onlyAppInstancesChanged(current, acceptDefinition(anApp()))).toBe(false);
});

test('what is a set has no order', () => {
  const constraints = [
    ['hostname', 'UNIQUE'],
    ['rack', 'CLUSTER', 'a'],
  ];
  const one = accept(anApp({ constraints, dependencies: ['/a', '/b'] }));
  const other = accept(anApp({ constraints: constraints.toReversed(), dependencies: ['/b', '/a'] }));
  expect(isAppUpgrade(one, other)).toBe(false);
});
