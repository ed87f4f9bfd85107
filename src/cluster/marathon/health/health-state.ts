/** What Marathon knows of the checks it runs itself (Marathon `core/health/Health`). */
import type { Millis } from '../../../protocol/units';

/** Results of one check of one task. */
export interface CheckRecord {
  readonly firstSuccess: Millis | null;
  readonly lastSuccess: Millis | null;
  readonly lastFailure: Millis | null;
  readonly lastFailureCause: string | null;
  readonly consecutiveFailures: number;
}

/** Results of one readiness check of one task. */
export interface ReadinessRecord {
  readonly ready: boolean;
  readonly lastResponse?: { readonly status: number; readonly contentType: string; readonly body: string };
}

export interface HealthState {
  /** By task id, then by the check's place in the app. */
  readonly checks: Map<string, Map<number, CheckRecord>>;
  /** By task id, then by the check's place in the app. */
  readonly readiness: Map<string, Map<number, ReadinessRecord>>;
}

export const newHealthState = (): HealthState => ({ checks: new Map(), readiness: new Map() });

export const NO_RESULT: CheckRecord = {
  firstSuccess: null,
  lastSuccess: null,
  lastFailure: null,
  lastFailureCause: null,
  consecutiveFailures: 0,
};

/** Alive: the newest result was a success. */
export const isAlive = ({ lastSuccess, lastFailure }: CheckRecord): boolean =>
  lastSuccess !== null && (lastFailure === null || lastSuccess > lastFailure);

/** One more success. */
export const succeeded = (record: CheckRecord, now: Millis): CheckRecord => ({
  ...record,
  firstSuccess: record.firstSuccess ?? now,
  lastSuccess: now,
  consecutiveFailures: 0,
});

/** One more failure. */
export const failed = (record: CheckRecord, now: Millis, cause: string): CheckRecord => ({
  ...record,
  lastFailure: now,
  lastFailureCause: cause,
  consecutiveFailures: record.consecutiveFailures + 1,
});
