/** Rules about the placement of pods and their persistent volumes (Marathon `SchedulingValidation`). */
import { isPattern } from './java-pattern';
import type { Complain } from './field-errors';
import { expectedAtLeast, expectedFraction } from './number-wording';
import { itemPath } from './path';
import type { Constraint, PodRead } from './pod';
import { checkAcceptedRoles, type RoleFacts } from './role-validator';

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
  checkAcceptedRoles(roleFacts(pod), complain);
  if (hasPersistentVolumes(pod)) checkResident(pod, complain);
};

export const hasPersistentVolumes = (pod: Pick<PodRead, 'volumes'>): boolean =>
  pod.volumes.some((volume) => 'persistent' in volume);

const WHOLE_NUMBER = /^[+-]?\d+$/;
const isWholeNumber = (text: string): boolean => WHOLE_NUMBER.test(text) && Math.abs(Number(text)) < 2 ** 31;
const LITERAL_OR_FLOAT = /^[a-zA-Z0-9_/.-]*$/;

/** What is wrong with one constraint. LIKE and UNLIKE take what `re2js` can compile: Java's syntax without look-around and back references. */
export const constraintError = ({ fieldName, operator, value }: Constraint): string | undefined => {
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

/** What the rules about roles ask of a pod. */
export const roleFacts = (pod: PodRead): RoleFacts => ({
  kind: 'pod',
  id: pod.id,
  role: pod.role,
  acceptedResourceRoles: pod.scheduling.placement.acceptedResourceRoles,
  resident: hasPersistentVolumes(pod),
});

const checkResident = (pod: PodRead, complain: Complain): void => {
  const { upgrade, unreachableStrategy } = pod.scheduling;
  if (unreachableStrategy !== undefined && unreachableStrategy !== 'disabled')
    complain('/', 'unreachableStrategy must be disabled for pods with persistent volumes');
  if (upgrade !== undefined && upgrade.maximumOverCapacity !== 0)
    complain('/upgrade/maximumOverCapacity', expectedFraction(upgrade.maximumOverCapacity, 0));
};
