/** What commands print is shown, and does nothing to the terminal. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paintPiece, plainText } from './paint-piece';

const ESCAPE = '\u001B';
const colours = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');
const shown = (text: string) => plainText({ id: 1, kind: 'output', text });
const painted = (text: string) => paintPiece({ id: 1, kind: 'output', text }, true, false).text;

test('no control character of an answer reaches reader or screen but line break, tab and colours', () => {
  const odd = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\u001B', '[', 'm', '3', ';', 'J', '\r', '\n'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(odd, (text) => {
      expect(shown(text)).toMatch(/^(?:[\n\t]|[^\p{Cc}])*$/u);
      expect(painted(text).replaceAll(colours, '')).toMatch(/^(?:[\n\t]|[^\p{Cc}])*$/u);
    }),
  );
  expect(shown('a\u001B[2Jb\tc\r\nd')).toBe('a␛[2Jb\tc\nd');
});

test('colours are for the screen alone', () => {
  expect(shown('\u001B[94m"id"\u001B[0m: 1')).toBe('"id": 1');
  expect(painted('\u001B[94m"id"\u001B[0m: 1')).toContain('\u001B[94m"id"\u001B[0m: 1');
});

test('the last line break waits for what follows, and a command is set off by an empty line', () => {
  const first = paintPiece({ id: 1, kind: 'command', text: 'ls' }, true, false);
  expect(first).toEqual({ text: '\u001B[35m$\u001B[0m \u001B[1mls\u001B[0m', endsLine: true });
  const output = paintPiece({ id: 2, kind: 'output', text: 'a\nb\n' }, false, first.endsLine);
  expect(output).toEqual({ text: '\n\u001B[0ma\nb\u001B[0m', endsLine: true });
  const half = paintPiece({ id: 3, kind: 'output', text: 'c' }, false, output.endsLine);
  expect(half.endsLine).toBe(false);
  expect(paintPiece({ id: 4, kind: 'output', text: 'd\n' }, false, half.endsLine).text).toBe('\u001B[0md\u001B[0m');
  expect(paintPiece({ id: 5, kind: 'command', text: 'x\ny' }, false, true).text).toMatch(/^\n\n.*x\n {2}y/);
});
