/** What the master checks before it launches a task group (Mesos `master/validation`): all or nothing, first fault wins. */
import { addResources, containsResources, totalScalars } from '../../../protocol/mesos/resource-math';
import type { LaunchOperation } from '../../../protocol/mesos/offer';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { fromMilli } from '../../../protocol/units';
import { formatPorts } from './port-text';
import type { MasterAgent, MasterState } from './master-state';
import { taskRuleFault } from './task-rules';

const MIN_CPUS = 10;
const MIN_MEM = 32_000;

const describe = (resources: readonly RoleResources[]): string =>
  resources
    .map(({ role, cpus, mem, disk, gpus, ports }) => {
      const scalars = [
        `cpus(${role}):${fromMilli(cpus)}`,
        `mem(${role}):${fromMilli(mem)}`,
        `disk(${role}):${fromMilli(disk)}`,
      ];
      if (gpus > 0) scalars.push(`gpus(${role}):${fromMilli(gpus)}`);
      if (ports.length > 0) scalars.push(`ports(${role}):${formatPorts(ports)}`);
      return scalars.join('; ');
    })
    .join('; ');

/** Resources the group takes from the offers: its tasks', and its executor's unless that runs already. */
export const demandOf = ({ executor, tasks }: LaunchOperation, launchExecutor: boolean): readonly RoleResources[] => {
  const start = launchExecutor ? addResources([], executor.resources) : [];
  return tasks.reduce((sum, task) => addResources(sum, task.resources), start);
};

/** A command executor runs on what its task has. */
const executorFault = ({ type, executor }: LaunchOperation): string | undefined => {
  if (type === 'LAUNCH') return undefined;
  const { cpus, mem, disk } = totalScalars(executor.resources);
  if (cpus < MIN_CPUS)
    return `Executor '${executor.executorId}' uses less CPUs (${fromMilli(cpus)}) than the minimum required (0.01)`;
  if (mem < MIN_MEM)
    return `Executor '${executor.executorId}' uses less memory (${fromMilli(mem)}MB) than the minimum required (32MB)`;
  if (disk <= 0) return `Executor '${executor.executorId}' must have disk resources`;
  return undefined;
};

const taskFault = (master: MasterState, { tasks }: LaunchOperation): string | undefined => {
  if (tasks.length === 0) return 'Task group must contain at least one task';
  for (const [index, { taskId }] of tasks.entries()) {
    const isTwice = tasks.findIndex((task) => task.taskId === taskId) < index;
    if (isTwice || master.tasks.has(taskId)) return `Task has duplicate ID: ${taskId}`;
  }
  return undefined;
};

const holdsVolumes = ({ resources }: { readonly resources: readonly RoleResources[] }): boolean =>
  resources.some(({ volumes }) => volumes !== undefined);

/** A persistent volume is used by one task or executor at a time. */
const volumeFault = ({ executor, tasks }: LaunchOperation): string | undefined => {
  if (!holdsVolumes(executor) && !tasks.some(holdsVolumes)) return undefined;
  const seen = new Set<string>();
  for (const { volumes } of [executor, ...tasks].flatMap(({ resources }) => resources)) {
    for (const { id } of volumes ?? []) {
      if (seen.has(id)) return `Persistence ID '${id}' is used more than once`;
      seen.add(id);
    }
  }
  return undefined;
};

/** An executor that runs already can only be the one described: as far as the master remembers it, by its resources. */
const changedFault = (agent: MasterAgent, { executor }: LaunchOperation): string | undefined => {
  const known = agent.executors.get(executor.executorId);
  if (known === undefined) return undefined;
  const isSame =
    known.frameworkId === executor.frameworkId &&
    containsResources(known.resources, executor.resources) &&
    containsResources(executor.resources, known.resources);
  if (isSame) return undefined;
  return `ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID '${executor.executorId}'`;
};

/**
 * Why the group can't be launched on what the offers hold of an agent; undefined = it can.
 * @param demand what it takes of them
 */
export const launchGroupFault = (
  master: MasterState,
  agent: MasterAgent,
  group: LaunchOperation,
  demand: readonly RoleResources[],
  available: readonly RoleResources[],
): string | undefined => {
  const fault =
    taskFault(master, group) ??
    executorFault(group) ??
    volumeFault(group) ??
    taskRuleFault(group) ??
    changedFault(agent, group);
  if (fault !== undefined) return fault;
  if (containsResources(available, demand)) return undefined;
  const who = group.type === 'LAUNCH' ? 'task' : 'task group and its executor';
  return `Total resources ${describe(demand)} required by ${who} is more than available ${describe(available)}`;
};
