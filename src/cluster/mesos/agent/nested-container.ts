/** Nested containers: one per task, below the executor's container (the agent's half of LAUNCH_CONTAINER and kin). */
import type { ExecutorCall, LaunchAnswer } from '../../../protocol/mesos/executor';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { provision } from '../containerizer/images';
import type { ProcessEvent } from '../containerizer/process';
import { FETCH_ARTIFACT, LAUNCH_CHILD } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { AgentExecutor, AgentState } from './agent-state';

type Launch = Extract<ExecutorCall, { kind: 'LAUNCH_CONTAINERS' }>;
type Kill = Extract<ExecutorCall, { kind: 'KILL_CONTAINER' }>;

const preparation = (ctx: MesosContext, agent: AgentState, { image, artifacts }: TaskInfo): Millis => {
  const rootfs =
    image === undefined ? 0 : provision(agent, image, ctx.workloads.imageSize(image.id), ctx.runtime.now());
  return millis(LAUNCH_CHILD + rootfs + artifacts.length * FETCH_ARTIFACT);
};

const answer = (ctx: MesosContext, executor: AgentExecutor, answers: readonly LaunchAnswer[]): void =>
  ctx.runtime.send({ to: 'executor', kind: 'LAUNCH_ANSWERED', executor: executor.containerId, answers });

/** Provisioning begins; the containers of a group do so in parallel. */
export const launchContainers = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor, call: Launch): void => {
  if (executor.phase !== 'running') return;
  const due = new Map<Millis, string[]>();
  for (const { containerId, task } of call.containers) {
    executor.children.set(containerId, { taskId: task.taskId, task, phase: 'provisioning' });
    const delay = preparation(ctx, agent, task);
    const together = due.get(delay);
    if (together === undefined) due.set(delay, [containerId]);
    else together.push(containerId);
  }
  for (const [delay, containerIds] of due) {
    const about = { agentId: agent.id, executor: executor.containerId, containerIds };
    ctx.runtime.send({ to: 'agent', kind: 'CONTAINERS_READY', ...about }, delay);
  }
};

const startContainer = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
): LaunchAnswer | undefined => {
  const child = executor.children.get(containerId);
  if (child === undefined) return undefined;
  const { command, image, env, listens } = child.task;
  const onHost = executor.info.networks.every(({ name }) => name === undefined);
  const error = ctx.workloads.start({
    agentId: agent.id,
    containerId,
    net: onHost ? agent.id : executor.containerId,
    env,
    listens,
    ...(command !== undefined && { command }),
    ...(image !== undefined && { image: image.id }),
  });
  if (error === undefined) child.phase = 'running';
  else executor.children.delete(containerId);
  return { taskId: child.taskId, ...(error !== undefined && { error }) };
};

/** Everything is in place: the processes start. Containers destroyed meanwhile have been answered for. */
export const startContainers = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  containerIds: readonly string[],
): void => {
  const answers = containerIds.flatMap((containerId) => startContainer(ctx, agent, executor, containerId) ?? []);
  if (answers.length > 0) answer(ctx, executor, answers);
};

/** Launches that were under way come to nothing. */
export const failLaunches = (ctx: MesosContext, executor: AgentExecutor, error: string): void => {
  const pending = [...executor.children].filter(([, { phase }]) => phase === 'provisioning');
  for (const [containerId] of pending) executor.children.delete(containerId);
  const answers = pending.map(([, { taskId }]) => ({ taskId, error }));
  if (answers.length > 0) answer(ctx, executor, answers);
};

/** A signal for the container's first process. A container still being launched is destroyed instead. */
export const killContainer = (ctx: MesosContext, executor: AgentExecutor, { containerId, signal }: Kill): void => {
  const child = executor.children.get(containerId);
  if (child === undefined) return;
  if (child.phase === 'running') return ctx.workloads.signal(containerId, signal);
  executor.children.delete(containerId);
  answer(ctx, executor, [{ taskId: child.taskId, error: 'Container destroyed during launch' }]);
};

/** A process ended: its container goes, and the executor that waits for it hears how. */
export const containerExited = (ctx: MesosContext, agent: AgentState, { containerId, exit }: ProcessEvent): void => {
  const parent = containerId.slice(0, containerId.indexOf('.'));
  const executor = agent.executors.get(parent);
  const child = executor?.children.get(containerId);
  if (executor === undefined || child === undefined) return;
  executor.children.delete(containerId);
  ctx.workloads.reap(containerId);
  ctx.runtime.send({ to: 'executor', kind: 'CONTAINER_ENDED', executor: parent, taskId: child.taskId, exit });
};
