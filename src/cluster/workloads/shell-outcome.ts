/** What one program of a shell's run comes to: servers, memory, time, and what it hears of the network. */
import type { Held } from './allocations';
import { connectionTo } from './asking';
import { runProgram } from './programs';
import type { Outcome } from './programs';
import { ended, NEVER } from './shell-run';
import type { Step } from './shell-run';
import type { Shell } from './shell-state';
import { hear } from './tape';

const MAX_HUMPS = 20;

/** Notes memory that is held from now on. A long run is known by its beginning. */
export const hold = ({ shared: { humps }, now }: Shell, { mib, over }: Held, lasts: number): void => {
  if (humps.length < MAX_HUMPS) humps.push({ at: now, over, mib, ...(lasts !== Infinity && { until: now + lasts }) });
};

export const outcome = (shell: Shell, words: readonly string[], result: Outcome): Step => {
  const { serves, readyAfter = 0, answers, page, lasts, code, holds } = result;
  shell.shared.transcript?.ran(shell, words, result);
  if (serves !== undefined)
    shell.shared.servers.push({
      ports: serves,
      bindsAt: shell.now,
      readyAt: shell.now + readyAfter,
      ...(answers !== undefined && { answers }),
      ...(page !== undefined && { page }),
    });
  if (holds !== undefined) hold(shell, holds, lasts);
  if (lasts === Infinity) return NEVER;
  shell.now += lasts;
  return ended(code);
};

/** A program that asks the network. Where its answer is still to come, so is all that follows. */
export const askNetwork = (shell: Shell, words: readonly string[], name: string): Step => {
  const { tape, now, shared } = shell;
  const args = words.slice(1);
  if (shared.ask !== undefined) return outcome(shell, words, shared.ask({ name, args }));
  // Nobody answers the handler of a signal.
  if (tape === undefined) return outcome(shell, words, runProgram(name, args));
  const heard = hear(tape, { name, args, at: now });
  return heard === undefined ? NEVER : outcome(shell, words, heard);
};

/** A redirection that is a connection; undefined for files. */
export const openSocket = (shell: Shell, target: string): Step | undefined => {
  const words = connectionTo(target);
  return words === undefined ? undefined : askNetwork(shell, words, 'nc');
};
