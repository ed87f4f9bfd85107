/**
 * What must survive: where a world began, every write since, and now and then the whole state so that a restart need not
 * replay everything. Which medium keeps it is the host's affair.
 */
import type { JournalEntry } from '../protocol/simulation/simulation';

/** Where a world began: a scenario and a seed, or a snapshot that was put in. */
export interface Origin {
  readonly scenario: string;
  readonly seed: number;
  /** A sealed world, see `world-text`. Replaces the scenario's start. */
  readonly world?: string;
}

export interface StoredSnapshot {
  /** A sealed world. */
  readonly world: string;
  /** How many entries of the journal it already holds. */
  readonly entries: number;
}

export interface StoredCluster {
  readonly origin: Origin;
  /** Newest first; the first that is whole is taken. */
  readonly snapshots: readonly StoredSnapshot[];
  readonly journal: readonly JournalEntry[];
}

/** Keeps one cluster. Calls are made in order and take effect in order. */
export interface ClusterStore {
  /** `undefined` when nothing was ever kept. */
  load(): Promise<StoredCluster | undefined>;
  /** Forgets all and starts over. */
  begin(origin: Origin): Promise<void>;
  /** Resolves only when the entry would survive a crash. */
  append(entry: JournalEntry): Promise<void>;
  save(snapshot: StoredSnapshot): Promise<void>;
}

/** Survives nothing but the cluster object itself: a store for tests. */
export const memoryStore = (): ClusterStore => {
  let stored: { origin: Origin; snapshots: StoredSnapshot[]; journal: JournalEntry[] } | undefined;
  return {
    load: async () => stored && { ...stored, snapshots: [...stored.snapshots], journal: [...stored.journal] },
    begin: async (origin) => {
      stored = { origin, snapshots: [], journal: [] };
    },
    append: async (entry) => {
      stored?.journal.push(entry);
    },
    save: async (snapshot) => {
      if (stored !== undefined) stored.snapshots = [snapshot, ...stored.snapshots].slice(0, 3);
    },
  };
};
