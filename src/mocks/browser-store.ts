/**
 * Keeps a cluster in IndexedDB: each write is a transaction of its own with strict durability, so that an acknowledged
 * one survives a crash of the browser; snapshots are written whole or not at all, and the last three stay.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ClusterStore, Origin, StoredSnapshot } from '../cluster/journal';
import type { JournalEntry } from '../protocol/simulation/simulation';

interface Schema extends DBSchema {
  origin: { key: 'origin'; value: Origin };
  journal: { key: number; value: JournalEntry };
  /** A snapshot's parts, in order; large strings are hard on the structured clone. */
  snapshots: { key: number; value: { readonly parts: readonly string[]; readonly entries: number } };
}

const PART = 4 * 1024 * 1024;
const KEPT_SNAPSHOTS = 3;
const STRICT = { durability: 'strict' } as const;

const partsOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(1, Math.ceil(text.length / PART)) }, (_, i) => text.slice(i * PART, (i + 1) * PART));

/** @param name of the database; worlds of another layout version have other names and are left alone */
export const browserStore = (name: string): ClusterStore => {
  const path = `${name}#1`;
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> =>
    (opened ??= openDB<Schema>(path, 1, {
      upgrade: (db) => {
        db.createObjectStore('origin');
        db.createObjectStore('journal', { autoIncrement: true });
        db.createObjectStore('snapshots', { autoIncrement: true });
      },
    }));

  return {
    load: async () => {
      // Asking is quicker than making a database only to find it empty: the first visit waits for this.
      const known = await (indexedDB as Partial<IDBFactory>).databases?.();
      if (known?.some((each) => each.name === path) === false) return undefined;
      const tx = (await database()).transaction(['origin', 'journal', 'snapshots']);
      const [origin, journal, snapshots] = await Promise.all([
        tx.objectStore('origin').get('origin'),
        tx.objectStore('journal').getAll(),
        tx.objectStore('snapshots').getAll(),
      ]);
      if (origin === undefined) return undefined;
      const newestFirst = snapshots.reverse().map(({ parts, entries }) => ({ world: parts.join(''), entries }));
      return { origin, journal, snapshots: newestFirst };
    },
    begin: async (origin) => {
      const tx = (await database()).transaction(['origin', 'journal', 'snapshots'], 'readwrite', STRICT);
      await Promise.all([
        tx.objectStore('journal').clear(),
        tx.objectStore('snapshots').clear(),
        tx.objectStore('origin').put(origin, 'origin'),
        tx.done,
      ]);
    },
    append: async (entry) => {
      const tx = (await database()).transaction('journal', 'readwrite', STRICT);
      await Promise.all([tx.store.add(entry), tx.done]);
    },
    save: async ({ world, entries }: StoredSnapshot) => {
      const tx = (await database()).transaction('snapshots', 'readwrite');
      const keys = await tx.store.getAllKeys();
      const old = keys.slice(0, Math.max(0, keys.length - KEPT_SNAPSHOTS + 1));
      await Promise.all([
        tx.store.add({ parts: partsOf(world), entries }),
        ...old.map((key) => tx.store.delete(key)),
        tx.done,
      ]);
    },
  };
};
