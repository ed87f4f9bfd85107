/**
 * Containers share their executor's network and volumes with each other and with nobody else, and are ended at the limit of
 * their memory.
 */
import { childOf } from '../cluster/mesos/agent/agent-state';
import type { AgentExecutor, AgentState } from '../cluster/mesos/agent/agent-state';
import { surroundingsOf } from '../cluster/mesos/containerizer/sharing';
import { reachedLimit } from '../cluster/workloads/cgroups';
import type { ClusterEntry, World } from '../cluster/world';
import type { Observer } from './observer';

type Ready = Extract<ClusterEntry, { readonly kind: 'CONTAINERS_READY' }>;

/** Whose network a container is to be in. */
const homeOf = (agent: AgentState, { info, containerId: executor }: AgentExecutor, own: number): string | undefined => {
  // One of its own: nobody else's.
  if (own > 0) return undefined;
  return info.networks.some(({ name }) => name !== undefined) ? executor : agent.id;
};

const containerFaults = (world: World, agent: AgentState, executor: AgentExecutor, id: string): string[] => {
  const child = childOf(executor, id);
  const process = world.state.workloads.processes.get(id);
  if (child?.phase !== 'running' || process === undefined) return [];
  const home = homeOf(agent, executor, child.task.networks?.length ?? 0) ?? id;
  const { mounts, net } = surroundingsOf(agent, executor, id, child.task);
  const sandbox = `/${executor.containerId}/`;
  const strange = child.task.mounts.flatMap(({ source, containerPath }) => {
    const from = mounts.find(({ to }) => to === containerPath)?.from ?? '';
    return source.type === 'SANDBOX_PATH' && !from.includes(sandbox) ? [from] : [];
  });
  return [
    ...(net === home && process.net === home ? [] : [`isolation ${id}: in the network of ${process.net}, not ${home}`]),
    ...strange.map((from) => `isolation ${id}: mounts ${from}, which is not of its instance`),
  ];
};

const started = (world: World, { agentId, executor: containerId, containerIds }: Ready): string[] => {
  const agent = world.state.mesos.agents.get(agentId);
  const executor = agent?.executors.get(containerId);
  if (agent === undefined || executor === undefined) return [];
  return containerIds.flatMap((id) => containerFaults(world, agent, executor, id));
};

export const createIsolationObserver = (): Observer => (entry, world) => {
  if (entry.kind === 'CONTAINERS_READY') return started(world, entry);
  if (entry.kind !== 'MEMORY_EXCEEDED') return [];
  const { mesos, workloads } = world.state;
  // The agent that would have to end it may be away.
  if (mesos.agents.get(entry.agentId)?.process !== 'up') return [];
  return reachedLimit(workloads, entry.cgroup, world.runtime.now()) === undefined
    ? []
    : [`limits ${entry.cgroup}: goes on with more memory than it may have`];
};
