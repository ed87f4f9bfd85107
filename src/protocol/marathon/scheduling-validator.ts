/** Rules about placement, roles and persistent volumes (Marathon `SchedulingValidation`, `state/ResourceRole`, `util/RoleSettings`). */
import { isPattern } from './java-pattern';
import type { Complain } from './field-errors';
import { expectedAtLeast, expectedFraction, expectedOneOf } from './number-wording';
import { itemPath } from './path';
import { segments } from './path-id';
import type { Constraint, PodRead } from './pod';

/** Marathon's own `mesos_role`: what a pod without a role gets. */
export const DEFAULT_ROLE = 'slave_public';

const IS_VALUES =
  'IS only supports Mesos text and float values (see http://mesos.apache.org/documentation/latest/attributes-resources/)';

/** Everything below `/scheduling` and `/scaling`, and the roles. */
export const checkScheduling = (pod: PodRead, complain: Complain): void => {
  if (pod.scaling.instances < 0) complain('/scaling/instances', expectedAtLeast(pod.scaling.instances, 0));
  const path = '/scheduling/placement/constraints';
  for (const [index, constraint] of pod.scheduling.placement.constraints.entries()) {
    const error = constraintError(constraint);
    if (error === undefined) continue;
    complain(itemPath(path, index), error);
    // The rule upstream is "empty or every one valid", and it reports both halves.
    complain(path, 'must be empty');
  }
  const roles = pod.scheduling.placement.acceptedResourceRoles;
  for (const role of roles) for (const error of roleErrors(role)) complain('/acceptedResourceRoles', error);
  if (hasPersistentVolumes(pod)) checkResident(pod, complain);
};

export const hasPersistentVolumes = (pod: Pick<PodRead, 'volumes'>): boolean =>
  pod.volumes.some((volume) => 'persistent' in volume);

const WHOLE_NUMBER = /^[+-]?\d+$/;
const isWholeNumber = (text: string): boolean => WHOLE_NUMBER.test(text) && Math.abs(Number(text)) < 2 ** 31;
const LITERAL_OR_FLOAT = /^[a-zA-Z0-9_/.-]*$/;

/** What is wrong with one constraint. LIKE and UNLIKE take what `re2js` can compile: Java's syntax without look-around and back references. */
const constraintError = ({ fieldName, operator, value }: Constraint): string | undefined => {
  if (fieldName === '') return 'missing field for constraint declaration';
  switch (operator) {
    case 'UNIQUE':
      return value === undefined ? undefined : 'UNIQUE does not accept a value';
    case 'CLUSTER':
      return undefined;
    case 'GROUP_BY':
      return value === undefined || isWholeNumber(value)
        ? undefined
        : 'GROUP BY must define an integer value or else no value at all';
    case 'MAX_PER':
      return value !== undefined && isWholeNumber(value) ? undefined : 'MAX_PER requires an integer value';
    case 'LIKE':
    case 'UNLIKE':
      if (value === undefined || value === '') return 'LIKE and UNLIKE require a non-empty, regular expression value';
      return isPattern(value) ? undefined : 'is not a valid regular expression';
    case 'IS':
      return LITERAL_OR_FLOAT.test(value ?? '') ? undefined : IS_VALUES;
  }
};

const FORBIDDEN_IN_ROLES: readonly (readonly [string, string])[] = [
  ['\t', 'horizontal tab (\\x09)'],
  ['\n', 'line feed (\\x0a)'],
  ['\v', 'vertical tab (\\x0b)'],
  ['\f', 'form feed (\\x0c)'],
  ['\r', 'carriage return (\\x0d)'],
  [' ', 'space (\\x20)'],
  ['/', 'slash (\\x2f)'],
  ['\x7f', 'backspace (\\x7f)'],
];

const roleErrors = (role: string): readonly string[] => [
  ...['', '.', '..'].filter((name) => role === name).map((name) => `A role name must not be "${name}".`),
  ...(role.startsWith('-') ? ["A role name must not start with a '-'."] : []),
  ...FORBIDDEN_IN_ROLES.filter(([character]) => role.includes(character)).map(
    ([, name]) => `A role name must not include a ${name} character.`,
  ),
];

const checkResident = (pod: PodRead, complain: Complain): void => {
  const { upgrade, unreachableStrategy, placement } = pod.scheduling;
  if (unreachableStrategy !== undefined && unreachableStrategy !== 'disabled')
    complain('/', 'unreachableStrategy must be disabled for pods with persistent volumes');
  if (upgrade !== undefined && upgrade.maximumOverCapacity !== 0)
    complain('/upgrade/maximumOverCapacity', expectedFraction(upgrade.maximumOverCapacity, 0));
  if (placement.acceptedResourceRoles.some((role) => role !== '*'))
    complain('/acceptedResourceRoles', 'A resident pod must have `acceptedResourceRoles = ["*"]`.');
};

/** The default role and, below a top-level group, the name of that group. */
const allowedRoles = (id: string): readonly string[] => {
  const [group, ...rest] = segments(id);
  return group === undefined || rest.length === 0 ? [DEFAULT_ROLE] : [DEFAULT_ROLE, group];
};

/** Second validator: what depends on the role the pod will really have. Earlier errors hide these. */
export const checkRole = (pod: PodRead, complain: Complain): void => {
  const role = pod.role ?? DEFAULT_ROLE;
  const allowed = allowedRoles(pod.id);
  if (!allowed.includes(role)) complain('/role', expectedOneOf(role, allowed));
  if (hasPersistentVolumes(pod) && role === '*') complain('/role', 'Resident pods cannot have the role *');
  if (pod.scheduling.placement.acceptedResourceRoles.some((accepted) => accepted !== '*' && accepted !== role))
    complain('/acceptedResourceRoles', `acceptedResourceRoles can only contain * and ${role}`);
};
