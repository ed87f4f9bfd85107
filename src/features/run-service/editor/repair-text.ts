/**
 * Puts right what is wrong with a text that is not JSON: a comma too many or too few, quotes that are missing or single,
 * a bracket that is missing. Tries small changes where the reader stumbled and keeps those after which it reads on.
 */
import { createScanner, parseTree } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { parseText } from '../parse-text';

const END = 17;
const MOST_ROUNDS = 12;
/** Longer texts take too long to read so often. */
const LONGEST = 200_000;
/** Characters read in one round of tries. */
const READ_AT_ONCE = 6_000_000;

type Token = { readonly from: number; readonly to: number };

/** Tokens that are neither white space nor comments, up to the first that begins after `offset`. */
function tokensUpTo(text: string, offset: number): readonly Token[] {
  const scanner = createScanner(text, true);
  const tokens: Token[] = [];
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    const from = scanner.getTokenOffset();
    tokens.push({ from, to: from + scanner.getTokenLength() });
    if (from > offset) break;
  }
  return tokens;
}

const spliced = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to);

/** How many lines are not indented as those they belong to: a measure of a wrong guess. */
function crookedness(text: string): number {
  const opened: { readonly own: string; inner: string | undefined; readonly from: number }[] = [];
  let crooked = 0;
  for (const { from, to } of tokensUpTo(text, text.length)) {
    const sign = text.slice(from, to);
    const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
    const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
    const isFirst = before.trim() === '';
    if (sign === '}' || sign === ']') {
      const start = opened.pop();
      const isBroken = start !== undefined && text.slice(start.from, from).includes('\n');
      if (isBroken && (!isFirst || indent !== start.own)) crooked += 1;
    } else if (isFirst) {
      const around = opened.at(-1);
      if (around?.inner === undefined) opened.splice(-1, 1, ...(around ? [{ ...around, inner: indent }] : []));
      else if (around.inner !== indent) crooked += 1;
    }
    if (sign === '{' || sign === '[') opened.push({ own: indent, inner: undefined, from });
  }
  return crooked;
}

