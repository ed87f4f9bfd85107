/**
 * What must hold in every state of the Mesos side. Pure and slow: looks at everything. For tests, after each event.
 * Numbers are those of the invariants' list in the design: I3 one executor per id, I4 groups stay whole, I10 groups end whole,
 * I13 addresses, I14 gates; those of the master's books are in `master/invariants`.
 */
import type { AgentExecutor, AgentState } from './agent/agent-state';
import type { ExecutorState } from './executor/executor-state';
import { auditMaster } from './master/invariants';
import type { MesosState } from './mesos-state';

const addresses = (agent: AgentState): string[] => {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { leases, children } of agent.executors.values()) {
    const own = children.flatMap((child) => child.own?.leases ?? []);
    for (const { network, host } of leases.concat(own)) {
      const key = `${network} ${host}`;
      if (seen.has(key)) faults.push(`I13 ${agent.id}: ${key} is held twice`);
      seen.add(key);
    }
  }
  for (const [network, { used }] of agent.addresses) {
    for (const host of used)
      if (!seen.has(`${network} ${host}`)) faults.push(`I13 ${agent.id}: ${network} ${host} leaked`);
  }
  return faults;
};

const delivery = ({ info, live, children, queued }: AgentExecutor): string[] => {
  const faults: string[] = [];
  if (queued.length > 0 && children.length > 0) faults.push(`I4 ${info.executorId}: delivered in part`);
  for (const { taskId } of children.map(({ task }) => task))
    if (!live.includes(taskId)) faults.push(`I4 ${taskId}: its container outlives it`);
  return faults;
};

const groupFate = ({ containerId, launched, children }: ExecutorState): string[] => {
  const isDoomed = launched && children.some(({ killingGroup }) => killingGroup);
  const spared = children.filter(({ killing, launch }) => !killing && launch === 'ok');
  return isDoomed ? spared.map(({ taskId }) => `I10 ${taskId}: spared when its group ${containerId} died`) : [];
};

/** A container waits for something exactly as long as it is gated, and the agent has none of those. */
const gates = ({ children }: ExecutorState, launched: AgentExecutor['children']): string[] =>
  children.flatMap(({ taskId, containerId: own, launch, place }) => {
    const waits = place?.gate !== undefined && place.gate.unmet.length > 0;
    if (launch !== 'gated')
      return place?.gate === undefined || typeof launch === 'object' ? [] : [`I14 ${taskId}: launched behind its gate`];
    if (!waits) return [`I14 ${taskId}: gated, and waits for nothing`];
    return launched.some(({ containerId }) => containerId === own) ? [`I14 ${taskId}: runs behind its gate`] : [];
  });

/** What is wrong with an agent and what runs on it. */
export const auditAgent = ({ executors }: MesosState, agent: AgentState): string[] => {
  const faults = addresses(agent);
  for (const [containerId, executor] of agent.executors) {
    faults.push(...delivery(executor));
    const group = executors.get(containerId);
    if (group !== undefined) faults.push(...groupFate(group), ...gates(group, executor.children));
  }
  return faults;
};

/** Of an id one executor lives, and each is known to the agent it runs on. */
export const auditExecutors = ({ agents, executors }: MesosState): string[] => {
  const faults: string[] = [];
  const homes = new Set<string>();
  for (const { registered, cut, executors: own } of agents.values()) {
    // Nobody can end what runs out of reach.
    if (!registered || cut !== null) continue;
    for (const { info, phase, live } of own.values()) {
      // A relaunched instance keeps its id: its last executor may still be on its way out, on another agent.
      if (phase === 'terminating' || live.length === 0) continue;
      if (homes.has(info.executorId)) faults.push(`I3 ${info.executorId}: two executors`);
      homes.add(info.executorId);
    }
  }
  for (const { containerId, agentId } of executors.values())
    if (agents.get(agentId)?.executors.has(containerId) !== true) faults.push(`I3 ${containerId}: no agent runs it`);
  return faults;
};

/** All that is wrong, one line each; empty when everything holds. */
export const auditMesos = (state: MesosState): string[] => [
  ...auditMaster(state.master),
  ...[...state.agents.values()].flatMap((agent) => auditAgent(state, agent)),
  ...auditExecutors(state),
];
