/** Requests from outside to a task's port: nothing listens where the task is gone or not up yet. */
import type { ProbeCall } from '../../../protocol/mesos/probe';
import { taskDisturbance } from '../disturbances';
import { HOP } from '../latency';
import { millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { AgentState } from './agent-state';

const containerOf = (agent: AgentState, taskId: string): string | undefined => {
  const executor = agent.executors.get(agent.tasks.get(taskId)?.executor ?? '');
  for (const { containerId, task, phase } of executor?.children ?? [])
    if (task.taskId === taskId && phase === 'running') return containerId;
  return undefined;
};

/** Asks the process and answers when it would. */
export const answerProbe = (ctx: MesosContext, agent: AgentState, { id, taskId, check, timeout }: ProbeCall): void => {
  const containerId = containerOf(agent, taskId);
  const sick = taskDisturbance(ctx.state, 'healthFail', taskId);
  if (containerId === undefined || sick !== undefined)
    return ctx.runtime.because(sick?.id ?? ctx.runtime.cause(), () =>
      ctx.runtime.send({ to: 'marathon', kind: 'PROBED', id, ok: false }, HOP),
    );
  const { ok, took, until } = ctx.workloads.probe(containerId, check, timeout);
  const status = check.type === 'HTTP' ? ctx.workloads.http(containerId, check.port, check.path) : 'refused';
  return ctx.runtime.send(
    {
      to: 'marathon',
      kind: 'PROBED',
      id,
      ok,
      ...(status !== 'refused' && { status }),
      ...(until !== undefined && { until }),
    },
    millis(took + HOP),
  );
};

/** Something between Marathon and tasks changed: whoever does not ask because nothing can have changed asks again. */
export const staleProbes = (ctx: MesosContext, agentId?: string): void =>
  ctx.runtime.send({ to: 'marathon', kind: 'PROBES_STALE', ...(agentId !== undefined && { agentId }) });
