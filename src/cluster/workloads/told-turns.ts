/** Turns of a loop that were heard of before: their time passes, and what they printed is printed again. */
import type { Shell } from './shell-state';
import { holdsTurns, nextTurns, playPart } from './tape';
import type { Item, Turns } from './tape';

type Run = Turns['runs'][number];

/** One turn with what it heard. */
const playTurn = (shell: Shell, heard: readonly Item[], lasts: number, turn: (shell: Shell) => unknown): void => {
  const { tape } = shell;
  const began = shell.now;
  if (tape !== undefined) shell.tape = playPart(tape, heard);
  turn(shell);
  if (tape !== undefined) shell.tape = tape;
  shell.now = began + lasts;
};

/** Alike turns are printed once and told to repeat, but for those that have others inside. */
const printRun = (shell: Shell, { heard, lasts, turns }: Run, turn: (shell: Shell) => unknown): void => {
  const { transcript } = shell.shared;
  const apart = holdsTurns(heard) ? turns : 1;
  const began = shell.now;
  const mark = transcript?.mark() ?? 0;
  for (let n = 0; n < apart && shell.now <= (transcript?.until ?? 0); n++) playTurn(shell, heard, lasts, turn);
  if (apart < turns) transcript?.repeats(mark, began, began + lasts, turns);
  shell.now = began + turns * lasts;
};

/** @param turn runs one turn of the loop  @param handledWithin a handler gets its turn between turns no longer than this */
export const passTurns = (shell: Shell, loop: string, turn: (shell: Shell) => unknown, handledWithin: number): void => {
  const { tape, shared } = shell;
  const told = tape === undefined ? undefined : nextTurns(tape, loop);
  for (const run of told?.runs ?? []) {
    shared.turning = run.lasts <= handledWithin;
    if (shared.transcript !== undefined) printRun(shell, run, turn);
    else shell.now += run.turns * run.lasts;
  }
};
