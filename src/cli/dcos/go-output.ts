/** Tables and JSON as the Go commands print them (tablewriter without borders, `encoding/json`). */
import { lengthOf } from './code-points';
import { isObject, type Json, type JsonObject } from './json';

const centred = (text: string, width: number): string => {
  const excess = width - lengthOf(text);
  const before = Math.floor(excess / 2);
  return ' '.repeat(before) + text + ' '.repeat(excess - before);
};

const NUMBER = /^-?(?:\d{1,3}(?:,\d{3})*|\d+)(?:\.\d+)?$/;

/** Two blanks before and after each line and between cells; numbers to the right unless `left`. Headers alone when there is no row. */
export const goTable = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  align: 'left' | 'numbers right' = 'numbers right',
): string => {
  const widths = titles.map((title, index) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string => `  ${cells.join('  ')}  \n`;
  const padded = (text: string, width: number): string => {
    const blanks = ' '.repeat(width - lengthOf(text));
    return align === 'numbers right' && NUMBER.test(text) ? blanks + text : text + blanks;
  };
  const header = line(titles.map((title, index) => centred(title, widths[index] ?? 0)));
  return header + rows.map((row) => line(widths.map((width, index) => padded(row[index] ?? '', width)))).join('');
};

/** Go keeps JSON safe within HTML. */
const safe = (text: string): string =>
  text.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A struct's JSON, in the order given: four blanks, or one line when `indent` is empty. */
export const goJson = (value: Json, indent = '    '): string => safe(JSON.stringify(value, undefined, indent));

/** A map's JSON: keys sorted. */
export const goSortedJson = (value: Json, indent = '    '): string => goJson(sorted(value), indent);

const sorted = (value: Json): Json => {
  if (isObject(value)) {
    const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(members.map(([name, item]) => [name, sorted(item)])) satisfies JsonObject;
  }
  return Array.isArray(value) ? (value as readonly Json[]).map(sorted) : value;
};
