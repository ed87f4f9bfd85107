/**
 * The launch queue: which pods wait for offers, which have to wait longer because they failed, and when Mesos is asked for
 * offers or told that none are wanted (Marathon `core/launchqueue`, `core/flow/impl/ReviveOffersStreamLogic`).
 */
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Runtime } from '../../runtime/runtime';
import type { KnownSpec } from '../app/pod-form';
import { isWaiting } from '../instance/instance';
import type { Instance } from '../instance/instance';
import type { InstanceChange } from '../instance/tracker';
import { queuedCount } from '../instance/tracker-state';
import type { TrackerState } from '../instance/tracker-state';
import { GARBAGE_PATIENCE, MIN_REVIVE_INTERVAL } from '../settings';
import type { MarathonTimer } from '../timer';
import { delayOf, isCountedFailure, isDrainedAway, isLaunchProgress, nextWait } from './delays';
import type { Delay, DelaysState } from './delays';
import type { LaunchTokens } from './launch-tokens';
import { newStatistics } from './offer-statistics';
import type { OfferStatistics } from './offer-statistics';

export interface LaunchQueueState {
  readonly delays: DelaysState;
  /** By pod id, while something of the pod waits. */
  readonly statistics: Map<string, OfferStatistics>;
  /** Pods with a DELAY_OVER under way, and when it is due. */
  readonly timers: Map<string, Millis>;
  /** Instances that are gone, for whom something may be reserved still: offers are asked for to free it. */
  readonly garbage: Set<string>;
  /** When Mesos was last asked for offers; null: never. */
  revivedAt: Millis | null;
  /** A REVIVE_DUE is under way. */
  revivePending: boolean;
  /** Mesos was told that no offers are wanted. */
  suppressed: boolean;
  /** Something new waits that Mesos was not asked offers for yet. */
  asked: boolean;
  /** Who waits may have changed since Mesos was last told. */
  unsettled: boolean;
}

export const newLaunchQueueState = (): LaunchQueueState => ({
  delays: new Map(),
  statistics: new Map(),
  timers: new Map(),
  garbage: new Set(),
  revivedAt: null,
  revivePending: false,
  suppressed: false,
  asked: false,
  unsettled: true,
});

export interface LaunchQueueContext {
  readonly state: LaunchQueueState;
  readonly tracker: TrackerState;
  readonly tokens: LaunchTokens;
  readonly runtime: Runtime<SchedulerCall | MarathonTimer>;
  readonly frameworkId: () => string;
  /** The definition an instance is launched from, and the version its back-off belongs to. */
  readonly specOf: (id: string) => Pick<KnownSpec, 'pod' | 'configVersion'> | undefined;
}

export interface LaunchQueue {
  /** Ids of pods that want offers now: something is scheduled and nothing holds it back. */
  wanting(): string[];
  delay(runSpecId: string): Delay | undefined;
  statisticsOf(runSpecId: string): OfferStatistics;
  /** Forgets a pod's back-off: it may launch at once. */
  resetDelay(runSpecId: string): void;
  onChange(change: InstanceChange): void;
  onDelayOver(runSpecId: string): void;
  onReviveDue(): void;
  onTokensDue(): void;
  /** Another master knows nothing of what the last one was told. */
  onReregistered(): void;
  /** Nothing is reserved any more for an instance that is gone, or it was waited for long enough. */
  onFreed(instanceId: string): void;
  /** Asks for offers, or says that none are wanted, if that is not what Mesos was last told. */
  settle(): void;
}

const delayFor = ({ state, specOf, runtime }: LaunchQueueContext, runSpecId: string): Delay | undefined => {
  const known = specOf(runSpecId);
  return known === undefined ? undefined : delayOf(state.delays, known.pod, known.configVersion, runtime.now());
};

const timeLeft = (context: LaunchQueueContext, runSpecId: string): number => {
  const delay = delayFor(context, runSpecId);
  return delay === undefined ? 0 : Math.max(0, delay.since + delay.wait - context.runtime.now());
};

const wantsOffers = (context: LaunchQueueContext, runSpecId: string): boolean =>
  context.specOf(runSpecId) !== undefined && timeLeft(context, runSpecId) === 0;

/** Whether the pod has to wait; then a timer is on its way that comes no later than the end of the wait, and arms again. */
const isHeldBack = (context: LaunchQueueContext, runSpecId: string): boolean => {
  const { state, runtime } = context;
  const left = timeLeft(context, runSpecId);
  if (left === 0) return false;
  const due = millis(runtime.now() + left);
  if ((state.timers.get(runSpecId) ?? Infinity) <= due) return true;
  state.timers.set(runSpecId, due);
  runtime.send({ to: 'marathon', kind: 'DELAY_OVER', runSpecId }, millis(left));
  return true;
};

/** Something of the pod is scheduled: it wants offers now, or once its delay is over. */
const wait = (context: LaunchQueueContext, runSpecId: string): void => {
  context.state.unsettled = true;
  if (!isHeldBack(context, runSpecId)) context.state.asked = true;
};

const resetDelay = (context: LaunchQueueContext, runSpecId: string): void => {
  context.state.delays.delete(runSpecId);
  context.state.timers.delete(runSpecId);
  if (context.tracker.scheduled.has(runSpecId)) wait(context, runSpecId);
};

