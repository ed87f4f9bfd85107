/** Tables as the Python client prints them (PrettyTable without borders): centred unless said otherwise, two blanks after each cell. */
import { lengthOf } from './code-points';
import type { Json } from './json';
import { pythonText } from './python-json';

export interface Column<Row> {
  readonly title: string;
  /** Centred unless said otherwise. */
  readonly align?: 'left' | 'right';
  /** `undefined` prints `N/A`. */
  readonly cell: (row: Row) => Json | undefined;
  /** Characters, cut at a word and ended with `...`. */
  readonly limit?: number;
}

/** `textwrap.shorten(text, limit, placeholder='...')` */
const shorten = (text: string, limit: number): string => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const whole = words.join(' ');
  if (whole.length <= limit) return whole;
  while (words.length > 0 && words.join(' ').length > limit - 3) words.pop();
  return `${words.join(' ')}...`;
};

const centred = (text: string, width: number): string => {
  const length = lengthOf(text);
  const excess = width - length;
  const before = excess % 2 === 0 || length % 2 === 1 ? Math.floor(excess / 2) : Math.floor(excess / 2) + 1;
  return ' '.repeat(before) + text + ' '.repeat(excess - before);
};

const aligned = (text: string, width: number, align: 'left' | 'right' | undefined): string => {
  const blanks = ' '.repeat(width - lengthOf(text));
  if (align === undefined) return centred(text, width);
  return align === 'left' ? text + blanks : blanks + text;
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Every line ends in a line break; no rows, no table. */
export const pythonTable = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], sortBy?: string): string => {
  if (rows.length === 0) return '';
  const cells = rows.map((row) =>
    columns.map(({ cell, limit }) => {
      const value = cell(row);
      const text = value === undefined ? 'N/A' : pythonText(value);
      return limit === undefined ? text : shorten(text, limit);
    }),
  );
  const key = columns.findIndex(({ title }) => title === sortBy);
  if (key >= 0)
    cells.sort((one, other) => compare(one[key] ?? '', other[key] ?? '') || compare(one.join('\0'), other.join('\0')));
  const grid = [columns.map(({ title }) => title), ...cells].map((row) => row.map((cell) => cell.split('\n')));
  const widths = columns.map((_column, index) =>
    Math.max(...grid.map((row) => Math.max(...(row[index] ?? ['']).map(lengthOf)))),
  );
  const lines = grid.flatMap((row) => {
    const height = Math.max(...row.map((cell) => cell.length));
    return Array.from({ length: height }, (_line, index) =>
      columns
        .map(({ align }, column) => aligned(row[column]?.[index] ?? '', widths[column] ?? 0, align))
        .map((cell) => `${cell}  `)
        .join(''),
    );
  });
  return `${lines.join('\n')}\n`;
};
