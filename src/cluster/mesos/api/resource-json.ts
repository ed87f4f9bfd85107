/** Resources as the master's v0 endpoints print them: summed up, or each on its own (Mesos `common/http`, `common/resources_utils`). */
import { unreserved } from '../../../protocol/mesos/reservation';
import { SCALARS, addResources, countPorts, plainDisk } from '../../../protocol/mesos/resource-math';
import type { PersistentVolume, Reservation, RoleResources } from '../../../protocol/mesos/resources';
import { fromMilli } from '../../../protocol/units';
import type { Milli } from '../../../protocol/units';
import { formatPorts } from '../master/port-text';

/** Sums over roles: shares, MiB, MiB, devices, and the port ranges as text where there are any. */
export const resourcesJson = (resources: readonly RoleResources[]): Readonly<Record<string, number | string>> => {
  const [sum] = addResources([], resources.map(unreserved));
  const scalars = SCALARS.map((name) => [name, sum === undefined ? 0 : fromMilli(sum[name])] as const);
  return {
    ...Object.fromEntries(scalars),
    ...(sum === undefined || countPorts(sum.ports) === 0 ? {} : { ports: formatPorts(sum.ports) }),
  };
};

type ByRole = ReadonlyMap<string, readonly RoleResources[]>;

/** Reserved resources by role: by the agent's flags and dynamically alike. */
const reservedByRole = (resources: readonly RoleResources[]): ByRole => {
  const roles = new Map<string, RoleResources[]>();
  for (const entry of resources) {
    if (entry.role === '*') continue;
    const ofRole = roles.get(entry.role);
    if (ofRole === undefined) roles.set(entry.role, [entry]);
    else ofRole.push(entry);
  }
  return roles;
};

const perRole = <T>(resources: readonly RoleResources[], json: (entries: readonly RoleResources[]) => T) =>
  Object.fromEntries([...reservedByRole(resources)].map(([role, entries]) => [role, json(entries)]));

/** What an agent or its parts hold for each role, and for nobody. */
export const reservedJson = (total: readonly RoleResources[]): object => ({
  reserved_resources: perRole(total, resourcesJson),
  unreserved_resources: resourcesJson(total.filter(({ role }) => role === '*')),
});

const reservationJson = (role: string, reservation: Reservation | undefined): object => {
  if (role === '*') return { role };
  if (reservation === undefined) return { role, reservations: [{ type: 'STATIC', role }] };
  const labels = Object.entries(reservation.labels).map(([key, value]) => ({ key, value }));
  const info = { principal: 'dcos_marathon', labels: { labels } };
  return { role, reservation: info, reservations: [{ type: 'DYNAMIC', role, ...info }] };
};

const scalarJson = (name: string, value: Milli): object => ({
  name,
  type: 'SCALAR',
  scalar: { value: fromMilli(value) },
});

const volumeJson = ({ id, size, containerPath }: PersistentVolume): object => ({
  ...scalarJson('disk', size),
  disk: { persistence: { id, principal: 'dcos_marathon' }, volume: { container_path: containerPath, mode: 'RW' } },
});

const entryJson = (entry: RoleResources): object[] => {
  const holder = reservationJson(entry.role, entry.reservation);
  const amounts = { ...entry, disk: plainDisk(entry) };
  return [
    ...SCALARS.filter((name) => amounts[name] > 0).map((name) => scalarJson(name, amounts[name])),
    ...(entry.volumes ?? []).map(volumeJson),
    ...(entry.ports.length === 0 ? [] : [{ name: 'ports', type: 'RANGES', ranges: { range: entry.ports } }]),
  ].map((resource) => ({ ...resource, ...holder }));
};

const fullJson = (resources: readonly RoleResources[]): object[] => resources.flatMap(entryJson);

/** Each resource on its own, with its reservation and its volume. */
export const resourcesInFull = (
  total: readonly RoleResources[],
  used: readonly RoleResources[],
  offered: readonly RoleResources[],
): object => ({
  reserved_resources_full: perRole(total, fullJson),
  unreserved_resources_full: fullJson(total.filter(({ role }) => role === '*')),
  used_resources_full: fullJson(used),
  offered_resources_full: fullJson(offered),
});
