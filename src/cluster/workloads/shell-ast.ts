/** The POSIX shell subset that commands of pods use, as a tree. Plain data, shared by everyone who runs the same text. */

/** A piece of a word. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: string }
  | { readonly kind: 'substitution'; readonly source: string };

export interface Word {
  readonly parts: readonly Part[];
  /** Quoted in whole or part: an empty value still counts as an argument. */
  readonly quoted: boolean;
}

/** `2>> file`: an output or input of a command that is elsewhere. */
export interface Redirect {
  /** Number and sign, e.g. `2>>`. */
  readonly text: string;
  readonly target: Word;
}

export type Command =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly { readonly name: string; readonly value: Word }[];
      readonly words: readonly Word[];
    }
  | { readonly kind: 'pipeline'; readonly commands: readonly Command[]; readonly negated: boolean }
  | { readonly kind: 'and-or'; readonly left: Command; readonly operator: '&&' | '||'; readonly right: Command }
  | { readonly kind: 'list'; readonly items: readonly { readonly command: Command; readonly background: boolean }[] }
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: Command; readonly body: Command }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[]; readonly body: Command }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Command; readonly body: Command }[];
      readonly otherwise?: Command;
    }
  | {
      readonly kind: 'case';
      readonly subject: Word;
      readonly arms: readonly { readonly patterns: readonly Word[]; readonly body: Command }[];
    }
  | { readonly kind: 'subshell'; readonly body: Command }
  | { readonly kind: 'function'; readonly name: string; readonly body: Command }
  | { readonly kind: 'redirected'; readonly command: Command; readonly redirects: readonly Redirect[] };

/** The text is no shell command: a shell prints the message and exits with 2. */
export class ShellSyntaxError extends Error {}
