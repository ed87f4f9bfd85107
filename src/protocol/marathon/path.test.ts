/** Marathon paths and JSON paths are two spellings of one place. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemPath, memberPath, toJsonPath, toMarathonPath } from './path';

test.each([
  ['/', []],
  ['/id', ['id']],
  ['/containers(0)/resources/cpus', ['containers', 0, 'resources', 'cpus']],
  ['/a(1)(2)', ['a', 1, 2]],
  ['(3)', [3]],
])('%s', (marathon, json) => {
  expect(toMarathonPath(json)).toBe(marathon);
  expect(toJsonPath(marathon)).toEqual(json);
});

test('members and items are appended alike below the object itself and deeper', () => {
  expect(memberPath(itemPath(memberPath('/', 'containers'), 2), 'name')).toBe('/containers(2)/name');
});

test('a map may hold names that look like paths: the value tells', () => {
  const value = { labels: { 'a/b': 'x', 'c(0)': 'y', a: { z: 1 } }, list: [{ '(1)': 1 }] };
  expect(toJsonPath('/labels/a/b', value)).toEqual(['labels', 'a/b']);
  expect(toJsonPath('/labels/c(0)', value)).toEqual(['labels', 'c(0)']);
  expect(toJsonPath('/labels/a/z', value)).toEqual(['labels', 'a', 'z']);
});

test('a member that is missing from the value still has a place', () => {
  expect(toJsonPath('/containers(0)/resources', { containers: [{}] })).toEqual(['containers', 0, 'resources']);
  expect(toJsonPath('/scaling/instances', {})).toEqual(['scaling', 'instances']);
});

test('there and back is the same for all names without slashes and brackets', () => {
  const step = fc.oneof(fc.nat(99), fc.stringMatching(/^[a-zA-Z_-][\w-]*$/));
  const startsWithName = fc
    .tuple(fc.stringMatching(/^[a-z]+$/), fc.array(step))
    .map(([first, rest]) => [first, ...rest]);
  fc.assert(
    fc.property(startsWithName, (path) => {
      expect(toJsonPath(toMarathonPath(path))).toEqual(path);
    }),
  );
});
