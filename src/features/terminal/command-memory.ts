/** Earlier commands, kept in this browser: the latest few hundred, none that begins with a blank, none of great length. */

const storageKey = 'podrome.terminal.history';
const MOST = 200;
const LONGEST = 4000;

const isText = (value: unknown): value is string => typeof value === 'string';

/** Oldest first; empty where nothing readable is stored. */
export const readHistory = (): readonly string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isText).slice(-MOST) : [];
  } catch {
    return [];
  }
};

/** With one command more, unless it is not to be kept or the same as the last. Stored where storage is open. */
export const remember = (history: readonly string[], command: string): readonly string[] => {
  const text = command.trimEnd();
  if (/^(\s|$)/.test(text) || text.length > LONGEST || text === history.at(-1)) return history;
  const next = [...history, text].slice(-MOST);
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // Storage is closed or full: the history then lasts as long as the page.
  }
  return next;
};
