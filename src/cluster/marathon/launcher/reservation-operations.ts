/**
 * Reserving for an instance with persistent volumes, and freeing what is reserved for nobody
 * (Marathon `core/launcher/impl/InstanceOpFactoryHelper.reserveAndCreateVolumes`, `InstanceOp.UnreserveAndDestroyVolumes`).
 */
import type { LocalVolume } from '../../../protocol/marathon/local-volume';
import type { Operation, ReservationOperation } from '../../../protocol/mesos/offer';
import { NO_SCALARS, addResources, addScalars } from '../../../protocol/mesos/resource-math';
import type { PersistentVolume, Reservation, RoleResources } from '../../../protocol/mesos/resources';
import type { VolumeDemand } from '../matcher/demand';
import type { Match } from '../matcher/match-offer';
import { takeVolumes } from '../matcher/resource-pool';
import { MESOS_ROLE } from '../settings';

/** All that the instance will run on, ports included; then its volumes on the disk of that. */
export const reserveAndCreate = (
  match: Match,
  reservation: Reservation,
  wanted: readonly VolumeDemand[],
  made: readonly LocalVolume[],
): readonly Operation[] => {
  const resources = match.containers
    .reduce(addResources, match.executor)
    .map((entry): RoleResources => ({ ...entry, role: MESOS_ROLE, reservation }));
  const volumes = wanted.map(({ name, size }, index): PersistentVolume => ({
    id: made[index]?.persistenceId ?? name,
    size,
    containerPath: name,
  }));
  const { disk } = volumes.reduce((sum, { size }) => addScalars(sum, { ...NO_SCALARS, disk: size }), NO_SCALARS);
  const onDisk: RoleResources = { ...NO_SCALARS, disk, role: MESOS_ROLE, ports: [], reservation, volumes };
  return [
    { type: 'RESERVE', resources },
    { type: 'CREATE', resources: [onDisk] },
  ];
};

/** Everything of these entries is anybody's again, and their volumes are gone. */
export const destroyAndUnreserve = (entries: readonly RoleResources[]): readonly ReservationOperation[] => {
  const volumes = takeVolumes(entries, () => true).taken;
  const plain = entries.map(({ volumes: _volumes, ...entry }): RoleResources => entry);
  return [
    ...(volumes.length > 0 ? [{ type: 'DESTROY', resources: volumes } as const] : []),
    { type: 'UNRESERVE', resources: plain },
  ];
};
