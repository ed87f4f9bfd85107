/** What a command of the shell gets: arguments, input, outputs, variables. */
import type { ShellFiles } from './shell-files';

export interface Process {
  readonly args: readonly string[];
  /** `undefined` when it is the terminal. */
  readonly input: string | undefined;
  stdout(text: string): void;
  stderr(text: string): void;
  env(name: string): string | undefined;
  /** Sets a variable of the shell. */
  setEnv(name: string, value: string): void;
  readonly signal: AbortSignal | undefined;
  readonly host: ShellHost;
}

/** What the shell gets from the terminal around it. */
export interface ShellHost {
  /** Carries a request to the cluster. */
  fetch(request: Request): Promise<Response>;
  /** Scheme and authority of the cluster, no slash at the end. */
  readonly baseUrl: string;
  readonly files: ShellFiles;
  /** What was typed before, oldest first. */
  readonly history?: () => readonly string[];
  /** Empties the screen. */
  readonly clear?: () => void;
  /** Whether what is printed may be coloured. */
  readonly color?: boolean;
}

/** Returns the exit code. */
export type Program = (process: Process) => Promise<number> | number;
