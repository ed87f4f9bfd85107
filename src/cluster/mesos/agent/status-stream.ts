/**
 * Status update streams (Mesos `status_update_manager`): updates of one task reach the framework strictly in order, the
 * next only after the last was acknowledged.
 */
import type { Acknowledgement } from '../../../protocol/mesos/scheduler';
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskStatus } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { uuid } from '../../runtime/ids';
import { present } from '../../runtime/present';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { AgentUpdate, MasterMessage } from '../messages';
import type { AgentExecutor, AgentState, StatusStream } from './agent-state';

/** What is first in a stream's line, as it is told to the master. */
const firstOf = ({ pending }: StatusStream): AgentUpdate | undefined => {
  const status = pending[0];
  const latest = pending.at(-1)?.state;
  return status === undefined || latest === undefined ? undefined : { status, latest };
};

interface Group<V> {
  readonly key: string;
  readonly values: V[];
}

/** Puts something with what has the same key, if there is something. Most often all has: no Map is made for that. */
const gather = <V>(groups: Group<V>[], key: string, value: V | undefined): void => {
  if (value === undefined) return;
  for (const group of groups)
    if (group.key === key) {
      group.values.push(value);
      return;
    }
  groups.push({ key, values: [value] });
};

const forward = (ctx: MesosContext, agent: AgentState, frameworkId: string, updates: readonly AgentUpdate[]): void => {
  // Whoever is not registered keeps what it has to say until it is again.
  if (updates.length === 0 || !agent.registered) return;
  for (const { status } of updates) {
    const stream = agent.streams.get(status.taskId);
    if (stream !== undefined) stream.sentAt = ctx.runtime.now();
  }
  ctx.runtime.send({ to: 'master', kind: 'AGENT_UPDATE', agentId: agent.id, frameworkId, updates }, HOP);
};

/** A kill because of draining says so; and a task whose agent will be gone is gone with it. */
const drainedStatus = ({ drain }: AgentState, status: TaskStatus): TaskStatus => {
  if (drain === null || (status.state !== 'TASK_KILLING' && status.state !== 'TASK_KILLED')) return status;
  const state = drain.markGone && status.state === 'TASK_KILLED' ? 'TASK_GONE_BY_OPERATOR' : status.state;
  return { ...status, state, reason: 'AGENT_DRAINING' };
};

const newStream = (frameworkId: string, executor: string, status: TaskStatus): StatusStream => ({
  frameworkId,
  executor,
  pending: [status],
  retries: 0,
  sentAt: status.timestamp,
});

/** Puts an update in line; the result is what can be forwarded at once, if it can. */
const enqueue = (agent: AgentState, executor: AgentExecutor, given: TaskStatus): AgentUpdate | undefined => {
  const status = drainedStatus(agent, given);
  const { taskId, state } = status;
  if (isTerminal(state)) executor.live = executor.live.filter((id) => id !== taskId);
  const task = agent.tasks.get(taskId);
  if (task !== undefined) task.latest = state;
  const stream = agent.streams.get(taskId);
  if (stream !== undefined) {
    stream.pending.push(status);
    return undefined;
  }
  agent.streams.set(taskId, newStream(executor.info.frameworkId, executor.containerId, status));
  return { status, latest: state };
};

/** Takes updates in that came at the same instant: from an executor, or of the agent's own making. */
export const submitUpdates = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  statuses: readonly TaskStatus[],
): void => {
  const updates = present(statuses.map((status) => enqueue(agent, executor, status)));
  forward(ctx, agent, executor.info.frameworkId, updates);
};

/** Sends one and the same end for tasks whose executor can't tell it. */
export const submitEnd = (
  ctx: MesosContext,
  agent: AgentState,
  executor: AgentExecutor,
  taskIds: readonly string[],
  end: Pick<TaskStatus, 'state' | 'endedAt'> & { readonly reason: string; readonly message: string },
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
  const status = stream?.pending[0];
  if (stream === undefined || status === undefined || status.uuid !== id) return undefined;
  stream.pending.shift();
  const task = agent.tasks.get(taskId);
  if (task !== undefined) task.acknowledged = status;
  stream.retries = 0;
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
  const streams = acknowledgements.map((each) => advance(agent, each));
  const updates = streams.includes(undefined)
    ? acknowledgements.filter((_, n) => streams[n] !== undefined)
    : acknowledgements;
  const next: Group<AgentUpdate>[] = [];
  for (const [n, stream] of streams.entries()) {
    if (stream === undefined) continue;
    const { executor, frameworkId } = stream;
    const isFirst = streams.findIndex((each) => each?.executor === executor) === n;
    if (isFirst) ctx.runtime.send({ to: 'executor', kind: 'UPDATES_ACKNOWLEDGED', executor, updates });
    gather(next, frameworkId, firstOf(stream));
  }
  for (const { key: frameworkId, values: updates } of next) forward(ctx, agent, frameworkId, updates);
};

/** Registered again: what waits is sent, whether it was sent before or not. */
export const resumeUpdates = (ctx: MesosContext, agent: AgentState): void => {
  const waiting: Group<AgentUpdate>[] = [];
  for (const stream of agent.streams.values()) {
    stream.retries = 0;
    gather(waiting, stream.frameworkId, firstOf(stream));
  }
  for (const { key: frameworkId, values: updates } of waiting) forward(ctx, agent, frameworkId, updates);
};

/** When the first update of a line is sent again: 10 s after it was sent, then twice as long each time, 10 min at most. */
export const retryAt = ({ sentAt, retries }: StatusStream): Millis =>
  millis(sentAt + Math.min(10_000 * 2 ** retries, 600_000));

/** Nobody acknowledged an update in time: it is sent again. */
export const retryUpdate = (ctx: MesosContext, agent: AgentState, taskId: string, id: string): void => {
  const stream = agent.streams.get(taskId);
  // It has been sent for another reason since, and whoever lost that comes back in time.
  if (stream?.pending[0]?.uuid !== id || ctx.runtime.now() < retryAt(stream)) return;
  const update = firstOf(stream);
  stream.retries++;
  if (update !== undefined) forward(ctx, agent, stream.frameworkId, [update]);
};

/** Tasks the master launched here that never arrived. */
export const dropUnknown = (
  ctx: MesosContext,
  agent: AgentState,
  unknown: Extract<MasterMessage, { kind: 'AGENT_REREGISTERED' }>['unknown'],
): void => {
  for (const { taskId, frameworkId, executorId } of unknown) {
    if (agent.tasks.has(taskId) || agent.streams.has(taskId)) continue;
    const status: TaskStatus = {
      taskId,
      executorId,
      agentId: agent.id,
      state: 'TASK_DROPPED',
      reason: 'RECONCILIATION',
      message: 'Reconciliation: task unknown to the agent',
      source: 'SOURCE_AGENT',
      timestamp: ctx.runtime.now(),
      uuid: uuid(() => ctx.runtime.draw('agent.updates')),
    };
    agent.streams.set(taskId, newStream(frameworkId, '', status));
  }
};
