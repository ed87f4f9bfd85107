/**
 * The body of a write: bytes to JSON, or the 400 or 413 that says why not (Marathon `api/RestResource`, Jackson's wording).
 * The limits are Podrome's own; everything behind this function may rely on them.
 */
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { bodyTooLarge, emptyBody, invalidJson, type Refusal } from './error';

/** Bytes of a request body: 1 MiB. */
export const LARGEST_BODY = 1024 * 1024;
/** Levels of objects and lists inside each other. */
export const DEEPEST_NESTING = 64;

export type JsonReading = { readonly kind: 'json'; readonly value: unknown } | ({ readonly kind: 'refused' } & Refusal);

const refused = (status: number, body: Refusal['body']): JsonReading => ({ kind: 'refused', status, body });

/** 413 above `LARGEST_BODY`; 400 for an empty body, bytes that are not UTF-8, text that is not JSON or nests too deep. */
export const readJsonBody = (bytes: Uint8Array): JsonReading => {
  if (bytes.byteLength > LARGEST_BODY) return refused(413, bodyTooLarge(bytes.byteLength, LARGEST_BODY));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused(400, invalidJson('Invalid UTF-8: the body is not text in UTF-8'));
  }
  return readJsonText(text);
};

/**
 * The same for text that is already a string, such as an editor's. Of members with the same name the last one counts;
 * a name such as `__proto__` is an ordinary own member.
 */
export const readJsonText = (text: string): JsonReading => {
  if (/^[ \t\r\n]*$/.test(text)) return refused(400, emptyBody());
  const { tooDeepAt, brokenAt } = scanBrackets(text);
  if (tooDeepAt !== undefined)
    return refused(400, invalidJson(`Nested deeper than ${DEEPEST_NESTING} levels${place(text, tooDeepAt)}`));
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch {
    // What follows a bracket that closes nothing could nest without end for a parser that goes on after errors.
    return refused(400, invalidJson(describeError(brokenAt === undefined ? text : text.slice(0, brokenAt + 1))));
  }
};

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

interface BracketScan {
  /** Where the text opens one level more than allowed. */
  readonly tooDeepAt?: number;
  /** Where a bracket closes what was not opened, or a comment starts: no JSON from there on. */
  readonly brokenAt?: number;
}

/** One pass over the text before any parser sees it. Brackets within strings do not count. */
const scanBrackets = (text: string): BracketScan => {
  const open: string[] = [];
  let quoted = false;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (quoted) {
      if (character === '\\') offset += 1;
      else if (character === '"' || character === '\n' || character === '\r') quoted = false;
      continue;
    }
    if (character === '"') quoted = true;
    else if (character === '/') return { brokenAt: offset };
    else if (character === '{' || character === '[') {
      if (open.length === DEEPEST_NESTING) return { tooDeepAt: offset };
      open.push(CLOSING[character] ?? '');
    } else if ((character === '}' || character === ']') && open.pop() !== character) return { brokenAt: offset };
  }
  return {};
};

const place = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n');
  return `\n at [Source: (byte[]); line: ${before.length}, column: ${(before.at(-1) ?? '').length + 1}]`;
};

const WANTED: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'was expecting double-quote to start field name',
  ValueExpected: 'expected a valid value (number, String, array, object, true, false or null)',
  ColonExpected: 'was expecting a colon to separate field name and value',
  CommaExpected: 'was expecting comma to separate entries',
  CloseBraceExpected: 'was expecting comma to separate Object entries or a closing brace',
  CloseBracketExpected: 'was expecting comma to separate Array entries or a closing bracket',
  EndOfFileExpected: 'expected the end of the input',
};

/** Jackson's sentence for the first error: the same in every browser, which engines' own messages are not. */
const describeError = (text: string): string => {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return 'Unexpected character';
  const at = place(text, first.offset);
  const character = text.codePointAt(first.offset);
  if (character === undefined) return `Unexpected end-of-input${at}`;
  const name = printParseErrorCode(first.error);
  const wanted = WANTED[name];
  const shown = `Unexpected character ('${String.fromCodePoint(character)}' (code ${character}))`;
  return wanted === undefined ? `${shown}: ${sentence(name)}${at}` : `${shown}: ${wanted}${at}`;
};

/** `InvalidEscapeCharacter` → `invalid escape character`. */
const sentence = (name: string): string => name.replaceAll(/(?<=.)([A-Z])/g, ' $1').toLowerCase();
