/**
 * What nobody else notices: launches that never come up, reservations that never show up, instances lost for too long, pods left with the wrong number of
 * instances (Marathon `core/task/jobs`, `SchedulerActions.scale`). A watch runs only while it has something to watch.
 */
import type { PodDefinition } from '../../protocol/marathon/pod';
import { millis, seconds } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Runtime } from '../runtime/runtime';
import type { MarathonState } from './core';
import { orderOf, retire, selectionOf } from './deployment/action-context';
import type { Instance } from './instance/instance';
import { isPresent } from './instance/instance';
import { selectVictims } from './instance/kill-selection';
import type { KillService } from './instance/kill-service';
import type { InstanceChange, InstanceTracker } from './instance/tracker';
import {
  OVERDUE_CHECK_INTERVAL,
  SCALE_CHECK_INITIAL_DELAY,
  SCALE_CHECK_INTERVAL,
  TASK_LAUNCH_CONFIRM_TIMEOUT,
  TASK_LAUNCH_TIMEOUT,
  TASK_LOST_EXPUNGE_INTERVAL,
  TASK_RESERVATION_TIMEOUT,
} from './settings';
import type { MarathonTimer } from './timer';

interface WatchContext {
  readonly state: MarathonState;
  readonly runtime: Runtime<MarathonTimer>;
  readonly tracker: InstanceTracker;
  readonly kills: KillService;
  readonly podOf: (id: string) => PodDefinition | undefined;
}

export interface Watches {
  onChange(change: InstanceChange): void;
  onOverdueCheck(): void;
  onUnreachableCheck(): void;
  onScaleCheck(runSpecId: string): void;
  /** Looks at a pod's number of instances at the next periodic check. */
  checkScaleLater(runSpecId: string): void;
}

const instancesOf = (tracker: InstanceTracker, ids: ReadonlySet<string>): Instance[] =>
  [...ids].flatMap((id) => tracker.get(id) ?? []);

const createOverdueWatch = ({ state, runtime, tracker, kills }: WatchContext) => {
  const arm = (): void => {
    const { launching, reserving } = state.tracker;
    if (state.watch.overdue || launching.size + reserving.size === 0) return;
    state.watch.overdue = true;
    runtime.because(null, () => runtime.send({ to: 'marathon', kind: 'OVERDUE_CHECK' }, OVERDUE_CHECK_INTERVAL));
  };
  const isOverdue = (instance: Instance): boolean => {
    const limit = instance.condition === 'Provisioned' ? TASK_LAUNCH_CONFIRM_TIMEOUT : TASK_LAUNCH_TIMEOUT;
    // Every status is progress: a container that waits for another one is not stuck.
    const heard = instance.tasks.reduce((latest, task) => Math.max(latest, task.status?.timestamp ?? 0), 0);
    return runtime.now() - Math.max(instance.since, heard) > limit;
  };
  return {
    arm,
    check() {
      state.watch.overdue = false;
      for (const instance of instancesOf(tracker, state.tracker.launching))
        if (isOverdue(instance)) runtime.because(instance.cause ?? null, () => kills.kill(instance.id));
      for (const { id, reservation } of instancesOf(tracker, state.tracker.reserving))
        if (reservation !== undefined && runtime.now() - reservation.since >= TASK_RESERVATION_TIMEOUT)
          tracker.expunge(id);
      arm();
    },
  };
};

/** When the first of its tasks was lost. */
const lostSince = (instance: Instance): Millis =>
  instance.tasks.reduce<Millis>((earliest, { condition, status }) => {
    if (condition !== 'Unreachable' || status === null) return earliest;
    return status.timestamp < earliest ? status.timestamp : earliest;
  }, instance.since);

