/**
 * Status update streams (Mesos `status_update_manager`): updates of one task reach the framework strictly in order, the
 * next only after the last was acknowledged.
 */
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { uuid } from '../../runtime/ids';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { AgentExecutor, AgentState, StatusStream } from './agent-state';

const forward = (ctx: MesosContext, { frameworkId, pending }: StatusStream): void => {
  const [status] = pending;
  const latest = pending.at(-1)?.state;
  if (status === undefined || latest === undefined) return;
  ctx.runtime.send({ to: 'master', kind: 'AGENT_UPDATE', frameworkId, status, latest }, HOP);
};

/** Takes an update in: from an executor, or of the agent's own making. */
export const submitUpdate = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  status: TaskStatus,
): void => {
  const { taskId, state } = status;
  if (isTerminal(state)) executor.live.delete(taskId);
  else executor.live.set(taskId, state);
  let stream = agent.streams.get(taskId);
  if (stream === undefined) {
    stream = { frameworkId: executor.info.frameworkId, executor: executor.containerId, pending: [] };
    agent.streams.set(taskId, stream);
  }
  stream.pending.push(status);
  if (stream.pending.length === 1) forward(ctx, stream);
};

/** Sends one and the same end for tasks whose executor can't tell it. */
export const submitEnd = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  taskIds: readonly string[],
  end: { readonly state: TaskState; readonly reason: string; readonly message: string },
): void => {
  for (const taskId of taskIds) {
    submitUpdate(ctx, agent, executor, {
      taskId,
      executorId: executor.info.executorId,
      agentId: agent.id,
      ...end,
      source: 'SOURCE_AGENT',
      timestamp: ctx.runtime.now(),
      uuid: uuid(() => ctx.runtime.draw('agent.updates')),
    });
  }
};

/** The framework has the first update in line: on to the next. Anything but that update's uuid is ignored. */
export const acknowledgeUpdate = (ctx: MesosContext, agent: AgentState, taskId: string, id: string): void => {
  const stream = agent.streams.get(taskId);
  const [status] = stream?.pending ?? [];
  if (stream === undefined || status === undefined || status.uuid !== id) return;
  stream.pending.shift();
  ctx.runtime.send({ to: 'executor', kind: 'UPDATE_ACKNOWLEDGED', executor: stream.executor, taskId, uuid: id }, HOP);
  if (stream.pending.length > 0) return forward(ctx, stream);
  if (!isTerminal(status.state)) return;
  agent.streams.delete(taskId);
  agent.tasks.delete(taskId);
};
