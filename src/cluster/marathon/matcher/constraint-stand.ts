/** How constraints stand at a place: what was counted there. Whether they hold is for `constraints` to say. */
import type { Constraint } from '../../../protocol/marathon/pod';
import { fieldValue } from './field-value';
import type { Place } from './field-value';
import type { Placements } from './placements';

export interface ConstraintStand {
  readonly constraint: Constraint;
  /** The place's value of the field; null: it has none. */
  readonly value: string | null;
  /** Instances that counted at this value; null where the operator does not count. */
  readonly placed: number | null;
}

const COUNTING: ReadonlySet<Constraint['operator']> = new Set(['UNIQUE', 'MAX_PER', 'GROUP_BY']);

/** One per constraint, in order. */
export const standsAt = (place: Place, constraints: readonly Constraint[], placements: Placements): ConstraintStand[] =>
  constraints.map((constraint) => {
    const value = fieldValue(constraint.fieldName, place);
    const counts = COUNTING.has(constraint.operator) ? placements.countsOf(constraint.fieldName) : undefined;
    return {
      constraint,
      value,
      placed: counts === undefined || value === null ? null : (counts.get(value) ?? 0),
    };
  });
