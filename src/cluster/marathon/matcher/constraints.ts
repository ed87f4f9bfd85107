/** The seven placement operators (Marathon `mesos/Constraints`; GROUP_BY without a value as in Marathon 1.4). */
import type { Constraint } from '../../../protocol/marathon/pod';
import { fieldValue, scalarText } from './field-value';
import type { Place } from './field-value';
import { matchesWhole } from '../../../protocol/marathon/java-pattern';
import type { Placements } from './placements';

const integer = (text: string | undefined): number | undefined =>
  text === undefined || text.trim() === '' ? undefined : Number.parseInt(text, 10);

/** Numbers compare as Mesos prints them, everything else as text. */
const isSame = (asked: string, value: string): boolean => {
  if (asked === value) return true;
  const number = Number(asked);
  return asked.trim() !== '' && Number.isFinite(number) && scalarText(number) === value;
};

/** Even spread over `groups` groups: each takes base instances, the remainder goes to some of them. */
const fitsGroups = (counts: ReadonlyMap<string, number>, value: string, groups: number, instances: number): boolean => {
  const own = counts.get(value);
  if (own === undefined) return counts.size < groups;
  const base = Math.floor(instances / groups);
  if (own < base) return true;
  let remainderLeft = instances % groups;
  for (const count of counts.values()) remainderLeft -= Math.max(0, count - base);
  return own === base && remainderLeft > 0;
};

/** The rule of Marathon 1.4: a new value always, a used one only while it has the fewest instances. */
const isFewest = (counts: ReadonlyMap<string, number>, value: string): boolean => {
  const own = counts.get(value);
  if (own === undefined) return true;
  for (const count of counts.values()) if (count < own) return false;
  return true;
};

const fitsCluster = (asked: string | undefined, field: string, value: string, placements: Placements): boolean => {
  if (asked !== undefined && asked !== '') return value === asked;
  const first = placements.first();
  return first === undefined || fieldValue(field, first) === value;
};

/**
 * Whether an instance may run at `place` beside the placed ones. A place without the field satisfies UNLIKE alone.
 * @param instances how many instances the pod wants in all, for GROUP_BY
 */
export const satisfies = (constraint: Constraint, place: Place, placements: Placements, instances: number): boolean => {
  const { fieldName: field, operator, value: asked } = constraint;
  const value = fieldValue(field, place);
  if (value === null) return operator === 'UNLIKE';
  switch (operator) {
    case 'UNIQUE':
      return !placements.countsOf(field).has(value);
    case 'CLUSTER':
      return fitsCluster(asked, field, value, placements);
    case 'LIKE':
      return matchesWhole(asked ?? '', value);
    case 'UNLIKE':
      return !matchesWhole(asked ?? '', value);
    case 'IS':
      return isSame(asked ?? '', value);
    case 'MAX_PER':
      return (placements.countsOf(field).get(value) ?? 0) < (integer(asked) ?? 0);
    case 'GROUP_BY': {
      const groups = integer(asked);
      const counts = placements.countsOf(field);
      return groups === undefined || groups < 1
        ? isFewest(counts, value)
        : fitsGroups(counts, value, groups, instances);
    }
    default:
      return operator satisfies never;
  }
};
