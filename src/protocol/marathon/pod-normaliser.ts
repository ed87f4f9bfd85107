/** Third stage of a write: what Marathon fills in once a definition is valid (Marathon `api/v2/PodNormalization`). */
import { normaliseId } from './path-id';
import { withNetworkName } from './network-default';
import type { Container, PodRead, PodSpec, Scheduling } from './pod';
import { DEFAULT_ROLE } from './role-validator';
import { hasPersistentVolumes } from './scheduling-validator';

/**
 * Unnamed container networks get the default name; unless a container network is there, endpoints get host port 0 (any);
 * role, upgrade and unreachable strategy get their defaults, which differ for pods with persistent volumes.
 * Normalising twice changes nothing.
 */
export const normalisePod = (pod: PodRead): PodSpec => {
  const { version: _ignored, ...rest } = pod;
  const keepsHostPorts = pod.networks.some((network) => network.mode === 'container');
  return {
    ...rest,
    id: normaliseId(pod.id),
    networks: pod.networks.map(withNetworkName),
    containers: keepsHostPorts ? pod.containers : pod.containers.map(withHostPorts),
    scheduling: withStrategies(pod),
    role: pod.role ?? DEFAULT_ROLE,
  };
};

const withHostPorts = (container: Container): Container => ({
  ...container,
  endpoints: container.endpoints.map((endpoint) => ({ ...endpoint, hostPort: endpoint.hostPort ?? 0 })),
});

const withStrategies = (pod: PodRead): Scheduling => {
  const resident = hasPersistentVolumes(pod);
  return {
    ...pod.scheduling,
    upgrade: pod.scheduling.upgrade ?? {
      minimumHealthCapacity: resident ? 0.5 : 1,
      maximumOverCapacity: resident ? 0 : 1,
    },
    unreachableStrategy:
      pod.scheduling.unreachableStrategy ??
      (resident ? 'disabled' : { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 }),
  };
};
