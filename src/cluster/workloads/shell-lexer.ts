/** Shell text to tokens: words with their quoting and expansions, operators, redirections, here-documents. */
import { ShellSyntaxError } from './shell-ast';
import type { Part, Word } from './shell-ast';

export type Token =
  | { readonly kind: 'word'; readonly word: Word; readonly raw: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'redirect'; readonly text: string }
  | { readonly kind: 'end' };

const OPERATORS = ['&&', '||', ';;', ';', '&', '|', '(', ')', '\n'];
const REDIRECT = /^\d*(?:>>|>&|>\||<<-|<<|<&|<>|>|<)/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const DELIMITER = /[\s;&|()<>]/;
const MAX_DEPTH = 50;

/** The text up to the parenthesis that closes the one just before `start`; quotes and nesting respected. */
const closing = (source: string, start: number): number => {
  let depth = 1;
  let quote = '';
  for (let i = start; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\' && quote !== "'") i++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '(' && ++depth > MAX_DEPTH) throw new ShellSyntaxError('Syntax error: nested too deeply');
    else if (char === ')' && --depth === 0) return i;
  }
  throw new ShellSyntaxError('Syntax error: end of file unexpected (expecting ")")');
};

const until = (source: string, start: number, end: string, what: string): number => {
  for (let i = start; i < source.length; i++) {
    if (source.charAt(i) === '\\' && end !== "'") i++;
    else if (source.startsWith(end, i)) return i;
  }
  throw new ShellSyntaxError(`Syntax error: ${what}`);
};

/** One `$…` expansion that starts at `at`. */
const expansion = (source: string, at: number): { part: Part; next: number } => {
  if (source.startsWith('$(', at)) {
    const end = closing(source, at + 2);
    return { part: { kind: 'substitution', source: source.slice(at + 2, end) }, next: end + 1 };
  }
  if (source.startsWith('${', at)) {
    const end = until(source, at + 2, '}', 'Missing "}"');
    const inside = source.slice(at + 2, end);
    const name = NAME.exec(inside)?.[0] ?? inside;
    const fallback = /^:?[-=]/.exec(inside.slice(name.length));
    const value = fallback === null ? '' : inside.slice(name.length + fallback[0].length);
    return { part: { kind: 'variable', name, fallback: value }, next: end + 1 };
  }
  const name =
    NAME.exec(source.slice(at + 1, at + 257))?.[0] ?? /^[0-9@*#?$!-]/.exec(source.slice(at + 1, at + 2))?.[0];
  if (name === undefined) return { part: { kind: 'text', text: '$' }, next: at + 1 };
  return { part: { kind: 'variable', name, fallback: '' }, next: at + 1 + name.length };
};

const backtick = (source: string, at: number): { part: Part; next: number } => {
  const end = until(source, at + 1, '`', 'EOF in backquote substitution');
  return { part: { kind: 'substitution', source: source.slice(at + 1, end) }, next: end + 1 };
};

const doubleQuoted = (source: string, start: number): { parts: Part[]; next: number } => {
  const parts: Part[] = [];
  let i = start;
  while (i < source.length) {
    const char = source.charAt(i);
    if (char === '"') return { parts, next: i + 1 };
    if (char === '$' || char === '`') {
      const { part, next } = char === '$' ? expansion(source, i) : backtick(source, i);
      parts.push(part);
      i = next;
    } else if (char === '\\' && '$`"\\\n'.includes(source.charAt(i + 1))) {
      parts.push({ kind: 'text', text: source.charAt(i + 1) });
      i += 2;
    } else {
      parts.push({ kind: 'text', text: char });
      i++;
    }
  }
  throw new ShellSyntaxError('Syntax error: Unterminated quoted string');
};

/** One piece of a word at `at`: a quoted string, an escape, an expansion or a character. */
const piece = (source: string, at: number): { parts: Part[]; next: number; quoted: boolean } => {
  const char = source.charAt(at);
  if (char === "'" || (char === '$' && source.charAt(at + 1) === "'")) {
    const start = at + (char === '$' ? 2 : 1);
    const end = until(source, start, "'", 'Unterminated quoted string');
    return { parts: [{ kind: 'text', text: source.slice(start, end) }], next: end + 1, quoted: true };
  }
  if (char === '"') return { ...doubleQuoted(source, at + 1), quoted: true };
  if (char === '\\') return { parts: [{ kind: 'text', text: source.charAt(at + 1) }], next: at + 2, quoted: true };
  if (char === '$' || char === '`') {
    const { part, next } = char === '$' ? expansion(source, at) : backtick(source, at);
    return { parts: [part], next, quoted: false };
  }
  return { parts: [{ kind: 'text', text: char }], next: at + 1, quoted: false };
};

const joined = (parts: readonly Part[]): Part[] => {
  const result: Part[] = [];
  let run = '';
  for (const part of parts) {
    if (part.kind === 'text') run += part.text;
    else {
      if (run !== '') result.push({ kind: 'text', text: run });
      run = '';
      result.push(part);
    }
  }
  if (run !== '') result.push({ kind: 'text', text: run });
  return result;
};

const readWord = (source: string, start: number): { token: Token; next: number } => {
  const parts: Part[] = [];
  let quoted = false;
  let i = start;
  while (i < source.length && !DELIMITER.test(source.charAt(i))) {
    const read = piece(source, i);
    for (const part of read.parts) parts.push(part);
    quoted ||= read.quoted;
    i = read.next;
  }
  return { token: { kind: 'word', word: { parts: joined(parts), quoted }, raw: source.slice(start, i) }, next: i };
};

/** Where the bodies of the here-documents end that were announced on the line before `lineEnd`. */
const afterHereDocuments = (source: string, lineEnd: number, delimiters: readonly string[]): number => {
  let at = lineEnd + 1;
  for (const delimiter of delimiters) {
    while (at < source.length) {
      const end = source.indexOf('\n', at);
      const line = source.slice(at, end === -1 ? source.length : end);
      at = end === -1 ? source.length : end + 1;
      if (line.trim() === delimiter) break;
    }
  }
  return at;
};

/** @throws ShellSyntaxError where a shell refuses the text */
export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = [];
  let pending: string[] = [];
  let i = 0;
  while (i < source.length) {
    const char = source.charAt(i);
    const redirect = REDIRECT.exec(source.slice(i, i + 8))?.[0];
    const operator = OPERATORS.find((text) => source.startsWith(text, i));
    if (char === '#') {
      const end = source.indexOf('\n', i);
      i = end === -1 ? source.length : end;
    } else if (source.startsWith('\\\n', i)) i += 2;
    else if (redirect !== undefined) {
      tokens.push({ kind: 'redirect', text: redirect });
      i += redirect.length;
    } else if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator });
      i = operator === '\n' && pending.length > 0 ? afterHereDocuments(source, i, pending) : i + operator.length;
      if (operator === '\n') pending = [];
    } else if (/\s/.test(char)) i++;
    else {
      const { token, next } = readWord(source, i);
      const last = tokens.at(-1);
      if (last?.kind === 'redirect' && last.text.includes('<<') && token.kind === 'word') {
        pending.push(token.raw.replace(/['"\\]/g, ''));
      }
      tokens.push(token);
      i = next;
    }
  }
  tokens.push({ kind: 'end' });
  return tokens;
};
