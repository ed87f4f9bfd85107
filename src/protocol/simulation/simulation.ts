/** The control API `/_simulation/*`: what no DC/OS ever had. Seconds are virtual unless they say otherwise. */

/** `GET /_simulation`. */
export interface SimulationState {
  readonly scenario: string;
  readonly seed: number;
  /** Virtual time, milliseconds since the Unix epoch. */
  readonly now: number;
  /** Virtual seconds per real second. */
  readonly speed: number;
  readonly paused: boolean;
  /** Fingerprint of the whole state: equal worlds have equal digests. */
  readonly digest: string;
  /** Number of agents. */
  readonly agents: number;
  readonly counts: SimulationCounts;
}

export interface SimulationCounts {
  readonly pods: number;
  readonly instances: number;
  readonly containers: number;
  /** Entries of the event queue. */
  readonly queued: number;
  /** Entries handled since the world began. */
  readonly handled: number;
}

/** One write that reached Marathon: an entry of `GET /_simulation/journal`. */
export interface JournalEntry {
  /** Virtual time, milliseconds since the Unix epoch. */
  readonly at: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
