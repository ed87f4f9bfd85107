/** Resources, attributes and labels in both forms: summed up by name as in v0, one by one as in v1 (Mesos `common/http.cpp`). */
import { SCALARS, addResources, countPorts } from '../../../protocol/mesos/resource-math';
import type { Attribute, FaultDomain, RoleResources } from '../../../protocol/mesos/resources';
import { fromMilli } from '../../../protocol/units';
import { formatPorts } from '../master/port-text';

/** Sums over roles: shares, MiB, MiB, devices, and the port ranges as text where there are any. */
export const resourcesJson = (resources: readonly RoleResources[]): Readonly<Record<string, number | string>> => {
  const [sum] = addResources(
    [],
    resources.map((entry) => ({ ...entry, role: '*' })),
  );
  const scalars = SCALARS.map((name) => [name, sum === undefined ? 0 : fromMilli(sum[name])] as const);
  return {
    ...Object.fromEntries(scalars),
    ...(sum === undefined || countPorts(sum.ports) === 0 ? {} : { ports: formatPorts(sum.ports) }),
  };
};

/** Every resource by itself; what is reserved says by whom. @param allocatedTo the role that may use them now */
export const resourceList = (resources: readonly RoleResources[], allocatedTo?: string): readonly object[] =>
  resources.flatMap((entry) => {
    const { role, ports } = entry;
    const owner = {
      role,
      ...(role !== '*' && { reservations: [{ role, type: 'STATIC' }] }),
      ...(allocatedTo !== undefined && { allocation_info: { role: allocatedTo } }),
    };
    const scalars = SCALARS.filter((name) => entry[name] > 0).map((name) => ({
      name,
      type: 'SCALAR',
      scalar: { value: fromMilli(entry[name]) },
      ...owner,
    }));
    if (ports.length === 0) return scalars;
    const range = ports.map(({ begin, end }) => ({ begin, end }));
    return [...scalars, { name: 'ports', type: 'RANGES', ranges: { range }, ...owner }];
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
