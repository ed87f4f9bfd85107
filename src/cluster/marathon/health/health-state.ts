/** What Marathon knows of the checks it runs itself (Marathon `core/health/Health`). */
import type { Millis } from '../../../protocol/units';

/** Results of one check of one task. */
export interface CheckRecord {
  readonly firstSuccess: Millis | null;
  readonly lastSuccess: Millis | null;
  readonly lastFailure: Millis | null;
  readonly lastFailureCause: string | null;
  readonly consecutiveFailures: number;
  /** It is not asked again, because nothing is known that could change the answer. */
  readonly resting: boolean;
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
  resting: false,
};

/** Alive: the newest result was a success. */
export const isAlive = ({ lastSuccess, lastFailure }: CheckRecord): boolean =>
  lastSuccess !== null && (lastFailure === null || lastSuccess > lastFailure);

/** One more success. @param resting whether it is the last question for now */
export const succeeded = (record: CheckRecord, now: Millis, resting: boolean): CheckRecord => ({
  ...record,
  firstSuccess: record.firstSuccess ?? now,
  lastSuccess: now,
  consecutiveFailures: 0,
  resting,
});

/** It is asked again. */
export const woken = (record: CheckRecord): CheckRecord => ({ ...record, resting: false });

/** One more failure. */
export const failed = (record: CheckRecord, now: Millis, cause: string): CheckRecord => ({
  ...record,
  lastFailure: now,
  lastFailureCause: cause,
  consecutiveFailures: record.consecutiveFailures + 1,
  resting: false,
});
