/** Marathon's own checks against a few lines of arithmetic: any outcomes, any times. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppInput } from '../../../protocol/marathon/app';
import type { MarathonEvent } from '../../../protocol/marathon/event';
import type { ProbeAnswer, ProbeCall } from '../../../protocol/mesos/probe';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { millis, seconds } from '../../../protocol/units';
import { createRuntime, EPOCH, newRuntimeState } from '../../runtime/runtime';
import type { HostRuntime } from '../../runtime/runtime';
import { createEventBus } from '../event/event-bus';
import { createKillService, newKillState } from '../instance/kill-service';
import { createTracker } from '../instance/tracker';
import type { InstanceChange } from '../instance/tracker';
import { newTrackerState, put } from '../instance/tracker-state';
import { anApp, anInstance, aStatus, aTask } from '../marathon-fixtures';
import type { MarathonTimer } from '../timer';
import { createHealthManager } from './health-manager';
import { newHealthState } from './health-state';

type Entry = MarathonTimer | ProbeCall | ProbeAnswer | SchedulerCall;

/** Milliseconds from a probe to its answer. */
const TOOK = 20;

const APP = { id: '/shop/web', cmd: 'serve' } as const;

/** A task that comes up at the epoch and answers its probes like this, one after the other; then it is silent. */
const live = (wish: Partial<AppInput>, outcomes: readonly Pick<ProbeAnswer, 'ok' | 'status'>[]) => {
  const app = anApp({ ...APP, ...wish });
  const starting = anInstance({
    condition: 'Starting',
    ready: app.readinessChecks.length === 0,
    tasks: [aTask({ condition: 'Starting', startedAt: null })],
  });
  const state = newTrackerState();
  put(state, starting);
  const answers = outcomes.values();
  const events: MarathonEvent[] = [];
  const kills: number[] = [];
  const changes: InstanceChange[] = [];
  let readyAt: number | undefined;

  const receive = (entry: Entry): void => {
    if (entry.kind === 'PROBE') {
      const { value: outcome } = answers.next();
      const until = millis(runtime.now() + TOOK + 1);
      if (outcome !== undefined)
        runtime.send({ to: 'marathon', kind: 'PROBED', id: entry.id, ...outcome, until }, millis(TOOK));
    } else if (entry.kind === 'PROBED') health.onProbed(entry);
    else if (entry.kind === 'PROBE_DUE') health.onProbeDue(entry);
    else if (entry.kind === 'KILL') {
      kills.push(runtime.now() - EPOCH);
      tracker.update(starting.id, [aStatus({ state: 'TASK_KILLED', timestamp: runtime.now() })]);
    }
    for (let change = changes.shift(); change !== undefined; change = changes.shift()) {
      if (change.after.ready && change.before?.ready === false) readyAt = runtime.now() - EPOCH;
      health.onChange(change);
      killService.onChange(change);
    }
  };
  const runtime: HostRuntime<Entry> = createRuntime<Entry>(newRuntimeState(1), receive);
  const tracker = createTracker(state, runtime, (change) => changes.push(change));
  const killService = createKillService({ state: newKillState(), tracker, runtime, frameworkId: () => 'F' });
  const bus = createEventBus(runtime);
  bus.subscribe((event) => events.push(event));
  const context = { state: newHealthState(), bus, runtime, tracker, kills: killService };
  const health = createHealthManager({ ...context, definitionOf: () => app });

  tracker.update(starting.id, [aStatus({ timestamp: EPOCH })]);
  // Any entry tells the changes so far.
  runtime.send({ to: 'marathon', kind: 'KILL_RETRY' });
  runtime.runUntilIdle(millis(EPOCH + 1_000_000));
  return {
    kills,
    readyAt,
    events: events.map((event) => `${event.eventType}${'alive' in event ? ` ${event.alive}` : ''}`),
  };
};

interface Times {
  readonly gracePeriodSeconds: number;
  readonly intervalSeconds: number;
  readonly maxConsecutiveFailures: number;
}

/** What has to be told, and when the kill has to come, of one check whose answers are good (true) or bad. */
const byTheBook = (times: Times, outcomes: readonly boolean[]) => {
  const events: string[] = [];
  let [failures, isAlive, hasPassed]: [number, boolean | undefined, boolean] = [0, undefined, false];
  for (const [n, isGood] of outcomes.entries()) {
    const now = n * (times.intervalSeconds * 1000 + TOOK) + TOOK;
    if (!isGood && !hasPassed && now < times.gracePeriodSeconds * 1000) continue;
    hasPassed ||= isGood;
    failures = isGood ? 0 : failures + 1;
    if (!isGood) events.push('failed_health_check_event');
    if (isAlive !== isGood) events.push(`health_status_changed_event ${isGood}`);
    isAlive = isGood;
    if (times.maxConsecutiveFailures > 0 && failures === times.maxConsecutiveFailures)
      return { events: [...events, 'unhealthy_instance_kill_event'], kills: [now] };
  }
  return { events, kills: [] };
};

const port = { portDefinitions: [{ port: 0, name: 'main' }] };

test('a task is killed after as many failures as its check allows, none of them in the grace period', () => {
  const times = fc.record({
    gracePeriodSeconds: fc.integer({ min: 0, max: 30 }),
    intervalSeconds: fc.integer({ min: 1, max: 10 }),
    maxConsecutiveFailures: fc.integer({ min: 0, max: 4 }),
  });
  const outcomes = fc.array(fc.boolean(), { maxLength: 20 });
  fc.assert(
    fc.property(times, outcomes, fc.constantFrom('TCP' as const, 'HTTP' as const), (given, good, protocol) => {
      const check = { ...given, timeoutSeconds: 1, protocol, portIndex: 0 };
      const answers = good.map((ok) => (protocol === 'TCP' ? { ok } : { ok: true, status: ok ? 302 : 503 }));
      const { kills, events } = live({ ...port, healthChecks: [check] }, answers);
      expect({ kills, events }).toEqual(byTheBook(given, good));
    }),
    { numRuns: 300 },
  );
});

test('a task is ready once its readiness check answers with a status that says so, and is asked no more', () => {
  const statuses = fc.array(fc.constantFrom(200, 204, 302, 503), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      statuses,
      fc.integer({ min: 2, max: 10 }),
      fc.subarray([200, 204], { minLength: 1 }),
      (all, interval, good) => {
        const check = { portName: 'main', intervalSeconds: interval, timeoutSeconds: 1, httpStatusCodesForReady: good };
        const { readyAt } = live(
          { ...port, readinessChecks: [check] },
          all.map((status) => ({ ok: true, status })),
        );
        const first = all.findIndex((status) => good.includes(status));
        expect(readyAt).toBe(first < 0 ? undefined : first * (seconds(interval) + TOOK) + TOOK);
      },
    ),
    { numRuns: 150 },
  );
});
