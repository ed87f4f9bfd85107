/**
 * Health checks, run by the executor inside the pod (Mesos `checks/health_checker`). A check whose answer can't change
 * by itself is not repeated: a healthy steady container schedules nothing, and failures that the grace period swallows
 * are skipped in one step.
 */
import type { HealthCheckInfo } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Probe } from '../containerizer/process';
import type { MesosContext } from '../mesos-state';
import type { Child, ExecutorState, HealthState } from './executor-state';
import { killTask } from './kill';
import { sendHealth } from './updates';

const schedule = (ctx: MesosContext, executor: ExecutorState, child: Child, delay: Millis): void =>
  ctx.runtime.send(
    { to: 'executor', kind: 'HEALTH_CHECK', executor: executor.containerId, taskId: child.taskId },
    delay,
  );

/** Called with TASK_RUNNING: the first check comes after the delay. */
export const startHealthChecks = (ctx: MesosContext, executor: ExecutorState, child: Child): void => {
  if (child.healthCheck === undefined) return;
  child.health = { since: ctx.runtime.now(), consecutiveFailures: 0, passedOnce: false, paused: false };
  schedule(ctx, executor, child, child.healthCheck.delay);
};

/** The first check after the next one that can come out differently than now; at least one period ahead. */
const skipTo = (now: Millis, target: number, { interval }: HealthCheckInfo, took: Millis): Millis => {
  const period = Math.max(1, interval + took);
  return millis(period * Math.max(1, Math.ceil((target - now) / period)));
};

const inGrace = (health: HealthState, check: HealthCheckInfo, now: Millis): boolean =>
  !health.passedOnce && now - health.since <= check.grace;

const passed = (ctx: MesosContext, executor: ExecutorState, child: Child, health: HealthState): void => {
  const worthTelling = !health.passedOnce || health.consecutiveFailures > 0;
  health.passedOnce = true;
  health.consecutiveFailures = 0;
  if (worthTelling) sendHealth(ctx, executor, child, true);
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

/** When to look again; undefined = nothing can change. */
const nextCheck = (health: HealthState, check: HealthCheckInfo, probe: Probe, now: Millis): Millis | undefined => {
  if (probe.ok) return probe.until === undefined ? undefined : skipTo(now, probe.until, check, probe.took);
  if (!inGrace(health, check, now)) return skipTo(now, now, check, probe.took);
  const graceEnd = health.since + check.grace + 1;
  return skipTo(now, Math.min(graceEnd, probe.until ?? graceEnd), check, probe.took);
};

/** One check of one task; stale when the task ended or is being killed. */
export const runHealthCheck = (ctx: MesosContext, executor: ExecutorState, taskId: string): void => {
  const child = executor.children.get(taskId);
  const { health, healthCheck } = child ?? {};
  if (child === undefined || health === undefined || healthCheck === undefined) return;
  if (!executor.connected) {
    health.paused = true;
    return;
  }
  const now = ctx.runtime.now();
  const probe = ctx.workloads.probe(child.containerId, healthCheck.check, healthCheck.timeout);
  if (probe.ok) passed(ctx, executor, child, health);
  else if (!inGrace(health, healthCheck, now) && !failed(ctx, executor, child, health)) return;
  const delay = nextCheck(health, healthCheck, probe, now);
  if (delay !== undefined) schedule(ctx, executor, child, delay);
};

/** The agent is there again: checks that were due meanwhile are made now. */
export const resumeHealthChecks = (ctx: MesosContext, executor: ExecutorState): void => {
  for (const child of executor.children.values()) {
    if (child.health?.paused !== true) continue;
    child.health.paused = false;
    schedule(ctx, executor, child, millis(0));
  }
};
