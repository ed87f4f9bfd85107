/** A match becomes a LAUNCH_GROUP: one executor, one task per container (Marathon `mesos/TaskGroupBuilder`). */
import type { LocalVolume } from '../../../protocol/marathon/local-volume';
import type { Container, PodDefinition } from '../../../protocol/marathon/pod';
import type { LaunchGroup } from '../../../protocol/mesos/offer';
import type { ExecutorInfo, TaskInfo, VolumeMount, VolumeSource } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import type { Task } from '../instance/instance';
import { executorId } from '../instance/instance-id';
import type { Match } from '../matcher/match-offer';
import { containerIsolation, executorIsolation } from './isolation';
import { commandInfo, discoveryOf, healthCheckInfo, networkInfos } from './network-builder';
import { isHostMode, listeningPort, planEndpoints } from './port-plan';
import type { PlannedEndpoint } from './port-plan';
import { taskEnvironment } from './task-environment';
import type { LaunchContext } from './task-environment';

export interface LaunchRequest {
  readonly pod: PodDefinition;
  readonly instanceId: string;
  /** One per container, in order. */
  readonly tasks: readonly Pick<Task, 'id'>[];
  readonly frameworkId: string;
  readonly match: Match;
  /** Its persistent volumes. */
  readonly volumes: readonly LocalVolume[];
}

const sourceOf = (
  volume: PodDefinition['volumes'][number],
  secrets: PodDefinition['secrets'],
  volumes: readonly LocalVolume[],
): VolumeSource => {
  if ('persistent' in volume) {
    const kept = volumes.find(({ containerPath }) => containerPath === volume.name);
    return { type: 'PERSISTENT', id: kept?.persistenceId ?? volume.name };
  }
  if ('secret' in volume)
    return {
      type: 'SECRET',
      source: Object.hasOwn(secrets, volume.secret) ? (secrets[volume.secret]?.source ?? '') : '',
    };
  if ('host' in volume) return { type: 'HOST_PATH', path: volume.host };
  return { type: 'SANDBOX_PATH', path: `volumes/${volume.name}` };
};

const mountsOf = (pod: PodDefinition, volumes: readonly LocalVolume[], container: Container): VolumeMount[] =>
  container.volumeMounts.flatMap((mount) => {
    const volume = pod.volumes.find((each) => each.name === mount.name);
    if (volume === undefined) return [];
    return [
      {
        source: sourceOf(volume, pod.secrets, volumes),
        containerPath: mount.mountPath,
        readOnly: mount.readOnly ?? false,
      },
    ];
  });

const artifactsOf = (container: Container): TaskInfo['artifacts'] =>
  container.artifacts.map(({ uri, extract, executable, cache, destPath }) => ({
    uri,
    extract,
    executable,
    cache,
    ...(destPath !== undefined && { destPath }),
  }));

/** All that depends on which ports the endpoints of a container got. */
const portsOf = (
  pod: PodDefinition,
  container: Container,
  own: readonly PlannedEndpoint[],
): Pick<TaskInfo, 'listens' | 'healthCheck' | 'discovery'> => {
  const hostMode = isHostMode(pod);
  const healthCheck = healthCheckInfo(pod, container, own);
  const ports = own.map((planned) => listeningPort(planned, hostMode));
  return {
    listens: ports.filter((port) => port !== null),
    discovery: discoveryOf(pod, own),
    ...(healthCheck !== undefined && { healthCheck }),
  };
};

/** A container's task as far as it is the same for every instance. */
const taskForm = (pod: PodDefinition, container: Container): TaskInfo => {
  const user = container.user ?? pod.user;
  const grace = container.lifecycle?.killGracePeriodSeconds;
  return {
    taskId: '',
    name: container.name,
    resources: [],
    env: {},
    mounts: mountsOf(pod, [], container),
    artifacts: artifactsOf(container),
    labels: container.labels,
    ...portsOf(pod, container, []),
    ...containerIsolation(pod, container),
    ...(container.exec !== undefined && {
      command: commandInfo(container.exec.command, container.exec.overrideEntrypoint ?? false),
    }),
    ...(container.image !== undefined && {
      image: { id: container.image.id, cached: container.image.forcePull !== true },
    }),
    ...(user !== undefined && { user }),
    ...(grace !== undefined && { killGrace: seconds(grace) }),
  };
};

/** A task group as far as it is the same for every instance. */
interface GroupForm {
  readonly executor: ExecutorInfo;
  readonly tasks: readonly { readonly container: Container; readonly task: TaskInfo }[];
}

const readForm = (pod: PodDefinition): GroupForm => ({
  executor: {
    executorId: '',
    frameworkId: '',
    resources: [],
    networks: networkInfos(pod, []),
    volumes: pod.volumes.flatMap((volume) =>
      'host' in volume || 'secret' in volume || 'persistent' in volume ? [] : [volume.name],
    ),
    ...executorIsolation(pod),
    labels: pod.labels,
  },
  tasks: pod.containers.map((container) => ({ container, task: taskForm(pod, container) })),
});

/** Definitions are never changed, so that it is read once for each. Not state: it can be had again at any time. */
const forms = new WeakMap<PodDefinition, GroupForm>();

const formOf = (pod: PodDefinition): GroupForm => {
  let form = forms.get(pod);
  if (form === undefined) {
    form = readForm(pod);
    forms.set(pod, form);
  }
  return form;
};

const buildTask = (
  { pod, tasks, volumes, match }: LaunchRequest,
  context: LaunchContext,
  { container, task }: GroupForm['tasks'][number],
  index: number,
): TaskInfo => {
  const id = tasks[index]?.id ?? '';
  const resources = match.containers[index] ?? [];
  const built: TaskInfo = { ...task, taskId: id, resources, env: taskEnvironment(context, container, id) };
  if (volumes.length === 0 && container.endpoints.length === 0) return built;
  const own = context.endpoints.filter((planned) => planned.container === container.name);
  return { ...built, mounts: mountsOf(pod, volumes, container), ...portsOf(pod, container, own) };
};

/** Ports belong to the executor, not to the tasks; the instance id names the executor in every incarnation. */
export const buildTaskGroup = (request: LaunchRequest): LaunchGroup => {
  const { pod, instanceId, frameworkId, match } = request;
  const form = formOf(pod);
  const endpoints = planEndpoints(pod, match.hostPorts);
  const executor = executorId(instanceId);
  const context: LaunchContext = { pod, host: match.agent.host, executorId: executor, endpoints };
  return {
    type: 'LAUNCH_GROUP',
    executor: {
      ...form.executor,
      executorId: executor,
      frameworkId,
      resources: match.executor,
      networks: endpoints.length === 0 ? form.executor.networks : networkInfos(pod, endpoints),
    },
    tasks: form.tasks.map((task, index) => buildTask(request, context, task, index)),
  };
};
