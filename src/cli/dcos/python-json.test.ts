/** JSON in Python's hand: what it prints, and what it says of texts that are none. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json';
import { colors, pythonJson, pythonText } from './python-json';
import { pythonJsonError } from './python-json-error';

test('keys are sorted, other scripts escaped, empty things on one line', () => {
  expect(pythonJson({ b: [1, 'ü😀'], a: {}, A: [] })).toBe(
    '{\n  "A": [],\n  "a": {},\n  "b": [\n    1,\n    "\\u00fc\\ud83d\\ude00"\n  ]\n}',
  );
});

test('whatever is printed reads back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(pythonJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([
  [0.1, '0.1'],
  [1e-5, '1e-05'],
  [1.5e-10, '1.5e-10'],
  [1e16, '10000000000000000'],
  [123456.75, '123456.75'],
  [null, 'None'],
  [true, 'True'],
  [['a', "it's", 1], `['a', "it's", 1]`],
  [{ a: 'x\n' }, "{'a': 'x\\n'}"],
  ['plain', 'plain'],
])('%j is %s in a cell', (value, text) => {
  expect(pythonText(value)).toBe(text);
});

test('colours change nothing but the colour', () => {
  const value: Json = { a: ['x', 1, null, true], b: {} };
  const painted = pythonJson(value, colors);
  expect(painted).toContain('\u001b[');
  expect(
    painted
      .split('\u001b')
      .map((piece) => piece.replace(/^\[\d+m/, ''))
      .join(''),
  ).toBe(pythonJson(value));
});

test.each([
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a": 1 "b"}', "Expecting ',' delimiter: line 1 column 9 (char 8)"],
  ['[1,\n 2,]', 'Expecting value: line 2 column 4 (char 7)'],
  ['{\n  "a": 1,\n}', 'Expecting property name enclosed in double quotes: line 3 column 1 (char 12)'],
  ["{'a': 1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ['"\\u12g4"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['{} {}', 'Extra data: line 1 column 4 (char 3)'],
  ['["😀" 1]', "Expecting ',' delimiter: line 1 column 6 (char 5)"],
  ['\ufeff{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
  ['[NaN]', 'Out of range float values are not JSON compliant'],
  ['['.repeat(100_000), 'maximum recursion depth exceeded while decoding JSON'],
])('%j: %s', (text, says) => {
  expect(pythonJsonError(text)).toBe(says);
});
