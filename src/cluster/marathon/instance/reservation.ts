/**
 * What an instance of a service with persistent volumes holds on its agent, whether it runs or not: resources labelled with
 * its id, and volumes on their disk (Marathon `core/instance/Reservation`, `LocalVolume`, `core/launcher/impl/TaskLabels`).
 */
import type { LocalVolume } from '../../../protocol/marathon/local-volume';
import { toSafePath } from '../../../protocol/marathon/path-id';
import type { Offer } from '../../../protocol/mesos/offer';
import type { Reservation, RoleResources } from '../../../protocol/mesos/resources';
import type { Millis } from '../../../protocol/units';

export interface InstanceReservation {
  /** In the order of the definition. */
  readonly volumes: readonly LocalVolume[];
  /** New until it is first seen in an offer and launched on; suspended while its instance has ended. */
  readonly state: 'new' | 'launched' | 'suspended';
  /** When Mesos was asked for it. */
  readonly since: Millis;
}

const FRAMEWORK_LABEL = 'marathon_framework_id';
const INSTANCE_LABEL = 'marathon_task_id';

/** `name`: of the volume of a pod, or where it is in the container of an app. */
export const localVolume = (runSpecId: string, name: string, uuid: string): LocalVolume => ({
  runSpecId,
  containerPath: name,
  uuid,
  persistenceId: `${toSafePath(runSpecId)}#${name}#${uuid}`,
});

/** How Mesos is told whose reservation it is. */
export const reservationFor = (frameworkId: string, instanceId: string): Reservation => ({
  labels: { [FRAMEWORK_LABEL]: frameworkId, [INSTANCE_LABEL]: instanceId },
});

/** The instance resources are reserved for; undefined: they are not reserved by this Marathon. */
export const instanceOfEntry = ({ reservation }: RoleResources, frameworkId: string): string | undefined =>
  reservation?.labels[FRAMEWORK_LABEL] === frameworkId ? reservation.labels[INSTANCE_LABEL] : undefined;

/** What an offer holds of the reservations of this Marathon, by instance. */
export type Held = ReadonlyMap<string, RoleResources>;

const NOTHING: Held = new Map();

/** Most offers hold none. */
export const heldIn = ({ resources }: Offer, frameworkId: string): Held => {
  let held: Map<string, RoleResources> | undefined;
  for (const entry of resources) {
    if (entry.reservation === undefined) continue;
    const id = instanceOfEntry(entry, frameworkId);
    if (id !== undefined) (held ??= new Map()).set(id, entry);
  }
  return held ?? NOTHING;
};

/** Whether all volumes of a reservation are there: before, only part of it is free. */
export const holdsVolumes = ({ volumes = [] }: RoleResources, reservation: InstanceReservation): boolean =>
  reservation.volumes.every(({ persistenceId }) => volumes.some(({ id }) => id === persistenceId));
