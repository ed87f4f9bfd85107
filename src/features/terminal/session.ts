/** One sitting at the terminal: what was run and printed so far, what runs now, what was typed before. No React. */
import type { Completion, Piece } from '../../ui/terminal/terminal-contract';
import { readHistory, remember } from './command-memory';

export interface SessionShell {
  run(
    text: string,
    output: { stdout(text: string): void; stderr(text: string): void },
    signal?: AbortSignal,
  ): Promise<number>;
  isComplete(text: string): boolean;
  complete(text: string, cursor: number): Promise<Completion>;
}

/** What the shell may ask of the terminal around it. */
export interface SessionHost {
  readonly history: () => readonly string[];
  readonly clear: () => void;
}

export interface SessionState {
  readonly pieces: readonly Piece[];
  readonly busy: boolean;
  /** Oldest first. */
  readonly history: readonly string[];
}

export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly run: (text: string) => void;
  readonly stop: () => void;
  readonly clear: () => void;
  /** A remark of the terminal's own. */
  readonly note: (text: string, kind?: 'note' | 'error') => void;
  readonly isComplete: (text: string) => boolean;
  readonly complete: (text: string, caret: number) => Promise<Completion>;
}

/** Beyond these the oldest pieces go: a command that prints for hours must not fill the page. */
const MOST_PIECES = 2000;
const MOST_CHARACTERS = 2_000_000;
/** What is printed within one frame is one piece. */
const FRAME_MS = 16;

/** The latest pieces that keep within the limits. */
const latest = (pieces: readonly Piece[]): readonly Piece[] => {
  let characters = 0;
  let from = pieces.length;
  while (from > 0 && pieces.length - from < MOST_PIECES) {
    characters += pieces[from - 1]?.text.length ?? 0;
    // The newest is always shown, however long.
    if (characters > MOST_CHARACTERS && from < pieces.length) break;
    from -= 1;
  }
  return from === 0 ? pieces : pieces.slice(from);
};

/** Keeps the pieces and tells of changes; printing is gathered, all else is told at once. */
const createTranscript = (changed: () => void) => {
  let pieces: readonly Piece[] = [];
  let printed: Pick<Piece, 'kind' | 'text'>[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (printed.length === 0) return;
    pieces = latest([...pieces, ...printed.map((piece) => ({ ...piece, id: (lastId += 1) }))]);
    printed = [];
    changed();
  };
  return {
    pieces: () => pieces,
    flush,
    print: (kind: Piece['kind'], text: string): void => {
      const last = printed.at(-1);
      if (text === '') return;
      if (last?.kind === kind && kind !== 'command') printed[printed.length - 1] = { kind, text: last.text + text };
      else printed.push({ kind, text });
      timer ??= setTimeout(flush, FRAME_MS);
    },
    clear: (): void => {
      printed = [];
      pieces = [];
      flush();
      changed();
    },
  };
};

export const createSession = (createShell: (host: SessionHost) => SessionShell): Session => {
  const listeners = new Set<() => void>();
  let history = readHistory();
  let running: AbortController | undefined;
  let state: SessionState = { pieces: [], busy: false, history };
  const changed = (): void => {
    state = { pieces: transcript.pieces(), busy: running !== undefined, history };
    for (const listener of listeners) listener();
  };
  const transcript = createTranscript(changed);
  const shell = createShell({ history: () => history, clear: transcript.clear });
  const execute = async (text: string, controller: AbortController): Promise<void> => {
    const { signal } = controller;
    const output = {
      stdout: (printed: string) => transcript.print('output', printed),
      stderr: (printed: string) => transcript.print('error', printed),
    };
    try {
      const exitCode = await shell.run(text, output, signal);
      if (exitCode !== 0) transcript.print('note', signal.aborted ? 'stopped' : `exit code ${exitCode}`);
    } catch (error) {
      transcript.print('error', `${error instanceof Error ? error.message : String(error)}\n`);
    }
    running = undefined;
    transcript.flush();
    changed();
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run: (text) => {
      if (running) return;
      history = remember(history, text);
      running = new AbortController();
      transcript.print('command', text.trimEnd());
      transcript.flush();
      void execute(text, running);
    },
    stop: () => running?.abort(),
    clear: transcript.clear,
    note: (text, kind = 'note') => {
      transcript.print(kind, text);
      transcript.flush();
    },
    isComplete: (text) => shell.isComplete(text),
    complete: (text, caret) => shell.complete(text, caret),
  };
};
