/** Tasks in both forms (Mesos `common/http.cpp`: Task, `v1/mesos.proto`: Task). */
import type { CommandInfo, HealthCheckInfo, TaskInfo, VolumeMount } from '../../../protocol/mesos/task';
import { fromMilli } from '../../../protocol/units';
import type { MasterState, MasterTask } from '../master/master-state';
import { labelList, resourceList, resourcesJson } from './resource-json';
import { statusJson, statusMessage } from './status-json';
import { idValue, inNanoseconds, inSeconds, uuidBytes } from './value-json';

const commandJson = (command: CommandInfo): object =>
  'shell' in command ? { shell: true, value: command.shell } : { shell: false, arguments: command.argv };

const checkJson = ({ check }: HealthCheckInfo): object => {
  switch (check.type) {
    case 'HTTP':
      return { http: { scheme: check.scheme.toLowerCase(), port: check.port, path: check.path } };
    case 'TCP':
      return { tcp: { port: check.port } };
    case 'COMMAND':
      return { command: commandJson(check.command) };
  }
};

const healthCheckMember = ({ healthCheck }: TaskInfo): object =>
  healthCheck === undefined
    ? {}
    : {
        health_check: {
          type: healthCheck.check.type,
          delay_seconds: inSeconds(healthCheck.delay),
          interval_seconds: inSeconds(healthCheck.interval),
          timeout_seconds: inSeconds(healthCheck.timeout),
          consecutive_failures: healthCheck.maxConsecutiveFailures,
          grace_period_seconds: inSeconds(healthCheck.grace),
          ...checkJson(healthCheck),
        },
      };

const sourceJson = ({ source }: VolumeMount): object => {
  switch (source.type) {
    case 'SANDBOX_PATH':
      return { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path: source.path } };
    case 'HOST_PATH':
      return { type: 'HOST_PATH', host_path: { path: source.path } };
    case 'SECRET':
      return { type: 'SECRET', secret: { type: 'REFERENCE', reference: { name: source.source } } };
    case 'PERSISTENT':
      return { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path: source.id } };
  }
};

/** What a container shares with its executor's. */
const linuxMember = ({ sharesCgroups, ipc }: TaskInfo): object => {
  if (sharesCgroups === undefined && ipc === undefined) return {};
  return {
    linux_info: {
      share_cgroups: sharesCgroups === true,
      ...(ipc !== undefined && { ipc_mode: ipc.mode }),
      ...(ipc?.shmSize !== undefined && { shm_size: ipc.shmSize }),
    },
  };
};

const containerMember = (task: TaskInfo): object => {
  const { image, mounts } = task;
  const linux = linuxMember(task);
  if (image === undefined && mounts.length === 0 && Object.keys(linux).length === 0) return {};
  const mesos =
    image === undefined ? {} : { image: { type: 'DOCKER', docker: { name: image.id }, cached: image.cached } };
  const volumes = mounts.map((mount) => ({
    mode: mount.readOnly ? 'RO' : 'RW',
    container_path: mount.containerPath,
    source: sourceJson(mount),
  }));
  return { container: { type: 'MESOS', mesos, ...(volumes.length > 0 && { volumes }), ...linux } };
};

const discoveryMember = ({ discovery }: TaskInfo): object =>
  discovery === undefined
    ? {}
    : {
        discovery: {
          visibility: 'FRAMEWORK',
          name: discovery.name,
          ports: {
            ports: discovery.ports.map(({ name, number, protocol, labels }) => ({
              number,
              name,
              protocol,
              ...(Object.keys(labels).length > 0 && { labels: { labels: labelList(labels) } }),
            })),
          },
        },
      };

/** `limits`, without bounds "Infinity". @param print a number as the form has it */
const limitsMember = ({ limits }: TaskInfo, print: (value: number | string) => unknown): object => {
  const members = Object.entries(limits ?? {}).map(([name, limit]): [string, unknown] => [
    name,
    print(limit === 'unlimited' ? 'Infinity' : fromMilli(limit)),
  ]);
  return members.length === 0 ? {} : { limits: Object.fromEntries(members) };
};

/** The role a framework's resources are allocated to. */
export const roleOf = (master: MasterState, frameworkId: string): string =>
  master.frameworks.get(frameworkId)?.info.roles[0] ?? '*';

/** The master knows no executor of a task that runs under a command executor. */
const executorOf = ({ executorId, info }: Pick<MasterTask, 'executorId' | 'info'>): string =>
  executorId === info.taskId ? '' : executorId;

/** A task that waits for its executor, as agents print it. */
export const taskInfoJson = (info: TaskInfo, frameworkId: string, executorId: string, agentId: string): object => ({
  id: info.taskId,
  name: info.name,
  framework_id: frameworkId,
  executor_id: executorId,
  slave_id: agentId,
  resources: resourcesJson(info.resources),
  ...(info.command !== undefined && { command: commandJson(info.command) }),
  labels: labelList(info.labels),
  ...discoveryMember(info),
  ...containerMember(info),
  ...healthCheckMember(info),
});

/** One v0 task; times in seconds. */
export const taskJson = (master: MasterState, task: MasterTask): object => {
  const { info, frameworkId, agentId, state, statuses } = task;
  return {
    id: info.taskId,
    name: info.name,
    framework_id: frameworkId,
    executor_id: executorOf(task),
    slave_id: agentId,
    state,
    resources: resourcesJson(info.resources),
    ...limitsMember(info, (value) => value),
    role: roleOf(master, frameworkId),
    statuses: statuses.map(statusJson),
    ...(info.user !== undefined && { user: info.user }),
    labels: labelList(info.labels),
    ...discoveryMember(info),
    ...containerMember(info),
    ...healthCheckMember(info),
  };
};

/** A v1 `Task`. */
export const taskMessage = (master: MasterState, task: MasterTask): object => {
  const { info, frameworkId, agentId, state, statuses } = task;
  const executorId = executorOf(task);
  const last = statuses.findLast(({ uuid }) => uuid !== undefined);
  return {
    name: info.name,
    task_id: idValue(info.taskId),
    framework_id: idValue(frameworkId),
    ...(executorId !== '' && { executor_id: idValue(executorId) }),
    agent_id: idValue(agentId),
    state,
    resources: resourceList(info.resources, roleOf(master, frameworkId)),
    ...limitsMember(info, (value) => ({ value })),
    statuses: statuses.map(statusMessage),
    ...(last?.uuid !== undefined && { status_update_state: last.state, status_update_uuid: uuidBytes(last.uuid) }),
    labels: { labels: labelList(info.labels) },
    ...discoveryMember(info),
    ...containerMember(info),
    ...healthCheckMember(info),
    ...(info.killGrace !== undefined && { kill_policy: { grace_period: inNanoseconds(info.killGrace) } }),
    ...(info.user !== undefined && { user: info.user }),
  };
};
