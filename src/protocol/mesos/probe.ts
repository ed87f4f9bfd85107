/**
 * A request to a port of a task that runs, from outside its agent: what Marathon's own health and readiness checks are made
 * of. No Mesos API: it stands for a connection over the network.
 */
import type { Millis } from '../units';
import type { HealthCheckInfo } from './task';

export interface ProbeCall {
  readonly to: 'agent';
  readonly kind: 'PROBE';
  readonly agentId: string;
  readonly taskId: string;
  /** Handed back with the answer. */
  readonly id: string;
  readonly check: HealthCheckInfo['check'];
  readonly timeout: Millis;
}

export interface ProbeAnswer {
  readonly to: 'marathon';
  readonly kind: 'PROBED';
  readonly id: string;
  readonly ok: boolean;
  /** Status of the answer to an HTTP request; absent when nothing listens. */
  readonly status?: number;
  /** When the outcome may change by itself; absent: not before something happens to the task. */
  readonly until?: Millis;
}

/** What was answered before may be answered otherwise now, though nothing happened to the tasks: of an agent, or of any. */
export interface ProbesStale {
  readonly to: 'marathon';
  readonly kind: 'PROBES_STALE';
  readonly agentId?: string;
}
