/** Words to arguments, as far as a shell without files and programs' output can know them. */
import type { Part, Word } from './shell-ast';

type Variables = ReadonlyMap<string, string>;

const ARITHMETIC = /^\(\s*\$?(\w+)\s*([-+*])\s*\$?(\w+)\s*\)$/;

const numberOf = (term: string, variables: Variables): number =>
  /^\d+$/.test(term) ? Number(term) : Number(variables.get(term) ?? 0) || 0;

/** The format of `date` with these arguments; undefined when it prints no present time. */
export const dateFormat = (args: readonly string[]): string | undefined => {
  const rest = args.filter((arg) => arg !== '-u' && arg !== '--utc');
  const [format = '+%a %b %e %H:%M:%S UTC %Y'] = rest;
  return rest.length < 2 && format.startsWith('+') ? format.slice(1) : undefined;
};

/** Stands for a time that is not known before it is printed. Holds no blank, so it stays one word. */
export const timeToken = (format: string): string => `\uE000${format.replaceAll(' ', '\uE002')}\uE001`;

const dateIn = (source: string): string | undefined => {
  const words = source.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const [name, ...args] = words.map((word) => word.replace(/['"]/g, ''));
  return name === 'date' ? dateFormat(args) : undefined;
};

/** `$((a + 1))`, `$(seq …)` and `$(date …)` have values; other programs' output counts as empty. */
const substitute = (source: string, variables: Variables): string => {
  const [, left, operator, right] = ARITHMETIC.exec(source) ?? [];
  if (left !== undefined && right !== undefined) {
    const [a, b] = [numberOf(left, variables), numberOf(right, variables)];
    return String(operator === '+' ? a + b : operator === '-' ? a - b : a * b);
  }
  const format = dateIn(source);
  if (format !== undefined) return timeToken(format);
  const [, first, last] = /^\s*seq\s+(?:(\d{1,4})\s+)?(\d{1,4})\s*$/.exec(source) ?? [];
  if (last === undefined) return '';
  const start = Number(first ?? 1);
  return Array.from({ length: Math.max(0, Number(last) - start + 1) }, (_, i) => start + i).join(' ');
};

const partText = (part: Part, variables: Variables, lastCode: number): string => {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'substitution':
      return substitute(part.source, variables);
    case 'variable': {
      if (part.name === '?') return String(lastCode);
      const value = variables.get(part.name) ?? '';
      return value === '' ? part.fallback : value;
    }
  }
};

/** One word as one text. */
export const expandWord = ({ parts }: Word, variables: Variables, lastCode: number): string =>
  parts.map((part) => partText(part, variables, lastCode)).join('');

/** Words as arguments: an unquoted expansion splits at blanks, and disappears when empty. */
export const expandWords = (words: readonly Word[], variables: Variables, lastCode: number): readonly string[] =>
  words.flatMap((word) => {
    const text = expandWord(word, variables, lastCode);
    if (word.quoted || word.parts.every(({ kind }) => kind === 'text')) return [text];
    return text.split(/\s+/).filter((piece) => piece !== '');
  });
