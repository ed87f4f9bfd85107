/** The seven placement operators once more, written down by the book and for nothing but comparison. */
import type { Constraint } from '../protocol/marathon/pod';
import type { Attribute, FaultDomain } from '../protocol/mesos/resources';

/** Where something runs or might run. */
export interface Spot {
  readonly hostname: string;
  readonly domain?: FaultDomain | undefined;
  readonly attributes: readonly Attribute[];
}

/** What a field says of a spot; undefined where it says nothing. Only the kinds of attributes the generator makes. */
const valueAt = (field: string, { hostname, domain, attributes }: Spot): string | undefined => {
  if (field === 'hostname' || field === '@hostname') return hostname;
  if (field === '@region') return domain?.region;
  if (field === '@zone') return domain?.zone;
  const attribute = attributes.find(({ name }) => name === field);
  if (attribute?.type === 'TEXT') return attribute.text;
  if (attribute?.type === 'SCALAR') return String(attribute.scalar);
  return attribute?.type === 'SET' ? `{${[...attribute.set].sort().join(',')}}` : undefined;
};

const histogram = (values: readonly (string | undefined)[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const isSameNumber = (asked: string, value: string): boolean => asked !== '' && Number(asked) === Number(value);

/** After one more in its group, none holds more than its share and no more than the remainder hold one above it. */
const isEven = (counts: ReadonlyMap<string, number>, value: string, groups: number, instances: number): boolean => {
  const own = counts.get(value);
  if (own === undefined) return counts.size < groups;
  const share = Math.floor(instances / groups);
  const extra = [...counts.values()].reduce((sum, count) => sum + Math.max(0, count - share), 0);
  return own < share || (own === share && extra < instances % groups);
};

/** @param others where the instances run that count, oldest first */
export const holds = (constraint: Constraint, spot: Spot, others: readonly Spot[], instances: number): boolean => {
  const { fieldName, operator, value: asked = '' } = constraint;
  const value = valueAt(fieldName, spot);
  if (value === undefined) return operator === 'UNLIKE';
  const taken = others.map((other) => valueAt(fieldName, other));
  const counts = histogram(taken);
  switch (operator) {
    case 'UNIQUE':
      return !taken.includes(value);
    case 'CLUSTER':
      return asked === '' ? taken.length === 0 || taken[0] === value : value === asked;
    case 'LIKE':
      return new RegExp(`^(?:${asked})$`).test(value);
    case 'UNLIKE':
      return !new RegExp(`^(?:${asked})$`).test(value);
    case 'IS':
      return value === asked || isSameNumber(asked, value);
    case 'MAX_PER':
      return (counts.get(value) ?? 0) < Number(asked);
    case 'GROUP_BY':
      return asked === ''
        ? (counts.get(value) ?? 0) <= Math.min(...counts.values()) || !counts.has(value)
        : isEven(counts, value, Number(asked), instances);
  }
};