const createLostWatch = ({ state, runtime, tracker }: WatchContext) => {
  const arm = (): void => {
    if (state.watch.unreachable || state.tracker.unreachable.size === 0) return;
    state.watch.unreachable = true;
    runtime.because(null, () =>
      runtime.send({ to: 'marathon', kind: 'UNREACHABLE_CHECK' }, TASK_LOST_EXPUNGE_INTERVAL),
    );
  };
  return {
    arm,
    check() {
      state.watch.unreachable = false;
      for (const instance of instancesOf(tracker, state.tracker.unreachable)) {
        const { unreachable, condition, id } = instance;
        if (unreachable === null) continue;
        const lostFor = runtime.now() - lostSince(instance);
        if (lostFor >= seconds(unreachable.expungeAfterSeconds)) tracker.expunge(id);
        else if (condition === 'Unreachable' && lostFor >= seconds(unreachable.inactiveAfterSeconds))
          tracker.deactivate(id);
      }
      arm();
    },
  };
};

/** Periodic checks fall on a grid, as if Marathon had started with the epoch. */
const untilNextTick = (now: Millis): Millis =>
  millis(SCALE_CHECK_INTERVAL - ((now - SCALE_CHECK_INITIAL_DELAY) % SCALE_CHECK_INTERVAL));

const createScaleWatch = ({ state, runtime, tracker, kills, podOf }: WatchContext) => {
  const surplus = (runSpecId: string): { readonly pod: PodDefinition; readonly count: number } | undefined => {
    const pod = podOf(runSpecId);
    if (pod === undefined || state.deployments.byRunSpec.has(runSpecId)) return undefined;
    return { pod, count: tracker.ofRunSpec(runSpecId).filter(isPresent).length - pod.scaling.instances };
  };
  const checkIn = (runSpecId: string, delay: Millis): void => {
    const due = millis(runtime.now() + delay);
    const known = state.scaleChecks.get(runSpecId);
    if ((known !== undefined && known <= due) || (surplus(runSpecId)?.count ?? 0) === 0) return;
    state.scaleChecks.set(runSpecId, due);
    runtime.send({ to: 'marathon', kind: 'SCALE_CHECK', runSpecId }, delay);
  };
  return {
    checkNow: (runSpecId: string) => checkIn(runSpecId, millis(0)),
    checkLater: (runSpecId: string) => checkIn(runSpecId, untilNextTick(runtime.now())),
    check(runSpecId: string) {
      // An earlier check took its place.
      if (state.scaleChecks.get(runSpecId) !== runtime.now()) return;
      state.scaleChecks.delete(runSpecId);
      const found = surplus(runSpecId);
      if (found === undefined) return;
      const { pod, count } = found;
      if (count < 0) tracker.schedule(orderOf(pod), -count);
      if (count <= 0) return;
      const victims = selectVictims(tracker.ofRunSpec(runSpecId).filter(isPresent), count, selectionOf(pod));
      retire(
        { tracker, kill: (id) => kills.kill(id) },
        victims.map(({ id }) => id),
      );
    },
  };
};

const isAway = (instance: Instance | null): boolean =>
  instance?.condition === 'Unreachable' || instance?.condition === 'UnreachableInactive';

/** Whether a service may have another number of instances than it should have now. */
const tipsScale = ({ after, expunged }: InstanceChange, isBack: boolean): boolean =>
  expunged || isBack || after.condition === 'UnreachableInactive';

export const createWatches = (context: WatchContext): Watches => {
  const overdue = createOverdueWatch(context);
  const lost = createLostWatch(context);
  const scale = createScaleWatch(context);
  return {
    onChange(change) {
      overdue.arm();
      lost.arm();
      const { after } = change;
      const wasAway = isAway(change.before);
      // However it comes back: one that ended meanwhile is launched again.
      const isBack = wasAway && !isAway(after) && !change.expunged;
      if (!tipsScale(change, isBack)) return;
      const cause = wasAway && !isBack ? (after.cause ?? null) : context.runtime.cause();
      context.runtime.because(cause, () => scale.checkNow(after.runSpecId));
    },
    onOverdueCheck: overdue.check,
    onUnreachableCheck: lost.check,
    onScaleCheck: scale.check,
    checkScaleLater: scale.checkLater,
  };
};
