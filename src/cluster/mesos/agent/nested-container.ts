/** Nested containers: one per task, below the executor's container (the agent's half of LAUNCH_CONTAINER and kin). */
import type { ExecutorCall, ExitStatus, LaunchAnswer, Limitation } from '../../../protocol/mesos/executor';
import type { Millis } from '../../../protocol/units';
import { present } from '../../runtime/present';
import { attach, releaseAddresses } from '../containerizer/addresses';
import { prepareContainer } from '../containerizer/preparation';
import type { Preparation } from '../containerizer/preparation';
import type { ProcessEvent, ProcessSpec } from '../containerizer/process';
import { isCommandTask, memoryLimit, netOf, surroundingsOf } from '../containerizer/sharing';
import { taskDisturbance } from '../disturbances';
import { ANSWER_LAUNCH } from '../latency';
import type { MesosContext } from '../mesos-state';
import { childOf, dropChild } from './agent-state';
import type { AgentExecutor, AgentState, ChildContainer } from './agent-state';
import { terminate } from './task-group';

type Launch = Extract<ExecutorCall, { kind: 'LAUNCH_CONTAINERS' }>;
type Kill = Extract<ExecutorCall, { kind: 'KILL_CONTAINER' }>;
type Exited = Extract<ProcessEvent, { kind: 'PROCESS_EXITED' }>;
type Exceeded = Extract<ProcessEvent, { kind: 'MEMORY_EXCEEDED' }>;

const answer = (ctx: MesosContext, executor: AgentExecutor, answers: readonly LaunchAnswer[]): void =>
  ctx.runtime.send({ to: 'executor', kind: 'LAUNCH_ANSWERED', executor: executor.containerId, answers }, ANSWER_LAUNCH);

/** A fault delays or ends the launch of this container alone, or it can't be launched. */
const launchAlone = (
  ctx: MesosContext,
  of: { readonly agentId: string; readonly executor: string },
  containerId: string,
  { delay, error, cause }: Preparation,
): void =>
  ctx.runtime.because(cause ?? ctx.runtime.cause(), () =>
    error === undefined
      ? ctx.runtime.send({ to: 'agent', kind: 'CONTAINERS_READY', containerIds: [containerId], ...of }, delay)
      : ctx.runtime.send({ to: 'agent', kind: 'LAUNCH_FAILED', containerId, error, ...of }, delay),
  );

/** Provisioning begins; the containers of a group do so in parallel. Those ready at the same time are told together. */
export const launchContainers = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor, call: Launch): void => {
  if (executor.phase !== 'running') return;
  const of = { agentId: agent.id, executor: executor.containerId };
  const due = new Map<Millis, readonly string[]>();
  for (const { containerId, task } of call.containers) {
    executor.children = executor.children.concat({ containerId, task, phase: 'provisioning' });
    const preparation = prepareContainer(ctx, agent, { executor: executor.info, containerId, task });
    const { delay, error, cause } = preparation;
    if (cause !== undefined || error !== undefined) launchAlone(ctx, of, containerId, preparation);
    else due.set(delay, (due.get(delay) ?? []).concat(containerId));
  }
  for (const [delay, containerIds] of due)
    ctx.runtime.send({ to: 'agent', kind: 'CONTAINERS_READY', containerIds, ...of }, delay);
};

/** A container can't be launched. What happens to the container of a command executor happens to the executor. */
const failLaunch = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
  error: string,
): LaunchAnswer | undefined => {
  const child = childOf(executor, containerId);
  if (child === undefined) return undefined;
  releaseAddresses(agent, child.own?.leases ?? []);
  dropChild(executor, child);
  if (!isCommandTask(executor, child.task)) return { taskId: child.task.taskId, error };
  const message = `Failed to launch container: ${error}`;
  terminate(ctx, agent, executor, { state: 'TASK_FAILED', reason: 'CONTAINER_LAUNCH_FAILED', message });
  return undefined;
};

/** Joins networks of its own, where it does not use its executor's. A text is the reason why it can't. */
const joinOwn = (ctx: MesosContext, agent: AgentState, child: ChildContainer): string | undefined => {
  const { networks = [] } = child.task;
  if (networks.length === 0) return undefined;
  const attachment = attach(agent, ctx.state.networks, networks);
  if ('error' in attachment) return attachment.error;
  child.own = attachment;
  return undefined;
};

/** What a container's process is started with. */
const processSpec = (
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
  { task }: ChildContainer,
): ProcessSpec => {
  const { command, image, env, listens } = task;
  return {
    agentId: agent.id,
    containerId,
    net: netOf(agent, executor, containerId),
    surroundings: () => surroundingsOf(agent, executor, containerId, task),
    env,
    listens,
    ...(command !== undefined && { command }),
    ...(image !== undefined && { image: image.id }),
  };
};

const startContainer = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
): LaunchAnswer | undefined => {
  const child = childOf(executor, containerId);
  if (child === undefined) return undefined;
  const fault = joinOwn(ctx, agent, child);
  if (fault !== undefined) return failLaunch(ctx, agent, executor, containerId, fault);
  const error = ctx.workloads.start(processSpec(agent, executor, containerId, child));
  if (error !== undefined) return failLaunch(ctx, agent, executor, containerId, error);
  child.phase = 'running';
  return { taskId: child.task.taskId, startedAt: ctx.runtime.now() };
};

