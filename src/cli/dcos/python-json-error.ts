/** Why a text is no JSON, in the words and with the places of Python's `json` (Python 3.8 Modules/_json.c). */
import { codePoints } from './code-points';

/** Python gives up at its recursion limit. */
const DEEPEST = 990;

class Broken extends Error {
  constructor(
    says: string,
    readonly offset: number,
  ) {
    super(says);
  }
}

const place = (text: string, offset: number): string => {
  // Python counts code points, JavaScript halves of some.
  const before = codePoints(text.slice(0, offset));
  const line = before.filter((character) => character === '\n').length + 1;
  return `line ${line} column ${before.length - before.lastIndexOf('\n')} (char ${before.length})`;
};

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /null|true|false|NaN|-?Infinity/y;

const endOf = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
};

const skip = (text: string, from: number): number => endOf(BLANKS, text, from);

/** Each of these returns the offset behind what it read, or throws `Broken`. */
const readString = (text: string, from: number): number => {
  for (let offset = from + 1; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (character === '"') return offset + 1;
    if (character < ' ') throw new Broken('Invalid control character at', offset);
    if (character !== '\\') continue;
    offset += 1;
    if (offset >= text.length) break;
    const escape = text.charAt(offset);
    if (escape === 'u' && !/^[\da-fA-F]{4}$/.test(text.slice(offset + 1, offset + 5)))
      throw new Broken('Invalid \\uXXXX escape', offset);
    if (!'"\\/bfnrtu'.includes(escape)) throw new Broken('Invalid \\escape', offset - 1);
  }
  throw new Broken('Unterminated string starting at', from);
};

const readMembers = (text: string, from: number, close: string, readMember: (at: number) => number): number => {
  let offset = skip(text, from + 1);
  if (text.charAt(offset) === close) return offset + 1;
  for (;;) {
    offset = skip(text, readMember(offset));
    if (text.charAt(offset) === close) return offset + 1;
    if (text.charAt(offset) !== ',') throw new Broken("Expecting ',' delimiter", offset);
    offset = skip(text, offset + 1);
  }
};

const readValue = (text: string, from: number, depth: number): number => {
  if (depth > DEEPEST) throw new Broken('maximum recursion depth exceeded while decoding JSON', -1);
  const first = text.charAt(from);
  if (first === '"') return readString(text, from);
  if (first === '[') return readMembers(text, from, ']', (offset) => readValue(text, offset, depth + 1));
  if (first === '{')
    return readMembers(text, from, '}', (offset) => {
      if (text.charAt(offset) !== '"') throw new Broken('Expecting property name enclosed in double quotes', offset);
      const colon = skip(text, readString(text, offset));
      if (text.charAt(colon) !== ':') throw new Broken("Expecting ':' delimiter", colon);
      return readValue(text, skip(text, colon + 1), depth + 1);
    });
  const end = Math.max(endOf(WORD, text, from), endOf(NUMBER, text, from));
  if (end === from) throw new Broken('Expecting value', from);
  return end;
};

/** What Python would say of a text that `JSON.parse` refuses. */
export const pythonJsonError = (text: string): string => {
  if (text.startsWith('\ufeff')) return `Unexpected UTF-8 BOM (decode using utf-8-sig): ${place(text, 0)}`;
  try {
    const end = skip(text, readValue(text, skip(text, 0), 0));
    if (end < text.length) throw new Broken('Extra data', end);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return error.offset < 0 ? error.message : `${error.message}: ${place(text, error.offset)}`;
  }
  // Python reads NaN and Infinity, and can't send them.
  return 'Out of range float values are not JSON compliant';
};
