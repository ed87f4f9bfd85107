/** The codec: whatever plain data goes in comes out, and equal worlds give equal text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { millis } from '../../protocol/units';
import { digestOf } from './digest';
import { newPending, openQueue } from './event-queue';
import { decodeWorld, encodeWorld } from './snapshot';

const worldWith = (value: unknown) => ({ runtime: newPending(), value });
const roundTrip = (value: unknown): unknown => decodeWorld(encodeWorld(worldWith(value)));

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.array(fc.string(), { maxLength: 4 }).map((members) => new Set(members)),
    fc.dictionary(fc.constantFrom('a', '$map', '$set', '$object', 'constructor', 'x y'), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

test('plain data comes back equal, Maps, Sets and keys that look like the codec’s own included', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(roundTrip(value)).toEqual(worldWith(value));
    }),
    { numRuns: 300 },
  );
});

test('a key named __proto__ stays a key', () => {
  const restored = roundTrip(JSON.parse('{"__proto__":{"polluted":true},"constructor":1}'));
  expect(encodeWorld(worldWith(restored))).toContain('"__proto__":{"polluted":true}');
  expect({}).not.toHaveProperty('polluted');
});

test('what is no plain data is refused', () => {
  expect(() => encodeWorld(worldWith(() => 1))).toThrow(TypeError);
  expect(() => encodeWorld(worldWith(NaN))).toThrow(TypeError);
});

test('the digest does not depend on how the heap happens to lie', () => {
  const delays = [1, 9, 2, 0, 11, 10, 3, 10, 0];
  const queued = delays.map((at, id) => ({ at: millis(at), entry: { to: 'x', kind: 'Y', id }, cause: null }));
  const pushed = { runtime: newPending() };
  const queue = openQueue(pushed.runtime, millis(0));
  for (const { entry, at, cause } of queued) queue.push(entry, at, cause);
  const inOrder = queued.toSorted((a, b) => a.at - b.at);
  const sorted = { runtime: newPending() };
  const other = openQueue(sorted.runtime, millis(0));
  for (const { entry, at, cause } of inOrder) other.push(entry, at, cause);
  expect(pushed.runtime).not.toEqual(sorted.runtime);
  expect(digestOf(pushed)).toBe(digestOf(sorted));
  // The open queue goes on from the sorted one.
  const taken: unknown[] = [];
  while (queue.take(Infinity, (entry, at, cause) => taken.push({ at, entry, cause })));
  expect(taken).toEqual(inOrder);
});

test('the digest tells worlds apart that differ in one value', () => {
  expect(digestOf(worldWith(new Map([['a', 1]])))).not.toBe(digestOf(worldWith(new Map([['a', 2]]))));
});
