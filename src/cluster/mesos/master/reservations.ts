/**
 * RESERVE, UNRESERVE, CREATE and DESTROY: each turns some resources of an offer into as many of another kind, or is refused
 * (Mesos `master/validation`, `common/resources_utils`). What is refused is dropped: the framework sees it by its next offers.
 */
import type { ReservationOperation } from '../../../protocol/mesos/offer';
import { unreserved } from '../../../protocol/mesos/reservation';
import {
  addResources,
  containsResources,
  plainDisk,
  SCALARS,
  subtractResources,
} from '../../../protocol/mesos/resource-math';
import type { PersistentVolume, RoleResources } from '../../../protocol/mesos/resources';

type Resources = readonly RoleResources[];

/** What an operation works on. */
interface Ground {
  /** What the offer has left. */
  readonly available: Resources;
  /** All of the agent. */
  readonly total: Resources;
  /** The role the offer was made to. */
  readonly role: string;
}

/** `from` becomes `to`: as much of everything, held otherwise. */
interface Conversion {
  readonly from: Resources;
  readonly to: Resources;
}

export const withoutVolumes = ({ volumes: _volumes, ...entry }: RoleResources): RoleResources => entry;

const volumesOf = (resources: Resources): readonly PersistentVolume[] =>
  resources.flatMap(({ volumes }) => volumes ?? []);

const isOnlyVolumes = (entry: RoleResources): boolean =>
  entry.volumes !== undefined &&
  plainDisk(entry) === 0 &&
  entry.ports.length === 0 &&
  SCALARS.every((name) => name === 'disk' || entry[name] === 0);

const reserveFault = (resources: Resources, { available, role }: Ground): string | undefined => {
  if (resources.some((entry) => entry.volumes !== undefined)) return 'A persistent volume cannot be reserved';
  const stranger = resources.find((entry) => entry.role !== role);
  if (stranger !== undefined)
    return `A reserve operation was attempted for role '${stranger.role}', but the resources are allocated to role '${role}'`;
  if (role === '*') return "Cannot reserve resources for role '*'";
  return containsResources(available, resources.map(unreserved)) ? undefined : 'Not enough unreserved resources';
};

const unreserveFault = (resources: Resources, { available }: Ground): string | undefined => {
  if (resources.some((entry) => entry.volumes !== undefined))
    return 'A dynamically reserved persistent volume cannot be unreserved directly. Please destroy it first';
  return containsResources(available, resources) ? undefined : 'Not reserved, in use, or with volumes on it';
};

const createFault = (resources: Resources, { available, total }: Ground): string | undefined => {
  if (!resources.every(isOnlyVolumes)) return 'Only disk can become persistent volumes';
  const ids = volumesOf([...total, ...resources]).map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) return `Persistence ID '${repeated}' is not unique`;
  return containsResources(available, resources.map(withoutVolumes)) ? undefined : 'Not enough reserved disk';
};

const destroyFault = (resources: Resources, { available, total }: Ground): string | undefined => {
  if (!resources.every(isOnlyVolumes)) return 'Only persistent volumes can be destroyed';
  if (!containsResources(total, resources)) return 'Persistent volumes do not exist';
  return containsResources(available, resources) ? undefined : 'Persistent volumes in use';
};

const faultOf = ({ type, resources }: ReservationOperation, ground: Ground): string | undefined => {
  if (resources.length === 0) return 'No resources specified';
  if (resources.some(({ reservation }) => reservation === undefined)) return 'Resources are not dynamically reserved';
  switch (type) {
    case 'RESERVE':
      return reserveFault(resources, ground);
    case 'UNRESERVE':
      return unreserveFault(resources, ground);
    case 'CREATE':
      return createFault(resources, ground);
    case 'DESTROY':
      return destroyFault(resources, ground);
  }
};

/** What an operation does that is not refused. */
export const conversionOf = ({ type, resources }: ReservationOperation): Conversion => {
  switch (type) {
    case 'RESERVE':
      return { from: resources.map(unreserved), to: resources };
    case 'UNRESERVE':
      return { from: resources, to: resources.map(unreserved) };
    case 'CREATE':
      return { from: resources.map(withoutVolumes), to: resources };
    case 'DESTROY':
      return { from: resources, to: resources.map(withoutVolumes) };
  }
};

/** The resources after a conversion of some of them. */
export const convert = (resources: Resources, { from, to }: Conversion): Resources =>
  addResources(subtractResources(resources, from), to);

/** What the operation does, or why it is refused. */
export const judgeReservation = (operation: ReservationOperation, ground: Ground): Conversion | string =>
  faultOf(operation, ground) ?? conversionOf(operation);
