/** What one instance of a pod asks of an agent: read off its definition once (Marathon `RunSpec.resources`, `InstanceOpFactoryImpl`). */
import type { Constraint, PodDefinition } from '../../../protocol/marathon/pod';
import { containerResources, executorResources } from '../../../protocol/marathon/pod-resources';
import { NO_SCALARS, SCALARS, addScalars } from '../../../protocol/mesos/resource-math';
import type { Scalars } from '../../../protocol/mesos/resources';
import { milli } from '../../../protocol/units';
import type { Milli } from '../../../protocol/units';
import { DEFAULT_ACCEPTED_ROLES } from '../settings';
import { ofRoles, reservable } from './resource-pool';
import type { Usable } from './resource-pool';

/** A persistent volume to be. */
export interface VolumeDemand {
  /** Also where it is in the sandbox. */
  readonly name: string;
  readonly size: Milli;
}

export interface Demand {
  /** Executor, volumes and containers together. */
  readonly total: Scalars;
  /** Of the executor alone. */
  readonly executor: Scalars;
  /** Whoever has any is bound to the agent they are on. */
  readonly volumes: readonly VolumeDemand[];
  readonly containers: readonly Scalars[];
  /** Per container and endpoint with a host port, in order: 0 = any. */
  readonly hostPorts: readonly (readonly number[])[];
  /** All of them, in order. */
  readonly ports: readonly number[];
  readonly acceptedRoles: readonly string[];
  /** What an instance may take of an offer that holds no reservation of its own. */
  readonly usable: Usable;
  readonly constraints: readonly Constraint[];
  /** A constraint is about regions or zones: without one remote regions are left alone. */
  readonly choosesDomain: boolean;
  /** How many instances the pod wants in all. */
  readonly instances: number;
  /** All that decides whether an offer fits but constraints, as one name: equal for equal wishes. */
  readonly wish: string;
}

const volumesOf = (pod: PodDefinition): VolumeDemand[] =>
  pod.volumes.flatMap((volume) =>
    'persistent' in volume ? [{ name: volume.name, size: milli(volume.persistent.size) }] : [],
  );

/** The members of a demand that say whose resources it accepts. */
export const accepting = (roles: readonly string[]): Pick<Demand, 'acceptedRoles' | 'usable'> => ({
  acceptedRoles: roles,
  usable: ofRoles(roles),
});

/** What is to be kept has to be reserved first, and only what is nobody's can be. */
const RESERVING: Pick<Demand, 'acceptedRoles' | 'usable'> = { acceptedRoles: ['*'], usable: reservable };

const readDemand = (pod: PodDefinition): Demand => {
  const { placement } = pod.scheduling;
  const executor = executorResources(pod.executorResources);
  const containers = pod.containers.map((container) => containerResources(container.resources));
  const volumes = volumesOf(pod);
  const disks = volumes.map(({ size }): Scalars => ({ ...NO_SCALARS, disk: size }));
  const { acceptedResourceRoles: roles, constraints } = placement;
  const hostPorts = pod.containers.map((container) =>
    container.endpoints.flatMap((endpoint) => (endpoint.hostPort === undefined ? [] : [endpoint.hostPort])),
  );
  const total = [...disks, ...containers].reduce(addScalars, executor);
  const ports = hostPorts.flat();
  const accepted = volumes.length === 0 ? accepting(roles.length === 0 ? DEFAULT_ACCEPTED_ROLES : roles) : RESERVING;
  const choosesDomain = constraints.some(({ fieldName }) => fieldName === '@region' || fieldName === '@zone');
  return {
    executor,
    containers,
    volumes,
    total,
    hostPorts,
    ports,
    ...accepted,
    constraints,
    choosesDomain,
    instances: pod.scaling.instances,
    wish: JSON.stringify([
      SCALARS.map((name) => total[name]),
      ports,
      volumes.length > 0,
      accepted.acceptedRoles,
      choosesDomain,
    ]),
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