/** The back-off of the configuration in force: older instances neither lengthen nor move it. */
const noteDelay = (context: LaunchQueueContext, { after }: InstanceChange): void => {
  const { state, runtime } = context;
  // Most changes are of services that have no delay, and give them none.
  const isCounted = isCountedFailure(after.condition);
  if (!isCounted && !state.delays.has(after.runSpecId) && !isDrainedAway(after)) return undefined;
  const known = context.specOf(after.runSpecId);
  if (known === undefined || after.version < known.configVersion) return undefined;
  // So that it is replaced without delay (Marathon `core/task/update/impl/steps/NotifyRateLimiterStep`).
  if (isDrainedAway(after)) return resetDelay(context, after.runSpecId);
  const delay = delayFor(context, after.runSpecId);
  const since = runtime.now();
  if (isCounted) {
    const longer = nextWait(known.pod, delay?.wait);
    state.delays.set(after.runSpecId, { configVersion: known.configVersion, wait: longer, since });
  } else if (isLaunchProgress(after.condition) && delay !== undefined) {
    state.delays.set(after.runSpecId, { ...delay, since });
  } else return undefined;
  // Others of the pod that wait for an offer have to wait longer, too.
  if (context.tracker.scheduled.has(after.runSpecId) && isHeldBack(context, after.runSpecId)) state.unsettled = true;
  return undefined;
};

const revive = ({ state, runtime, frameworkId }: LaunchQueueContext): void => {
  const now = runtime.now();
  const left = state.revivedAt === null ? 0 : state.revivedAt + MIN_REVIVE_INTERVAL - now;
  if (left > 0) {
    if (!state.revivePending) runtime.send({ to: 'marathon', kind: 'REVIVE_DUE' }, millis(left));
    state.revivePending = true;
    return;
  }
  state.revivedAt = now;
  state.suppressed = false;
  state.asked = false;
  runtime.send({ to: 'master', kind: 'REVIVE', frameworkId: frameworkId() });
};

const anyWantsOffers = (context: LaunchQueueContext): boolean => {
  if (context.state.garbage.size > 0) return true;
  for (const runSpecId of context.tracker.scheduled.keys()) if (wantsOffers(context, runSpecId)) return true;
  return false;
};

/** Something may be launched now: who has no tokens wants no offers until there are some. */
const wantsAny = (context: LaunchQueueContext): boolean => {
  if (!anyWantsOffers(context)) return false;
  if (context.tokens.left() > 0) return true;
  context.tokens.await();
  return false;
};

const settle = (context: LaunchQueueContext): void => {
  const { state, runtime, frameworkId } = context;
  if (!state.unsettled || frameworkId() === '') return;
  state.unsettled = false;
  if (wantsAny(context)) {
    if (state.asked || state.suppressed || state.revivedAt === null) revive(context);
  } else if (!state.suppressed) {
    state.suppressed = true;
    state.asked = false;
    runtime.send({ to: 'master', kind: 'SUPPRESS', frameworkId: frameworkId() });
  }
};

/** An instance went for good, and what was reserved for it stays behind. */
const noteGarbage = ({ state, runtime }: LaunchQueueContext, { id, reservation }: Instance): void => {
  if (reservation === undefined) return;
  state.garbage.add(id);
  state.asked = true;
  runtime.send({ to: 'marathon', kind: 'GARBAGE_OVER', instanceId: id }, GARBAGE_PATIENCE);
};

export const createLaunchQueue = (context: LaunchQueueContext): LaunchQueue => {
  const { state, tracker, runtime } = context;
  return {
    wanting: () => [...tracker.scheduled.keys()].filter((runSpecId) => wantsOffers(context, runSpecId)),
    delay: (runSpecId) => delayFor(context, runSpecId),
    statisticsOf(runSpecId) {
      let statistics = state.statistics.get(runSpecId);
      if (statistics === undefined) {
        statistics = newStatistics(runtime.now());
        state.statistics.set(runSpecId, statistics);
      }
      return statistics;
    },
    resetDelay: (runSpecId) => resetDelay(context, runSpecId),
    onChange(change) {
      const { before, after, expunged } = change;
      const wasWaiting = before !== null && isWaiting(before);
      const waits = !expunged && isWaiting(after);
      const isMove = expunged || before?.condition !== after.condition;
      if (expunged || (wasWaiting && !waits)) state.unsettled = true;
      if (expunged) noteGarbage(context, after);
      else if (isMove) noteDelay(context, change);
      if (waits && !wasWaiting) wait(context, after.runSpecId);
      if ((isMove || wasWaiting !== waits) && queuedCount(tracker, after.runSpecId) === 0)
        state.statistics.delete(after.runSpecId);
      if (context.tokens.onChange(change)) state.unsettled = true;
    },
    onDelayOver(runSpecId) {
      // An earlier timer took its place, or the delay was reset.
      if (state.timers.get(runSpecId) !== runtime.now()) return;
      state.timers.delete(runSpecId);
      if (tracker.scheduled.has(runSpecId)) wait(context, runSpecId);
    },
    onReviveDue() {
      state.revivePending = false;
      state.asked = true;
      state.unsettled = true;
    },
    onTokensDue() {
      context.tokens.onDue();
      state.unsettled = true;
    },
    onReregistered() {
      state.suppressed = false;
      state.revivedAt = null;
      state.unsettled = true;
    },
    onFreed(instanceId) {
      if (state.garbage.delete(instanceId)) state.unsettled = true;
    },
    settle: () => settle(context),
  };
};
