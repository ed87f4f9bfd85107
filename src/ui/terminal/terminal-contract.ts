/** What the terminal's parts agree on; no xterm type crosses this line. */

/** A stretch of the terminal's contents, oldest first; `id` grows, so what is new can be told from what was shown. */
export interface Piece {
  readonly id: number;
  /** A command as typed, what it printed, what it complained about, or a remark of the terminal's own. */
  readonly kind: 'command' | 'output' | 'error' | 'note';
  readonly text: string;
}

/** What may stand between `from` and the caret; each option replaces all of that. */
export interface Completion {
  readonly from: number;
  readonly options: readonly string[];
}

/** What the terminal asks of whoever runs its commands. */
export interface TerminalActions {
  readonly run: (text: string) => void;
  /** Ends the running command. */
  readonly stop: () => void;
  readonly clear: () => void;
  /** Whether Enter runs the text; if not, it begins another line of it. */
  readonly isComplete: (text: string) => boolean;
  readonly complete: (text: string, caret: number) => Promise<Completion>;
  /** Takes the focus elsewhere. */
  readonly leave: () => void;
  readonly close: () => void;
}

/** The screen that xterm draws. */
export interface MountedScreen {
  readonly write: (piece: Piece) => void;
  readonly clear: () => void;
  readonly scrollPages: (pages: number) => void;
  /** What is marked with the pointer; empty if nothing is. */
  readonly selection: () => string;
  readonly unmark: () => void;
  readonly dispose: () => void;
}

/** What the command line needs of the screen. */
export type ScreenHandle = Pick<MountedScreen, 'scrollPages' | 'selection' | 'unmark'>;
