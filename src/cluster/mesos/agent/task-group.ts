/** An agent's executors from RUN_TASK_GROUP to their end (Mesos `slave/slave`). */
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { isTerminal } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import { attach, noAddressText, releaseAddresses } from '../containerizer/addresses';
import { disturbanceOf } from '../disturbances';
import { DESTROY_EXECUTOR, drawLatency, HOP, JOIN_NETWORK, PREPARE_EXECUTOR } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { MasterMessage } from '../messages';
import { childOf } from './agent-state';
import type { AgentExecutor, AgentState } from './agent-state';
import { submitEnd, submitUpdates } from './status-stream';

type RunTaskGroup = Extract<MasterMessage, { kind: 'RUN_TASK_GROUP' }>;

/** One for all: every executor keeps several lists that are empty most of the time. */
const NONE: readonly never[] = [];

const newExecutor = (
  ctx: MesosContext,
  { group, killingState }: RunTaskGroup,
  live: readonly string[],
): AgentExecutor => ({
  containerId: uuid(() => ctx.runtime.draw('agent.containers')),
  info: group.executor,
  killingState,
  phase: 'preparing',
  queued: group.tasks,
  live,
  children: NONE,
  networks: NONE,
  leases: NONE,
});

/** A launch that was under way when draining began. */
const refuseGroup = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  taskIds: readonly string[],
): void => {
  submitEnd(ctx, agent, executor, taskIds, {
    state: 'TASK_DROPPED',
    reason: 'AGENT_DRAINING',
    message: 'Task was received while the agent was draining',
  });
  const { frameworkId, executorId } = executor.info;
  ctx.runtime.send({ to: 'master', kind: 'EXITED_EXECUTOR', agentId: agent.id, frameworkId, executorId }, HOP);
};

/** Queues the group and begins with the executor's container. */
export const runTaskGroup = (ctx: MesosContext, agent: AgentState, message: RunTaskGroup): void => {
  // Who is about to register again takes nothing: the master hears that it knows nothing of these tasks.
  if (agent.leaving === true || !agent.registered) return;
  const taskIds = message.group.tasks.map(({ taskId }) => taskId);
  const executor = newExecutor(ctx, message, taskIds);
  const { frameworkId, executorId } = executor.info;
  for (const info of message.group.tasks)
    agent.tasks.set(info.taskId, {
      info,
      frameworkId,
      executorId,
      executor: executor.containerId,
      latest: 'TASK_STAGING',
      acknowledged: null,
    });
  if (agent.drain !== null) return refuseGroup(ctx, agent, executor, taskIds);
  if (!message.launchExecutor) {
    // The executor the master counted on is on its way out: executors run one group, as Marathon uses them.
    const dropped = { state: 'TASK_DROPPED', reason: 'EXECUTOR_TERMINATED', message: 'Executor terminating' } as const;
    submitEnd(ctx, agent, executor, taskIds, dropped);
    return;
  }
  agent.executors.set(executor.containerId, executor);
  const joins = executor.info.networks.filter(({ name }) => name !== undefined).length;
  const prepare = drawLatency(PREPARE_EXECUTOR, () => ctx.runtime.draw('agent.prepare'));
  const { containerId } = executor;
  ctx.runtime.send(
    { to: 'agent', kind: 'EXECUTOR_PREPARED', agentId: agent.id, executor: containerId },
    millis(prepare + joins * JOIN_NETWORK),
  );
};

/** No container outlives that of its executor. */
export const reapChildren = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  for (const { containerId, own } of executor.children) {
    releaseAddresses(agent, own?.leases ?? []);
    ctx.workloads.reap(containerId);
  }
  executor.children = NONE;
};

/** Ends an executor: whatever of its tasks still lives ends with it, as `end` says. */
export const terminate = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  end: { readonly state: TaskState; readonly reason: string; readonly message: string },
): void => {
  if (executor.phase === 'terminating') return;
  executor.phase = 'terminating';
  submitEnd(ctx, agent, executor, executor.live, end);
  reapChildren(ctx, agent, executor);
  executor.queued = NONE;
  const { containerId } = executor;
  ctx.runtime.send({ to: 'executor', kind: 'DESTROYED', executor: containerId });
  ctx.runtime.send(
    { to: 'agent', kind: 'EXECUTOR_DESTROYED', agentId: agent.id, executor: containerId },
    DESTROY_EXECUTOR,
  );
};

