/** Lines that stay, go and come lead from one text to the other, and nothing is told that did not change. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineChanges } from './line-changes';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));

test('without what is new it is the one text, without what is gone the other', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const changes = lineChanges(before, after);
      const without = (kind: string) =>
        changes
          .filter((each) => each.kind !== kind)
          .map(({ text }) => text)
          .join('\n');
      expect([without('new'), without('gone')]).toEqual([before, after]);
    }),
  );
});

test('one changed line is one gone and one new', () => {
  expect(lineChanges('a\nb\nc', 'a\nx\nc').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'same a',
    'gone b',
    'new x',
    'same c',
  ]);
  expect(lineChanges('a', 'a').map(({ kind }) => kind)).toEqual(['same']);
});
