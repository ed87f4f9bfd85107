/** What one instance of a pod asks of an agent: read off its definition once (Marathon `RunSpec.resources`, `InstanceOpFactoryImpl`). */
import type { Constraint, PodDefinition } from '../../../protocol/marathon/pod';
import { containerResources, executorResources } from '../../../protocol/marathon/pod-resources';
import { addScalars } from '../../../protocol/mesos/resource-math';
import type { Scalars } from '../../../protocol/mesos/resources';
import { DEFAULT_ACCEPTED_ROLES } from '../settings';

export interface Demand {
  /** Executor and containers together. */
  readonly total: Scalars;
  /** Of the executor alone; persistent volumes count as its disk. */
  readonly executor: Scalars;
  readonly containers: readonly Scalars[];
  /** Per container and endpoint with a host port, in order: 0 = any. */
  readonly hostPorts: readonly (readonly number[])[];
  readonly acceptedRoles: readonly string[];
  readonly constraints: readonly Constraint[];
  /** How many instances the pod wants in all. */
  readonly instances: number;
}

const persistentDisk = (pod: PodDefinition): number =>
  pod.volumes.reduce((sum, volume) => sum + ('persistent' in volume ? volume.persistent.size : 0), 0);

const readDemand = (pod: PodDefinition): Demand => {
  const { placement } = pod.scheduling;
  const executor = executorResources({
    ...pod.executorResources,
    disk: pod.executorResources.disk + persistentDisk(pod),
  });
  const containers = pod.containers.map((container) => containerResources(container.resources));
  return {
    executor,
    containers,
    total: containers.reduce(addScalars, executor),
    hostPorts: pod.containers.map((container) =>
      container.endpoints.flatMap((endpoint) => (endpoint.hostPort === undefined ? [] : [endpoint.hostPort])),
    ),
    acceptedRoles:
      placement.acceptedResourceRoles.length === 0 ? DEFAULT_ACCEPTED_ROLES : placement.acceptedResourceRoles,
    constraints: placement.constraints,
    instances: pod.scaling.instances,
  };
};

const cache = new WeakMap<PodDefinition, Demand>();

/** The demand of a definition; definitions never change, so it is read once per definition. */
export const demandOf = (pod: PodDefinition): Demand => {
  let demand = cache.get(pod);
  if (demand === undefined) {
    demand = readDemand(pod);
    cache.set(pod, demand);
  }
  return demand;
};
