/** Resources, attributes and labels in both forms: summed up by name as in v0, one by one as in v1 (Mesos `common/http.cpp`). */
import { unreserved } from '../../../protocol/mesos/reservation';
import { SCALARS, addResources, countPorts, plainDisk } from '../../../protocol/mesos/resource-math';
import type {
  Attribute,
  FaultDomain,
  PersistentVolume,
  Reservation,
  RoleResources,
} from '../../../protocol/mesos/resources';
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

const reservationJson = (role: string, reservation: Reservation | undefined): object => {
  if (role === '*') return { role };
  if (reservation === undefined) return { role, reservations: [{ role, type: 'STATIC' }] };
  const labels = Object.entries(reservation.labels).map(([key, value]) => ({ key, value }));
  const info = { principal: 'dcos_marathon', labels: { labels } };
  return { role, reservation: info, reservations: [{ role, type: 'DYNAMIC', ...info }] };
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

/** Every resource by itself; what is reserved says by whom, a volume what it is. @param allocatedTo the role that may use them now */
export const resourceList = (resources: readonly RoleResources[], allocatedTo?: string): readonly object[] =>
  resources.flatMap((entry) => {
    const { role, ports, reservation, volumes = [] } = entry;
    const owner = {
      ...reservationJson(role, reservation),
      ...(allocatedTo !== undefined && { allocation_info: { role: allocatedTo } }),
    };
    const amounts = { ...entry, disk: plainDisk(entry) };
    return [
      ...SCALARS.filter((name) => amounts[name] > 0).map((name) => scalarJson(name, amounts[name])),
      ...volumes.map(volumeJson),
      ...(ports.length === 0
        ? []
        : [{ name: 'ports', type: 'RANGES', ranges: { range: ports.map(({ begin, end }) => ({ begin, end })) } }]),
    ].map((resource) => ({ ...resource, ...owner }));
  });

const attributeValue = (attribute: Attribute): string | number => {
  switch (attribute.type) {
    case 'TEXT':
      return attribute.text;
    case 'SCALAR':
      return attribute.scalar;
    case 'RANGES':
      return formatPorts(attribute.ranges);
    case 'SET':
      return `{${attribute.set.join(', ')}}`;
  }
};

/** By name, each as one value. */
export const attributesJson = (attributes: readonly Attribute[]): Readonly<Record<string, string | number>> =>
  Object.fromEntries(attributes.map((attribute) => [attribute.name, attributeValue(attribute)]));

const attributeItem = (attribute: Attribute): object => {
  const { name, type } = attribute;
  switch (attribute.type) {
    case 'TEXT':
      return { name, type, text: { value: attribute.text } };
    case 'SCALAR':
      return { name, type, scalar: { value: attribute.scalar } };
    case 'RANGES':
      return { name, type, ranges: { range: attribute.ranges.map(({ begin, end }) => ({ begin, end })) } };
    case 'SET':
      return { name, type, set: { item: attribute.set } };
  }
};

export const attributeList = (attributes: readonly Attribute[]): readonly object[] => attributes.map(attributeItem);

/** A member `domain`, where there is one. */
export const domainMember = (domain: FaultDomain | undefined): object =>
  domain === undefined
    ? {}
    : { domain: { fault_domain: { region: { name: domain.region }, zone: { name: domain.zone } } } };

export const labelList = (labels: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(labels).map(([key, value]) => ({ key, value }));
