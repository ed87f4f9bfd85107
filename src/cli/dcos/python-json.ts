/** JSON and values as Python prints them: sorted keys, two blanks, `\u` escapes; `True`, `None` and `['a']` in tables. */
import { isObject, type Json } from './json';

/** Python switches to exponents sooner than JavaScript and writes two digits of them. */
const pythonNumber = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16) || (Number.isInteger(value) && size < 1e21)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
};

const escaped = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Paints keys, strings and the rest, as Pygments does on a terminal. */
export interface Paint {
  readonly key: (text: string) => string;
  readonly text: (text: string) => string;
  readonly other: (text: string) => string;
}

const plain: Paint = { key: (text) => text, text: (text) => text, other: (text) => text };
export const colors: Paint = {
  key: (text) => `\u001b[94m${text}\u001b[0m`,
  text: (text) => `\u001b[33m${text}\u001b[0m`,
  other: (text) => `\u001b[36m${text}\u001b[0m`,
};

/** `json.dumps(value, sort_keys=True, indent=2)` */
export const pythonJson = (value: Json, paint: Paint = plain, indent = ''): string => {
  if (typeof value === 'string') return paint.text(escaped(value));
  if (typeof value === 'number') return paint.other(pythonNumber(value));
  if (value === null || typeof value === 'boolean') return paint.other(String(value));
  const inner = `${indent}  `;
  const block = (open: string, lines: readonly string[], close: string): string =>
    lines.length === 0 ? open + close : `${open}\n${inner}${lines.join(`,\n${inner}`)}\n${indent}${close}`;
  if (!isObject(value))
    return block(
      '[',
      value.map((item) => pythonJson(item, paint, inner)),
      ']',
    );
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const lines = members.map(([name, item]) => `${paint.key(escaped(name))}: ${pythonJson(item, paint, inner)}`);
  return block('{', lines, '}');
};

const quoted = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
  return `${quote}${body}${quote}`;
};

/** `repr(value)` */
const repr = (value: Json): string => {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(repr).join(', ')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([name, item]) => `${quoted(name)}: ${repr(item)}`)
      .join(', ')}}`;
  return pythonText(value);
};

/** `str(value)`: how a value looks in a table's cell. */
export const pythonText = (value: Json): string => {
  if (value === null) return 'None';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? pythonNumber(value) : repr(value);
};
