/** Tokens to a tree: lists, pipelines, loops, conditions, functions. What a shell refuses is refused here. */
import { ShellSyntaxError } from './shell-ast';
import type { Command, Redirect, Word } from './shell-ast';
import { tokenize } from './shell-lexer';
import type { Token } from './shell-lexer';

const RESERVED = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=/;
const MAX_DEPTH = 100;

/** One pass over the tokens; lives as long as one `parseShell`. */
interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

const END: Token = { kind: 'end' };
const peek = ({ tokens, at }: Cursor): Token => tokens[at] ?? END;
const isOperator = (token: Token, ...texts: string[]): boolean =>
  token.kind === 'operator' && texts.includes(token.text);
const isReserved = (token: Token, text: string): boolean =>
  token.kind === 'word' && !token.word.quoted && token.raw === text;

const unexpected = (token: Token): ShellSyntaxError => {
  if (token.kind === 'end') return new ShellSyntaxError('Syntax error: end of file unexpected');
  const text = token.kind === 'word' ? token.raw : token.text === '\n' ? 'newline' : token.text;
  return new ShellSyntaxError(`Syntax error: "${text}" unexpected`);
};

const expectWord = (cursor: Cursor, text: string): void => {
  const token = peek(cursor);
  if (!isReserved(token, text)) throw unexpected(token);
  cursor.at++;
};

const skipNewlines = (cursor: Cursor): void => {
  while (isOperator(peek(cursor), '\n')) cursor.at++;
};

const readRedirect = (cursor: Cursor): Redirect | undefined => {
  const token = peek(cursor);
  if (token.kind !== 'redirect') return undefined;
  cursor.at++;
  const target = peek(cursor);
  if (target.kind !== 'word') throw unexpected(target);
  cursor.at++;
  return { text: token.text, target: target.word };
};

const redirected = (command: Command, redirects: readonly Redirect[]): Command =>
  redirects.length === 0 ? command : { kind: 'redirected', command, redirects };

const withoutPrefix = (word: Word, length: number): Word => {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text') return word;
  const text = first.text.slice(length);
  return { quoted: true, parts: text === '' ? rest : [{ kind: 'text', text }, ...rest] };
};

