/**
 * The body of a write: bytes to JSON, or the 400 or 413 that says why not (Marathon `api/RestResource`, Jackson's wording).
 * The limits are Podrome's own; everything behind this function may rely on them.
 */
import { bodyTooLarge, emptyBody, invalidJson, type Refusal } from './error';
import { placeInText } from './text-place';

/** Bytes of a request body: 1 MiB. */
export const LARGEST_BODY = 1024 * 1024;
/** Levels of objects and lists inside each other. */
export const DEEPEST_NESTING = 64;

/** What says what is wrong with text that is no JSON: most never need it. */
const loaded: { describe?: (text: string) => string } = {};

/** Fetches it, once. Needed before text that may be no JSON is read. */
export const loadJsonErrors = async (): Promise<void> => {
  loaded.describe ??= (await import('./json-error')).describeError;
};

const describe = (): ((text: string) => string) => {
  if (loaded.describe === undefined) throw new Error('loadJsonErrors() has to end before text that is no JSON is read');
  return loaded.describe;
};

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
    return refused(400, invalidJson(`Nested deeper than ${DEEPEST_NESTING} levels${placeInText(text, tooDeepAt)}`));
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch {
    // What follows a bracket that closes nothing could nest without end for a parser that goes on after errors.
    return refused(400, invalidJson(describe()(brokenAt === undefined ? text : text.slice(0, brokenAt + 1))));
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
