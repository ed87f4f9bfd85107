/** Quick fixes of placement, roles, strategies and counts, of pods and apps. */
import type { JSONPath } from 'jsonc-parser';
import { appConstraintError } from '../../../../protocol/marathon/app-constraint';
import { listAt, textAt, valueAt } from '../../json-value';
import { drop, dropItems, fix, isThere, put, quoted } from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';

const acceptedRoles = ({ kind }: FixCase): JSONPath =>
  kind === 'app' ? ['acceptedResourceRoles'] : ['scheduling', 'placement', 'acceptedResourceRoles'];

const removeConstraint = ({ path }: FixCase): QuickFix => fix('Remove the constraint', drop(path));

/** A constraint of a pod is an object, one of an app a list of texts. */
const valueOf = ({ value, path }: FixCase): JSONPath =>
  Array.isArray(valueAt(value, path)) ? [...path, 2] : [...path, 'value'];
const fieldOf = ({ value, path }: FixCase): JSONPath =>
  Array.isArray(valueAt(value, path)) ? [...path, 0] : [...path, 'fieldName'];

/** What else is wrong with a constraint is told only once it has a field. */
function missingField(found: FixCase): readonly QuickFix[] {
  const constraint = valueAt(found.value, found.path);
  const [, ...others] = Array.isArray(constraint)
    ? (constraint as readonly unknown[])
    : [
        '',
        textAt(constraint, ['operator']),
        ...(isThere(constraint, ['value']) ? [valueAt(constraint, ['value'])] : []),
      ];
  const isElseRight = appConstraintError(['hostname', ...others.map(String)]) === undefined;
  const useHostname = fix('Use the hostname', put(fieldOf(found), 'hostname'));
  return isElseRight ? [useHostname, removeConstraint(found)] : [removeConstraint(found)];
}

/** The text as a regular expression that matches just it. */
const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The list complains about itself while one of its items is wrong; the fix is theirs together, from the last on. */
function wrongConstraints(found: FixCase): readonly QuickFix[] {
  const { path, problems } = found;
  const items = new Set(
    problems.flatMap((problem) => {
      const index = problem.path[path.length];
      return problem.path.length === path.length + 1 && path.every((step, at) => problem.path[at] === step)
        ? [Number(index)]
        : [];
    }),
  );
  return items.size === 0 ? [] : [fix('Remove the constraints that are wrong', ...dropItems(path, [...items]))];
}

/** `said` holds the role and the allowed ones. The accepted roles may name no other. */
function strayRole(found: FixCase): readonly QuickFix[] {
  const allowed = (found.said[2] ?? '').split(', ').filter((role) => role !== '');
  return allowed.map((role) =>
    fix(`Take the role ${quoted(role)}`, put(['role'], role), ...withoutOtherRoles(found, role)),
  );
}

function withoutOtherRoles(found: FixCase, role: string) {
  const list = acceptedRoles(found);
  const roles = listAt(found.value, list);
  return dropItems(
    list,
    roles.flatMap((accepted, index) => (accepted === '*' || accepted === role ? [] : [index])),
  );
}

const anyRole = (found: FixCase): readonly QuickFix[] => [
  fix('Accept unreserved resources only', put(acceptedRoles(found), ['*'])),
];

const wholeApp = ({ value }: FixCase, name: string): string => textAt(value, ['labels', name]);

function migrationLabels(found: FixCase): readonly QuickFix[] {
  const id = textAt(found.value, ['id']);
  const missing = [
    ['DCOS_PACKAGE_FRAMEWORK_NAME', id.split('/').findLast((part) => part !== '') ?? 'service'],
    ['DCOS_MIGRATION_API_PATH', '/'],
  ] as const;
  return [
    fix(
      'Add the labels that go with it',
      put(['labels', 'DCOS_MIGRATION_API_VERSION'], 'v1'),
      ...missing.flatMap(([name, value]) => (wholeApp(found, name) === '' ? [put(['labels', name], value)] : [])),
    ),
    fix('Remove the migration label', drop(['labels', 'DCOS_MIGRATION_API_VERSION'])),
  ];
}

