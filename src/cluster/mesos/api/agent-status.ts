/** How the master stands to its agents, and whether they can be asked anything: the one place of the HTTP side that reads it. */
import type { Millis } from '../../../protocol/units';
import type { Drain, Framework, MasterAgent, MasterState, MasterTask } from '../master/master-state';
import { isActive } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { inNanoseconds } from './value-json';

/** Whether an operator took it out, to drain it or for itself. */
const isDeactivated = ({ deactivated, drain }: MasterAgent): boolean => deactivated || drain !== null;

/** Members of an agent wherever the master prints one. */
export const standing = (agent: MasterAgent): { readonly active: boolean; readonly deactivated: boolean } => ({
  active: isActive(agent),
  deactivated: isDeactivated(agent),
});

const configOf = ({ maxGrace, markGone }: Drain): object => ({
  ...(maxGrace !== null && { max_grace_period: inNanoseconds(maxGrace) }),
  mark_gone: markGone,
});

type Form = 'v0' | 'v1';

const beganMember = (at: Millis, form: Form): object =>
  form === 'v0'
    ? { estimated_drain_start_time_seconds: Math.floor(at / 1000) }
    : { estimated_drain_start_time: inNanoseconds(at) };

/** What the master says of an agent that is being drained or was. */
export const drainMembers = ({ drain }: MasterAgent, form: Form): object => {
  if (drain === null) return {};
  return {
    drain_info: { state: drain.state, config: configOf(drain) },
    ...(drain.startedAt !== null && beganMember(drain.startedAt, form)),
  };
};

/** What the agent itself says of that, once it knows. */
export const ownDrainMembers = ({ drain }: MasterAgent, form: Form): object => {
  if (drain === null || drain.startedAt === null) return {};
  return { drain_config: configOf(drain), ...beganMember(drain.startedAt, form) };
};

interface AgentCounts {
  readonly active: number;
  readonly inactive: number;
  readonly connected: number;
  readonly disconnected: number;
  /** No longer registered. */
  readonly unreachable: number;
}

export const countAgents = ({ agents, unreachable }: MasterState): AgentCounts => {
  const active = [...agents.values()].filter(isActive).length;
  const connected = [...agents.values()].filter((agent) => agent.connected).length;
  return {
    active,
    inactive: agents.size - active,
    connected,
    disconnected: agents.size - connected,
    unreachable: unreachable.size,
  };
};

/** Of a framework, on agents that are lost. */
export const unreachableTasks = (framework: Framework): readonly MasterTask[] => [...framework.unreachable.values()];

/** What becomes of a request to an agent: nobody takes it in, or nobody answers. */
export const reachOf = ({ state }: MesosContext, agentId: string): 'answers' | 'refuses' | 'silent' => {
  const agent = state.agents.get(agentId);
  if (agent === undefined || agent.process === 'stopped') return 'refuses';
  return agent.process === 'crashed' || agent.cut !== null ? 'silent' : 'answers';
};
