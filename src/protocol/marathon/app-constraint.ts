/** Constraints of apps: arrays of texts where pods have objects (Marathon `SchedulingValidation.complyWithAppConstraintRules`). */
import type { ModernApp } from './app';
import type { Constraint } from './pod';
import { constraintError } from './scheduling-validator';

const OPERATORS = ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'] as const;

/** The object form of `[field, operator]` or `[field, operator, value]`; undefined for an operator there is not. */
const toObject = ([fieldName = '', word = '', value]: readonly string[]): Constraint | undefined => {
  const operator = OPERATORS.find((known) => known === word.toUpperCase());
  if (operator === undefined) return undefined;
  return value === undefined ? { fieldName, operator } : { fieldName, operator, value };
};

/** What is wrong with one constraint. */
export const appConstraintError = (constraint: readonly string[]): string | undefined => {
  if (constraint.length < 2 || constraint.length > 3) return 'Each constraint must have either 2 or 3 fields';
  if (constraint[0] === '') return 'illegal constraint specification';
  const object = toObject(constraint);
  return object === undefined
    ? 'operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS'
    : constraintError(object);
};

/** Those of an accepted app in the form of pods, for whoever places both. */
export const constraintsOf = ({ constraints }: Pick<ModernApp, 'constraints'>): readonly Constraint[] =>
  constraints.flatMap((constraint) => toObject(constraint) ?? []);
