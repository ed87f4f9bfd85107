/** What the steps of a shell's run come to. */
import type { Shell } from './shell-state';

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

/** Another shell with variables of its own. */
export const fork = (shell: Shell): Shell => ({ ...shell, variables: new Map(shell.variables), background: [] });
