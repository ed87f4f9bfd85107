/** An agent about itself: `/state` and its v1 parts (Mesos `slave/http.cpp`, `v1/agent/agent.proto`). */
import { addResources } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { isTerminal } from '../../../protocol/mesos/task';
import type { AgentExecutor } from '../agent/agent-state';
import { WORK_DIR } from '../containerizer/paths';
import type { Framework, MasterAgent, MasterTask } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { agentPid, AGENT_PORT, byRole, CAPABILITIES, unreserved } from './agent-json';
import { ownDrainMembers } from './agent-status';
import { executorNames } from './containers-json';
import { frameworkRegistration } from './framework-json';
import { attributesJson, domainMember, labelList, resourceList, resourcesJson } from './resource-json';
import { directoryOf, runsOn, tasksOn } from './sandbox';
import type { Run } from './sandbox';
import { roleOf, taskInfoJson, taskJson } from './task-json';
import { inSeconds } from './value-json';
import { VERSION_JSON } from './version-json';

/** Flags whose values this agent keeps to, and where DC/OS has its files. */
export const agentFlags = ({ spec }: MasterAgent): Readonly<Record<string, string>> => ({
  attributes: spec.attributes.map(({ name }) => `${name}:${String(attributesJson(spec.attributes)[name])}`).join(';'),
  cgroups_enable_cfs: 'true',
  containerizers: 'docker,mesos',
  executor_shutdown_grace_period: '5secs',
  fetcher_cache_size: '2GB',
  hostname: spec.hostname,
  image_providers: 'docker',
  ip: spec.ip,
  isolation: 'cgroups/cpu,cgroups/mem,disk/du,network/cni,filesystem/linux,docker/runtime,volume/sandbox_path',
  launcher: 'linux',
  log_dir: '/var/log/mesos',
  master: 'zk://zk-1.zk:2181/mesos',
  port: String(AGENT_PORT),
  resources: JSON.stringify(resourceList(spec.resources)),
  sandbox_directory: '/mnt/mesos/sandbox',
  work_dir: WORK_DIR,
});

/** One run of an executor, its tasks as the master knows them, and the executor while it is there. */
export interface AgentRun {
  readonly run: Run;
  readonly tasks: readonly MasterTask[];
  readonly live: AgentExecutor | undefined;
}

/** An executor that is there but whose tasks have no container yet. */
const freshRun = (ctx: MesosContext, { containerId, info, queued }: AgentExecutor): Run => ({
  frameworkId: info.frameworkId,
  executorId: info.executorId,
  containerId,
  createdAt: ctx.runtime.now(),
  isCommand: queued.some(({ taskId }) => taskId === info.executorId),
  volumes: info.volumes,
  boxes: [],
});

/** All runs of an agent, those that ended included. */
export const agentRuns = (ctx: MesosContext, agentId: string): readonly AgentRun[] => {
  const tasks = new Map(tasksOn(ctx, agentId).map((task) => [task.info.taskId, task]));
  const known = runsOn(ctx, agentId, [...tasks.values()]);
  const live = ctx.state.agents.get(agentId)?.executors ?? new Map<string, AgentExecutor>();
  const fresh = [...live.values()].filter(({ containerId }) => !known.has(containerId));
  return [
    ...[...known.values()].map((run) => ({
      run,
      tasks: run.boxes.flatMap(({ taskId }) => tasks.get(taskId) ?? []),
      live: live.get(run.containerId),
    })),
    ...fresh.map((executor) => ({ run: freshRun(ctx, executor), tasks: [], live: executor })),
  ];
};

const executorJson = (ctx: MesosContext, agentId: string, { run, tasks, live }: AgentRun): object => {
  const { master } = ctx.state;
  const running = tasks.filter(({ state }) => !isTerminal(state));
  const held = running.map(({ info }) => info.resources);
  const resources = [live?.info.resources ?? [], ...held].reduce<readonly RoleResources[]>(addResources, []);
  const { name, source } = live === undefined ? { name: '', source: '' } : executorNames(live);
  return {
    id: run.executorId,
    name,
    source,
    container: run.containerId,
    directory: directoryOf(agentId, run),
    resources: resourcesJson(resources),
    role: roleOf(master, run.frameworkId),
    labels: labelList(live?.info.labels ?? {}),
    ...(!run.isCommand && { type: 'DEFAULT' }),
    tasks: running.map((task) => taskJson(master, task)),
    queued_tasks: (live?.queued ?? []).map((task) => taskInfoJson(task, run.frameworkId, run.executorId, agentId)),
    completed_tasks: tasks.filter(({ state }) => isTerminal(state)).map((task) => taskJson(master, task)),
  };
};

const frameworkJson = (ctx: MesosContext, agentId: string, framework: Framework, all: readonly AgentRun[]): object => {
  const own = all.filter(({ run }) => run.frameworkId === framework.id);
  const print = (runs: readonly AgentRun[]): readonly object[] => runs.map((each) => executorJson(ctx, agentId, each));
  return {
    id: framework.id,
    name: framework.info.name,
    ...frameworkRegistration(),
    roles: framework.info.roles,
    executors: print(own.filter(({ live }) => live !== undefined)),
    completed_executors: print(own.filter(({ live }) => live === undefined)),
  };
};

/** Frameworks with an executor on the agent, and those that only had some. */
export const frameworksOn = (ctx: MesosContext, runs: readonly AgentRun[]) => {
  const idsOf = (some: readonly AgentRun[]) => new Set(some.map(({ run }) => run.frameworkId));
  const [present, ever] = [idsOf(runs.filter(({ live }) => live !== undefined)), idsOf(runs)];
  const all = [...ctx.state.master.frameworks.values()].filter(({ id }) => ever.has(id));
  return { present: all.filter(({ id }) => present.has(id)), past: all.filter(({ id }) => !present.has(id)) };
};

const frameworksJson = (ctx: MesosContext, agentId: string): object => {
  const runs = agentRuns(ctx, agentId);
  const { present, past } = frameworksOn(ctx, runs);
  const print = (frameworks: readonly Framework[]): readonly object[] =>
    frameworks.map((framework) => frameworkJson(ctx, agentId, framework, runs));
  return { frameworks: print(present), completed_frameworks: print(past) };
};

/** `/state`; `/slave(1)/state` */
export const agentStateJson = (ctx: MesosContext, agent: MasterAgent): object => {
  const { spec, used } = agent;
  return {
    ...VERSION_JSON,
    start_time: inSeconds(agent.registeredAt),
    id: agent.id,
    pid: agentPid(agent),
    hostname: spec.hostname,
    capabilities: CAPABILITIES,
    ...domainMember(spec.domain),
    ...ownDrainMembers(agent, 'v0'),
    resources: resourcesJson(agent.total),
    reserved_resources: byRole(agent.total, resourcesJson),
    unreserved_resources: resourcesJson(unreserved(agent.total)),
    reserved_resources_full: byRole(agent.total, resourceList),
    unreserved_resources_full: resourceList(unreserved(agent.total)),
    reserved_resources_allocated: byRole(used, resourcesJson),
    unreserved_resources_allocated: resourcesJson(unreserved(used)),
    resource_providers: [],
    attributes: attributesJson(spec.attributes),
    master_hostname: '10.0.0.5',
    log_dir: '/var/log/mesos',
    flags: agentFlags(agent),
    ...frameworksJson(ctx, agent.id),
  };
};
