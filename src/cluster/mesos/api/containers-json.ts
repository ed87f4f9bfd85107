/** Containers of an agent with what they may use and do use (Mesos `slave/http.cpp`: containers; `v1/mesos.proto`: ResourceStatistics). */
import { totalScalars } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { ContainerNetwork, TaskInfo } from '../../../protocol/mesos/task';
import { fromMilli } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentExecutor, AgentState } from '../agent/agent-state';
import { childOf } from '../executor/executor-state';
import type { ProcessUsage } from '../containerizer/process';
import { memoryLimit } from '../containerizer/sharing';
import type { MesosContext } from '../mesos-state';
import { containerIdJson, idValue, inSeconds } from './value-json';

const MIB = 1024 * 1024;
/** The share of an executor itself: a process that only listens. */
const EXECUTOR_USAGE: ProcessUsage = {
  userSeconds: 0,
  systemSeconds: 0,
  memoryBytes: 12 * MIB,
  receivedBytes: 0,
  sentBytes: 0,
  threads: 12,
};

/** Cores and bytes. */
interface Bounds {
  readonly cpus: number;
  readonly memory: number;
  readonly disk: number;
}

const asked = (resources: readonly RoleResources[]): Bounds => {
  const { cpus, mem, disk } = totalScalars(resources);
  return { cpus: fromMilli(cpus), memory: fromMilli(mem) * MIB, disk: fromMilli(disk) * MIB };
};

const addBounds = (a: Bounds, b: Bounds): Bounds => ({
  cpus: a.cpus + b.cpus,
  memory: a.memory + b.memory,
  disk: a.disk + b.disk,
});

/** One container that is there at this moment. */
export interface ContainerEntry {
  readonly containerId: string;
  /** Of the executor's own container; absent for those nested in it. */
  readonly executor?: AgentExecutor;
  readonly networks: readonly ContainerNetwork[];
  /** What it asked for. */
  readonly request: Bounds;
  /** What it may use; Infinity without bounds. */
  readonly limit: Bounds;
  readonly usage: ProcessUsage;
  readonly processes: number;
}

const addUsage = (a: ProcessUsage, b: ProcessUsage): ProcessUsage => ({
  userSeconds: a.userSeconds + b.userSeconds,
  systemSeconds: a.systemSeconds + b.systemSeconds,
  memoryBytes: a.memoryBytes + b.memoryBytes,
  receivedBytes: a.receivedBytes + b.receivedBytes,
  sentBytes: a.sentBytes + b.sentBytes,
  threads: a.threads + b.threads,
});

const limitOf = (agent: AgentState, executor: AgentExecutor, containerId: string, task: TaskInfo): Bounds => {
  const { cpus, disk } = asked(task.resources);
  const own = task.limits?.cpus;
  return {
    cpus: own === 'unlimited' ? Infinity : own === undefined ? cpus : fromMilli(own),
    memory: (memoryLimit(agent, executor, containerId, task)?.limit ?? Infinity) * MIB,
    disk,
  };
};

/** The containers nested in an executor's. */
const nestedIn = (ctx: MesosContext, agent: AgentState, executor: AgentExecutor): readonly ContainerEntry[] =>
  executor.children.flatMap(({ containerId, task, own }) => {
    const group = ctx.state.executors.get(executor.containerId);
    const startedAt = group && childOf(group, task.taskId)?.startedAt;
    if (startedAt === undefined) return [];
    const request = asked(task.resources);
    const limit = limitOf(agent, executor, containerId, task);
    const share = { cpus: request.cpus, memoryBytes: request.memory, limitBytes: limit.memory };
    const past = {
      containerId,
      ...(task.command !== undefined && { command: task.command }),
      ...(task.image !== undefined && { image: task.image.id }),
      env: task.env,
      startedAt,
      until: ctx.runtime.now(),
    };
    const usage = ctx.workloads.usage(past, share);
    return [{ containerId, networks: own?.networks ?? executor.networks, request, limit, usage, processes: 1 }];
  });

