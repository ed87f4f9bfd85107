/**
 * Reads the draft's text: JSON with comments, as deep and as long as Marathon reads it. What is wrong is a value with
 * a place, in words a user can act on.
 */
import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

/** Where the text stops being a definition; line and column count from 1. */
export type SyntaxProblem = { message: string; offset: number; line: number; column: number };
export type ParsedText = { text: string; root: Node; value: Readonly<Record<string, unknown>> };

/** jsonc-parser's `SyntaxKind`, a const enum that cannot be imported under `verbatimModuleSyntax`. */
const kind = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  lineComment: 12,
  blockComment: 13,
  end: 17,
};
const MAX_DEPTH = 64;
const MAX_BYTES = 1024 * 1024;

const words: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is neither a value nor a name in quotes',
  InvalidNumberFormat: 'this number is not complete',
  PropertyNameExpected: 'a name in double quotes is expected here; is there a comma too many?',
  ValueExpected: 'a value is expected here; is there a comma too many?',
  ColonExpected: 'a colon is expected after the name',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'nothing may follow the end of the definition',
  UnexpectedEndOfString: 'this text is not closed with a double quote',
  UnexpectedEndOfComment: 'this comment is not closed',
  InvalidCharacter: 'this text holds a character that must be written as an escape',
  InvalidEscapeCharacter: 'this escape is not one of JSON',
};

function problemAt(text: string, offset: number, message: string): SyntaxProblem {
  const before = text.slice(0, offset);
  return { message, offset, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Offset of the first bracket that nests deeper than Marathon reads; the parser is recursive, so this comes first. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== kind.end; token = scanner.scan()) {
    if (token === kind.openBrace || token === kind.openBracket) depth += 1;
    if (token === kind.closeBrace || token === kind.closeBracket) depth -= 1;
    if (depth > MAX_DEPTH) return scanner.getTokenOffset();
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with comments as strict JSON of the same length: comments become blanks, so offsets stay true. */
export function withoutComments(text: string): string {
  const scanner = createScanner(text);
  let out = '';
  for (let token = scanner.scan(); token !== kind.end; token = scanner.scan()) {
    const piece = text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    out += token === kind.lineComment || token === kind.blockComment ? piece.replace(/[^\r\n]/g, ' ') : piece;
  }
  return out;
}

/** Reads a definition. Comments are allowed, trailing commas are not; at most 64 levels deep and 1 MiB long. */
export function parseText(text: string): ParsedText | SyntaxProblem {
  if (new TextEncoder().encode(text).length > MAX_BYTES)
    return problemAt(text, 0, 'the definition is larger than 1 MiB');
  const deep = tooDeepAt(text);
  if (deep !== undefined) return problemAt(text, deep, `more than ${MAX_DEPTH} levels of nesting`);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  const first = errors[0];
  if (first) {
    const atEnd = first.offset >= text.trimEnd().length;
    const said = words[printParseErrorCode(first.error)] ?? 'this is not JSON';
    return problemAt(text, first.offset, atEnd ? `the text ends too early: ${said}` : said);
  }
  try {
    const value: unknown = JSON.parse(withoutComments(text));
    if (root && isRecord(value)) return { text, root, value };
  } catch {
    return problemAt(text, 0, 'this is not JSON');
  }
  return problemAt(text, root?.offset ?? 0, 'a definition is an object in braces { }');
}
