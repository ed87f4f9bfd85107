/** The files of the page's terminal: names and texts in memory, within limits. */

export interface ShellFiles {
  /** Names, sorted. */
  list(): readonly string[];
  read(name: string): string | undefined;
  /** What kept the text from being written, `undefined` when nothing did. */
  write(name: string, text: string): string | undefined;
  /** False when there was none. */
  remove(name: string): boolean;
}

export interface ShellFileLimits {
  /** Characters of one file. */
  readonly largest: number;
  /** Characters of all files. */
  readonly total: number;
  readonly count: number;
}

const DEFAULT_LIMITS: ShellFileLimits = { largest: 1024 * 1024, total: 8 * 1024 * 1024, count: 200 };

/** There are no folders: `./pod.json` and `pod.json` are one file. */
const plainName = (name: string): string => name.replace(/^(\.\/)+/, '');

export const createShellFiles = (limits: ShellFileLimits = DEFAULT_LIMITS): ShellFiles => {
  const texts = new Map<string, string>();
  const refuse = (name: string, text: string): string | undefined => {
    if (name === '' || name === '.' || name === '..' || name.length > 255) return 'Not a file name';
    if (/[/\p{Cc}]/u.test(name)) return 'There are no folders here';
    if (text.length > limits.largest) return `Larger than ${limits.largest} characters`;
    if (!texts.has(name) && texts.size >= limits.count) return `There are already ${limits.count} files`;
    const others = [...texts].reduce((sum, [other, content]) => sum + (other === name ? 0 : content.length), 0);
    return others + text.length > limits.total ? 'No space left' : undefined;
  };
  return {
    list: () => [...texts.keys()].toSorted(),
    read: (name) => texts.get(plainName(name)),
    write: (name, text) => {
      const refusal = refuse(plainName(name), text);
      if (refusal === undefined) texts.set(plainName(name), text);
      return refusal;
    },
    remove: (name) => texts.delete(plainName(name)),
  };
};
