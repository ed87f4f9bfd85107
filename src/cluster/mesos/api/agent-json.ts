/** Agents, frameworks and tasks as the master's v0 endpoints print them (Mesos `master/http.cpp`, `common/http.cpp`). */
import { addResources } from '../../../protocol/mesos/resource-math';
import type { Attribute, RoleResources } from '../../../protocol/mesos/resources';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import type { Millis } from '../../../protocol/units';
import type { Framework, MasterAgent, MasterState, MasterTask, TaskCounts } from '../master/master-state';
import { formatPorts } from '../master/port-text';
import { reservedJson, resourcesInFull, resourcesJson } from './resource-json';

const VERSION = '1.11.0';

/** Every state has its count in a summary, also when it is 0. */
const COUNTED: readonly TaskState[] = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_FINISHED',
  'TASK_KILLED',
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_UNREACHABLE',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
  'TASK_UNKNOWN',
];

/** Seconds since the epoch, as the v0 endpoints give times. */
const unixSeconds = (at: Millis): number => at / 1000;

const countsJson = (counts: TaskCounts): Readonly<Record<string, number>> =>
  Object.fromEntries(COUNTED.map((state) => [state, counts.get(state) ?? 0]));

const attributeJson = (attribute: Attribute): string | number => {
  switch (attribute.type) {
    case 'TEXT':
      return attribute.text;
    case 'SCALAR':
      return attribute.scalar;
    case 'RANGES':
      return formatPorts(attribute.ranges);
    case 'SET':
      return `{${attribute.set.join(', ')}}`;
  }
};

const offeredOn = (master: MasterState, agent: MasterAgent): readonly RoleResources[] =>
  [...agent.offers].flatMap((id) => master.offers.get(id)?.offer.resources ?? []);

/** One member of `slaves`. */
export const agentJson = (master: MasterState, agent: MasterAgent): object => {
  const { spec } = agent;
  return {
    id: agent.id,
    hostname: spec.hostname,
    port: 5051,
    pid: `slave(1)@${spec.ip}:5051`,
    registered_time: unixSeconds(agent.registeredAt),
    resources: resourcesJson(agent.total),
    used_resources: resourcesJson(agent.used),
    offered_resources: resourcesJson(offeredOn(master, agent)),
    ...reservedJson(agent.total),
    attributes: Object.fromEntries(spec.attributes.map((attribute) => [attribute.name, attributeJson(attribute)])),
    ...(spec.domain === undefined
      ? {}
      : { domain: { fault_domain: { region: { name: spec.domain.region }, zone: { name: spec.domain.zone } } } }),
    active: agent.connected,
    deactivated: agent.deactivated || agent.drain !== null,
    version: VERSION,
    capabilities: ['MULTI_ROLE', 'HIERARCHICAL_ROLE', 'RESERVATION_REFINEMENT'],
  };
};

/** One member of `slaves` in a summary: with counts of its tasks. */
export const agentSummaryJson = (master: MasterState, agent: MasterAgent): object => ({
  ...agentJson(master, agent),
  ...countsJson(agent.counts),
  framework_ids: [...new Set([...agent.executors.values()].map(({ frameworkId }) => frameworkId))],
});

/** One member of `slaves` where agents are all that was asked for: with each of its resources. */
export const agentFullJson = (master: MasterState, agent: MasterAgent): object => ({
  ...agentSummaryJson(master, agent),
  ...resourcesInFull(agent.total, agent.used, addResources([], offeredOn(master, agent))),
});

const frameworkOffers = (master: MasterState, id: string) =>
  [...master.offers.values()].filter(({ offer }) => offer.frameworkId === id);

const frameworkAgents = (master: MasterState, id: string): readonly string[] =>
  [...master.agents.values()]
    .filter(({ executors }) => [...executors.values()].some(({ frameworkId }) => frameworkId === id))
    .map((agent) => agent.id);

