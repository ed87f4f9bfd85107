/**
 * Records this browser keeps, one entry of the local storage each, so that two tabs never write over each other's.
 * The storage may be full or forbidden: what could not be kept is told by the answer, never thrown.
 */

export interface Kept {
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface KeptRecords<Item extends Kept> {
  /** Newest first; entries that are no such record are left out. */
  readonly list: () => readonly (readonly [key: string, item: Item])[];
  readonly read: (key: string) => Item | undefined;
  /** Whether it is kept. Older records make room. */
  readonly write: (key: string, item: Item) => boolean;
  readonly remove: (key: string) => void;
}

interface Rules<Item> {
  readonly prefix: string;
  readonly parse: (value: unknown) => Item | undefined;
  /** Records kept at most; the oldest go first. */
  readonly most: number;
  /** Characters of one record at most. */
  readonly longest: number;
}

const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return undefined;
  }
};

export function keptRecords<Item extends Kept>({ prefix, parse, most, longest }: Rules<Item>): KeptRecords<Item> {
  const read = (key: string): Item | undefined => {
    try {
      return parse(parsed(localStorage.getItem(prefix + key)));
    } catch {
      return undefined;
    }
  };
  const keys = (): readonly string[] => {
    try {
      return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '').filter((key) =>
        key.startsWith(prefix),
      );
    } catch {
      return [];
    }
  };
  const list = () =>
    keys()
      .map((key) => key.slice(prefix.length))
      .flatMap((key) => {
        const item = read(key);
        return item === undefined ? [] : [[key, item] as const];
      })
      .sort(([, one], [, other]) => other.at - one.at);
  const remove = (key: string): void => {
    try {
      localStorage.removeItem(prefix + key);
    } catch {
      // Where the storage is forbidden there is nothing to remove.
    }
  };
  const put = (key: string, text: string): boolean => {
    try {
      localStorage.setItem(prefix + key, text);
      return true;
    } catch {
      return false;
    }
  };
  const write = (key: string, item: Item): boolean => {
    const text = JSON.stringify(item);
    if (text.length > longest) return false;
    const others = list().filter(([other]) => other !== key);
    for (const [other] of others.slice(most - 1)) remove(other);
    if (put(key, text)) return true;
    const oldest = others.at(-1);
    if (oldest === undefined) return false;
    remove(oldest[0]);
    return put(key, text);
  };
  return { list, read, write, remove };
}