/** `'a'` as JSON; a double quote in it is escaped, an escaped single one is not. */
const doubleQuoted = (single: string): string =>
  `"${single
    .slice(1, -1)
    .replaceAll(/\\.|"/gs, (sign) => (sign === "\\'" ? "'" : sign === '"' ? String.raw`\"` : sign))}"`;

/** Every text in single quotes at once: between two of them the reader would see anything. */
const allDoubleQuoted = (text: string): string =>
  text.replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*.*?\*\/|'(?:[^'\\\n]|\\.)*'/gs, (token) =>
    token.startsWith("'") ? doubleQuoted(token) : token,
  );

const words: Readonly<Record<string, string>> = {
  True: 'true',
  False: 'false',
  None: 'null',
  undefined: 'null',
  NaN: 'null',
};

/** Texts with another quote at a place where one is missing: before what ends a value inside the token. */
function closedQuotes(text: string, token: Token): readonly string[] {
  if (text[token.from] !== '"') return [];
  const inside = text.slice(token.from + 1, token.to);
  const line = text.slice(token.from + 1, token.to).split('\n')[0] ?? '';
  const ends = [...inside.matchAll(/[,:}\]]/g)].map(({ index }) => index);
  const trimmed = line.trimEnd().length;
  return [...ends.slice(0, 12), trimmed]
    .toSorted((one, other) => one - other)
    .map((index) => spliced(text, token.from + 1 + index, token.from + 1 + index, '"'));
}

/** Texts with another quote where a value begins: what begins like an object or a list may be a text. */
const openedQuotes = (text: string, tokens: readonly Token[]): readonly string[] =>
  tokens
    .slice(-12)
    .flatMap(({ from, to }, index, all) => (/^[:,[]$/.test(text.slice(from, to)) ? (all[index + 1]?.from ?? to) : []))
    .toReversed()
    .map((begin) => spliced(text, begin, begin, '"'));

/** Changes of the token the reader stumbled over, or of the signs beside it. */
function nearby(text: string, at: number, before: Token | undefined): readonly string[] {
  const rest = text.slice(at);
  const single = /^'(?:[^'\\\n]|\\.)*'/.exec(rest)?.[0];
  const word = /^[A-Za-z_$][\w$./-]*/.exec(rest)?.[0];
  // Run together with what follows, once the comma between them is lost.
  const literal = /^(?:true|false|null)(?=[\w-])/.exec(rest)?.[0].length;
  const isNumber = before !== undefined && before.to === at && /\d$/.test(text.slice(before.from, at));
  // Two numbers run together: the second has one digit at least before its point or exponent.
  const second = isNumber && /^(?:[eE][+-]?|\.)\d/.test(rest) ? at - 1 : undefined;
  const known = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
  const comma = before && text.slice(before.from, before.to) === ',' ? [spliced(text, before.from, before.to, '')] : [];
  return [
    ...(single === undefined
      ? []
      : [allDoubleQuoted(text), spliced(text, at, at + single.length, doubleQuoted(single))]),
    ...(known === undefined || word === undefined ? [] : [spliced(text, at, at + word.length, known)]),
    ...(second === undefined ? [] : [spliced(text, second, second, ',')]),
    ...(literal === undefined ? [] : [spliced(text, at + literal, at + literal, ',')]),
    ...(/^[“”„]/.test(rest) ? [text.replaceAll(/[“”„]/g, '"')] : []),
    ...comma,
    ...(before ? [spliced(text, before.to, before.to, ',')] : []),
    ...(rest.startsWith('=') ? [spliced(text, at, at + 1, ':')] : []),
    ...(before ? [spliced(text, before.to, before.to, ':')] : []),
    ...(/^[^"\n]*"/.test(rest) ? [spliced(text, at, at, '"')] : []),
    ...(before && !/^["{}[\],:]/.test(text.slice(before.from)) ? [spliced(text, before.from, before.from, '"')] : []),
    ...(word === undefined ? [] : [spliced(text, at, at + word.length, JSON.stringify(word))]),
    ...(/^[,}\]:]/.test(rest) ? [spliced(text, at, at + 1, '')] : []),
  ];
}

/** A bracket more where one can be: closed at the ends of lines, opened after colons and before names; the nearest first. */
function brackets(text: string, at: number, tokens: readonly Token[]): readonly string[] {
  const near = tokens.filter(({ from }) => from <= at).slice(-1200);
  const sign = (index: number): string => text.slice(near[index]?.from ?? 0, near[index]?.to ?? 0);
  const closings = near.flatMap(({ to }, index) => {
    const isEnd = index >= near.length - 3 || text.slice(to, near[index + 1]?.from ?? text.length).includes('\n');
    return isEnd ? [sign(index) === ',' ? (near[index]?.from ?? to) : to] : [];
  });
  const beforeNames = near.flatMap(({ from }, index) =>
    sign(index + 1) === ':' && (index === 0 || /^[:[,]$/.test(sign(index - 1))) ? [from] : [],
  );
  const afterColons = near.flatMap(({ to }, index) => (sign(index) === ':' ? [to] : []));
  const put = (offsets: readonly number[], bracket: string): readonly string[] =>
    offsets.toReversed().map((offset) => spliced(text, offset, offset, bracket));
  const ends = [at, ...closings.slice(-120).toReversed()];
  return [
    ...ends.flatMap((end) => [spliced(text, end, end, '}'), spliced(text, end, end, ']')]),
    ...put([at], '{'),
    ...put([at], '['),
    ...put(beforeNames.slice(-400), '{'),
    ...put(afterColons.slice(-400), '['),
  ];
}

const firstError = (text: string): number | undefined => {
  const errors: ParseError[] = [];
  parseTree(text, errors);
  return errors[0]?.offset;
};

/** One change after which the reader comes further, or to the end; of those to the end the one that looks straightest. */
function better(text: string, at: number): string | undefined {
  const tokens = tokensUpTo(text, at);
  const index = tokens.findLastIndex(({ to }) => to <= at);
  const current = tokens.find(({ from, to }) => from <= at && at < to);
  const quotes = [tokens[index], current].flatMap((token) => (token ? closedQuotes(text, token) : []));
  const opened = openedQuotes(text, tokens);
  const tries = [...nearby(text, at, tokens[index]), ...quotes, ...opened, ...brackets(text, at, tokens)].slice(
    0,
    Math.max(40, Math.round(READ_AT_ONCE / text.length)),
  );
  const read = tries.map((changed) => ({ changed, stop: firstError(changed) }));
  const whole = read
    .filter(({ stop }) => stop === undefined)
    .map(({ changed }) => ({ changed, off: crookedness(changed) }));
  if (whole.length > 0) return whole.reduce((best, each) => (each.off < best.off ? each : best)).changed;
  const reach = ({ changed, stop }: (typeof read)[number]): number => (stop ?? 0) - (changed.length - text.length);
  const furthest = read.reduce<(typeof read)[number] | undefined>(
    (best, each) => (best && reach(best) >= reach(each) ? best : each),
    undefined,
  );
  return furthest && reach(furthest) > at ? furthest.changed : undefined;
}

/** The text made readable by small changes, or undefined where they do not suffice. Comments stay. */
export function repairText(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  let changed = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const at = firstError(changed);
    if (at === undefined) return changed !== text && 'root' in parseText(changed) ? changed : undefined;
    const next = better(changed, at);
    if (next === undefined) return undefined;
    changed = next;
  }
  return undefined;
}
