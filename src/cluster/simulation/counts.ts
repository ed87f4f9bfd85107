/** How much there is in a world: the numbers of `GET /_simulation`. */
import { isTerminal } from '../../protocol/mesos/task';
import type { SimulationCounts } from '../../protocol/simulation/simulation';
import { countPending } from '../runtime/event-queue';
import type { World } from '../world';

/** Pods of the tree, instances and containers that have a place on an agent, and the event queue's own figures. */
export const countsOf = ({ state }: World): SimulationCounts & { readonly agents: number } => {
  const { agents, tasks } = state.mesos.master;
  const instances = [...agents.values()].reduce((sum, agent) => sum + agent.executors.size, 0);
  const containers = [...tasks.values()].filter((task) => !isTerminal(task.state)).length;
  return {
    agents: agents.size,
    pods: [...state.marathon.store.specs.values()].filter(({ removed }) => !removed).length,
    instances,
    containers,
    queued: countPending(state.runtime),
    handled: state.runtime.processed,
  };
};