/** Containers of the agent; a nested one uses what its executor's uses, too. @param withNested also those, by themselves */
export const containersOf = (ctx: MesosContext, agentId: string, withNested: boolean): readonly ContainerEntry[] => {
  const agent = ctx.state.agents.get(agentId);
  if (agent === undefined) return [];
  return [...agent.executors.values()].flatMap((executor) => {
    if (executor.phase === 'preparing' || executor.phase === 'terminating') return [];
    const nested = nestedIn(ctx, agent, executor);
    const own = asked(executor.info.resources);
    const entry: ContainerEntry = {
      containerId: executor.containerId,
      executor,
      networks: executor.networks,
      request: nested.reduce((sum, { request }) => addBounds(sum, request), own),
      limit: nested.reduce((sum, { limit }) => addBounds(sum, limit), own),
      usage: nested.reduce((sum, { usage }) => addUsage(sum, usage), EXECUTOR_USAGE),
      processes: 1 + nested.length,
    };
    // The task of a command executor runs in the executor's container.
    const isCommand = executor.children.some(({ task }) => task.taskId === executor.info.executorId);
    return withNested && !isCommand ? [entry, ...nested] : [entry];
  });
};

const containerStatusJson = ({ containerId, networks }: ContainerEntry): object => ({
  container_id: containerIdJson(containerId),
  network_infos: networks.map(({ name, ipAddresses }) => ({
    ...(name !== undefined && { name }),
    ip_addresses: ipAddresses.map((address) => ({ ip_address: address, protocol: 'IPv4' })),
  })),
});

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const statisticsJson = ({ request, limit, usage, processes }: ContainerEntry, now: Millis): object => ({
  timestamp: inSeconds(now),
  processes,
  threads: usage.threads,
  cpus_soft_limit: request.cpus,
  ...(limit.cpus !== Infinity && { cpus_limit: limit.cpus }),
  cpus_user_time_secs: rounded(usage.userSeconds),
  cpus_system_time_secs: rounded(usage.systemSeconds),
  cpus_nr_throttled: 0,
  cpus_throttled_time_secs: 0,
  mem_soft_limit_bytes: request.memory,
  ...(limit.memory !== Infinity && { mem_limit_bytes: limit.memory }),
  mem_rss_bytes: usage.memoryBytes,
  mem_total_bytes: usage.memoryBytes,
  disk_limit_bytes: request.disk,
  disk_used_bytes: 4096,
  net_rx_bytes: usage.receivedBytes,
  net_tx_bytes: usage.sentBytes,
});

/** An executor's name and source, which only command executors have. */
export const executorNames = ({
  info,
  queued,
  children,
}: AgentExecutor): { readonly name: string; readonly source: string } => {
  const task = queued[0] ?? children[0]?.task;
  if (task === undefined || info.executorId !== task.taskId) return { name: '', source: '' };
  const { command } = task;
  const shown = command === undefined ? "''" : 'shell' in command ? `sh -c '${command.shell}'` : command.argv.join(' ');
  return { name: `Command Executor (Task: ${task.taskId}) (Command: ${shown})`, source: task.taskId };
};

/** One member of `/containers`. */
export const containerJson = (entry: ContainerEntry, now: Millis): object => {
  const { containerId, executor } = entry;
  const { name, source } = executor === undefined ? { name: '', source: '' } : executorNames(executor);
  return {
    container_id: containerId.slice(containerId.lastIndexOf('.') + 1),
    ...(executor !== undefined && {
      executor_id: executor.info.executorId,
      executor_name: name,
      framework_id: executor.info.frameworkId,
      source,
    }),
    status: containerStatusJson(entry),
    statistics: statisticsJson(entry, now),
  };
};

/** A v1 `GetContainers.Container`. */
export const containerMessage = (entry: ContainerEntry, now: Millis): object => {
  const { containerId, executor } = entry;
  return {
    ...(executor !== undefined && {
      framework_id: idValue(executor.info.frameworkId),
      executor_id: idValue(executor.info.executorId),
      executor_name: executorNames(executor).name,
    }),
    container_id: containerIdJson(containerId),
    container_status: containerStatusJson(entry),
    resource_statistics: statisticsJson(entry, now),
  };
};