/** Joins an executor's container to its networks. */
const join = (ctx: MesosContext, agent: AgentState, { info: { networks } }: AgentExecutor) => {
  const full = disturbanceOf(
    ctx.state,
    'addressesExhausted',
    ({ agentId, network }) =>
      (agentId === undefined || agentId === agent.id) && networks.some(({ name }) => name === network),
  );
  if (full === undefined)
    return { attachment: attach(agent, ctx.state.networks, networks), cause: ctx.runtime.cause() };
  return { attachment: { error: noAddressText(full.network) }, cause: full.id };
};

/** The executor's container is ready but for its networks; joins them and starts the executor in it. */
export const startExecutor = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  if (executor.phase !== 'preparing') return;
  const { info, containerId, killingState } = executor;
  const { attachment, cause } = join(ctx, agent, executor);
  if ('error' in attachment) {
    const message = `Failed to launch container: ${attachment.error}`;
    const end = { state: 'TASK_FAILED', reason: 'CONTAINER_LAUNCH_FAILED', message } as const;
    ctx.runtime.because(cause, () => terminate(ctx, agent, executor, end));
    return;
  }
  executor.phase = 'starting';
  executor.networks = attachment.networks;
  executor.leases = attachment.leases;
  const { executorId, frameworkId, stopsInReverse } = info;
  const order = stopsInReverse === undefined ? {} : { stopsInReverse };
  const start = { executorId, frameworkId, agentId: agent.id, killingState, ...order };
  ctx.runtime.send({ to: 'executor', kind: 'EXECUTOR_START', executor: containerId, ...start });
};

/** SUBSCRIBE of an executor: it gets its task group. */
export const deliverTaskGroup = (ctx: MesosContext, executor: AgentExecutor): void => {
  if (executor.phase !== 'starting') return;
  executor.phase = 'running';
  ctx.runtime.send({ to: 'executor', kind: 'LAUNCH_GROUP', executor: executor.containerId, tasks: executor.queued });
  executor.queued = NONE;
};

interface KillWish {
  readonly taskId: string;
  readonly grace?: Millis;
  /** All tasks killed with it have to be gone after that. */
  readonly within?: Millis;
}

/** KILL of one task. Before delivery to the executor it ends the whole group. */
export const killTask = (ctx: MesosContext, agent: AgentState, { taskId, grace, within }: KillWish): void => {
  const executor = agent.executors.get(agent.tasks.get(taskId)?.executor ?? '');
  switch (executor?.phase) {
    case 'preparing':
    case 'starting':
      return terminate(ctx, agent, executor, {
        state: 'TASK_KILLED',
        reason: 'TASK_KILLED_DURING_LAUNCH',
        message: 'A task within the task group was killed before delivery to the executor',
      });
    case 'running': {
      const own = { ...(grace !== undefined && { grace }), ...(within !== undefined && { within }) };
      ctx.runtime.send({ to: 'executor', kind: 'KILL_TASK', executor: executor.containerId, taskId, ...own });
      return undefined;
    }
    default:
      return undefined;
  }
};

/** What an executor says of a task, with what only the agent knows: the addresses of a container that runs. */
const completed = (executor: AgentExecutor, status: TaskStatus): TaskStatus => {
  const addressed = status.state !== 'TASK_STARTING' && !isTerminal(status.state);
  // The task of a command executor runs in the executor's own container.
  const isCommand = executor.info.executorId === status.taskId;
  if (!addressed && !isCommand) return status;
  const placed = isCommand ? { ...status, containerId: executor.containerId } : status;
  if (!addressed) return placed;
  const networks = childOf(executor, status.containerId ?? '')?.own?.networks ?? executor.networks;
  return { networks, ...placed };
};

/** Updates from an executor. Those of tasks that have ended already are not heard. */
export const takeUpdates = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  statuses: readonly TaskStatus[],
): void => {
  const isLive = ({ taskId }: TaskStatus): boolean => executor.live.includes(taskId);
  const known = statuses.every(isLive) ? statuses : statuses.filter(isLive);
  submitUpdates(
    ctx,
    agent,
    executor,
    known.map((status) => completed(executor, status)),
  );
};

/** The executor's process ended: whatever still ran in its container ends too. */
export const executorExited = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  terminate(ctx, agent, executor, {
    state: 'TASK_FAILED',
    reason: 'EXECUTOR_TERMINATED',
    message: 'Executor terminated',
  });
};

/** The executor's container is gone: addresses and, through the master, resources are free again. */
export const executorDestroyed = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  releaseAddresses(agent, executor.leases);
  agent.executors.delete(executor.containerId);
  if (agent.leaving === true && agent.executors.size === 0) ctx.state.agents.delete(agent.id);
  const { frameworkId, executorId } = executor.info;
  ctx.runtime.send({ to: 'master', kind: 'EXITED_EXECUTOR', agentId: agent.id, frameworkId, executorId }, HOP);
};
