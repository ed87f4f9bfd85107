/**
 * Keeps one cluster in a directory: `world-N.journal` with the origin in its first line and the writes after it, and the
 * last snapshots beside it. The highest N counts; a new world is a new file, so that the switch is one rename.
 */
import { mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ClusterStore, Origin, StoredCluster, StoredSnapshot } from '../cluster/journal';
import type { JournalEntry } from '../protocol/simulation/simulation';
import { lockDirectory } from './directory-lock';
import { createLineWriter, lineOf, readLines, type LineWriter } from './journal-file';

export interface DataDirectory {
  readonly store: ClusterStore;
  /** Where the stored world began; `undefined` = there is none. */
  readonly origin: Origin | undefined;
  /** What was found amiss and how it was put right, for people. */
  readonly notes: readonly string[];
  /** Waits for what is being written and lets others use the directory. */
  close(): Promise<void>;
}

/** Of the layout of the files; another number can't be read. */
const FORMAT = 1;
const KEPT_SNAPSHOTS = 3;
const OURS = /^world-(\d+)[.-]/;

const journalName = (world: number): string => `world-${world}.journal`;
/** Padded, so that the order of names is the order of snapshots. */
const snapshotName = (world: number, entries: number): string =>
  `world-${world}-${String(entries).padStart(12, '0')}.snapshot`;

/** Whole or not at all, also after a power cut. */
const writeWhole = async (directory: string, name: string, text: string): Promise<void> => {
  const path = join(directory, name);
  const file = await open(`${path}.tmp`, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.tmp`, path);
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

interface Found {
  /** 0 = none. */
  readonly world: number;
  /** The highest number any file has: snapshots may have outlived their journal. */
  readonly highest: number;
  readonly size: number;
  readonly stored: StoredCluster | undefined;
  readonly notes: readonly string[];
}

/** Takes off what a crash left half written at the end, and keeps it beside. */
const cutTornEnd = async (path: string, bytes: Buffer, end: number): Promise<readonly string[]> => {
  const torn = bytes.subarray(end);
  if (torn.length === 0) return [];
  await writeFile(`${path}.torn-${end}`, torn);
  await truncate(path, end);
  return [`${path}: the last write was cut short; its ${torn.length} bytes are in ${path}.torn-${end}`];
};

const readSnapshots = async (directory: string, names: readonly string[]): Promise<readonly StoredSnapshot[]> => {
  const newestFirst = names.toSorted().reverse();
  return Promise.all(
    newestFirst.map(async (name) => ({
      // One that can't be read is as a damaged one: the next older serves, or the journal alone.
      world: await readFile(join(directory, name), 'utf8').catch(() => ''),
      entries: Number(/-(\d+)\.snapshot$/.exec(name)?.[1]),
    })),
  );
};

const readDirectory = async (directory: string): Promise<Found> => {
  const names = await readdir(directory);
  const highestOf = (pattern: RegExp): number =>
    Math.max(0, ...names.map((name) => Number(pattern.exec(name)?.[1] ?? 0)));
  const world = highestOf(/^world-(\d+)\.journal$/);
  const highest = highestOf(OURS);
  if (world === 0) return { world, highest, size: 0, stored: undefined, notes: [] };
  const path = join(directory, journalName(world));
  const bytes = await readFile(path);
  const { values, end } = readLines(path, bytes);
  const [first, ...batches] = values as readonly [{ format: number; origin: Origin }?, ...(readonly JournalEntry[])[]];
  if (first?.format !== FORMAT)
    throw new Error(`${path}: not a journal of this version of Podrome; choose another directory`);
  const notes = await cutTornEnd(path, bytes, end);
  const snapshots = names.filter((name) => name.startsWith(`world-${world}-`) && name.endsWith('.snapshot'));
  const stored = {
    origin: first.origin,
    snapshots: await readSnapshots(directory, snapshots),
    journal: batches.flat(),
  };
  return { world, highest, size: end, stored, notes };
};

/** Removes what belongs to earlier worlds, and what a crash left half made. */
const tidy = async (directory: string, world: number): Promise<void> => {
  for (const name of await readdir(directory)) {
    const owner = OURS.exec(name)?.[1];
    if (owner !== undefined && (Number(owner) < world || name.endsWith('.tmp')))
      await rm(join(directory, name), { force: true });
  }
};

const keepNewest = async (directory: string, world: number): Promise<void> => {
  const names = (await readdir(directory)).filter(
    (name) => name.startsWith(`world-${world}-`) && name.endsWith('.snapshot'),
  );
  for (const name of names.toSorted().slice(0, -KEPT_SNAPSHOTS)) await rm(join(directory, name), { force: true });
};

const createStore = async (directory: string, found: Found): Promise<ClusterStore & { close(): Promise<void> }> => {
  let { world, highest } = found;
  let stored = found.stored;
  let journal: LineWriter<JournalEntry> | undefined;
  const openJournal = async (size: number): Promise<void> => {
    journal = createLineWriter(await open(join(directory, journalName(world)), 'a'), size);
  };
  if (world > 0) await openJournal(found.size);
  /** Snapshots one after another; the journal does not wait for them. */
  let saving: Promise<void> = Promise.resolve();
  const close = async (): Promise<void> => {
    await saving;
    await journal?.close();
    journal = undefined;
  };

  return {
    load: () => {
      const once = stored;
      // Read once, at the start: from then on the cluster has it.
      stored = undefined;
      return Promise.resolve(once);
    },
    begin: async (origin) => {
      await close();
      world = highest += 1;
      const first = lineOf({ format: FORMAT, origin });
      await writeWhole(directory, journalName(world), first);
      await openJournal(Buffer.byteLength(first));
      await tidy(directory, world);
    },
    append: (entry) => journal?.append(entry) ?? Promise.reject(new Error(`${directory}: no world was begun here`)),
    save: (snapshot) => {
      const into = world;
      const written = Promise.all([journal?.settled(), saving]);
      const saved = written.then(async () => {
        await writeWhole(directory, snapshotName(into, snapshot.entries), snapshot.world);
        await keepNewest(directory, into);
      });
      saving = saved.catch(() => undefined);
      return saved;
    },
    close,
  };
};

/**
 * Opens the directory, making it if need be, for this process alone.
 * @throws Error when another process has it, or when what it holds can't be read whole
 */
export const openDataDirectory = async (path: string): Promise<DataDirectory> => {
  const directory = resolve(path);
  // Definitions may hold secrets.
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(directory);
  try {
    const found = await readDirectory(directory);
    await tidy(directory, found.world);
    const store = await createStore(directory, found);
    return {
      store,
      origin: found.stored?.origin,
      notes: found.notes,
      close: async () => {
        await store.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
};
