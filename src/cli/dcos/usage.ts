/** A command's usage line, read as docopt reads it, and arguments matched against it. */

export interface Flag {
  readonly name: string;
  /** `<seconds>` when it takes a value. */
  readonly value?: string;
}

export interface Usage {
  /** `marathon`, `pod`, `list` */
  readonly words: readonly string[];
  readonly flags: readonly Flag[];
  /** Flags that exclude each other. */
  readonly choices: readonly (readonly string[])[];
  readonly positionals: readonly { readonly name: string; readonly optional: boolean; readonly many: boolean }[];
}

/** `marathon pod list [--json|--quiet] [<pod-id>]` as its parts. */
export const readUsage = (line: string): Usage => {
  const words: string[] = [];
  const flags: Flag[] = [];
  const choices: string[][] = [];
  const positionals: { name: string; optional: boolean; many: boolean }[] = [];
  for (const part of line.match(/\[[^\]]*\]|\S+/g) ?? []) {
    const inner = part.replace(/^\[|\]$/g, '');
    if (inner.startsWith('--')) {
      const group = inner.split('|').map((text): Flag => {
        const [name = text, value] = text.split('=');
        return { name, ...(value !== undefined && { value }) };
      });
      flags.push(...group);
      if (group.length > 1) choices.push(group.map(({ name }) => name));
    } else if (inner.startsWith('<'))
      positionals.push({
        name: inner.replace(/\.\.\.$/, ''),
        optional: part.startsWith('['),
        many: inner.endsWith('...'),
      });
    else words.push(inner);
  }
  return { words, flags, choices, positionals };
};

/** What a command was called with. */
export interface Arguments {
  flag(name: string): boolean;
  value(name: string): string | undefined;
  /** A positional that the usage requires. */
  one(name: string): string;
  maybe(name: string): string | undefined;
  many(name: string): readonly string[];
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['-q', '--quiet'],
  ['-h', '--help'],
]);

export interface Tokens {
  /** Everything that is not a flag, in order. */
  readonly words: readonly string[];
  /** In order; `value` for those with one. */
  readonly flags: readonly { readonly name: string; readonly value?: string }[];
}

/** Flags may stand anywhere. `takesValue`: flags whose value may be the next argument. */
export const tokenize = (argv: readonly string[], takesValue: (name: string) => boolean): Tokens => {
  const words: string[] = [];
  const flags: { name: string; value?: string }[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const token = argv[index] ?? '';
    if (token === '--') {
      words.push(...argv.slice(index + 1));
      break;
    }
    if (!token.startsWith('-') || token === '-') {
      words.push(token);
      continue;
    }
    const equals = token.startsWith('--') ? token.indexOf('=') : -1;
    const name = equals < 0 ? (SHORT.get(token) ?? token) : token.slice(0, equals);
    if (equals >= 0) flags.push({ name, value: token.slice(equals + 1) });
    else if (takesValue(name) && index + 1 < argv.length) {
      index += 1;
      flags.push({ name, value: argv[index] ?? '' });
    } else flags.push({ name });
  }
  return { words, flags };
};

/** The arguments as this usage names them; `undefined` when they do not fit it. */
export const matchUsage = (usage: Usage, { words, flags }: Tokens): Arguments | undefined => {
  const given = new Map<string, string | undefined>();
  for (const { name, value } of flags) {
    const known = usage.flags.find((flag) => flag.name === name);
    if (known === undefined || (known.value === undefined) !== (value === undefined)) return undefined;
    given.set(name, value);
  }
  if (usage.choices.some((names) => names.filter((name) => given.has(name)).length > 1)) return undefined;
  const rest = words.slice(usage.words.length);
  const found = new Map<string, readonly string[]>();
  for (const { name, optional, many } of usage.positionals) {
    const taken = rest.splice(0, many ? rest.length : 1);
    if (taken.length === 0 && !optional) return undefined;
    found.set(name, taken);
  }
  if (rest.length > 0) return undefined;
  const many = (name: string): readonly string[] => found.get(name) ?? [];
  return {
    flag: (name) => given.has(name),
    value: (name) => given.get(name),
    one: (name) => many(name)[0] ?? '',
    maybe: (name) => many(name)[0],
    many,
  };
};
