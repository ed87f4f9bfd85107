/**
 * Health checks, run by the executor inside the pod (Mesos `checks/health_checker`). A check whose answer can't change
 * by itself is not repeated: a healthy steady container schedules nothing, and failures that the grace period swallows
 * are skipped in one step.
 */
import type { HealthCheckInfo } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Probe } from '../containerizer/process';
import { isMeant, taskDisturbance } from '../disturbances';
import type { Target } from '../disturbances';
import type { MesosContext } from '../mesos-state';
import { childOf } from './executor-state';
import type { Child, ExecutorState, HealthState } from './executor-state';
import { killTask } from './kill';
import { conditionMet } from './start-order';
import { sendHealth } from './updates';

/** Answers that take no longer count as given when they were asked for. */
const AT_ONCE = 5;
/** What a check of a container comes to that was made to fail it. */
const SICK: Probe = { ok: false, took: millis(5) };

/** Only the last one scheduled is made. Which fault the last check met is no cause of the next. */
const schedule = (
  ctx: MesosContext,
  executor: ExecutorState,
  child: Child,
  health: HealthState,
  delay: Millis,
): void => {
  health.next = millis(ctx.runtime.now() + delay);
  const { containerId: id } = executor;
  ctx.runtime.because(null, () =>
    ctx.runtime.send({ to: 'executor', kind: 'HEALTH_CHECK', executor: id, taskId: child.taskId }, delay),
  );
};

/** Called with TASK_RUNNING: the first check comes after the delay. */
export const startHealthChecks = (ctx: MesosContext, executor: ExecutorState, child: Child): void => {
  if (child.healthCheck === undefined) return;
  const health = { since: ctx.runtime.now(), consecutiveFailures: 0, passedOnce: false, paused: false };
  child.health = health;
  schedule(ctx, executor, child, health, child.healthCheck.delay);
};

/** The first check after the next one that can come out differently than now; at least one period ahead. */
const skipTo = (now: Millis, target: number, { interval }: HealthCheckInfo, took: Millis): Millis => {
  const period = Math.max(1, interval + took);
  return millis(period * Math.max(1, Math.ceil((target - now) / period)));
};

const inGrace = (health: HealthState, check: HealthCheckInfo, now: Millis): boolean =>
  !health.passedOnce && now - health.since <= check.grace;

const passed = (ctx: MesosContext, executor: ExecutorState, child: Child, health: HealthState): void => {
  const isFirst = !health.passedOnce;
  const worthTelling = isFirst || health.consecutiveFailures > 0;
  health.passedOnce = true;
  health.consecutiveFailures = 0;
  if (worthTelling) sendHealth(ctx, executor, child, true);
  if (isFirst) conditionMet(ctx, executor, child, 'healthy');
};

/** One counted failure; the last one allowed kills the task. The result says whether checks go on. */
const failed = (ctx: MesosContext, executor: ExecutorState, child: Child, health: HealthState): boolean => {
  health.consecutiveFailures++;
  sendHealth(ctx, executor, child, false);
  if (health.consecutiveFailures < (child.healthCheck?.maxConsecutiveFailures ?? 0)) return true;
  executor.unhealthy = true;
  killTask(ctx, executor, child.taskId);
  return false;
};

/** How long after its begin the next check begins; undefined = nothing can change. */
const nextCheck = (
  health: HealthState,
  check: HealthCheckInfo,
  { probe, begun }: Look,
  now: Millis,
): Millis | undefined => {
  const { ok, took, until } = probe;
  if (ok) return until === undefined ? undefined : skipTo(begun, until, check, took);
  if (!inGrace(health, check, now)) return skipTo(begun, begun, check, took);
  const graceEnd = health.since + check.grace + 1;
  return skipTo(begun, Math.min(graceEnd, until ?? graceEnd), check, took);
};

/** A check that was made: when it began and what came of it. */
interface Look {
  readonly begun: Millis;
  readonly probe: Probe;
}

/** What is found is told and counted; then the next check is due. */
const judge = (ctx: MesosContext, executor: ExecutorState, child: Child, look: Look): void => {
  const { health, healthCheck } = child;
  if (health === undefined || healthCheck === undefined) return;
  const now = ctx.runtime.now();
  health.last = { at: millis(look.begun + look.probe.took), took: look.probe.took };
  if (look.probe.ok) passed(ctx, executor, child, health);
  else if (!inGrace(health, healthCheck, now) && !failed(ctx, executor, child, health)) return;
  const delay = nextCheck(health, healthCheck, look, now);
  if (delay !== undefined) schedule(ctx, executor, child, health, millis(look.begun + delay - now));
};

/** What a check comes to; a fault that makes it fail is the cause of all that follows. */
const makeCheck = (
  ctx: MesosContext,
  executor: ExecutorState,
  child: Child,
  { check, timeout }: HealthCheckInfo,
): void => {
  const begun = ctx.runtime.now();
  const sick = taskDisturbance(ctx.state, 'healthFail', child.taskId);
  if (sick !== undefined)
    return ctx.runtime.because(sick.id, () => judge(ctx, executor, child, { begun, probe: SICK }));
  const probe = ctx.workloads.probe(child.containerId, check, timeout);
  // An answer at once needs no message of its own.
  if (probe.took <= AT_ONCE) return judge(ctx, executor, child, { begun, probe });
  const { containerId: id } = executor;
  const { taskId } = child;
  return ctx.runtime.send({ to: 'executor', kind: 'HEALTH_RESULT', executor: id, taskId, begun, probe }, probe.took);
};

/** One check of one task; stale when the task ended or is being killed, or the check was moved. */
export const runHealthCheck = (ctx: MesosContext, executor: ExecutorState, taskId: string): void => {
  const child = childOf(executor, taskId);
  const { health, healthCheck } = child ?? {};
  if (child === undefined || health === undefined || healthCheck === undefined) return;
  if (health.next !== ctx.runtime.now()) return;
  delete health.next;
  if (executor.connected) makeCheck(ctx, executor, child, healthCheck);
  else health.paused = true;
};

/** A check that took its time has its answer. Nothing is told while the agent is away: it is made again. */
export const takeHealthResult = (ctx: MesosContext, executor: ExecutorState, taskId: string, look: Look): void => {
  const child = childOf(executor, taskId);
  if (child?.health === undefined) return;
  if (executor.connected) judge(ctx, executor, child, look);
  else child.health.paused = true;
};

/** The agent is there again: checks that were due meanwhile are made now. */
export const resumeHealthChecks = (ctx: MesosContext, executor: ExecutorState): void => {
  for (const child of executor.children) {
    if (child.health?.paused !== true) continue;
    child.health.paused = false;
    schedule(ctx, executor, child, child.health, millis(0));
  }
};

/** When the next check would have come, had none been skipped. */
const onGrid = ({ last }: HealthState, { interval }: HealthCheckInfo, now: Millis): Millis => {
  if (last === undefined) return millis(0);
  const period = Math.max(1, interval + last.took);
  const first = last.at + interval;
  return millis(first + period * Math.max(0, Math.ceil((now - first) / period)) - now);
};

/** Something outside of the containers changed what their checks come to: those that were skipped are made. */
export const wakeHealthChecks = (ctx: MesosContext, target: Target): void => {
  for (const executor of ctx.state.executors.values()) {
    for (const child of executor.children) {
      const { health, healthCheck } = child;
      // The first check is never skipped.
      if (health?.last === undefined || health.paused || healthCheck === undefined) continue;
      if (isMeant(target, child.taskId))
        schedule(ctx, executor, child, health, onGrid(health, healthCheck, ctx.runtime.now()));
    }
  }
};
