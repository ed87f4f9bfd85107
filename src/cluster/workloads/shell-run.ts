/** What the steps of a shell's run come to. */
import type { Shell } from './shell-state';
import { playApart } from './tape';

/** `exit` and `exec` end the shell, `break` its loop; `never` = it keeps running. */
type Flow = 'on' | 'exit' | 'break' | 'continue' | 'never';

export interface Step {
  readonly code: number;
  readonly flow: Flow;
}

export const NEVER: Step = { code: 0, flow: 'never' };
export const OK: Step = { code: 0, flow: 'on' };
/** It ended with this status. */
export const ended = (code: number): Step => ({ code, flow: 'on' });

/** A loop that never pauses would fill any disk at once. Milliseconds. */
export const SHORTEST_TURN = 100;

/** Another shell with variables of its own. */
export const fork = (shell: Shell): Shell => ({ ...shell, variables: new Map(shell.variables), background: [] });

/** One that goes its own way in the background, and hears its own answers. */
export const forkApart = (shell: Shell): Shell => ({
  ...fork(shell),
  ...(shell.tape !== undefined && { tape: playApart(shell.tape) }),
});