/** Everything is in place: the processes start. Containers destroyed meanwhile have been answered for. */
export const startContainers = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  containerIds: readonly string[],
): void => {
  const answers = present(containerIds.map((containerId) => startContainer(ctx, agent, executor, containerId)));
  if (answers.length > 0) answer(ctx, executor, answers);
};

/** Something a container needs could not be had. */
export const launchFailed = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  { containerId, error }: { readonly containerId: string; readonly error: string },
): void => {
  const told = failLaunch(ctx, agent, executor, containerId, error);
  if (told !== undefined) answer(ctx, executor, [told]);
};

/** Launches that were under way come to nothing. */
export const failLaunches = (ctx: MesosContext, executor: AgentExecutor, error: string): void => {
  const pending = executor.children.filter(({ phase }) => phase === 'provisioning');
  for (const child of pending) dropChild(executor, child);
  const answers = pending.map(({ task: { taskId } }) => ({ taskId, error }));
  if (answers.length > 0) answer(ctx, executor, answers);
};

/** SIGTERM reaches nobody in a container that was made deaf to it; what SIGKILL then ends is an effect of that. */
const deliver = (ctx: MesosContext, { task: { taskId } }: ChildContainer, { containerId, signal }: Kill): void => {
  const deaf = taskDisturbance(ctx.state, 'ignoreSigterm', taskId);
  if (deaf === undefined) return ctx.workloads.signal(containerId, signal);
  if (signal === 'TERM') return undefined;
  return ctx.runtime.because(deaf.id, () => ctx.workloads.signal(containerId, signal));
};

/** A signal for the container's first process. A container still being launched is destroyed instead. */
export const killContainer = (ctx: MesosContext, executor: AgentExecutor, call: Kill): void => {
  const child = childOf(executor, call.containerId);
  if (child === undefined) return;
  if (child.phase === 'running') return deliver(ctx, child, call);
  dropChild(executor, child);
  answer(ctx, executor, [{ taskId: child.task.taskId, error: 'Container destroyed during launch' }]);
};

/** The executor a container belongs to: its own, or the one above it. */
const executorOf = (agent: AgentState, containerId: string): AgentExecutor | undefined =>
  agent.executors.get(containerId.split('.', 1)[0] ?? '');

/** A container is over: it goes, and the executor that waits for it hears how. */
const endContainer = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
  exit: ExitStatus,
  limitation?: Limitation,
): void => {
  const child = childOf(executor, containerId);
  if (child === undefined) return;
  releaseAddresses(agent, child.own?.leases ?? []);
  dropChild(executor, child);
  ctx.workloads.reap(containerId);
  const why = limitation === undefined ? {} : { limitation };
  const { taskId } = child.task;
  ctx.runtime.send({ to: 'executor', kind: 'CONTAINER_ENDED', executor: executor.containerId, taskId, exit, ...why });
};

/** A process ended. */
export const containerExited = (ctx: MesosContext, agent: AgentState, { containerId, exit }: Exited): void => {
  const executor = executorOf(agent, containerId);
  if (executor !== undefined) endContainer(ctx, agent, executor, containerId, exit);
};

/** As Mesos prints bytes: in the largest unit that needs no fraction. */
const bytesText = (mib: number): string => (Number.isInteger(mib) ? `${mib}MB` : `${Math.floor(mib * 1024)}KB`);

/** The kernel's answer to too much memory: everything in the cgroup dies, the executor too where it is in there. */
const endCgroup = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  cgroup: string,
  limit: number,
): void => {
  const bytes = Math.floor(limit * 1024) * 1024;
  const message = `Memory limit exceeded: Requested: ${bytesText(limit)} Maximum Used: ${bytesText(limit)}\n\nMEMORY STATISTICS: \ncache 0\nrss ${bytes}\n`;
  const reason = 'CONTAINER_LIMITATION_MEMORY';
  if (cgroup === executor.containerId) terminate(ctx, agent, executor, { state: 'TASK_FAILED', reason, message });
  else endContainer(ctx, agent, executor, cgroup, { kind: 'signaled', signal: 'KILL' }, { reason, message });
};

/** A process asks its network, if it still runs. */
export const processAsks = (ctx: MesosContext, agent: AgentState, containerId: string): void => {
  const executor = executorOf(agent, containerId);
  const child = executor && childOf(executor, containerId);
  if (executor !== undefined && child?.phase === 'running')
    ctx.workloads.inquire(processSpec(agent, executor, containerId, child));
};

/** The processes of a cgroup reach its limit, if they still do. */
export const memoryExceeded = (ctx: MesosContext, agent: AgentState, { cgroup }: Exceeded): void => {
  const executor = executorOf(agent, cgroup);
  const limit = ctx.workloads.overrun(cgroup);
  if (executor !== undefined && limit !== undefined) endCgroup(ctx, agent, executor, cgroup, limit);
};

/** A container uses all of its memory, whatever its command would. @returns why it can't; undefined = it does */
export const exhaustMemory = (ctx: MesosContext, agent: AgentState, containerId: string): string | undefined => {
  const executor = executorOf(agent, containerId);
  const child = executor && childOf(executor, containerId);
  if (executor === undefined || child?.phase !== 'running') return `container ${containerId} does not run`;
  const memory = memoryLimit(agent, executor, containerId, child.task);
  if (memory === undefined) return `container ${containerId} has no memory limit`;
  endCgroup(ctx, agent, executor, memory.cgroup, memory.limit);
  return undefined;
};
