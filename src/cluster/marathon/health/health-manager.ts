/**
 * Marathon's own checks of apps: asks the tasks, folds the answers into their health, kills what stays unhealthy; and the
 * readiness checks a deployment waits for (Marathon `core/health/impl`, `core/readiness`). A check whose outcome cannot
 * change by itself is not repeated.
 */
import type { AppDefinition } from '../../../protocol/marathon/app';
import type { ProbeAnswer, ProbeCall } from '../../../protocol/mesos/probe';
import { millis, seconds } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Runtime } from '../../runtime/runtime';
import type { EventBus } from '../event/event-bus';
import { isApp } from '../group/definition';
import type { Definition } from '../group/definition';
import type { Instance, Task } from '../instance/instance';
import { instanceOfTask } from '../instance/instance-id';
import type { KillService } from '../instance/kill-service';
import type { InstanceChange, InstanceTracker } from '../instance/tracker';
import type { MarathonTimer } from '../timer';
import { isMarathonCheck, probeOfHealthCheck, probeOfReadinessCheck } from './app-checks';
import type { AppHealthCheck } from './app-checks';
import { NO_RESULT, failed, isAlive, succeeded, woken } from './health-state';
import type { CheckRecord, HealthState } from './health-state';

export interface HealthContext {
  readonly state: HealthState;
  readonly bus: EventBus;
  readonly runtime: Runtime<MarathonTimer | ProbeCall>;
  readonly tracker: InstanceTracker;
  readonly kills: KillService;
  readonly definitionOf: (instance: Instance) => Definition | undefined;
}

export interface HealthManager {
  onChange(change: InstanceChange): void;
  onProbeDue(timer: ProbeTimer): void;
  onProbed(answer: ProbeAnswer): void;
  /** Answers of an agent's tasks, or of any, may be others now. */
  onStale(agentId: string | undefined): void;
}

export type ProbeTimer = Extract<MarathonTimer, { kind: 'PROBE_DUE' }>;
type Purpose = ProbeTimer['purpose'];

/** A task that is checked, with what it takes to do so. */
interface Checked {
  readonly app: AppDefinition;
  readonly instance: Instance;
  readonly task: Task;
}

const checkedTask = (context: HealthContext, instance: Instance | undefined, taskId: string): Checked | undefined => {
  const task = instance?.tasks.find(({ id }) => id === taskId);
  if (instance === undefined || task?.condition !== 'Running') return undefined;
  const app = context.definitionOf(instance);
  return app === undefined || !isApp(app) ? undefined : { app, instance, task };
};

const schedule = (
  context: HealthContext,
  { instance, task }: Checked,
  purpose: Purpose,
  index: number,
  delay: Millis,
) =>
  // Checks go on for as long as the task lives, whatever it was launched for.
  context.runtime.because(null, () =>
    context.runtime.send(
      { to: 'marathon', kind: 'PROBE_DUE', instanceId: instance.id, taskId: task.id, purpose, index },
      delay,
    ),
  );

/** A task came up: all its checks begin. */
const begin = (context: HealthContext, checked: Checked): void => {
  const { app, instance, task } = checked;
  app.healthChecks.forEach((check, index) => {
    if (isMarathonCheck(check)) schedule(context, checked, 'health', index, millis(0));
  });
  if (!instance.ready)
    app.readinessChecks.forEach((_check, index) => schedule(context, checked, 'readiness', index, millis(0)));
  if (app.healthChecks.some(isMarathonCheck)) context.state.checks.set(task.id, new Map());
  if (!instance.ready) context.state.readiness.set(task.id, new Map());
};

const forget = ({ state }: HealthContext, { tasks }: Instance): void => {
  for (const { id } of tasks) {
    state.checks.delete(id);
    state.readiness.delete(id);
  }
};

const probe = (context: HealthContext, checked: Checked, { purpose, index }: ProbeTimer): void => {
  const { app, instance, task } = checked;
  const { agentId } = instance.agent ?? { agentId: '' };
  const call = { to: 'agent', kind: 'PROBE', agentId, taskId: task.id } as const;
  const id = `${purpose}/${index}/${instance.id}/${task.id}`;
  if (purpose === 'health') {
    const check = app.healthChecks[index];
    if (check === undefined) return;
    const timeout = seconds(check.timeoutSeconds);
    context.runtime.send({ ...call, id, check: probeOfHealthCheck(app, task, check), timeout });
  } else {
    const check = app.readinessChecks[index];
    if (check === undefined) return;
    const timeout = seconds(check.timeoutSeconds);
    context.runtime.send({ ...call, id, check: probeOfReadinessCheck(app, task, check), timeout });
  }
};

/** Failures before the first success do not count while the task may still be starting. */
const inGrace = (record: CheckRecord, { task }: Checked, check: AppHealthCheck, now: Millis): boolean =>
  record.firstSuccess === null && now < (task.startedAt ?? now) + seconds(check.gracePeriodSeconds);

const tellFailure = ({ bus }: HealthContext, { app, instance, task }: Checked, healthCheck: AppHealthCheck): void =>
  bus.publish({
    eventType: 'failed_health_check_event',
    appId: app.id,
    version: instance.version,
    instanceId: instance.id,
    taskId: task.id,
    healthCheck,
  });