const parseSimple = (cursor: Cursor): Command => {
  const assignments: { name: string; value: Word }[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const start = cursor.at;
  for (;;) {
    const redirect = readRedirect(cursor);
    if (redirect !== undefined) {
      redirects.push(redirect);
      continue;
    }
    const token = peek(cursor);
    if (token.kind !== 'word') break;
    const name = words.length === 0 ? ASSIGNMENT.exec(token.raw)?.[1] : undefined;
    if (name === undefined) words.push(token.word);
    else assignments.push({ name, value: withoutPrefix(token.word, name.length + 1) });
    cursor.at++;
  }
  if (cursor.at === start) throw unexpected(peek(cursor));
  const [open, close] = [cursor.tokens[cursor.at], cursor.tokens[cursor.at + 1]];
  const single = words.length === 1 && assignments.length === 0 ? words[0]?.parts[0] : undefined;
  if (
    single?.kind === 'text' &&
    open !== undefined &&
    close !== undefined &&
    isOperator(open, '(') &&
    isOperator(close, ')')
  ) {
    cursor.at += 2;
    skipNewlines(cursor);
    return { kind: 'function', name: single.text, body: parseCommand(cursor) };
  }
  return redirected({ kind: 'simple', assignments, words }, redirects);
};

const parseDo = (cursor: Cursor): Command => {
  expectWord(cursor, 'do');
  const body = parseList(cursor, ['done']);
  expectWord(cursor, 'done');
  return body;
};

const parseLoop = (cursor: Cursor, isUntil: boolean): Command => {
  const condition = parseList(cursor, ['do']);
  return { kind: 'loop', until: isUntil, condition, body: parseDo(cursor) };
};

const parseFor = (cursor: Cursor): Command => {
  const variable = peek(cursor);
  if (variable.kind !== 'word') throw unexpected(variable);
  cursor.at++;
  skipNewlines(cursor);
  const words: Word[] = [];
  if (isReserved(peek(cursor), 'in')) {
    cursor.at++;
    for (let token = peek(cursor); token.kind === 'word'; token = peek(cursor)) {
      words.push(token.word);
      cursor.at++;
    }
  }
  if (isOperator(peek(cursor), ';')) cursor.at++;
  skipNewlines(cursor);
  return { kind: 'for', name: variable.raw, words, body: parseDo(cursor) };
};

const parseIf = (cursor: Cursor): Command => {
  const branches: { condition: Command; body: Command }[] = [];
  do {
    const condition = parseList(cursor, ['then']);
    expectWord(cursor, 'then');
    branches.push({ condition, body: parseList(cursor, ['elif', 'else', 'fi']) });
  } while (isReserved(peek(cursor), 'elif') && ++cursor.at > 0);
  if (!isReserved(peek(cursor), 'else')) {
    expectWord(cursor, 'fi');
    return { kind: 'if', branches };
  }
  cursor.at++;
  const otherwise = parseList(cursor, ['fi']);
  expectWord(cursor, 'fi');
  return { kind: 'if', branches, otherwise };
};

const parseCase = (cursor: Cursor): Command => {
  const subject = peek(cursor);
  if (subject.kind !== 'word') throw unexpected(subject);
  cursor.at++;
  skipNewlines(cursor);
  expectWord(cursor, 'in');
  skipNewlines(cursor);
  const arms: { patterns: Word[]; body: Command }[] = [];
  while (!isReserved(peek(cursor), 'esac')) {
    const patterns: Word[] = [];
    if (isOperator(peek(cursor), '(')) cursor.at++;
    for (let token = peek(cursor); !isOperator(token, ')'); token = peek(cursor)) {
      if (token.kind === 'word') patterns.push(token.word);
      else if (!isOperator(token, '|')) throw unexpected(token);
      cursor.at++;
    }
    cursor.at++;
    arms.push({ patterns, body: parseList(cursor, ['esac'], true) });
    if (isOperator(peek(cursor), ';;')) cursor.at++;
    skipNewlines(cursor);
  }
  cursor.at++;
  return { kind: 'case', subject: subject.word, arms };
};

const parseEnclosed = (cursor: Cursor, end: ')' | '}'): Command => {
  const body = parseList(cursor, ['}']);
  const token = peek(cursor);
  if (end === ')' ? !isOperator(token, ')') : !isReserved(token, '}')) throw unexpected(token);
  cursor.at++;
  return end === ')' ? { kind: 'subshell', body } : body;
};

const COMPOUND = new Map<string, (cursor: Cursor) => Command>([
  ['while', (cursor) => parseLoop(cursor, false)],
  ['until', (cursor) => parseLoop(cursor, true)],
  ['for', parseFor],
  ['if', parseIf],
  ['case', parseCase],
  ['{', (cursor) => parseEnclosed(cursor, '}')],
]);

const parseCommand = (cursor: Cursor): Command => {
  if (++cursor.depth > MAX_DEPTH) throw new ShellSyntaxError('Syntax error: nested too deeply');
  const token = peek(cursor);
  const keyword = token.kind === 'word' && !token.word.quoted ? token.raw : '';
  if (RESERVED.has(keyword)) throw unexpected(token);
  const compound = isOperator(token, '(') ? (inner: Cursor) => parseEnclosed(inner, ')') : COMPOUND.get(keyword);
  if (compound !== undefined) cursor.at++;
  const command = (compound ?? parseSimple)(cursor);
  const redirects: Redirect[] = [];
  for (let next = readRedirect(cursor); next !== undefined; next = readRedirect(cursor)) redirects.push(next);
  cursor.depth--;
  return redirected(command, redirects);
};

const parsePipeline = (cursor: Cursor): Command => {
  const negated = isReserved(peek(cursor), '!');
  if (negated) cursor.at++;
  const commands = [parseCommand(cursor)];
  while (isOperator(peek(cursor), '|')) {
    cursor.at++;
    skipNewlines(cursor);
    commands.push(parseCommand(cursor));
  }
  const [only] = commands;
  return commands.length === 1 && only !== undefined && !negated ? only : { kind: 'pipeline', commands, negated };
};

const parseAndOr = (cursor: Cursor): Command => {
  let left = parsePipeline(cursor);
  for (let token = peek(cursor); isOperator(token, '&&', '||'); token = peek(cursor)) {
    cursor.at++;
    skipNewlines(cursor);
    left = { kind: 'and-or', left, operator: isOperator(token, '&&') ? '&&' : '||', right: parsePipeline(cursor) };
  }
  return left;
};

/** Commands up to one of the words in `ends`, a closing parenthesis, `;;` or the end of the text. */
const parseList = (cursor: Cursor, ends: readonly string[], mayBeEmpty = false): Command => {
  const items: { command: Command; background: boolean }[] = [];
  for (;;) {
    skipNewlines(cursor);
    const token = peek(cursor);
    if (token.kind === 'end' || isOperator(token, ')', ';;') || ends.some((end) => isReserved(token, end))) break;
    const command = parseAndOr(cursor);
    const separator = peek(cursor);
    items.push({ command, background: isOperator(separator, '&') });
    if (!isOperator(separator, ';', '&', '\n')) break;
    cursor.at++;
  }
  if (items.length === 0 && !mayBeEmpty) throw unexpected(peek(cursor));
  return { kind: 'list', items };
};

/** @throws ShellSyntaxError where `/bin/sh -c` answers with exit code 2 */
export const parseShell = (source: string): Command => {
  const cursor: Cursor = { tokens: tokenize(source), at: 0, depth: 0 };
  const command = parseList(cursor, [], true);
  const rest = peek(cursor);
  if (rest.kind !== 'end') throw unexpected(rest);
  return command;
};
