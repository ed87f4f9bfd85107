/** Reads a text as JSON with comments or as YAML, within bounds: a small text must not become a large value. */
import { parse, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { isAlias, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Document } from 'yaml';
import type { Unreadable } from './conversion';

export const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 64;
const MAX_NODES = 50_000;
const MAX_ALIASES = 100;
/** As the library counts it: aliases by what they stand for. */
const MAX_EXPANSION = 10_000;
const MAX_DOCUMENTS = 500;

/** The deepest nesting of brackets, those in strings included: cheap, and parsers are recursive. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > MAX_DEPTH * 4) return true;
  }
  // A column per level, or a dash and a blank per level, is the least YAML needs.
  return /^[ -]{512}/m.test(text);
}

function tooLarge(value: unknown): boolean {
  let nodes = 0;
  const walk = (node: unknown, depth: number): boolean => {
    nodes += 1;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) return true;
    return typeof node === 'object' && node !== null && Object.values(node).some((inner) => walk(inner, depth + 1));
  };
  return walk(value, 0);
}

const TOO_LARGE = `it has more than ${MAX_DEPTH} levels or ${MAX_NODES} values`;

const place = (text: string, offset: number) => {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};

function readJson(text: string): readonly unknown[] | Unreadable {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first) {
    const said = printParseErrorCode(first.error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    return { message: `this is not JSON: ${said}`, ...place(text, first.offset) };
  }
  return tooLarge(value) ? { message: TOO_LARGE } : [value];
}

function aliasesIn(document: Document): number {
  let count = 0;
  visit(document, (_key, node) => {
    if (isAlias(node)) count += 1;
    return count > MAX_ALIASES ? visit.BREAK : undefined;
  });
  return count;
}

function readYaml(text: string): readonly unknown[] | Unreadable {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { schema: 'core', merge: true, lineCounter: lines, logLevel: 'silent' });
  if (!Array.isArray(documents)) return [];
  if (documents.length > MAX_DOCUMENTS) return { message: `it holds more than ${MAX_DOCUMENTS} documents` };
  const values: unknown[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      return {
        message: `this is not YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''}`,
        line,
        column: col,
      };
    }
    if (aliasesIn(document) > MAX_ALIASES) return { message: `it uses more than ${MAX_ALIASES} aliases` };
    const value: unknown = document.toJS({ maxAliasCount: MAX_EXPANSION });
    if (value !== null && value !== undefined) values.push(value);
  }
  return values.some(tooLarge) ? { message: TOO_LARGE } : values;
}

/** All documents of a text. JSON where it begins as JSON does; YAML else. Never throws. */
export function readText(text: string): readonly unknown[] | Unreadable {
  if (new TextEncoder().encode(text).length > MAX_BYTES) return { message: 'it is larger than 1 MiB' };
  if (text.trim() === '') return { message: 'it is empty' };
  if (tooDeep(text)) return { message: TOO_LARGE };
  const json = /^\s*(?:\/[/*][\s\S]*?)?[[{]/.test(text) ? readJson(text) : undefined;
  // A name or a text in double quotes first: that is JSON, while `{a: 1}` is YAML.
  if (json !== undefined && (!('message' in json) || /^\s*[[{]\s*["{[]/.test(text))) return json;
  try {
    const yaml = readYaml(text);
    // What begins as JSON is meant as JSON: its own error says more.
    return 'message' in yaml && json !== undefined ? json : yaml;
  } catch (thrown) {
    return (
      json ?? { message: `this is not YAML: ${thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : ''}` }
    );
  }
}
