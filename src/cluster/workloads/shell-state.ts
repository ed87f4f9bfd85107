/** A shell run in the abstract: its time, variables and what it has started so far, and who takes down what it prints. */
import type { Hump } from './memory';
import type { Outcome } from './programs';
import type { Command } from './shell-ast';
import type { Sinks } from './shell-sinks';
import type { Heard, Player, Question } from './tape';

interface Server {
  readonly ports: readonly number[] | 'declared';
  readonly bindsAt: number;
  readonly readyAt: number;
  readonly answers?: number;
  readonly page?: Outcome['page'];
}

/** What a program comes to that asks the network at this very moment. */
export type Ask = (question: Pick<Question, 'name' | 'args'>) => Heard;

/** Takes down what a run prints. */
export interface Transcript {
  /** Runs no further than this, milliseconds from its start. */
  readonly until: number;
  /** A program ran with these words, or could not. */
  ran(shell: Shell, words: readonly string[], outcome: Outcome): void;
  /** A shell refused its script. */
  refused(shell: Shell, message: string): void;
  /** Where it is: what follows can be told to repeat. */
  mark(): number;
  /** What came since the mark, in the time from `began` to now, comes again and again, or so many times in all. */
  repeats(mark: number, began: number, now: number, times?: number): void;
}

/** What all shells of a run have in common. */
interface Shared {
  readonly servers: Server[];
  readonly humps: Hump[];
  /** How its network answers, for a run that is over at once. */
  readonly ask?: Ask;
  /** Absent where nobody wants to know what is printed. */
  readonly transcript?: Transcript;
  fuel: number;
  depth: number;
  /** Loops begun so far in the innermost turn. */
  loops: number;
  handler: string | undefined;
  turning: boolean;
}

/** One run. Forks have their own variables and outputs and share the rest. */
export interface Shell {
  readonly variables: Map<string, string>;
  readonly functions: Map<string, Command>;
  readonly background: number[];
  readonly shared: Shared;
  readonly sinks: Sinks;
  /** What it has heard of its network so far; absent where nobody would answer. */
  tape?: Player;
  now: number;
  lastCode: number;
}
