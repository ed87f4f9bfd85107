/** What the master sends: to agents in order, to frameworks over one hop. */
import type { SchedulerEvent } from '../../../protocol/mesos/scheduler';
import type { TaskStatus } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import { HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import type { MasterMessage } from '../messages';
import type { MasterAgent } from './master-state';

/** Sends to an agent, never overtaking what was sent to it before. */
export const sendToAgent = (
  ctx: MesosContext,
  agent: MasterAgent,
  message: MasterMessage,
  delay: Millis = HOP,
): void => {
  const now = ctx.runtime.now();
  agent.link = millis(Math.max(agent.link, now + delay));
  ctx.runtime.send(message, millis(agent.link - now));
};

/** Has the agent write down how its resources are reserved, and its persistent volumes. */
export const checkpoint = (ctx: MesosContext, agent: MasterAgent): void =>
  sendToAgent(ctx, agent, { to: 'agent', kind: 'CHECKPOINT_RESOURCES', agentId: agent.id, total: agent.total });

export const sendKill = (ctx: MesosContext, agent: MasterAgent, taskId: string, grace: Millis | null): void => {
  const own = grace === null ? {} : { grace };
  sendToAgent(ctx, agent, { to: 'agent', kind: 'KILL_TASK', agentId: agent.id, taskId, ...own });
};

export const tellFramework = (ctx: MesosContext, event: SchedulerEvent): void => ctx.runtime.send(event, HOP);

/** Tells the framework of task states the master found out by itself. Nothing to acknowledge. */
export const tellStatuses = (ctx: MesosContext, statuses: readonly TaskStatus[]): void => {
  if (statuses.length > 0) tellFramework(ctx, { to: 'marathon', kind: 'UPDATE', statuses });
};
