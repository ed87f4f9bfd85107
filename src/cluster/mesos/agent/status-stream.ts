/**
 * Status update streams (Mesos `status_update_manager`): updates of one task reach the framework strictly in order, the
 * next only after the last was acknowledged.
 */
import type { Acknowledgement } from '../../../protocol/mesos/scheduler';
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { uuid } from '../../runtime/ids';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { AgentUpdate } from '../messages';
import type { AgentExecutor, AgentState, StatusStream } from './agent-state';

/** What is first in a stream's line, as it is told to the master. */
const firstOf = ({ pending }: StatusStream): AgentUpdate[] => {
  const [status] = pending;
  const latest = pending.at(-1)?.state;
  return status === undefined || latest === undefined ? [] : [{ status, latest }];
};

const forward = (ctx: MesosContext, agent: AgentState, frameworkId: string, updates: readonly AgentUpdate[]): void => {
  if (updates.length === 0) return;
  ctx.runtime.send({ to: 'master', kind: 'AGENT_UPDATE', agentId: agent.id, frameworkId, updates }, HOP);
};

/** Puts an update in line; the result is what can be forwarded at once. */
const enqueue = (agent: AgentState, executor: AgentExecutor, status: TaskStatus): AgentUpdate[] => {
  const { taskId, state } = status;
  if (isTerminal(state)) executor.live.delete(taskId);
  else executor.live.set(taskId, state);
  const stream = agent.streams.get(taskId);
  if (stream !== undefined) {
    stream.pending.push(status);
    return [];
  }
  const { frameworkId } = executor.info;
  agent.streams.set(taskId, { frameworkId, executor: executor.containerId, pending: [status] });
  return [{ status, latest: state }];
};

/** Takes updates in that came at the same instant: from an executor, or of the agent's own making. */
export const submitUpdates = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  statuses: readonly TaskStatus[],
): void => {
  const updates = statuses.flatMap((status) => enqueue(agent, executor, status));
  forward(ctx, agent, executor.info.frameworkId, updates);
};

/** Sends one and the same end for tasks whose executor can't tell it. */
export const submitEnd = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  taskIds: readonly string[],
  end: { readonly state: TaskState; readonly reason: string; readonly message: string },
): void =>
  submitUpdates(
    ctx,
    agent,
    executor,
    taskIds.map((taskId) => ({
      taskId,
      executorId: executor.info.executorId,
      agentId: agent.id,
      ...end,
      source: 'SOURCE_AGENT',
      timestamp: ctx.runtime.now(),
      uuid: uuid(() => ctx.runtime.draw('agent.updates')),
    })),
  );

/** The framework has the first update in a line: on to the next. Undefined: not that update's uuid. */
const advance = (agent: AgentState, { taskId, uuid: id }: Acknowledgement): StatusStream | undefined => {
  const stream = agent.streams.get(taskId);
  const [status] = stream?.pending ?? [];
  if (stream === undefined || status === undefined || status.uuid !== id) return undefined;
  stream.pending.shift();
  if (stream.pending.length === 0) agent.streams.delete(taskId);
  if (isTerminal(status.state)) agent.tasks.delete(taskId);
  return stream;
};

/** The framework has updates: their executors hear of it, and what waited behind them is forwarded. */
export const acknowledgeUpdates = (
  ctx: MesosContext,
  agent: AgentState,
  acknowledgements: readonly Acknowledgement[],
): void => {
  const told = new Map<string, string[]>();
  const next = new Map<string, AgentUpdate[]>();
  for (const acknowledgement of acknowledgements) {
    const stream = advance(agent, acknowledgement);
    if (stream === undefined) continue;
    const { executor, frameworkId } = stream;
    told.set(executor, [...(told.get(executor) ?? []), acknowledgement.uuid]);
    next.set(frameworkId, [...(next.get(frameworkId) ?? []), ...firstOf(stream)]);
  }
  for (const [executor, uuids] of told)
    ctx.runtime.send({ to: 'executor', kind: 'UPDATES_ACKNOWLEDGED', executor, uuids });
  for (const [frameworkId, updates] of next) forward(ctx, agent, frameworkId, updates);
};
