/** The end of executors and agents that somebody asked for (Mesos `Slave::shutdown`, `Slave::shutdownExecutor`). */
import { seconds } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { AgentExecutor, AgentState } from './agent-state';
import { terminate } from './task-group';

/** `--executor_shutdown_grace_period`: how long an executor may take to end its containers. */
const EXECUTOR_SHUTDOWN_GRACE = seconds(5);

const TERMINATED = { state: 'TASK_FAILED', reason: 'EXECUTOR_TERMINATED', message: 'Executor terminated' } as const;

/** The executor ends its containers and itself; what it has not ended in time is destroyed, whatever graces its tasks have. */
const shutDownExecutor = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void => {
  if (executor.phase !== 'running') return terminate(ctx, agent, executor, TERMINATED);
  const { containerId } = executor;
  ctx.runtime.send({ to: 'executor', kind: 'SHUTDOWN', executor: containerId });
  ctx.runtime.send(
    { to: 'agent', kind: 'SHUTDOWN_TIMEOUT', agentId: agent.id, executor: containerId },
    EXECUTOR_SHUTDOWN_GRACE,
  );
  return undefined;
};

/** Its time is over. */
export const shutdownOverdue = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): void =>
  terminate(ctx, agent, executor, TERMINATED);

/** The agent's process ends for good once everything on the machine that it launched has. Nobody hears of that any more. */
export const shutDown = (ctx: MesosContext, agent: AgentState): void => {
  agent.leaving = true;
  agent.registered = false;
  if (agent.executors.size === 0) ctx.state.agents.delete(agent.id);
  for (const executor of agent.executors.values()) shutDownExecutor(ctx, agent, executor);
};
