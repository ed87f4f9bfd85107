/** How the master stands to its agents: the one place of the HTTP side that reads it. */
import type { Framework, MasterAgent, MasterState, MasterTask } from '../master/master-state';

/** Connected, and offered. */
export const isActive = (agent: MasterAgent): boolean => agent.active;

/** Not offered because an operator said so. */
export const isDeactivated = (agent: MasterAgent): boolean => !agent.active;

/** A member `drain_info` of an agent that is being drained or was. */
export const drainMember = (_agent: MasterAgent): object => ({});

interface AgentCounts {
  readonly active: number;
  readonly inactive: number;
  readonly connected: number;
  readonly disconnected: number;
  /** No longer registered. */
  readonly unreachable: number;
}

export const countAgents = ({ agents }: MasterState): AgentCounts => {
  const active = [...agents.values()].filter(isActive).length;
  return { active, inactive: agents.size - active, connected: agents.size, disconnected: 0, unreachable: 0 };
};

/** Of a framework, on agents that are lost. */
export const unreachableTasks = (_framework: Framework): readonly MasterTask[] => [];

/** Whether requests to an agent get there. */
export const isReachable = (master: MasterState, agentId: string): boolean => master.agents.has(agentId);
