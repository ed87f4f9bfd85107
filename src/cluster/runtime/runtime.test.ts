/** The runtime's promises: order, budgets, seeded chance, and that a snapshot is the whole future. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { millis } from '../../protocol/units';
import { digestOf } from './digest';
import { uuid } from './ids';
import { createRuntime, EPOCH, newRuntimeState } from './runtime';
import type { HostRuntime, RuntimeState } from './runtime';
import { decodeWorld, encodeWorld } from './snapshot';

/** A toy actor: each message may send others, at delays drawn from its own stream. */
interface Note {
  readonly to: string;
  readonly kind: 'NOTE';
  readonly id: number;
  readonly children: number;
}
interface ToyWorld {
  readonly runtime: RuntimeState<Note>;
  readonly trace: string[];
}

const aToyWorld = (seed: number): ToyWorld => ({ runtime: newRuntimeState(seed), trace: [] });

const revive = (world: ToyWorld): HostRuntime<Note> => {
  const runtime: HostRuntime<Note> = createRuntime(world.runtime, (entry) => {
    world.trace.push(`${runtime.now() - EPOCH} ${entry.id}`);
    for (let child = 0; child < entry.children; child++) {
      const delay = millis(runtime.draw('toy.delay') * 50);
      runtime.send({ ...entry, id: entry.id * 3 + child + 1, children: entry.children - 1 }, delay);
    }
  });
  return runtime;
};

const isToyWorld = (value: unknown): value is ToyWorld =>
  typeof value === 'object' && value !== null && 'trace' in value;

const copyOf = (world: ToyWorld): ToyWorld => {
  const copy = decodeWorld(encodeWorld(world));
  if (!isToyWorld(copy)) throw new Error('a world comes back as a world');
  return copy;
};

const note = (id: number, children = 0): Note => ({ to: 'toy', kind: 'NOTE', id, children });
const at = (offset: number) => millis(EPOCH + offset);

test('entries arrive in the order of their time, and equal times in the order of sending', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (delays) => {
      const world = aToyWorld(1);
      const runtime = revive(world);
      delays.forEach((delay, id) => runtime.send(note(id), millis(delay)));
      runtime.runUntil(at(100));
      const expected = delays.map((delay, id) => ({ delay, id })).sort((a, b) => a.delay - b.delay || a.id - b.id);
      expect(world.trace).toEqual(expected.map(({ delay, id }) => `${delay} ${id}`));
    }),
  );
});

test('a run cut into pieces of any size equals the uncut run', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
      (seed, budgets) => {
        const whole = aToyWorld(seed);
        const first = revive(whole);
        first.send(note(0, 4));
        first.runUntil(at(1000));

        const pieces = aToyWorld(seed);
        const second = revive(pieces);
        second.send(note(0, 4));
        let i = 0;
        while (!second.runUntil(at(1000), budgets[i++ % budgets.length]).finished);
        expect(pieces.trace).toEqual(whole.trace);
        expect(digestOf(pieces)).toBe(digestOf(whole));
      },
    ),
  );
});

test('a world restored from a snapshot taken at any moment has the same future', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 60 }), (seed, moment) => {
      const original = aToyWorld(seed);
      const first = revive(original);
      first.send(note(0, 4));
      first.runUntil(at(500), moment);

      const copy = copyOf(original);
      const second = revive(copy);
      expect(digestOf(copy)).toBe(digestOf(original));
      first.runUntil(at(1000));
      second.runUntil(at(1000));
      expect(copy.trace).toEqual(original.trace);
      expect(digestOf(copy)).toBe(digestOf(original));
    }),
  );
});

test('a budget stops the clock at the last delivered entry, and the rest waits', () => {
  const world = aToyWorld(1);
  const runtime = revive(world);
  runtime.send(note(1), millis(5));
  runtime.send(note(2), millis(9));
  expect(runtime.runUntil(at(20), 1)).toEqual({ finished: false, processed: 1 });
  expect(runtime.now()).toBe(at(5));
  expect(runtime.nextAt()).toBe(at(9));
  expect(runtime.runUntil(at(20))).toEqual({ finished: true, processed: 1 });
  expect(runtime.now()).toBe(at(20));
  expect(runtime.nextAt()).toBeUndefined();
});

test('running until idle leaves the clock at the last entry and anything later untouched', () => {
  const world = aToyWorld(1);
  const runtime = revive(world);
  runtime.send(note(1), millis(5));
  runtime.send(note(2), millis(5000));
  expect(runtime.runUntilIdle(at(100))).toEqual({ finished: true, processed: 1 });
  expect(runtime.now()).toBe(at(5));
});

test('the past delivers nothing and a negative or fractional delay is refused', () => {
  const runtime = revive(aToyWorld(1));
  runtime.runUntil(at(10));
  runtime.runUntil(at(3));
  expect(runtime.now()).toBe(at(10));
  expect(() => runtime.send(note(1), millis(-1))).toThrow(RangeError);
});

test('a draw from one stream does not shift another, and the seed decides both', () => {
  const draws = (seed: number, others: number): number[] => {
    const runtime = revive(aToyWorld(seed));
    return [0, 1, 2].map(() => {
      for (let i = 0; i < others; i++) runtime.draw('other');
      return runtime.draw('mine');
    });
  };
  expect(draws(7, 0)).toEqual(draws(7, 5));
  expect(draws(7, 0)).not.toEqual(draws(8, 0));
});

test('draws are spread evenly over [0, 1)', () => {
  const runtime = revive(aToyWorld(42));
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 20_000; i++) {
    const bucket = Math.floor(runtime.draw('even') * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(250);
});

test('ids have the form of a version 4 UUID and do not repeat', () => {
  const runtime = revive(aToyWorld(3));
  const ids = Array.from({ length: 2000 }, () => uuid(() => runtime.draw('ids')));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});