export const schedulingRules: readonly FixRule[] = [
  {
    says: /^UNIQUE does not accept a value$/,
    fixes: (found) => [fix('Remove the value', drop(valueOf(found))), removeConstraint(found)],
  },
  {
    says: /^GROUP BY must define an integer value/,
    fixes: (found) => [fix('Remove the value', drop(valueOf(found))), removeConstraint(found)],
  },
  {
    says: /^MAX_PER requires an integer value$/,
    fixes: (found) => [fix('Set the value 1', put(valueOf(found), '1')), removeConstraint(found)],
  },
  {
    says: /^LIKE and UNLIKE require a non-empty/,
    fixes: (found) => [fix('Match anything', put(valueOf(found), '.*')), removeConstraint(found)],
  },
  {
    says: /^is not a valid regular expression$/,
    fixes: (found) => [
      fix('Match just this text', put(valueOf(found), literally(textAt(found.value, valueOf(found))))),
      removeConstraint(found),
    ],
  },
  { says: /^IS only supports Mesos text and float values/, fixes: (found) => [removeConstraint(found)] },
  {
    says: /^(?:missing field for constraint declaration|illegal constraint specification)$/,
    fixes: missingField,
  },
  {
    says: /^(?:Each constraint must have either 2 or 3 fields|operator must be one of the following)/,
    fixes: (found) => [removeConstraint(found)],
  },
  {
    says: /^must be empty$/,
    fixes: (found) => (found.path.at(-1) === 'constraints' ? wrongConstraints(found) : []),
  },
  { says: /^A role name must not /, fixes: anyRole },
  { says: /^A resident (?:app|pod) must have `acceptedResourceRoles/, fixes: anyRole },
  { says: /^got (.*), expected one of: \[(.*)\]$/s, fixes: strayRole },
  {
    says: /^Resident (?:app|pod)s cannot have the role \*$/,
    fixes: (found) => [fix('Take the default role', drop(['role']), ...withoutOtherRoles(found, 'slave_public'))],
  },
  {
    says: /^acceptedResourceRoles can only contain \* and (.*)$/s,
    fixes: (found) => [fix('Remove the other roles', ...withoutOtherRoles(found, found.said[1] ?? ''))],
  },
  {
    says: /^unreachableStrategy must be disabled for/,
    fixes: ({ kind }) => [
      fix(
        'Disable the unreachable strategy',
        put(kind === 'app' ? ['unreachableStrategy'] : ['scheduling', 'unreachableStrategy'], 'disabled'),
      ),
    ],
  },
  {
    says: /^got [-\d.E]+, expected 0\.0$/,
    fixes: ({ path, kind }) => {
      const at: JSONPath = kind === 'app' ? path : ['scheduling', 'upgrade', String(path.at(-1))];
      return [fix('Set it to 0', put(at, 0))];
    },
  },
  {
    says: /^got -\d+, expected 0 or more$/,
    fixes: ({ path }) => [fix('Set it to 0', put(path, 0)), fix('Set it to 1', put(path, 1))],
  },
  {
    says: /^inactiveAfterSeconds \((\d+)\) must be less or equal to expungeAfterSeconds, which is (\d+)$/,
    fixes: ({ path, said }) => [
      fix(`Expunge after ${said[1]} seconds`, put([...path, 'expungeAfterSeconds'], Number(said[1]))),
      fix(`Inactive after ${said[2]} seconds`, put([...path, 'inactiveAfterSeconds'], Number(said[2]))),
    ],
  },
  {
    says: /^Single instance app may only have one instance$/,
    fixes: () => [
      fix('Run one instance', put(['instances'], 1)),
      fix('Remove the label', drop(['labels', 'MARATHON_SINGLE_INSTANCE_APP'])),
    ],
  },
  {
    says: /^Number of instances is limited to 1 when declaring DVDI volumes/,
    fixes: () => [fix('Run one instance', put(['instances'], 1))],
  },
  { says: /^DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined/, fixes: migrationLabels },
  {
    says: /^must not end with any of the following reserved keywords/,
    fixes: ({ path, value }) =>
      path[0] === 'dependencies' && isThere(value, path) ? [fix('Remove the dependency', drop(path))] : [],
  },
];