const frameworkBase = (master: MasterState, framework: Framework) => ({
  id: framework.id,
  name: framework.info.name,
  pid: 'scheduler-1@10.0.0.5:15101',
  hostname: '10.0.0.5',
  webui_url: 'https://10.0.0.5:8443',
  active: true,
  connected: true,
  recovered: false,
  capabilities: framework.info.capabilities,
  roles: framework.info.roles,
  used_resources: resourcesJson(framework.used),
  offered_resources: resourcesJson(frameworkOffers(master, framework.id).flatMap(({ offer }) => offer.resources)),
});

/** One member of `frameworks` in a summary. */
export const frameworkSummaryJson = (master: MasterState, framework: Framework): object => ({
  ...frameworkBase(master, framework),
  ...countsJson(framework.counts),
  slave_ids: frameworkAgents(master, framework.id),
});

const statusJson = (status: TaskStatus): object => ({
  state: status.state,
  timestamp: unixSeconds(status.timestamp),
  ...(status.healthy === undefined ? {} : { healthy: status.healthy }),
  ...(status.containerId === undefined ? {} : { container_status: containerStatusJson(status, status.containerId) }),
});

const containerStatusJson = (status: TaskStatus, containerId: string): object => {
  const dot = containerId.indexOf('.');
  return {
    container_id:
      dot < 0
        ? { value: containerId }
        : { value: containerId.slice(dot + 1), parent: { value: containerId.slice(0, dot) } },
    network_infos: (status.networks ?? []).map(({ name, ipAddresses }) => ({
      ...(name === undefined ? {} : { name }),
      ip_addresses: ipAddresses.map((address) => ({ ip_address: address, protocol: 'IPv4' })),
    })),
  };
};

/** One task; times in seconds. A v0 status has neither reason nor message. */
export const taskJson = (task: MasterTask): object => ({
  id: task.info.taskId,
  name: task.info.name,
  framework_id: task.frameworkId,
  executor_id: task.executorId,
  slave_id: task.agentId,
  state: task.state,
  resources: resourcesJson(task.info.resources),
  role: task.info.resources[0]?.role ?? '*',
  statuses: task.statuses.map(statusJson),
  labels: Object.entries(task.info.labels).map(([key, value]) => ({ key, value })),
  ...(task.info.discovery === undefined
    ? {}
    : {
        discovery: {
          visibility: 'FRAMEWORK',
          name: task.info.discovery.name,
          ports: { ports: task.info.discovery.ports.map(({ name, number, protocol }) => ({ name, number, protocol })) },
        },
      }),
});

/** One member of `frameworks` in the whole state: with its tasks and offers. */
export const frameworkJson = (master: MasterState, framework: Framework): object => ({
  ...frameworkBase(master, framework),
  registered_time: unixSeconds(framework.registeredAt),
  tasks: [...master.tasks.values()].filter(({ frameworkId }) => frameworkId === framework.id).map(taskJson),
  unreachable_tasks: [],
  completed_tasks: framework.completed.map(taskJson),
  offers: frameworkOffers(master, framework.id).map(({ offer }) => ({
    id: offer.id,
    framework_id: offer.frameworkId,
    slave_id: offer.agentId,
    resources: resourcesJson(offer.resources),
  })),
  executors: [...master.agents.values()].flatMap((agent) =>
    [...agent.executors]
      .filter(([, executor]) => executor.frameworkId === framework.id)
      .map(([id, executor]) => ({
        executor_id: id,
        framework_id: framework.id,
        slave_id: agent.id,
        resources: resourcesJson(executor.resources),
      })),
  ),
});

/** What the whole state and a summary say of the master itself. */
export const masterJson = (master: MasterState): object => ({
  version: VERSION,
  id: master.id,
  pid: 'master@10.0.0.5:5050',
  leader: 'master@10.0.0.5:5050',
  leader_info: { id: master.id, pid: 'master@10.0.0.5:5050', port: 5050, hostname: '10.0.0.5' },
  hostname: '10.0.0.5',
  cluster: 'podrome',
  start_time: unixSeconds(master.startedAt),
  elected_time: unixSeconds(master.startedAt),
  domain: { fault_domain: { region: { name: master.region }, zone: { name: master.zone } } },
});
