/** What could be typed next: programs, the words and flags of `dcos`, files, and ids the cluster knows. */
import { commands, takesValue } from '../dcos/command-table';
import { commandsBelow } from '../dcos/help';
import { readUsage, tokenize } from '../dcos/usage';
import { programs } from './builtins';
import { lex, type Token, type WordToken } from './lexer';
import { idsFor } from './live-ids';
import type { ShellHost } from './process';

export interface Completion {
  /** Where the word begins that an option replaces up to the cursor. */
  readonly from: number;
  readonly options: readonly string[];
}

interface Place {
  readonly from: number;
  /** The command's words before the one at the cursor. */
  readonly words: readonly string[];
  /** What is there of the word at the cursor. */
  readonly current: string;
  /** Behind `<` or `>`. */
  readonly isTarget: boolean;
}

const textOf = (token: WordToken): string =>
  token.parts.map((part) => (part.kind === 'text' ? part.text : `$${part.name}`)).join('');

/** Where the cursor stands at the end of `text`; `undefined` where nothing can be said. */
const placeAt = (text: string): Place | undefined => {
  const lexed = lex(text);
  if (lexed.kind === 'wrong') return undefined;
  const inHereDocument = lexed.kind === 'incomplete' && lexed.tokens.some(({ kind }) => kind === 'here');
  if (inHereDocument && text.includes('\n')) return undefined;
  const tokens: Token[] = [...lexed.tokens];
  if (lexed.kind === 'incomplete' && lexed.word !== undefined) tokens.push(lexed.word);
  const last = tokens.at(-1);
  const open = last?.kind === 'word' && (lexed.kind === 'incomplete' || !/\s$/.test(text)) ? last : undefined;
  const before = open === undefined ? tokens : tokens.slice(0, -1);
  const start = before.findLastIndex((token) => token.kind === 'operator' && !/[<>]/.test(token.operator));
  const words: string[] = [];
  let isTarget = false;
  for (const token of before.slice(start + 1)) {
    if (token.kind === 'word' && !isTarget) words.push(textOf(token));
    isTarget = token.kind === 'operator';
  }
  const assigned = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  return {
    from: open?.from ?? text.length,
    words: assigned < 0 ? [] : words.slice(assigned),
    current: open === undefined ? '' : textOf(open),
    isTarget,
  };
};

/** Flags of a command that were not given yet; those with a value end in `=`. */
const flagsOf = (usages: readonly ReturnType<typeof readUsage>[], given: readonly string[]): readonly string[] => {
  const names = usages
    .flatMap(({ flags }) => flags)
    .map(({ name, value }) => (value === undefined ? name : `${name}=`));
  return ['--help', ...names].filter((name) => !given.includes(name.replace(/=$/, '')));
};

const completeDcos = async (host: ShellHost, args: readonly string[], current: string): Promise<readonly string[]> => {
  const { words, flags } = tokenize(args, takesValue);
  const below = commandsBelow(commands, words).map(({ usage }) => readUsage(usage));
  const exact = commands
    .map(({ usage }) => readUsage(usage))
    .filter((usage) => usage.words.every((word, index) => words[index] === word))
    .toSorted((one, other) => other.words.length - one.words.length)[0];
  if (current.startsWith('-'))
    return flagsOf(
      exact === undefined ? [] : [exact],
      flags.map(({ name }) => name),
    );
  const next = [...new Set(below.flatMap((usage) => usage.words.slice(words.length, words.length + 1)))];
  if (next.length > 0 || exact === undefined) return words.length === 0 ? [...next, 'help'] : next;
  const given = words.slice(exact.words.length);
  const positional = exact.positionals[given.length] ?? exact.positionals.findLast(({ many }) => many);
  return positional === undefined ? [] : idsFor(host, positional.name, given);
};

const optionsAt = async (host: ShellHost, { words, current, isTarget }: Place): Promise<readonly string[]> => {
  if (isTarget) return host.files.list();
  const [name, ...args] = words;
  if (name === undefined) return [...programs.keys()];
  if (name === 'dcos') return completeDcos(host, args[0] === 'help' ? args.slice(1) : args, current);
  return programs.get(name)?.takesFiles === true ? host.files.list() : [];
};

/** What could stand at the end of this text. */
export const completeText = async (host: ShellHost, text: string): Promise<Completion> => {
  const place = placeAt(text);
  if (place === undefined) return { from: text.length, options: [] };
  // curl's `-d @file`
  const at = place.words[0] === 'curl' && place.current.startsWith('@') ? '@' : '';
  const options = (await optionsAt(host, place)).map((option) => at + option);
  return {
    from: place.from,
    options: [...new Set(options)].filter((option) => option.startsWith(place.current)).toSorted(),
  };
};
