/**
 * What the command line needs of the place it runs in: a machine (`cli/dcos-main`) or the page's terminal
 * (`cli/shell`). Nothing in this folder knows which.
 */

export interface DcosIo {
  /** Carries a request; rejects with a `TypeError` when nobody answers, as `globalThis.fetch` does. */
  fetch(request: Request): Promise<Response>;
  /** Scheme and authority of the cluster, no slash at the end. */
  readonly baseUrl: string;
  stdout(text: string): void;
  stderr(text: string): void;
  /** All of standard input; `undefined` when it is a terminal. */
  stdin(): Promise<string | undefined>;
  /** The text of a file; `undefined` when there is none. */
  readFile(path: string): Promise<string | undefined>;
  env(name: string): string | undefined;
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after so many milliseconds, at once when `signal` aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Ctrl+C. */
  readonly signal?: AbortSignal | undefined;
  /** Whether JSON comes out in colours: for terminals. */
  readonly color?: boolean;
}

/** An expected end of a command: its text goes to standard error. */
export class DcosError extends Error {
  override readonly name = 'DcosError';
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/**
 * Which client's words and tables: since DC/OS 1.12 some commands (apps, debug, about) are Go, the others Python.
 * `DCOS_CLIENT=python` asks for those of the older client that was Python alone, where the two differ.
 */
export const isPythonClient = (io: DcosIo): boolean => io.env('DCOS_CLIENT') === 'python';
