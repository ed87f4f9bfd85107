/** The least a constraint has to give way for an instance to be allowed at a place. */
import type { Constraint } from '../../../protocol/marathon/pod';
import { satisfies } from '../../marathon/matcher/constraints';
import { fieldValue } from '../../marathon/matcher/field-value';
import type { Place } from '../../marathon/matcher/field-value';
import type { MatchContext } from '../../marathon/matcher/match-offer';
import { constraintWords } from '../requirement-words';
import { editOf } from './definition-step';
import type { DefinitionStep } from './definition-step';
import type { Handles } from './handles';

/** Any text at all; what has no value still fails. */
export const ANY = '.*';

const counted = (count: number): string => `${count} instance${count === 1 ? '' : 's'}`;

/** The same operator with a higher number, or UNIQUE as what it is: MAX_PER 1. Undefined where no number helps. */
const raised = (constraint: Constraint, place: Place, { placements }: MatchContext): Constraint | undefined => {
  const { fieldName, operator } = constraint;
  const value = fieldValue(fieldName, place);
  if (value === null) return undefined;
  const counts = placements.countsOf(fieldName);
  switch (operator) {
    case 'UNIQUE':
    case 'MAX_PER':
      return { fieldName, operator: 'MAX_PER', value: String((counts.get(value) ?? 0) + 1) };
    case 'GROUP_BY':
      return constraint.value === undefined || counts.has(value)
        ? undefined
        : { fieldName, operator, value: String(counts.size + 1) };
    default:
      return undefined;
  }
};

/** UNIQUE is MAX_PER 1. */
const numberOf = ({ operator, value }: Constraint): number => (operator === 'UNIQUE' ? 1 : Number(value));

const raise = (handles: Handles, index: number, old: Constraint, next: Constraint): DefinitionStep => {
  const path = [...handles.constraintsPath, index];
  const [before, after] = [numberOf(old), numberOf(next)];
  const isSame = old.operator === next.operator;
  return {
    edit: isSame
      ? editOf([...path, handles.valueKey], old.value, next.value)
      : editOf(path, handles.write(old), handles.write(next)),
    size: before > 0 ? (after - before) / before : 1,
    says: isSame
      ? `raise ${old.operator} of ${old.fieldName} from ${before} to ${after}`
      : `allow ${counted(after)} on each ${old.fieldName} (MAX_PER instead of UNIQUE)`,
  };
};

/** Elsewhere than in the region of the master only a service that chooses its region is placed. */
const chooseAny = (handles: Handles, index: number, old: Constraint): DefinitionStep => {
  const next: Constraint = { fieldName: old.fieldName, operator: 'LIKE', value: ANY };
  return {
    edit: editOf([...handles.constraintsPath, index], handles.write(old), handles.write(next)),
    size: 1,
    says: `let ${old.fieldName} be any instead of ${constraintWords(old.fieldName, old.operator, old.value)}`,
  };
};

const drop = (handles: Handles, index: number, old: Constraint): DefinitionStep => ({
  edit: editOf([...handles.constraintsPath, index], handles.write(old), undefined),
  size: 1,
  says: `drop the constraint ${constraintWords(old.fieldName, old.operator, old.value)}`,
});

const isOfDomain = ({ fieldName }: Constraint): boolean => fieldName === '@region' || fieldName === '@zone';

/** @param instances how many the service wants in all */
export const relaxConstraint = (
  handles: Handles,
  index: number,
  constraint: Constraint,
  place: Place,
  context: MatchContext,
  instances: number,
): DefinitionStep => {
  const next = raised(constraint, place, context);
  if (next !== undefined && satisfies(next, place, context.placements, instances))
    return raise(handles, index, constraint, next);
  const isRemote = place.region !== null && context.localRegion !== null && place.region !== context.localRegion;
  return isRemote && isOfDomain(constraint) ? chooseAny(handles, index, constraint) : drop(handles, index, constraint);
};
