/** What the containers of a group share with each other, their executor and the agent, and what each has of its own (Mesos `slave/containerizer/mesos/isolators`). */
import { totalScalars } from '../../../protocol/mesos/resource-math';
import type { TaskInfo, VolumeMount } from '../../../protocol/mesos/task';
import { childOf } from '../agent/agent-state';
import type { AgentExecutor, AgentState } from '../agent/agent-state';
import { SANDBOX_IN_IMAGE, sandboxPath, secretPath, volumePath } from './paths';
import type { Surroundings } from './process';

/** A cgroup never has less than this, MiB. */
const LEAST_MEMORY = 32;

/** The task of a command executor has its id, and runs in its container. */
export const isCommandTask = ({ info }: AgentExecutor, { taskId }: TaskInfo): boolean => info.executorId === taskId;

const memoryOf = ({ resources }: Pick<TaskInfo, 'resources'>): number => totalScalars(resources).mem / 1000;

/** Executor and all its tasks that have not ended, MiB. */
const sharedLimit = (agent: AgentState, { info, live }: AgentExecutor): number =>
  live.reduce((sum, taskId) => {
    const task = agent.tasks.get(taskId);
    return task === undefined ? sum : sum + memoryOf(task.info);
  }, memoryOf(info));

/** The memory cgroup a container is in, and its limit in MiB; undefined = no limit. */
export const memoryLimit = (
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
  task: TaskInfo,
): Surroundings['memory'] => {
  const own = task.limits?.mem;
  if (own === 'unlimited') return undefined;
  // Like upstream's, a limit holds whole MiB.
  const asked = own === undefined ? memoryOf(task) : Math.floor(own / 1000);
  if (task.sharesCgroups === true && !isCommandTask(executor, task))
    return { cgroup: executor.containerId, limit: Math.max(LEAST_MEMORY, sharedLimit(agent, executor)) };
  const cgroup = isCommandTask(executor, task) ? executor.containerId : containerId;
  return { cgroup, limit: Math.max(LEAST_MEMORY, asked) };
};

/** A container on an image has a `/dev/shm` of its own unless it shares its executor's; the others see the agent's. */
const sharedMemory = (
  agent: AgentState,
  { info, containerId: executor }: AgentExecutor,
  containerId: string,
  { ipc, image }: TaskInfo,
): Pick<Surroundings, 'ipc' | 'shm'> => {
  if (ipc?.mode === 'PRIVATE') {
    const size = ipc.shmSize === undefined ? {} : { size: ipc.shmSize };
    return { ipc: containerId, shm: { of: containerId, ...size } };
  }
  const isParentPrivate = info.ipc?.mode === 'PRIVATE';
  const size = isParentPrivate && info.ipc?.shmSize !== undefined ? { size: info.ipc.shmSize } : {};
  const parents = { of: isParentPrivate ? executor : agent.id, ...size };
  return {
    ipc: info.ipc?.mode === 'SHARE_PARENT' ? agent.id : executor,
    shm: ipc === undefined && image !== undefined ? { of: containerId } : parents,
  };
};

/** Volumes of the pod are directories of the executor's sandbox: whoever mounts one sees what the others write. */
const mountsOf = (
  mounts: readonly VolumeMount[],
  parent: string,
  roleOf: (volumeId: string) => string,
): Surroundings['mounts'] =>
  mounts.flatMap(({ source, containerPath: to, readOnly }) => {
    switch (source.type) {
      case 'SANDBOX_PATH':
        return [{ from: `${parent}/${source.path}`, to, readOnly }];
      case 'PERSISTENT':
        return [{ from: volumePath(roleOf(source.id), source.id), to, readOnly }];
      case 'HOST_PATH':
        return [{ from: source.path.startsWith('/') ? source.path : `${parent}/${source.path}`, to, readOnly }];
      case 'SECRET':
        return [{ from: secretPath(source.source), to, readOnly }];
      default:
        return source satisfies never;
    }
  });

/** Containers of an executor share its network namespace, which is the agent's where it joins no network. */
export const netOf = (agent: AgentState, executor: AgentExecutor, containerId: string): string => {
  if (childOf(executor, containerId)?.own !== undefined) return containerId;
  return executor.info.networks.every(({ name }) => name === undefined) ? agent.id : executor.containerId;
};

/** Persistent volumes are the executor's; a command task has them itself. */
const roleOfVolume = ({ info }: AgentExecutor, id: string): string =>
  info.resources.find(({ volumes }) => volumes?.some((volume) => volume.id === id))?.role ?? '*';

/** What the agent adds to a task's environment. @param address of its container */
export const variablesOf = (
  { image, resources }: TaskInfo,
  sandbox: string,
  address: string,
): Surroundings['variables'] => ({
  MESOS_SANDBOX: image === undefined ? sandbox : SANDBOX_IN_IMAGE,
  MESOS_CONTAINER_IP: address,
  MESOS_ALLOCATION_ROLE: resources[0]?.role ?? '*',
});

/** Everything around the process of a container below an executor. */
export const surroundingsOf = (
  agent: AgentState,
  executor: AgentExecutor,
  containerId: string,
  task: TaskInfo,
): Surroundings => {
  const { executorId, frameworkId } = executor.info;
  const inExecutor = (container: string): string =>
    sandboxPath({ agentId: agent.id, frameworkId, executorId, containerId: container });
  const sandbox = inExecutor(isCommandTask(executor, task) ? executor.containerId : containerId);
  const own = childOf(executor, containerId)?.own;
  const memory = memoryLimit(agent, executor, containerId, task);
  return {
    net: netOf(agent, executor, containerId),
    ...sharedMemory(agent, executor, containerId, task),
    pid: agent.id,
    root: task.image?.id ?? agent.id,
    user: task.user ?? 'root',
    sandbox,
    mounts:
      task.mounts.length === 0
        ? []
        : mountsOf(task.mounts, inExecutor(executor.containerId), (id) => roleOfVolume(executor, id)),
    ...(memory !== undefined && { memory }),
    variables: variablesOf(task, sandbox, (own?.networks ?? executor.networks)[0]?.ipAddresses[0] ?? agent.ip),
  };
};
