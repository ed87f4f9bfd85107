/** Rules about roles, of pods and apps alike (Marathon `state/ResourceRole`, `util/RoleSettings`). */
import type { Complain } from './field-errors';
import { expectedOneOf } from './number-wording';
import { segments } from './path-id';

/** Marathon's own `mesos_role`: what a service without a role gets. */
export const DEFAULT_ROLE = 'slave_public';

export interface RoleFacts {
  readonly kind: 'app' | 'pod';
  readonly id: string;
  /** As sent; absent: the default one. */
  readonly role: string | undefined;
  readonly acceptedResourceRoles: readonly string[];
  /** It has persistent volumes. */
  readonly resident: boolean;
}

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

/** First validator: the accepted roles as such. */
export const checkAcceptedRoles = ({ kind, acceptedResourceRoles, resident }: RoleFacts, complain: Complain): void => {
  for (const role of acceptedResourceRoles)
    for (const error of roleErrors(role)) complain('/acceptedResourceRoles', error);
  if (resident && acceptedResourceRoles.some((role) => role !== '*'))
    complain('/acceptedResourceRoles', `A resident ${kind} must have \`acceptedResourceRoles = ["*"]\`.`);
};

/** The default role and, below a top-level group, the name of that group. */
const allowedRoles = (id: string): readonly string[] => {
  const [group, ...rest] = segments(id);
  return group === undefined || rest.length === 0 ? [DEFAULT_ROLE] : [DEFAULT_ROLE, group];
};

/** Second validator: what depends on the role the service will really have. Earlier errors hide these. */
export const checkRole = (facts: RoleFacts, complain: Complain): void => {
  const role = facts.role ?? DEFAULT_ROLE;
  const allowed = allowedRoles(facts.id);
  if (!allowed.includes(role)) complain('/role', expectedOneOf(role, allowed));
  if (facts.resident && role === '*') complain('/role', `Resident ${facts.kind}s cannot have the role *`);
  if (facts.acceptedResourceRoles.some((accepted) => accepted !== '*' && accepted !== role))
    complain('/acceptedResourceRoles', `acceptedResourceRoles can only contain * and ${role}`);
};
