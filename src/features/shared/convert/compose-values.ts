/** Values of a Compose file that come in several spellings. */
import { parse } from 'shell-quote';
import { below } from './source';
import type { Source } from './source';

/** A line as the words a shell makes of it; its variables and operators stay as they are written. */
export function shellWords(line: string): readonly string[] {
  return parse(line, (name) => `$${name}`).map((entry) => {
    if (typeof entry === 'string') return entry;
    if ('comment' in entry) return `#${entry.comment}`;
    return 'pattern' in entry ? entry.pattern : entry.op;
  });
}

/** A command: a list of words, or a line. Undefined where it is neither. */
export function wordsAt(source: Source): readonly string[] | undefined {
  if (source.isList) {
    const words = source.items().map((item) => item.word());
    return words.every((word) => word !== undefined) ? words : undefined;
  }
  const { value } = source;
  if (typeof value !== 'string') return undefined;
  try {
    const words = shellWords(value);
    source.take();
    return words;
  } catch {
    source.drop('the line can’t be read as the words of a command');
    return undefined;
  }
}

/** A map, or a list of `name=value`. A name alone has no value. */
export function pairsAt(source: Source): readonly (readonly [string, string | undefined, Source])[] {
  if (!source.isList) return source.entries().map(([name, value]) => [name, value.word(), value] as const);
  return source.items().flatMap((item) => {
    const line = item.word();
    if (line === undefined) return [];
    const [, name = line, value] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
    return [[name, value, item] as const];
  });
}

/** `${NAME:-default}`, `${NAME}`, `$NAME`, `$$` */
const VARIABLE = /\$(?:(\$)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^}]*))?\}|([A-Za-z_]\w*))/g;

type Tell = (path: string, name: string, used: string | undefined) => void;

function replaced(text: string, path: string, told: Tell): string {
  type Found = readonly [dollar?: string, braced?: string, sign?: string, rest?: string, bare?: string];
  return text.replace(VARIABLE, (whole: string, ...found: readonly unknown[]) => {
    const [dollar, braced, sign, rest, bare] = found as Found;
    if (dollar !== undefined) return '$';
    const used = sign?.endsWith('-') === true ? (rest ?? '') : undefined;
    told(path, braced ?? bare ?? '', used);
    return used ?? whole;
  });
}

/** A file with its variables replaced where it gives a value itself. Nothing else is known here. */
export function interpolated(value: unknown, told: Tell, path = ''): unknown {
  if (typeof value === 'string') return replaced(value, path, told);
  if (Array.isArray(value)) return value.map((item, index) => interpolated(item, told, below(path, index)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, interpolated(item, told, below(path, key))]),
  );
}
