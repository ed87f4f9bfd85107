/** One run of a shell: what it knows, what its steps come to, and who takes down what it prints. */
import type { Outcome } from './programs';
import type { Command } from './shell-ast';
import type { Sinks } from './shell-sinks';

/** `exit` and `exec` end the shell, `break` its loop; `never` = it keeps running. */
type Flow = 'on' | 'exit' | 'break' | 'continue' | 'never';

export interface Step {
  readonly code: number;
  readonly flow: Flow;
}

interface Server {
  readonly ports: readonly number[] | 'declared';
  readonly readyAt: number;
}

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
  /** What came since the mark, in the time from `began` to now, comes again and again. */
  repeats(mark: number, began: number, now: number): void;
}

/** One run. Forks have their own variables and outputs and share the rest. */
export interface Shell {
  readonly variables: Map<string, string>;
  readonly functions: Map<string, Command>;
  readonly background: number[];
  readonly shared: {
    servers: Server[];
    fuel: number;
    depth: number;
    handler: string | undefined;
    turning: boolean;
    readonly transcript: Transcript | undefined;
  };
  readonly sinks: Sinks;
  now: number;
  lastCode: number;
}

export const NEVER: Step = { code: 0, flow: 'never' };
export const OK: Step = { code: 0, flow: 'on' };
/** It ended with this status. */
export const ended = (code: number): Step => ({ code, flow: 'on' });

/** Another shell with variables of its own. */
export const fork = (shell: Shell): Shell => ({ ...shell, variables: new Map(shell.variables), background: [] });
