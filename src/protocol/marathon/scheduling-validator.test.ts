/** Constraints, roles and the stricter rules of pods with persistent volumes. */
import { expect, test } from 'vitest';
import { aPod, aPodOf } from './fixtures/a-pod';
import { checkPod } from './pod-check';

const complaints = (pod: unknown): Record<string, readonly string[]> => {
  const checked = checkPod(pod);
  return checked.kind === 'accepted'
    ? {}
    : Object.fromEntries(checked.errors.map(({ path, errors }) => [path, errors]));
};

const constrained = (...constraints: readonly unknown[]): unknown =>
  aPod({ scheduling: { placement: { constraints } } });
const accepting = (acceptedResourceRoles: readonly string[], more: Record<string, unknown> = {}): unknown =>
  aPod({ scheduling: { placement: { acceptedResourceRoles } }, ...more });

const IS =
  'IS only supports Mesos text and float values (see http://mesos.apache.org/documentation/latest/attributes-resources/)';
const LIKE = 'LIKE and UNLIKE require a non-empty, regular expression value';

test.each([
  [{ fieldName: 'a', operator: 'UNIQUE', value: 'x' }, 'UNIQUE does not accept a value'],
  [
    { fieldName: 'a', operator: 'GROUP_BY', value: 'x' },
    'GROUP BY must define an integer value or else no value at all',
  ],
  [{ fieldName: 'a', operator: 'MAX_PER' }, 'MAX_PER requires an integer value'],
  [{ fieldName: 'a', operator: 'MAX_PER', value: '1.5' }, 'MAX_PER requires an integer value'],
  [{ fieldName: 'a', operator: 'MAX_PER', value: '3000000000' }, 'MAX_PER requires an integer value'],
  [{ fieldName: 'a', operator: 'LIKE' }, LIKE],
  [{ fieldName: 'a', operator: 'UNLIKE', value: '' }, LIKE],
  [{ fieldName: 'a', operator: 'LIKE', value: '(' }, 'is not a valid regular expression'],
  [{ fieldName: 'a', operator: 'UNLIKE', value: '(?=x)' }, 'is not a valid regular expression'],
  [{ fieldName: 'a', operator: 'IS', value: '{a,b}' }, IS],
  [{ fieldName: '', operator: 'UNIQUE' }, 'missing field for constraint declaration'],
])('the constraint %j is refused, and the list as a whole with it', (constraint, error) => {
  expect(complaints(constrained({ fieldName: 'hostname', operator: 'UNIQUE' }, constraint))).toEqual({
    '/scheduling/placement/constraints(1)': [error],
    '/scheduling/placement/constraints': ['must be empty'],
  });
});

test.each([
  { fieldName: '@zone', operator: 'group_by' },
  { fieldName: '@zone', operator: 'GROUP_BY', value: '3' },
  { fieldName: 'rack', operator: 'CLUSTER' },
  { fieldName: 'rack', operator: 'CLUSTER', value: '' },
  { fieldName: 'hostname', operator: 'LIKE', value: '10\\.0\\.(1|2)\\..*' },
  { fieldName: 'gen', operator: 'IS', value: '2.5' },
  { fieldName: 'gen', operator: 'MAX_PER', value: '+2' },
])('the constraint %j is fine', (constraint) => {
  expect(complaints(constrained(constraint))).toEqual({});
});

test.each([
  ['', 'A role name must not be "".'],
  ['.', 'A role name must not be ".".'],
  ['..', 'A role name must not be "..".'],
  ['-a', "A role name must not start with a '-'."],
  ['a b', 'A role name must not include a space (\\x20) character.'],
  ['a/b', 'A role name must not include a slash (\\x2f) character.'],
])('the accepted role %j is refused', (role, error) => {
  expect(complaints(accepting(['*', role]))).toEqual({ '/acceptedResourceRoles': [error] });
});

test('only * and the role of the pod can be accepted', () => {
  expect(complaints(accepting(['*', 'slave_public']))).toEqual({});
  expect(complaints(accepting(['other']))).toEqual({
    '/acceptedResourceRoles': ['acceptedResourceRoles can only contain * and slave_public'],
  });
});

test('the role is the default one or the name of the top-level group', () => {
  expect(complaints(aPod({ id: '/shop/web', role: 'shop' }))).toEqual({});
  expect(complaints(aPod({ id: '/shop/web', role: 'x' }))).toEqual({
    '/role': ['got x, expected one of: [slave_public, shop]'],
  });
  expect(complaints(aPod({ id: '/web', role: 'web' }))).toEqual({
    '/role': ['got web, expected one of: [slave_public]'],
  });
});

test('other errors hide those about the role', () => {
  expect(complaints(aPod({ user: '', role: 'x' }))).toEqual({ '/user': ['must not be empty'] });
});

test('a pod with persistent volumes keeps its instances where their disks are', () => {
  const resident = (scheduling: unknown, more: Record<string, unknown> = {}): unknown =>
    aPodOf([{ volumeMounts: [{ name: 'v', mountPath: 'v' }] }], {
      volumes: [{ name: 'v', persistent: { size: 10 } }],
      scheduling,
      ...more,
    });
  expect(complaints(resident({}))).toEqual({});
  expect(
    complaints(
      resident({
        unreachableStrategy: {},
        upgrade: { maximumOverCapacity: 0.1 },
        placement: { acceptedResourceRoles: ['slave_public'] },
      }),
    ),
  ).toEqual({
    '/': ['unreachableStrategy must be disabled for pods with persistent volumes'],
    '/upgrade/maximumOverCapacity': ['got 0.1, expected 0.0'],
    '/acceptedResourceRoles': ['A resident pod must have `acceptedResourceRoles = ["*"]`.'],
  });
  expect(complaints(resident({}, { role: '*' }))).toEqual({
    '/role': ['got *, expected one of: [slave_public, shop]', 'Resident pods cannot have the role *'],
  });
});
