/** The shell of the page's terminal: runs a text, tells whether it is whole, completes it. */
import { programs } from './builtins';
import { completeText, type Completion } from './complete';
import { INTERRUPTED, execute, type ShellOutput, type ShellState } from './execute';
import { lex } from './lexer';
import { parse } from './parser';
import type { ShellHost } from './process';

export interface Shell {
  /** Runs one or more lines and returns the last exit code; 2 for what can't be read, 130 after an abort. Never rejects. */
  run(text: string, output: ShellOutput, signal?: AbortSignal): Promise<number>;
  /** False while a quote, a here-document or a line that goes on is open: ask for another line. */
  isComplete(text: string): boolean;
  /** What could stand from `from` to the cursor. Asks the cluster for ids; its failures are no options. */
  complete(text: string, cursor: number): Promise<Completion>;
}

const FAILED = 1;
const UNREADABLE = 2;

/** What is pasted may come from Windows. */
const unixLines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Never without a signal. */
const untilAborted = (signal: AbortSignal | undefined): Promise<number> =>
  new Promise((resolve) => {
    const leave = (): void => resolve(INTERRUPTED);
    if (signal?.aborted === true) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });

export const createShell = (host: ShellHost): Shell => {
  const state: ShellState = { variables: new Map([['DCOS_URL', host.baseUrl]]), exitCode: 0 };
  const read = (text: string) => {
    const lexed = lex(unixLines(text));
    if (lexed.kind === 'wrong') return lexed;
    return lexed.kind === 'tokens'
      ? parse(lexed.tokens)
      : { kind: 'wrong' as const, says: 'syntax error: the text ends too soon' };
  };
  return {
    run: async (text, output, signal) => {
      const program = read(text);
      if (program.kind === 'wrong') {
        output.stderr(`${program.says}\n`);
        state.exitCode = UNREADABLE;
        return UNREADABLE;
      }
      const left = (): boolean => signal?.aborted === true;
      // A program that does not notice the abort goes on unheard.
      const heard: ShellOutput = {
        stdout: (more) => (left() ? undefined : output.stdout(more)),
        stderr: (more) => (left() ? undefined : output.stderr(more)),
      };
      const find = (name: string) => programs.get(name)?.run;
      const done = execute(host, find, state, program.pipelines, heard, signal).catch((error: unknown) => {
        heard.stderr(`${error instanceof Error ? error.message : String(error)}\n`);
        return FAILED;
      });
      state.exitCode = await Promise.race([done, untilAborted(signal)]);
      return state.exitCode;
    },
    isComplete: (text) => lex(unixLines(text)).kind !== 'incomplete',
    complete: (text, cursor) => completeText(host, text.slice(0, cursor)),
  };
};
