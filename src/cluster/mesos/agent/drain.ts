/** Emptying an agent: every task on it is killed at once (Mesos `Slave::drain`). */
import { millis, seconds } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { MasterMessage } from '../messages';
import type { AgentState } from './agent-state';
import { killTask } from './task-group';

const DEFAULT_GRACE = seconds(3);

export const drain = (
  ctx: MesosContext,
  agent: AgentState,
  { maxGrace, markGone }: Extract<MasterMessage, { kind: 'DRAIN_AGENT' }>,
): void => {
  agent.drain = { maxGrace, markGone };
  for (const [taskId, { info }] of agent.tasks) {
    const grace = millis(Math.min(info.killGrace ?? DEFAULT_GRACE, maxGrace ?? Infinity));
    killTask(ctx, agent, { taskId, grace, ...(maxGrace !== null && { within: maxGrace }) });
  }
};
