/** Ordered stop: those that wait for others in the start order end before them, level by level (an addition of Podrome). */
import type { ExecutorEvent } from '../../../protocol/mesos/executor';
import type { TaskStatus } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import { childOf } from './executor-state';
import type { Child, ExecutorState, KillWish } from './executor-state';
import { DEFAULT_GRACE, killChild, killTask } from './kill';
import { repeatUpdate, sendUpdates } from './updates';

type Kill = Extract<ExecutorEvent, { kind: 'KILL_TASK' }>;

/** KILL of one task. In a group that stops in reverse it waits for the others of this instant: a kill of all is an ordered stop. */
export const receiveKill = (ctx: MesosContext, executor: ExecutorState, { taskId, grace, within }: Kill): void => {
  const { order, containerId } = executor;
  if (order === undefined || executor.stopsInReverse !== true) return killTask(ctx, executor, taskId, grace);
  const child = childOf(executor, taskId);
  if (child === undefined || child.killing || executor.shuttingDown || order.stop?.waiting.has(taskId) === true)
    return undefined;
  if (order.asked === undefined) {
    order.asked = new Map();
    ctx.runtime.send({ to: 'executor', kind: 'STOP', executor: containerId });
  }
  order.asked.set(taskId, { ...(grace !== undefined && { grace }), ...(within !== undefined && { within }) });
  return undefined;
};

const alive = ({ children }: ExecutorState): Child[] => children.filter(({ killing }) => !killing);

const levelOf = ({ place }: Child): number => place?.level ?? 0;

/** Those left tell whom they wait for, where that has changed. */
const tellWaiting = (ctx: MesosContext, executor: ExecutorState, left: readonly Child[]): void => {
  const statuses: TaskStatus[] = [];
  for (const child of left) {
    const others = executor.children.filter((other) => levelOf(other) > levelOf(child));
    const message = `waiting for ${others.map(({ place }) => place?.name ?? '').join(', ')} to stop`;
    if (child.last?.state !== 'TASK_RUNNING' || child.last.message === message) continue;
    statuses.push(...repeatUpdate(ctx, executor, child, { message }));
  }
  sendUpdates(ctx, executor, statuses);
};

/** Goes on with a stop: the next level ends once the last one has. */
export const stopNext = (ctx: MesosContext, executor: ExecutorState): void => {
  const { order, children } = executor;
  const stop = order?.stop;
  if (order === undefined || stop === undefined) return;
  const left = alive(executor).filter(({ taskId }) => stop.waiting.has(taskId));
  if (left.length === 0) {
    delete order.stop;
    return;
  }
  if (children.some(({ killing }) => killing)) return;
  const level = Math.max(...left.map(levelOf));
  const rest = stop.until === null ? Infinity : Math.max(0, stop.until - ctx.runtime.now());
  for (const child of left) {
    if (levelOf(child) !== level) continue;
    child.expected = true;
    killChild(ctx, executor, child, millis(Math.min(stop.waiting.get(child.taskId) ?? DEFAULT_GRACE, rest)));
    stop.waiting.delete(child.taskId);
  }
  tellWaiting(
    ctx,
    executor,
    left.filter((child) => levelOf(child) !== level),
  );
};

/** Ends containers level by level. What waits in vain for its start ends at once. Health checks end now. */
const beginStop = (
  ctx: MesosContext,
  executor: ExecutorState,
  graces: ReadonlyMap<Child, Millis>,
  within: Millis | undefined,
): void => {
  const { order, containerId } = executor;
  if (order === undefined) return;
  const until = within === undefined ? null : millis(ctx.runtime.now() + within);
  const waiting = new Map<string, Millis>();
  for (const [child, grace] of graces) {
    delete child.health;
    if (child.launch === 'gated') {
      child.expected = true;
      killChild(ctx, executor, child, grace);
    } else waiting.set(child.taskId, grace);
  }
  order.stop = { waiting, until };
  if (within !== undefined) ctx.runtime.send({ to: 'executor', kind: 'STOP_DEADLINE', executor: containerId }, within);
  stopNext(ctx, executor);
};

const graceOf = (child: Child, wish?: KillWish): Millis => wish?.grace ?? child.grace ?? DEFAULT_GRACE;

/** All kills of an instant have come. Those of a part of the group mean that part alone. */
export const stopAsked = (ctx: MesosContext, executor: ExecutorState): void => {
  const asked = executor.order?.asked;
  if (executor.order === undefined || asked === undefined) return;
  delete executor.order.asked;
  if (executor.shuttingDown) return;
  const here = alive(executor);
  if (here.some(({ taskId }) => !asked.has(taskId))) {
    for (const [taskId, { grace }] of asked) killTask(ctx, executor, taskId, grace);
    return;
  }
  const limits = [...asked.values()].flatMap(({ within }) => within ?? []);
  const graces = new Map(here.map((child) => [child, graceOf(child, asked.get(child.taskId))]));
  beginStop(ctx, executor, graces, limits.length === 0 ? undefined : millis(Math.min(...limits)));
};

/** The time for the whole stop is over: whoever is left ends at once. */
export const stopRest = (ctx: MesosContext, executor: ExecutorState): void => {
  const stop = executor.order?.stop;
  if (stop === undefined) return;
  for (const child of alive(executor)) {
    if (!stop.waiting.delete(child.taskId)) continue;
    child.expected = true;
    killChild(ctx, executor, child, millis(0));
  }
};

/** All main containers have ended well: sidecars have nothing left to serve. Their own policies count. */
export const stopSidecars = (ctx: MesosContext, executor: ExecutorState): void => {
  const sidecars = alive(executor).filter(({ place }) => place?.kind === 'sidecar');
  if (executor.stopsInReverse === true && executor.order !== undefined) {
    beginStop(ctx, executor, new Map(sidecars.map((child) => [child, graceOf(child)])), undefined);
    return;
  }
  for (const child of sidecars) {
    child.expected = true;
    killChild(ctx, executor, child, graceOf(child));
  }
};
