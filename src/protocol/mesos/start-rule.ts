/**
 * Ordered start and stop inside a task group, an addition of Podrome: what a container waits for, and what its end means
 * for the others. Mesos has no such fields.
 */
import type { Millis } from '../units';

export interface StartCondition {
  /** Name of another task of the group. */
  readonly container: string;
  readonly condition: 'running' | 'healthy' | 'finished';
}

export interface StartRule {
  /** init: its end with exit code 0 is expected. sidecar: it is stopped when all main containers have ended. */
  readonly kind: 'main' | 'init' | 'sidecar';
  /** All of them have to be met once; later changes don't matter. */
  readonly after: readonly StartCondition[];
  /** How long it waits before it fails, from the launch of the group. */
  readonly timeout: Millis;
}
