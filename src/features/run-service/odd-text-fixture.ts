/** Definitions as people write them: with comments, odd white space, and keys twice. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Prints a value with comments, odd white space and now and then a key that a later one makes void. */
export function print(value: Json, pick: (limit: number) => number): string {
  const trivia = ['', '', ' ', '\n  ', '\t', '\r\n', ' /* c, { */ ', ' // d "\n', '\n// e, }\n\t', '/*f*/'];
  const gap = (): string => trivia[pick(trivia.length)] ?? '';
  const list = (rows: string[], open: string, close: string): string =>
    `${open}${gap()}${rows.map((row) => row + gap()).join(`,${gap()}`)}${close}`;
  if (Array.isArray(value))
    return list(
      value.map((item) => print(item, pick)),
      '[',
      ']',
    );
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const rows = Object.entries(value).flatMap(([name, item]) => {
    const row = `${JSON.stringify(name)}${gap()}:${gap()}${print(item, pick)}`;
    return pick(12) === 0 ? [`${JSON.stringify(name)}: {"void":1}`, row] : [row];
  });
  return list(rows, '{', '}');
}
