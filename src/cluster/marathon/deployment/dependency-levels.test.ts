/** Levels of dependencies, however long the way. */
import { expect, test } from 'vitest';
import { anApp } from '../marathon-fixtures';
import { createLevels } from './dependency-levels';

const app = anApp();
const levelsOf = (dependencies: Readonly<Record<string, readonly string[]>>, groups: Record<string, string[]> = {}) => {
  const specs = new Map(
    Object.entries(dependencies).map(([id, each]) => [id, { ...app, id, dependencies: [...each] }]),
  );
  return createLevels({
    spec: (id) => specs.get(id),
    ids: () => [...specs.keys()],
    groupDependencies: (id) => groups[id] ?? [],
  });
};

test('an app is one above the highest of those it needs', () => {
  const level = levelsOf({ '/a': ['/b', '/d'], '/b': ['/c'], '/c': [], '/d': [] });
  expect(['/a', '/b', '/c', '/d'].map(level)).toEqual([3, 2, 1, 1]);
});

test('a group stands for all apps in it, and its own dependencies are theirs', () => {
  const level = levelsOf({ '/front/web': [], '/back/db': [], '/back/cache': ['/back/db'] }, { '/front': ['/back'] });
  expect(['/front/web', '/back/cache', '/back/db'].map(level)).toEqual([3, 2, 1]);
});

test('what is in a circle, or needs one that is, has no level; others have theirs', () => {
  const level = levelsOf({ '/a': ['/b'], '/b': ['/c'], '/c': ['/b'], '/d': [] });
  expect(['/d', '/a', '/b', '/c'].map(level)).toEqual([1, undefined, undefined, undefined]);
});

test('what does not exist is waited for by nobody', () => {
  expect(levelsOf({ '/a': ['/gone'] })('/a')).toBe(1);
});

test('a chain of thousands is followed without end of stack', () => {
  const chain = Array.from({ length: 20_000 }, (_, n) => [`/c${n}`, [`/c${n + 1}`]] as const);
  expect(levelsOf(Object.fromEntries([...chain, ['/c20000', []]]))('/c0')).toBe(20_001);
  expect(levelsOf(Object.fromEntries([...chain, ['/c20000', ['/c0']]]))('/c0')).toBeUndefined();
});
