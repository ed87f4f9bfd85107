/** The two kinds of tables, to the blank. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goJson, goSortedJson, goTable } from './go-output';
import { pythonTable } from './python-table';

const oneColumn = (title: string, cells: readonly string[]): string =>
  pythonTable([{ title, cell: (cell: string) => cell }], cells);

test.each([
  // width, text, centred
  ['abcd', 'ab', ' ab   '],
  ['abcd', 'a', ' a    '],
  ['abcd', 'abc', 'abc   '],
  ['abcde', 'ab', '  ab   '],
  ['abcde', 'abcd', ' abcd  '],
  ['abcde', 'a', '  a    '],
])('under %s, %s is centred as %j', (title, text, expected) => {
  expect(oneColumn(title, [text])).toBe(`${title}  \n${expected}\n`);
});

test('cells of several lines keep their rows together, absent values are N/A, sorted as text', () => {
  const rows = [{ id: '/b' }, { id: '/a\n |-x', role: '*' }, { id: '/B' }];
  const table = pythonTable(
    [
      { title: 'ID', align: 'left', cell: ({ id }: (typeof rows)[number]) => id },
      { title: 'ROLE', align: 'right', cell: ({ role }: (typeof rows)[number]) => role },
    ],
    rows,
    'ID',
  );
  expect(table).toBe('ID    ROLE  \n/B     N/A  \n/a       *  \n |-x        \n/b     N/A  \n');
});

test('no rows are no table in Python, and a header in Go', () => {
  expect(oneColumn('ID', [])).toBe('');
  expect(goTable(['ID', 'ROLE'], [])).toBe('  ID  ROLE  \n');
});

test('a limit cuts at a word', () => {
  const cut = (text: string): string =>
    pythonTable([{ title: 'C', align: 'left', limit: 12, cell: (cell: string) => cell }], [text]).split('\n')[1] ?? '';
  expect(cut('one  two\nthree')).toBe('one two...  ');
  expect(cut('one two six')).toBe('one two six  ');
  expect(cut('abcdefghijklmnop')).toBe('...  ');
});

test('all lines of a table are equally long', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll(/\s/g, ' '));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const python = pythonTable(
        [
          { title: 'A', cell: ([one]: readonly [string, string]) => one },
          { title: 'B', align: 'left', cell: ([, two]: readonly [string, string]) => two },
        ],
        rows,
        'A',
      );
      for (const table of [python, goTable(['A', 'B'], rows), goTable(['A', 'B'], rows, 'left')]) {
        const lines = table.slice(0, -1).split('\n');
        expect(lines).toHaveLength(rows.length + 1);
        expect(new Set(lines.map((line) => Array.from(line).length)).size).toBe(1);
      }
    }),
  );
});

test('Go puts numbers to the right unless told otherwise, and keeps JSON safe within HTML', () => {
  expect(goTable(['COUNT', 'B'], [['1', '---']])).toBe('  COUNT   B   \n      1  ---  \n');
  expect(goTable(['COUNT', 'B'], [['1', '---']], 'left')).toBe('  COUNT   B   \n  1      ---  \n');
  expect(goJson({ b: '<a & b>' }, '')).toBe('{"b":"\\u003ca \\u0026 b\\u003e"}');
  expect(goSortedJson({ b: [{ d: 1, c: 2 }], a: {} }, '')).toBe('{"a":{},"b":[{"c":2,"d":1}]}');
});
