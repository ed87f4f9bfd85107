/** The tasks that can be found, read from the books of the master (DC/OS Net `dcos_net_mesos_listener`). Nothing of it is stored. */
import type { DiscoveryPort } from '../../protocol/mesos/task';
import type { MasterTask } from '../mesos/master/master-state';
import type { MesosState } from '../mesos/mesos';

export interface RunningTask {
  readonly id: string;
  readonly name: string;
  /** Its discovery name, else its own. */
  readonly service: string;
  /** Name of its framework. */
  readonly framework: string;
  readonly agentId: string;
  readonly agentIp: string;
  /** Of its container: the agent's own with host networking. */
  readonly addresses: readonly string[];
  readonly ports: readonly DiscoveryPort[];
  /** Host ports it holds itself, as tasks of apps do. */
  readonly hostPorts: readonly number[];
  /** Host ports lead to its container's network, its own or those of others in it. */
  readonly isMapped: boolean;
  /** It has no Mesos health check, or passed it. */
  readonly isHealthy: boolean;
}

const isHealthy = ({ info, statuses }: MasterTask): boolean =>
  info.healthCheck === undefined || statuses.at(-1)?.healthy === true;

const hostPortsOf = ({ info }: MasterTask): number[] =>
  info.resources.flatMap(({ ports }) =>
    ports.flatMap(({ begin, end }) => Array.from({ length: end - begin + 1 }, (_, n) => begin + n)),
  );

/** Port mappings belong to the executor's container, which all of its tasks are in. */
const isMapped = ({ agents }: MesosState, { agentId, statuses }: MasterTask): boolean => {
  const containerId = statuses.find((status) => status.containerId !== undefined)?.containerId ?? '';
  const executor = agents.get(agentId)?.executors.get(containerId.split('.', 1)[0] ?? '');
  return executor?.info.networks.some(({ portMappings }) => portMappings.length > 0) === true;
};

const describe = (state: MesosState, task: MasterTask, agentIp: string): RunningTask => {
  const { info, statuses, agentId, frameworkId } = task;
  const networks = statuses.findLast((status) => status.networks !== undefined)?.networks ?? [];
  return {
    id: info.taskId,
    name: info.name,
    service: info.discovery?.name ?? info.name,
    framework: state.master.frameworks.get(frameworkId)?.info.name ?? '',
    agentId,
    agentIp,
    addresses: networks.flatMap(({ ipAddresses }) => ipAddresses),
    ports: info.discovery?.ports ?? [],
    hostPorts: hostPortsOf(task),
    isMapped: isMapped(state, task),
    isHealthy: isHealthy(task),
  };
};

/** What runs on agents the master knows of; in the order of the task ids. */
export const runningTasks = (
  state: MesosState,
  isWanted: (task: MasterTask) => boolean = () => true,
): readonly RunningTask[] => {
  const found: RunningTask[] = [];
  for (const task of state.master.tasks.values()) {
    const agent = task.state === 'TASK_RUNNING' ? state.master.agents.get(task.agentId) : undefined;
    if (agent !== undefined && isWanted(task)) found.push(describe(state, task, agent.spec.ip));
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
};
