/** Emptying an agent: every task on it is killed at once (Mesos `Slave::drain`). */
import { millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { MasterMessage } from '../messages';
import type { AgentState } from './agent-state';
import { killTask } from './task-group';

export const drain = (
  ctx: MesosContext,
  agent: AgentState,
  { maxGrace, markGone }: Extract<MasterMessage, { kind: 'DRAIN_AGENT' }>,
): void => {
  agent.drain = { maxGrace, markGone };
  for (const [taskId, { info }] of agent.tasks) {
    // The longest grace stands in for a policy that is absent, too.
    const grace =
      maxGrace === null ? {} : { grace: millis(Math.min(info.killGrace ?? maxGrace, maxGrace)), within: maxGrace };
    killTask(ctx, agent, { taskId, ...grace });
  }
};
