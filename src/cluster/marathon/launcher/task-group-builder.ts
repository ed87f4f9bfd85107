/** A match becomes a LAUNCH_GROUP: one executor, one task per container (Marathon `mesos/TaskGroupBuilder`). */
import type { LocalVolume } from '../../../protocol/marathon/local-volume';
import type { Container, PodDefinition } from '../../../protocol/marathon/pod';
import type { LaunchGroup } from '../../../protocol/mesos/offer';
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { TaskInfo, VolumeMount, VolumeSource } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import { executorId, taskId } from '../instance/instance-id';
import type { Match } from '../matcher/match-offer';
import { containerIsolation, executorIsolation } from './isolation';
import { commandInfo, discoveryOf, healthCheckInfo, networkInfos } from './network-builder';
import { isHostMode, listeningPort, planEndpoints } from './port-plan';
import { taskEnvironment } from './task-environment';
import type { LaunchContext } from './task-environment';

export interface LaunchRequest {
  readonly pod: PodDefinition;
  readonly instanceId: string;
  readonly incarnation: number;
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

const mountsOf = ({ pod, volumes }: LaunchRequest, container: Container): VolumeMount[] =>
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

const buildTask = (
  request: LaunchRequest,
  context: LaunchContext,
  container: Container,
  resources: readonly RoleResources[],
): TaskInfo => {
  const { pod, instanceId, incarnation } = request;
  const id = taskId(instanceId, container.name, incarnation);
  const own = context.endpoints.filter((planned) => planned.container === container.name);
  const hostMode = isHostMode(pod);
  const user = container.user ?? pod.user;
  const healthCheck = healthCheckInfo(pod, container, own);
  const grace = container.lifecycle?.killGracePeriodSeconds;
  const ports = own.map((planned) => listeningPort(planned, hostMode));
  return {
    taskId: id,
    name: container.name,
    resources,
    ...containerIsolation(pod, container),
    ...(container.exec !== undefined && {
      command: commandInfo(container.exec.command, container.exec.overrideEntrypoint ?? false),
    }),
    ...(container.image !== undefined && {
      image: { id: container.image.id, cached: container.image.forcePull !== true },
    }),
    ...(user !== undefined && { user }),
    env: taskEnvironment(context, container, id),
    mounts: mountsOf(request, container),
    artifacts: artifactsOf(container),
    listens: ports.filter((port) => port !== null),
    ...(healthCheck !== undefined && { healthCheck }),
    ...(grace !== undefined && { killGrace: seconds(grace) }),
    labels: container.labels,
    discovery: discoveryOf(pod, own),
  };
};

/** Ports belong to the executor, not to the tasks; the instance id names the executor in every incarnation. */
export const buildTaskGroup = (request: LaunchRequest): LaunchGroup => {
  const { pod, instanceId, frameworkId, match } = request;
  const endpoints = planEndpoints(pod, match.hostPorts);
  const executor = executorId(instanceId);
  const context: LaunchContext = { pod, host: match.agent.host, executorId: executor, endpoints };
  return {
    type: 'LAUNCH_GROUP',
    executor: {
      executorId: executor,
      frameworkId,
      resources: match.executor,
      networks: networkInfos(pod, endpoints),
      volumes: pod.volumes.flatMap((volume) =>
        'host' in volume || 'secret' in volume || 'persistent' in volume ? [] : [volume.name],
      ),
      ...executorIsolation(pod),
      labels: pod.labels,
    },
    tasks: pod.containers.map((container, index) =>
      buildTask(request, context, container, match.containers[index] ?? []),
    ),
  };
};
