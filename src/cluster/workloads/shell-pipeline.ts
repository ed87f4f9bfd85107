/** The stages of a pipeline, by their programs. */
import type { Command } from './shell-ast';
import { expandWords } from './shell-expansion';
import type { Shell } from './shell-state';

/** The program a command starts with, as far as its text tells. */
export const programOf = (command: Command | undefined): string => {
  if (command?.kind === 'redirected') return programOf(command.command);
  const first = command?.kind === 'simple' ? command.words[0]?.parts[0] : undefined;
  return first?.kind === 'text' ? first.text : '';
};

/** They print what they read. */
const PASSING_ON = new Set(['cat', 'tee']);

/** Whether what a stage prints comes out at the end. */
export const isSeen = (commands: readonly Command[], index: number): boolean =>
  commands.slice(index + 1).every((next) => PASSING_ON.has(programOf(next)));

/** The programs of a pipeline with their arguments, as far as they are plain commands. */
export const stagesOf = (shell: Shell, commands: readonly Command[]): string[][] =>
  commands.map((command) => {
    if (command.kind !== 'simple') return [];
    const [name = '', ...args] = expandWords(command.words, shell.variables, shell.lastCode);
    return [name.slice(name.lastIndexOf('/') + 1), ...args];
  });
