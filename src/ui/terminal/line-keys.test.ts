/** Line editing does what it does in a shell. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completed, controlEdits } from './line-keys';

/** `|` is the caret. */
const press = (key: string, shown: string): string => {
  const caret = shown.indexOf('|');
  const line = { text: shown.replace('|', ''), caret };
  const after = controlEdits.get(key)?.(line) ?? line;
  return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
};

test('A and E go to the ends of the line one is on', () => {
  expect(press('a', 'one\ntwo th|ree\nfour')).toBe('one\n|two three\nfour');
  expect(press('e', 'one\ntwo th|ree\nfour')).toBe('one\ntwo three|\nfour');
  expect(press('a', '|')).toBe('|');
});

test('U and K delete to the ends of the line, never the line break', () => {
  expect(press('u', 'one\ntwo th|ree')).toBe('one\n|ree');
  expect(press('k', 'one\ntwo th|ree\nfour')).toBe('one\ntwo th|\nfour');
  expect(press('k', 'one|\nfour')).toBe('one|\nfour');
});

test('W deletes the word before the caret with the blanks after it, D the sign behind it, be it one of two halves', () => {
  expect(press('w', 'dcos marathon  | pod')).toBe('dcos | pod');
  expect(press('w', '|pod')).toBe('|pod');
  expect(press('d', 'a|🎉b')).toBe('a|b');
  expect(press('d', 'ab|')).toBe('ab|');
});

test('completion goes as far as the options agree, and keeps what stands behind the caret', () => {
  const line = { text: 'dcos marathon p --force', caret: 15 };
  expect(completed(line, 14, ['pod'])).toEqual({ text: 'dcos marathon pod --force', caret: 17 });
  expect(completed({ text: 'po', caret: 2 }, 0, ['pod'])).toEqual({ text: 'pod ', caret: 4 });
  expect(completed({ text: '--l', caret: 3 }, 0, ['--lines='])).toEqual({ text: '--lines=', caret: 8 });
  expect(completed(line, 14, ['plugin', 'ping'])).toEqual(line);
  expect(completed(line, 14, [])).toEqual(line);
});

test('whatever the options, completion never takes back what was typed', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.array(fc.string()), (before, typed, ends) => {
      const line = { text: before + typed, caret: before.length + typed.length };
      const after = completed(
        line,
        before.length,
        ends.map((end) => typed + end),
      );
      expect(after.text.startsWith(line.text)).toBe(true);
      expect(after.caret).toBe(after.text.length);
    }),
  );
});
