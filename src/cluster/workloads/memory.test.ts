/** Memory over time, in closed form. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstReach, heldAt } from './memory';
import type { Hump } from './memory';

test('memory is filled evenly, held, and given back', () => {
  const humps: Hump[] = [{ at: 100, over: 200, mib: 50, until: 1000 }];
  expect([0, 100, 200, 300, 999, 1000].map((time) => heldAt(humps, time))).toEqual([0, 0, 25, 50, 50, 0]);
});

test.each<[string, readonly Hump[], number, number | undefined]>([
  ['on the way up', [{ at: 100, over: 200, mib: 50 }], 25, 200],
  ['in one step', [{ at: 100, over: 0, mib: 50 }], 25, 100],
  ['never', [{ at: 0, over: 100, mib: 50 }], 51, undefined],
  [
    'where two meet',
    [
      { at: 0, over: 0, mib: 30, until: 500 },
      { at: 400, over: 1000, mib: 1000 },
    ],
    60,
    430,
  ],
  [
    'not where they miss each other',
    [
      { at: 0, over: 0, mib: 30, until: 500 },
      { at: 500, over: 0, mib: 30 },
    ],
    31,
    undefined,
  ],
])('a limit is reached %s', (_, humps, limit, expected) => {
  expect(firstReach(humps, limit, 0)).toBe(expected);
});

test('the moment foreseen is the first at which that much is held', () => {
  const aHump = fc.record({
    at: fc.nat(200),
    over: fc.nat(100),
    mib: fc.integer({ min: 1, max: 100 }),
    until: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      fc.array(aHump, { maxLength: 5 }),
      fc.integer({ min: 1, max: 200 }),
      fc.nat(100),
      (raw, limit, from) => {
        const humps = raw.map(({ at, over, mib, until }): Hump => {
          const end = until === undefined ? {} : { until: at + over + until };
          return { at, over, mib, ...end };
        });
        const foreseen = firstReach(humps, limit, from);
        let first: number | undefined;
        for (let time = from; first === undefined && time < 1000; time++)
          if (heldAt(humps, time) >= limit - 1e-9) first = time;
        expect(foreseen).toBe(first);
      },
    ),
    {
      examples: [
        // Once a moment was foreseen that is the next turn, where less is held.
        [
          [
            { at: 0, over: 0, mib: 98, until: undefined },
            { at: 0, over: 0, mib: 24, until: 263 },
            { at: 180, over: 86, mib: 77, until: undefined },
          ],
          196,
          0,
        ],
        // Once the moment was missed by one, as fractions do not add up to the very number.
        [
          [
            { at: 0, over: 81, mib: 3, until: undefined },
            { at: 0, over: 0, mib: 31, until: 58 },
          ],
          32,
          3,
        ],
      ],
    },
  );
});
