/** A fork is a copy: it holds the same, in the same order, and nothing done to it reaches the original. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fork } from './fork';

type Value = { readonly list: number[]; readonly inner: Map<string, number[]> };

const key = fc.constantFrom('a', 'b', 'c', 'd', '__proto__');
const step = fc.oneof(
  fc.record({ act: fc.constant('set' as const), key, n: fc.nat() }),
  fc.record({ act: fc.constant('delete' as const), key }),
  fc.record({ act: fc.constant('push' as const), key, n: fc.nat() }),
  fc.record({ act: fc.constant('read' as const), key }),
  fc.record({ act: fc.constant('clear' as const) }),
);
type Step = (typeof step extends fc.Arbitrary<infer One> ? One : never) & object;

const valueOf = (n: number): Value => ({ list: [n], inner: new Map([['x', [n]]]) });

const play = (map: Map<string, Value>, steps: readonly Step[]): void => {
  for (const one of steps) {
    if (one.act === 'clear') map.clear();
    else if (one.act === 'set') map.set(one.key, valueOf(one.n));
    else if (one.act === 'delete') map.delete(one.key);
    else if (one.act === 'push') {
      map.get(one.key)?.list.push(one.n);
      map.get(one.key)?.inner.get('x')?.push(one.n);
    } else map.get(one.key);
  }
};

/** As it is told by every way of reading it. */
const told = (map: ReadonlyMap<string, Value>) => {
  const visited: [string, Value][] = [];
  // oxlint-disable-next-line unicorn/no-array-for-each -- it is one of the ways
  map.forEach((value, name) => visited.push([name, value]));
  return {
    size: map.size,
    keys: [...map.keys()],
    values: [...map.values()].map(({ list, inner }) => [list, [...inner]]),
    entries: [...map.entries()].map(([name, { list }]) => [name, list]),
    copied: [...new Map(map)].map(([name]) => name),
    visited: visited.map(([name]) => name),
    has: ['a', 'b', 'c', 'd', '__proto__', 'e'].map((name) => map.has(name)),
  };
};

test('whatever is done to a fork is as if done to a copy, and the original stays as it was', () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(step), (before, after) => {
      const original = new Map<string, Value>();
      play(original, before);
      const was = told(structuredClone(original));
      const copy = structuredClone(original);
      const forked = fork(original);
      play(copy, after);
      play(forked, after);
      expect(told(forked)).toEqual(told(copy));
      expect(told(original)).toEqual(was);
    }),
  );
});

test('objects keep their members, those a user named, too', () => {
  const original = { ['__proto__']: 1, list: [{ a: 1 }], set: new Set([1]), none: null };
  const value: typeof original = JSON.parse('{"__proto__": {"a": [1]}, "list": [{"a": 1}], "none": null}');
  value.set = new Set([1]);
  const copy = fork(value);
  expect(Object.entries(copy)).toEqual(Object.entries(value));
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  copy.set.add(2);
  copy.list.push({ a: 2 });
  expect(value).toEqual(expect.objectContaining({ set: new Set([1]), list: [{ a: 1 }] }));
});

test('a fork of a fork is one more copy', () => {
  const first = fork(new Map([['a', [1]]]));
  first.get('a')?.push(2);
  const second = fork(first);
  second.get('a')?.push(3);
  expect([...first]).toEqual([['a', [1, 2]]]);
  expect([...second]).toEqual([['a', [1, 2, 3]]]);
});
