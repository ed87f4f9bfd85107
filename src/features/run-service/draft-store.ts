/**
 * Unsent definitions, kept until they are run or discarded: per tab and per source, so that a killed tab loses nothing and
 * two tabs on one source do not overwrite each other. A tab is known by an id in its session, and holds a lock of that
 * name as long as it lives; a draft whose tab is gone is offered to whoever opens its source again.
 */
import { keptRecords } from './kept-records';

export interface DraftContent {
  readonly text: string;
  /** For a running service: what ran when one began, so that what others changed since can be told and merged. */
  readonly base?: string | undefined;
}

export interface StoredDraft extends DraftContent {
  readonly source: string;
  readonly at: number;
}

const TAB = 'podrome.tab';
const LONGEST = 1_200_000;

const parse = (value: unknown): StoredDraft | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { source, text, base, at } = value as Partial<Record<string, unknown>>;
  return typeof source === 'string' && typeof text === 'string' && typeof at === 'number'
    ? { source, text, at, ...(typeof base === 'string' ? { base } : {}) }
    : undefined;
};

const records = keptRecords<StoredDraft>({ prefix: 'podrome.draft ', parse, most: 20, longest: LONGEST });

const freshId = (): string => crypto.getRandomValues(new Uint32Array(2)).join('-');

const session = {
  get: (): string | null => {
    try {
      return sessionStorage.getItem(TAB);
    } catch {
      return null;
    }
  },
  set: (id: string): void => {
    try {
      sessionStorage.setItem(TAB, id);
    } catch {
      // Without a session the tab is another one after a reload, and its draft is offered to it.
    }
  },
};

/** Milliseconds a tab that is reloading may take to let its lock go. */
const RELEASE = 500;
let tab: string | undefined;
let claimed: Promise<void> | undefined;

const tabId = (): string => {
  if (tab === undefined) {
    tab = session.get() ?? freshId();
    session.set(tab);
  }
  return tab;
};

const hold = (id: string, signal?: AbortSignal): Promise<boolean> =>
  new Promise((answer) => {
    navigator.locks
      .request(`${TAB} ${id}`, signal ? { signal } : {}, () => {
        answer(true);
        // Held until the page is gone.
        return new Promise<never>(() => undefined);
      })
      .catch(() => answer(false));
  });

/** A copied tab has the session of the one it was copied from: the second to come takes an id of its own. */
async function claim(): Promise<void> {
  if (!('locks' in navigator)) return;
  if (await hold(tabId(), AbortSignal.timeout(RELEASE))) return;
  tab = freshId();
  session.set(tab);
  await hold(tab);
}

const keyOf = (source: string): string => `${tabId()} ${source}`;
const tabOf = (key: string): string => key.slice(0, key.indexOf(' '));

/** Those the browser has no room for: they live as long as the page. */
const unkept = new Map<string, DraftContent>();

/** This tab's own, after a reload. */
export const ownDraft = (source: string): DraftContent | undefined => unkept.get(source) ?? records.read(keyOf(source));

/** Whether it is kept. */
export function keepDraft(source: string, content: DraftContent): boolean {
  const kept = records.write(keyOf(source), { source, ...content, at: Date.now() });
  if (kept) unkept.delete(source);
  else unkept.set(source, content);
  return kept;
}

export function forgetDraft(source: string): void {
  unkept.delete(source);
  records.remove(keyOf(source));
}

export interface LeftDraft extends StoredDraft {
  readonly key: string;
}

/** The newest draft of this source whose tab is gone. */
export async function leftDraft(source: string): Promise<LeftDraft | undefined> {
  claimed ??= claim();
  await claimed;
  const held = 'locks' in navigator ? ((await navigator.locks.query()).held ?? []) : [];
  const alive = new Set([`${TAB} ${tabId()}`, ...held.map(({ name }) => name)]);
  const found = records.list().find(([key, draft]) => draft.source === source && !alive.has(`${TAB} ${tabOf(key)}`));
  return found && { key: found[0], ...found[1] };
}

export const dropDraft = ({ key }: LeftDraft): void => records.remove(key);
