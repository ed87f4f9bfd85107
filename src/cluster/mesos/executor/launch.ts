/** From a task group to running containers (Mesos `launcher/default_executor`). */
import type { LaunchAnswer, NestedContainer } from '../../../protocol/mesos/executor';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { joined, uuid } from '../../runtime/ids';
import { present } from '../../runtime/present';
import type { MesosContext } from '../mesos-state';
import { childOf } from './executor-state';
import type { Child, ExecutorState, Place } from './executor-state';
import { startHealthChecks } from './health-checks';
import { settleChild } from './settle';
import { armGates, conditionMet, placesOf, waitingText } from './start-order';
import { newUpdate, sendUpdates } from './updates';

const newChild = (ctx: MesosContext, executor: ExecutorState, task: TaskInfo, place: Place | undefined): Child => ({
  taskId: task.taskId,
  containerId: joined(
    executor.containerId,
    '.',
    uuid(() => ctx.runtime.draw('executor.containers')),
  ),
  ...(task.killGrace !== undefined && { grace: task.killGrace }),
  ...(task.healthCheck !== undefined && { healthCheck: task.healthCheck }),
  ...(place !== undefined && { place }),
  launch: place?.gate === undefined ? 'pending' : 'gated',
  killing: false,
  killingGroup: false,
});

/** What a container tells that waits for others. */
const waitDetail = ({ place }: Child): { readonly message: string } | undefined =>
  place?.gate === undefined ? undefined : { message: waitingText(place.gate.unmet) };

/** Asks the agent for a container for every task that waits for no other. */
export const launchGroup = (ctx: MesosContext, executor: ExecutorState, tasks: readonly TaskInfo[]): void => {
  const { agentId, containerId: id } = executor;
  const places = placesOf(tasks);
  executor.children = tasks.map((task) => newChild(ctx, executor, task, places?.get(task.taskId)));
  sendUpdates(
    ctx,
    executor,
    executor.children.map((child) => newUpdate(ctx, executor, child, 'TASK_STARTING', waitDetail(child))),
  );
  const containers = present(
    tasks.map((task, n): NestedContainer | undefined => {
      const child = executor.children[n];
      return child?.launch === 'pending' ? { containerId: child.containerId, task } : undefined;
    }),
  );
  if (containers.length < tasks.length) {
    executor.order = {};
    executor.launched = true;
    armGates(ctx, executor);
  }
  ctx.runtime.send({ to: 'agent', kind: 'LAUNCH_CONTAINERS', agentId, executor: id, containers });
};

/** Containers that came up: told together, then checked. */
const tellRunning = (ctx: MesosContext, executor: ExecutorState, started: readonly Child[]): void => {
  sendUpdates(
    ctx,
    executor,
    started.map((child) => newUpdate(ctx, executor, child, 'TASK_RUNNING')),
  );
  for (const child of started) startHealthChecks(ctx, executor, child);
};

const isUp = ({ launch, killing }: Child): boolean => launch === 'ok' && !killing;

/** In a group that starts in order each container runs as soon as it does: others may wait for just that. */
const answeredInOrder = (ctx: MesosContext, executor: ExecutorState, answered: readonly Child[]): void => {
  const started = answered.filter(isUp);
  tellRunning(ctx, executor, started);
  for (const child of started) conditionMet(ctx, executor, child, 'running');
  for (const child of answered) settleChild(ctx, executor, child);
};

/** Launch calls were answered. Only when all were, the group's containers run: a slow one delays its siblings. */
export const launchAnswered = (ctx: MesosContext, executor: ExecutorState, answers: readonly LaunchAnswer[]): void => {
  const answered: Child[] = [];
  for (const answer of answers) {
    const child = childOf(executor, answer.taskId);
    if (child?.launch !== 'pending') continue;
    child.launch = answer.error === undefined ? 'ok' : { error: answer.error };
    if (answer.startedAt !== undefined) child.startedAt = answer.startedAt;
    answered.push(child);
  }
  if (executor.order !== undefined) return answeredInOrder(ctx, executor, answered);
  const { children } = executor;
  if (executor.launched || children.some(({ launch }) => launch === 'pending')) return undefined;
  executor.launched = true;
  tellRunning(ctx, executor, children.filter(isUp));
  for (const child of children) settleChild(ctx, executor, child);
  return undefined;
};
