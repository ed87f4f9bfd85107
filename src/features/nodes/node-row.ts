/** One line of the nodes table: an agent and how many containers run on it. */
import type { Agent } from '../../api/client/mesos';
import type { Service, ServiceInstance } from '../../api/client/service';
import { nodeStatus } from './node-status';
import type { NodeStatus } from './node-status';

export interface NodeRow {
  readonly id: string;
  readonly host: string;
  readonly status: NodeStatus;
  readonly region: string;
  readonly zone: string;
  /** Containers that run or are about to. */
  readonly tasks: number;
  readonly agent: Agent;
  /** What free text is looked for in, lower case. */
  readonly text: string;
}

/** The agent it ran on stays with an instance that ended, or waits for its next launch. */
export const occupies = ({ status }: Pick<ServiceInstance, 'status'>): boolean =>
  status !== 'TERMINAL' && status !== 'PENDING';

const countTasks = (services: readonly Service[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { instances } of services) {
    for (const instance of instances) {
      const { agentId, containers } = instance;
      if (agentId === undefined || !occupies(instance)) continue;
      counts.set(agentId, (counts.get(agentId) ?? 0) + containers.length);
    }
  }
  return counts;
};

const textOf = (agent: Agent, { word }: NodeStatus, region: string, zone: string): string => {
  const attributes = Object.entries(agent.attributes).map(([name, value]) => `${name}=${value}`);
  return [agent.hostname, agent.id, word, region, zone, ...attributes].join(' ').toLowerCase();
};

/** Rows in the order of the agents. */
export const nodeRows = (agents: readonly Agent[], services: readonly Service[]): readonly NodeRow[] => {
  const tasks = countTasks(services);
  return agents.map((agent) => {
    const region = agent.domain?.fault_domain.region.name ?? '';
    const zone = agent.domain?.fault_domain.zone.name ?? '';
    const status = nodeStatus(agent);
    return {
      id: agent.id,
      host: agent.hostname,
      status,
      region,
      zone,
      tasks: tasks.get(agent.id) ?? 0,
      agent,
      text: textOf(agent, status, region, zone),
    };
  });
};

/** Rows that hold every word of the filter. */
export const filterNodes = (rows: readonly NodeRow[], filter: string): readonly NodeRow[] => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? rows : rows.filter(({ text }) => words.every((word) => text.includes(word)));
};
