/** What the modelled tier remembers: plain data. */
import type { Millis } from '../../protocol/units';
import type { Hump } from './memory';
import type { Tapes } from './tape';

/** A process that asks its network now and then. */
export interface Inquiry {
  readonly startedAt: Millis;
  readonly tapes: Tapes;
  /** When it asks next; absent: it does not. */
  readonly at?: Millis;
}

export interface Process {
  readonly agentId: string;
  readonly net: string;
  /** Ports it listens on from `readyAt` on. */
  readonly ports: readonly number[];
  readonly readyAt: Millis;
  /** Status of its answers to HTTP requests, if not 200. */
  readonly answers?: number;
  /** When it opens its ports, if not at its start. */
  readonly bindsAt?: Millis;
  /** Memory beyond what any program takes. */
  readonly humps?: readonly Hump[];
  /** Where these count, if anything limits them. */
  cgroup?: string;
  readonly ignoresTerm: boolean;
  /** Its own handler ends it on TERM, with this status. */
  readonly termCode?: number;
  readonly env: Readonly<Record<string, string>>;
  /** When it ends by itself. */
  readonly endsAt?: Millis;
  /** Only where its command may ask the network. */
  readonly inquiry?: Inquiry;
  ending: boolean;
}

/** Processes whose memory counts together. */
export interface Cgroup {
  readonly agentId: string;
  /** MiB. */
  limit: number;
  readonly members: Set<string>;
}

export interface WorkloadsState {
  /** By container id. */
  readonly processes: Map<string, Process>;
  /** By network namespace: container ids of those that listen. */
  readonly nets: Map<string, Set<string>>;
  /** Only those in which somebody uses memory to speak of. */
  readonly cgroups: Map<string, Cgroup>;
  /** What processes that ended had heard: their logs tell of it. By container id, the last 1,000. */
  readonly heard: Map<string, Tapes>;
}

export const newWorkloadsState = (): WorkloadsState => ({
  processes: new Map(),
  nets: new Map(),
  cgroups: new Map(),
  heard: new Map(),
});
