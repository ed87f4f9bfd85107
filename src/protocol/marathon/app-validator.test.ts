/** The rules about apps as a whole: path and wording of each, and that nothing else is complained about. */
import { describe } from 'vitest';
import { anApp, anImageApp } from './fixtures/an-app-fixture';
import { refuses } from './fixtures/judged-app-fixture';

type Json = Record<string, unknown>;
const COMMAND = "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.";
const secrets = { password: { source: '/password' } };

describe('id, command, secrets, labels', () => {
  refuses([
    [
      'the root as id',
      anApp({ id: '/' }),
      { '/id': ['Path must contain at least one path element'], '/': ['must not be root'] },
    ],
    [
      'an id that ends with a reserved word',
      anApp({ id: '/shop/tasks' }),
      { '/id': ['must not end with any of the following reserved keywords: restart, tasks, versions, ., ..'] },
    ],
    ['an id that climbs', anApp({ id: '/shop/../web' }), { '/id': ["Identifier is not child of '/shop/..'"] }],
    [
      'a dependency on what can be no app',
      anApp({ dependencies: ['db', '../restart'] }),
      {
        '/dependencies(1)': [
          'must not end with any of the following reserved keywords: restart, tasks, versions, ., ..',
        ],
      },
    ],
    ['neither command nor image', { id: '/a' }, { '/': [COMMAND] }],
    ['a container without image or command', { id: '/a', container: { type: 'MESOS' } }, { '/': [COMMAND] }],
    ['command and arguments', anApp({ args: ['a'] }), { '/': [COMMAND] }],
    ['command and arguments of an image', anImageApp({}, { args: ['a'] }), {}],
    ['both with an image', { ...anImageApp(), cmd: 'a', args: ['b'] }, { '/': [COMMAND] }],
    [
      'a variable of an undefined secret',
      anApp({ env: { A: { secret: 's' }, B: { secret: 'password' } }, secrets }),
      { '/env/A/secret': ['references an undefined secret'] },
    ],
    ['a URI with a space', anApp({ fetch: [{ uri: 'http://a b' }] }), { '/fetch(0)/uri': ['URI has invalid syntax.'] }],
    [
      'a migration API without its path',
      anApp({ labels: { DCOS_MIGRATION_API_VERSION: 'v1', DCOS_PACKAGE_FRAMEWORK_NAME: 'kafka' } }),
      {
        '/': [
          'DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined when using DCOS_MIGRATION_API_VERSION',
        ],
      },
    ],
    [
      'limits below what is requested',
      anApp({ cpus: 2, resourceLimits: { cpus: 1, mem: 'unlimited' } }),
      { '/resourceLimits/cpus': ['resource limit must be greater than or equal to requested resource (2.0)'] },
    ],
  ]);
});

describe('constraints, roles, strategies', () => {
  const constrained = (...constraints: readonly unknown[]): Json => anApp({ constraints });
  const resident = (more: Json): Json =>
    anImageApp({ volumes: [{ containerPath: 'd', persistent: { size: 1 } }] }, more);
  const single = (more: Json): Json => anApp({ labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' }, ...more });
  refuses([
    [
      'constraints that are none',
      constrained(
        ['hostname', 'UNIQUE'],
        ['hostname'],
        ['a', 'IS', 'b', 'c'],
        ['', 'UNIQUE'],
        ['hostname', 'NEAR'],
        ['hostname', 'unique', ''],
        ['rack', 'GROUP_BY', 'x'],
        ['rack', 'LIKE', '('],
      ),
      {
        '/constraints(1)': ['Each constraint must have either 2 or 3 fields'],
        '/constraints(2)': ['Each constraint must have either 2 or 3 fields'],
        '/constraints(3)': ['illegal constraint specification'],
        '/constraints(4)': [
          'operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS',
        ],
        '/constraints(5)': ['UNIQUE does not accept a value'],
        '/constraints(6)': ['GROUP BY must define an integer value or else no value at all'],
        '/constraints(7)': ['is not a valid regular expression'],
      },
    ],
    [
      'no accepted role at all',
      anApp({ acceptedResourceRoles: [] }),
      { '/acceptedResourceRoles': ['must not be empty'] },
    ],
    [
      'a role that is no name',
      anApp({ acceptedResourceRoles: ['a b'] }),
      { '/acceptedResourceRoles': ['A role name must not include a space (\\x20) character.'] },
    ],
    [
      'a role of another group',
      anApp({ role: 'x', acceptedResourceRoles: ['y'] }),
      {
        '/role': ['got x, expected one of: [slave_public, shop]'],
        '/acceptedResourceRoles': ['acceptedResourceRoles can only contain * and x'],
      },
    ],
    ['the role of its top-level group', anApp({ role: 'shop', acceptedResourceRoles: ['shop'] }), {}],
    [
      'a resident app of every role',
      resident({ role: '*' }),
      { '/role': ['got *, expected one of: [slave_public, shop]', 'Resident apps cannot have the role *'] },
    ],
    [
      'a resident app that is given up, grows while it is updated, and takes reserved resources',
      resident({
        unreachableStrategy: {},
        upgradeStrategy: { maximumOverCapacity: 0.1 },
        acceptedResourceRoles: ['slave_public'],
      }),
      {
        '/': ['unreachableStrategy must be disabled for resident tasks'],
        '/upgradeStrategy/maximumOverCapacity': ['got 0.1, expected 0.0'],
        '/acceptedResourceRoles': ['A resident app must have `acceptedResourceRoles = ["*"]`.'],
      },
    ],
    [
      'two instances of a single one',
      single({ instances: 2 }),
      { '/': ['Single instance app may only have one instance'] },
    ],
    [
      'a single instance beside which another may run',
      single({ upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 1 } }),
      {
        '/upgradeStrategy/minimumHealthCapacity': ['got 0.5, expected 0.0'],
        '/upgradeStrategy/maximumOverCapacity': ['got 1.0, expected 0.0'],
      },
    ],
    [
      'instances forgotten before they are replaced',
      anApp({ unreachableStrategy: { inactiveAfterSeconds: 2, expungeAfterSeconds: 1 } }),
      {
        '/unreachableStrategy': ['inactiveAfterSeconds (2) must be less or equal to expungeAfterSeconds, which is 1'],
      },
    ],
  ]);
});
