/** Keys of the tree table. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TreeLine } from './tree-keys';
import { treeStep } from './tree-keys';

const lines: readonly TreeLine[] = [{ level: 1, open: true }, { level: 2 }, { level: 2 }, { level: 1, open: false }];

test.each([
  ['ArrowDown', 0, { kind: 'go', index: 1 }],
  ['ArrowDown', 3, undefined],
  ['ArrowUp', 1, { kind: 'go', index: 0 }],
  ['Home', 3, { kind: 'go', index: 0 }],
  ['End', 0, { kind: 'go', index: 3 }],
  ['PageDown', 1, { kind: 'go', index: 3 }],
  ['PageUp', 1, { kind: 'go', index: 0 }],
  ['ArrowRight', 3, { kind: 'fold', index: 3, open: true }],
  ['ArrowRight', 0, { kind: 'go', index: 1 }],
  ['ArrowRight', 1, undefined],
  ['ArrowLeft', 0, { kind: 'fold', index: 0, open: false }],
  ['ArrowLeft', 2, { kind: 'go', index: 0 }],
  ['ArrowLeft', 3, undefined],
  ['Enter', 3, { kind: 'fold', index: 3, open: true }],
  ['Enter', 1, undefined],
  ['a', 0, undefined],
] as const)('%s on row %d', (key, index, step) => {
  expect(treeStep(key, lines, index)).toEqual(step);
});

test('a key never leads outside the table', () => {
  const line = fc.oneof(
    fc.record({ level: fc.constant<1>(1), open: fc.boolean() }),
    fc.constant<TreeLine>({ level: 2 }),
  );
  const key = fc.constantFrom(
    'ArrowDown',
    'ArrowUp',
    'PageDown',
    'PageUp',
    'Home',
    'End',
    'ArrowLeft',
    'ArrowRight',
    'Enter',
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.nat(), key, (rows, at, pressed) => {
      const step = treeStep(pressed, rows, at % rows.length);
      expect(step === undefined || rows[step.index] !== undefined).toBe(true);
    }),
  );
});
