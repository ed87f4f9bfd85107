/** Ordered start: what can wait for what. */
import { expect, test } from 'vitest';
import { aPodOf } from './fixtures/a-pod';
import { checkPod } from './pod-check';
import { START_AFTER_LABEL, kindOf, parseStartAfterLabel, startAfterLabel, startConditions } from './start-order';

const complaints = (...containers: readonly Record<string, unknown>[]): Record<string, readonly string[]> => {
  const checked = checkPod(aPodOf(containers));
  return checked.kind === 'accepted'
    ? {}
    : Object.fromEntries(checked.errors.map(({ path, errors }) => [path, errors]));
};
const after = (...conditions: readonly (readonly [string, string?])[]): Record<string, unknown> => ({
  lifecycle: {
    startAfter: conditions.map(([container, condition]) => ({
      container,
      ...(condition === undefined ? {} : { condition }),
    })),
  },
});
const init = { lifecycle: { kind: 'init' } };

test('a container may wait for others to run, to be healthy, or to finish', () => {
  const checked = { healthCheck: { exec: { command: { shell: 'true' } } } };
  expect(complaints(after(['c1'], ['c2', 'healthy'], ['c3', 'finished']), {}, checked, init)).toEqual({});
});

test.each([
  [
    'a container of another pod',
    [after(['x'])],
    '/containers(0)/lifecycle/startAfter(0)/container',
    'is not the name of a container of this pod',
  ],
  ['itself', [after(['c0'])], '/containers(0)/lifecycle/startAfter(0)/container', 'a container cannot wait for itself'],
  [
    'one container twice',
    [after(['c1'], ['c1']), {}],
    '/containers(0)/lifecycle/startAfter(1)/container',
    'only one condition per container is allowed',
  ],
  [
    'the health of an unchecked one',
    [after(['c1', 'healthy']), {}],
    '/containers(0)/lifecycle/startAfter(0)/condition',
    'healthy requires container c1 to have a health check',
  ],
  [
    'the end of a main one',
    [after(['c1', 'finished']), {}],
    '/containers(0)/lifecycle/startAfter(0)/condition',
    'finished requires container c1 to be of kind init',
  ],
])('waiting for %s is refused', (_name, containers, path, error) => {
  expect(complaints(...containers)).toEqual({ [path]: [error] });
});

test('a cycle is reported as such', () => {
  expect(complaints(after(['c1']), after(['c2']), after(['c1']))).toEqual({
    '/containers': ['start conditions form a cycle: c1 → c2 → c1'],
  });
});

test('a diamond is no cycle', () => {
  expect(complaints(after(['c1'], ['c2']), after(['c3']), after(['c3']), {})).toEqual({});
});

test('something has to be left when all init containers are done', () => {
  expect(complaints(init, init)).toEqual({
    '/containers': ['at least one container must be of another kind than init'],
  });
});

test.each([0, 301])('a start timeout of %i seconds is refused', (startTimeoutSeconds) => {
  expect(complaints({ lifecycle: { startTimeoutSeconds } })).toEqual({
    '/containers(0)/lifecycle/startTimeoutSeconds': [`got ${startTimeoutSeconds}, expected between 1 and 300`],
  });
});

test('the label stands in for the member, and the member wins', () => {
  const container = { name: 'a', labels: { [START_AFTER_LABEL]: 'db:healthy, migrate' } };
  expect(startConditions(container)).toEqual([
    { container: 'db', condition: 'healthy' },
    { container: 'migrate', condition: 'running' },
  ]);
  expect(startConditions({ ...container, lifecycle: { startAfter: [] } })).toEqual([]);
  expect(startConditions({ name: 'a', labels: {} })).toEqual([]);
});

test('conditions survive the way through the label; other texts of that name mean nothing', () => {
  const conditions = [
    { container: 'db', condition: 'healthy' },
    { container: 'migrate', condition: 'finished' },
  ] as const;
  expect(parseStartAfterLabel(startAfterLabel(conditions))).toEqual(conditions);
  for (const text of ['', 'db:ready', 'db:healthy:now', 'DB', 'db,,x'])
    expect(parseStartAfterLabel(text)).toBeUndefined();
});

test('rules hold for conditions read from the label, too', () => {
  expect(complaints({ labels: { [START_AFTER_LABEL]: 'x' } })).toEqual({
    '/containers(0)/lifecycle/startAfter(0)/container': ['is not the name of a container of this pod'],
  });
});

test('a chain of thousands of containers is followed without end of stack', () => {
  const length = 5000;
  const chain = Array.from({ length }, (_, index) => (index + 1 < length ? after([`c${index + 1}`]) : {}));
  expect(complaints(...chain)).toEqual({});
});

test('a container is a main one unless it says otherwise', () => {
  expect([kindOf({}), kindOf(init as { lifecycle: { kind: 'init' } })]).toEqual(['main', 'init']);
});