const killUnhealthy = ({ bus, kills }: HealthContext, { app, instance, task }: Checked, cause: string): void => {
  bus.publish({
    eventType: 'unhealthy_instance_kill_event',
    appId: app.id,
    taskId: task.id,
    instanceId: instance.id,
    version: instance.version,
    reason: cause,
    host: instance.agent?.host ?? '',
    slaveId: instance.agent?.agentId ?? '',
  });
  kills.kill(instance.id);
};

/** All of Marathon's checks passed last time: the task is healthy; it is not once one failed. */
const fold = (context: HealthContext, { app, instance, task }: Checked): void => {
  const records = context.state.checks.get(task.id);
  const own = app.healthChecks.flatMap((check, index) => (isMarathonCheck(check) ? [records?.get(index)] : []));
  if (own.some((record) => record === undefined)) return;
  const healthy = own.every((record) => record !== undefined && isAlive(record));
  if (task.status?.healthy === healthy) return;
  context.tracker.setHealth(instance.id, task.id, healthy);
  context.bus.publish({
    eventType: 'health_status_changed_event',
    appId: app.id,
    instanceId: instance.id,
    taskId: task.id,
    version: instance.version,
    alive: healthy,
  });
};

/** From a check to the first of those after it that is not before `at`. */
const untilRound = (now: Millis, interval: Millis, at: Millis): Millis =>
  millis(Math.max(1, Math.ceil((at - now) / Math.max(1, interval))) * interval);

/** Checks of a task that were not asked any more are, when they would have been all along. */
const wake = (context: HealthContext, checked: Checked): void => {
  const records = context.state.checks.get(checked.task.id);
  const now = context.runtime.now();
  for (const [index, record] of records ?? []) {
    const interval = seconds(checked.app.healthChecks[index]?.intervalSeconds ?? 0);
    const last = record.lastSuccess ?? now;
    if (!record.resting) continue;
    records?.set(index, woken(record));
    schedule(context, checked, 'health', index, millis(last + untilRound(last, interval, now) - now));
  }
};

const CAUSE = 'ConnectionException: Connection refused';

const onHealth = (
  context: HealthContext,
  checked: Checked,
  index: number,
  { ok, status, until }: ProbeAnswer,
): void => {
  const { app, task } = checked;
  const check = app.healthChecks[index];
  const records = context.state.checks.get(task.id);
  if (check === undefined || records === undefined) return;
  const now = context.runtime.now();
  const before = records.get(index) ?? NO_RESULT;
  const isGood = ok && (status === undefined || (status >= 200 && status < 400));
  const interval = seconds(check.intervalSeconds);
  if (isGood) {
    records.set(index, succeeded(before, now, until === undefined));
    fold(context, checked);
    // Asked again on its grid, but not before the answer can differ.
    if (until === undefined) return;
    return schedule(context, checked, 'health', index, untilRound(now, interval, until));
  }
  schedule(context, checked, 'health', index, interval);
  if (inGrace(before, checked, check, now)) return;
  const cause = status === undefined ? CAUSE : `${status}`;
  const after = failed(before, now, cause);
  records.set(index, after);
  tellFailure(context, checked, check);
  fold(context, checked);
  if (check.maxConsecutiveFailures > 0 && after.consecutiveFailures >= check.maxConsecutiveFailures)
    killUnhealthy(context, checked, cause);
};

const onReadiness = (context: HealthContext, checked: Checked, index: number, { status }: ProbeAnswer): void => {
  const { app, instance, task } = checked;
  const check = app.readinessChecks[index];
  const records = context.state.readiness.get(task.id);
  if (check === undefined || records === undefined) return;
  const ready = status !== undefined && check.httpStatusCodesForReady.includes(status);
  const lastResponse = status === undefined ? undefined : { status, contentType: 'text/plain', body: '' };
  records.set(index, { ready, ...(check.preserveLastResponse && lastResponse !== undefined && { lastResponse }) });
  if (!ready) return schedule(context, checked, 'readiness', index, seconds(check.intervalSeconds));
  if (app.readinessChecks.every((_each, at) => records.get(at)?.ready === true)) context.tracker.setReady(instance.id);
};

export const createHealthManager = (context: HealthContext): HealthManager => ({
  onChange({ before, after, expunged }) {
    const cameUp = after.condition === 'Running' && before?.condition !== 'Running';
    const [task] = after.tasks;
    if (expunged || after.condition !== 'Running') forget(context, after);
    else if (cameUp && task !== undefined) {
      const checked = checkedTask(context, after, task.id);
      if (checked !== undefined) begin(context, checked);
    }
  },
  onProbeDue(timer) {
    const checked = checkedTask(context, context.tracker.get(timer.instanceId), timer.taskId);
    if (checked !== undefined) probe(context, checked, timer);
  },
  onProbed(answer) {
    const [purpose, index = '', instanceId = '', taskId = ''] = answer.id.split('/');
    const checked = checkedTask(context, context.tracker.get(instanceId), taskId);
    if (checked === undefined) return;
    if (purpose === 'health') onHealth(context, checked, Number(index), answer);
    else onReadiness(context, checked, Number(index), answer);
  },
  onStale(agentId) {
    for (const taskId of context.state.checks.keys()) {
      const checked = checkedTask(context, context.tracker.get(instanceOfTask(taskId)), taskId);
      if (checked === undefined || (agentId ?? checked.instance.agent?.agentId) !== checked.instance.agent?.agentId)
        continue;
      wake(context, checked);
    }
  },
});
