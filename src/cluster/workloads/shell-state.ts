/** A shell run in the abstract: its time, variables and what it has started so far. */
import type { Reach } from './loopback';
import type { Hump } from './memory';
import type { Command } from './shell-ast';

interface Server {
  readonly ports: readonly number[] | 'declared';
  readonly bindsAt: number;
  readonly readyAt: number;
  readonly answers?: number;
}

/** What all shells of a run have in common. */
interface Shared {
  readonly servers: Server[];
  readonly humps: Hump[];
  /** How its network answers; absent where nobody asks yet. */
  readonly reach?: Reach;
  fuel: number;
  depth: number;
  handler: string | undefined;
  turning: boolean;
}

/** One run. Forks have their own variables and share the rest. */
export interface Shell {
  readonly variables: Map<string, string>;
  readonly functions: Map<string, Command>;
  readonly background: number[];
  readonly shared: Shared;
  now: number;
  lastCode: number;
}
