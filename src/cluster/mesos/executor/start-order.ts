/** Gates: a container of an ordered group is launched when all that it waits for was met once (an addition of Podrome). */
import type { NestedContainer } from '../../../protocol/mesos/executor';
import type { StartCondition, StartRule } from '../../../protocol/mesos/start-rule';
import type { TaskInfo, TaskStatus } from '../../../protocol/mesos/task';
import type { MesosContext } from '../mesos-state';
import type { Child, ExecutorState, Place } from './executor-state';
import { newUpdate, sendUpdates } from './updates';

/** `db: healthy, migrate: finished` */
const listed = (conditions: readonly StartCondition[]): string =>
  conditions.map(({ container, condition }) => `${container}: ${condition}`).join(', ');

/** What a waiting container tells. */
export const waitingText = (conditions: readonly StartCondition[]): string => `waiting for ${listed(conditions)}`;

const MET: Readonly<Record<StartCondition['condition'], string>> = {
  running: 'is running',
  healthy: 'is healthy',
  finished: 'has finished',
};

/** The longest chain below each container. A circle, which no definition may hold, counts as its part that was seen. */
const levelsOf = (rules: ReadonlyMap<string, StartRule | undefined>): ReadonlyMap<string, number> => {
  const levels = new Map<string, number>();
  const visit = (name: string): number => {
    const known = levels.get(name);
    if (known !== undefined) return known;
    levels.set(name, 0);
    const below = (rules.get(name)?.after ?? []).map(({ container }) => visit(container) + 1);
    const level = Math.max(0, ...below);
    levels.set(name, level);
    return level;
  };
  for (const name of rules.keys()) visit(name);
  return levels;
};

/** Places by task id; undefined where every container is a main one that waits for nothing. */
export const placesOf = (tasks: readonly TaskInfo[]): ReadonlyMap<string, Place> | undefined => {
  if (tasks.every(({ start }) => start === undefined)) return undefined;
  const levels = levelsOf(new Map(tasks.map(({ name, start }) => [name, start])));
  return new Map(
    tasks.map((task): [string, Place] => {
      const { taskId, name, start } = task;
      const after = start?.after ?? [];
      const gate = after.length === 0 ? {} : { gate: { task, unmet: after } };
      return [taskId, { name, kind: start?.kind ?? 'main', level: levels.get(name) ?? 0, ...gate }];
    }),
  );
};

/** The gate of every container that waits fails after its time. */
export const armGates = (ctx: MesosContext, { containerId, children }: ExecutorState): void => {
  for (const { taskId, place } of children) {
    const timeout = place?.gate?.task.start?.timeout;
    if (timeout === undefined) continue;
    ctx.runtime.send({ to: 'executor', kind: 'GATE_TIMEOUT', executor: containerId, taskId }, timeout);
  }
};

/** Time is over for what a container waits for. False: it does not wait any more. */
export const failGate = (child: Child): boolean => {
  const timeout = child.place?.gate?.task.start?.timeout;
  if (timeout === undefined || child.launch !== 'gated' || child.killing) return false;
  child.launch = { error: `start condition not met within ${timeout / 1000} s` };
  return true;
};

/** What a container says now that one of its conditions was met; the last one opens its gate. */
const progress = (
  child: Child,
  met: StartCondition,
): { readonly message: string; readonly launch?: NestedContainer } | undefined => {
  const { place, killing, containerId } = child;
  const gate = place?.gate;
  if (place === undefined || gate === undefined || killing || child.launch !== 'gated') return undefined;
  const unmet = gate.unmet.filter(
    ({ container, condition }) => container !== met.container || condition !== met.condition,
  );
  if (unmet.length === gate.unmet.length) return undefined;
  gate.unmet = unmet;
  if (unmet.length > 0) return { message: waitingText(unmet) };
  delete place.gate;
  child.launch = 'pending';
  return { message: `starting: ${met.container} ${MET[met.condition]}`, launch: { containerId, task: gate.task } };
};

/** Something that others may wait for has come about. Each tells what it still waits for; whoever waits no more is launched. */
export const conditionMet = (
  ctx: MesosContext,
  executor: ExecutorState,
  target: Child,
  condition: StartCondition['condition'],
): void => {
  if (executor.order === undefined || target.place === undefined) return;
  const met = { container: target.place.name, condition };
  const statuses: TaskStatus[] = [];
  const containers: NestedContainer[] = [];
  for (const child of executor.children) {
    const step = progress(child, met);
    if (step === undefined) continue;
    statuses.push(newUpdate(ctx, executor, child, 'TASK_STARTING', { message: step.message }));
    if (step.launch !== undefined) containers.push(step.launch);
  }
  sendUpdates(ctx, executor, statuses);
  const { agentId, containerId: id } = executor;
  if (containers.length > 0)
    ctx.runtime.send({ to: 'agent', kind: 'LAUNCH_CONTAINERS', agentId, executor: id, containers });
};

/** Whether somebody waits for what a container that has ended can't do any more. */
export const isAwaited = ({ children }: ExecutorState, { name }: Place): boolean =>
  children.some(({ place }) => place?.gate?.unmet.some(({ container }) => container === name) === true);
