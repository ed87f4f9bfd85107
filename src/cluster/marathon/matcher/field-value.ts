/** What a constraint's field says of an agent, as text (Marathon `core/instance/update`, `mesos/Constraints`; Mesos `common/attributes`). */
import type { Attribute, PortRange } from '../../../protocol/mesos/resources';

/** The part of an offer, or of a placed instance, that constraints look at. */
export interface Place {
  readonly host: string;
  readonly region: string | null;
  readonly zone: string | null;
  readonly attributes: readonly Attribute[];
}

/** At most three decimals, no trailing zeros, as Mesos prints scalars. */
export const scalarText = (value: number): string => String(Math.round(value * 1000) / 1000);

const rangesText = (ranges: readonly PortRange[]): string =>
  `[${ranges
    .toSorted((a, b) => a.begin - b.begin)
    .map(({ begin, end }) => `${begin}-${end}`)
    .join(',')}]`;

const attributeText = (attribute: Attribute): string => {
  switch (attribute.type) {
    case 'TEXT':
      return attribute.text;
    case 'SCALAR':
      return scalarText(attribute.scalar);
    case 'RANGES':
      return rangesText(attribute.ranges);
    case 'SET':
      return `{${attribute.set.toSorted().join(',')}}`;
    default:
      return attribute satisfies never;
  }
};

/** `hostname`, `@hostname`, `@region`, `@zone`, else the attribute of that name; null where the agent has none. */
export const fieldValue = (field: string, place: Place): string | null => {
  switch (field) {
    case 'hostname':
    case '@hostname':
      return place.host;
    case '@region':
      return place.region;
    case '@zone':
      return place.zone;
    default: {
      const attribute = place.attributes.find((each) => each.name === field);
      return attribute === undefined ? null : attributeText(attribute);
    }
  }
};
