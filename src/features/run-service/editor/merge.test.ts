/** Merging loses nothing of either side, and its edits lead exactly to what it says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validPod } from '../../../protocol/marathon/fixtures/arbitrary-pod-fixture';
import { editDraft, newDraft } from '../pod-draft';
import { merge, resolved, sameJson } from './merge';

const json = fc.jsonValue({ maxDepth: 3 });
const pods = validPod.map((pod): unknown => JSON.parse(JSON.stringify(pod)));
const values = fc.oneof(json, pods);

/** What the text of mine becomes. */
function applied(base: unknown, theirs: unknown, mine: unknown, takesTheirs = false): unknown {
  const merged = merge(base, theirs, mine);
  return editDraft(
    newDraft(JSON.stringify(mine, null, 2)),
    resolved(merged, () => takesTheirs),
  ).valid.value;
}

/** Emptied objects and lists are as good as absent. */
const pruned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, pruned(member)] as const);
  return Object.fromEntries(
    entries.filter(([, member]) => typeof member !== 'object' || member === null || Object.keys(member).length > 0),
  );
};

describe('one side alone', () => {
  test('without changes of theirs mine stays, without changes of mine theirs is taken', () => {
    fc.assert(
      fc.property(values, values, (base, other) => {
        expect(merge(base, base, other)).toEqual({ value: other, edits: [], conflicts: [] });
        expect(sameJson(merge(base, other, base).value, other)).toBe(true);
        expect(merge(base, other, base).conflicts).toEqual([]);
        expect(merge(base, other, other)).toEqual({ value: other, edits: [], conflicts: [] });
      }),
      { numRuns: 200 },
    );
  });
});

test('the edits lead from the text of mine to what was merged', () => {
  fc.assert(
    fc.property(pods, pods, pods, (base, theirs, mine) => {
      expect(pruned(applied(base, theirs, mine))).toEqual(pruned(merge(base, theirs, mine).value));
    }),
    { numRuns: 200 },
  );
});

test('with theirs taken everywhere, no conflict is left', () => {
  fc.assert(
    fc.property(pods, pods, pods, (base, theirs, mine) => {
      const taken = applied(base, theirs, mine, true);
      const left = merge(base, theirs, taken).conflicts.filter(({ mine: own }) => own !== undefined);
      expect(left).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('changes of different places commute', () => {
  const records = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'), json, { noNullPrototype: true });
  fc.assert(
    fc.property(records, records, records, (base, one, other) => {
      const theirs = { ...base, ...Object.fromEntries(Object.entries(one).map(([key, value]) => [`${key}1`, value])) };
      const mine = { ...base, ...Object.fromEntries(Object.entries(other).map(([key, value]) => [`${key}2`, value])) };
      const [there, back] = [merge(base, theirs, mine), merge(base, mine, theirs)];
      expect([there.conflicts, back.conflicts]).toEqual([[], []]);
      expect(sameJson(there.value, back.value)).toBe(true);
      for (const key of Object.keys(theirs)) expect(Object.hasOwn(there.value as object, key)).toBe(true);
      for (const key of Object.keys(mine)) expect(Object.hasOwn(there.value as object, key)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

const pod = (...containers: object[]) => ({ id: '/a', containers });
const web = { name: 'web', resources: { cpus: 1, mem: 32 } };
const log = { name: 'log', resources: { cpus: 1, mem: 32 } };

test('containers are matched by name, wherever they stand', () => {
  const theirs = pod(log, { ...web, user: 'me' }, { name: 'new' });
  const mine = pod({ ...web, tty: true }, { ...log, resources: { cpus: 2, mem: 32 } });
  const merged = merge(pod(web, log), theirs, mine);
  expect(merged.conflicts).toEqual([]);
  expect(merged.value).toEqual(
    pod({ ...web, tty: true, user: 'me' }, { ...log, resources: { cpus: 2, mem: 32 } }, { name: 'new' }),
  );
});

test('what both changed differently is a conflict with all three values', () => {
  const at = (cpus: number) => pod({ ...web, resources: { cpus, mem: 32 } });
  const path = ['containers', 0, 'resources', 'cpus'];
  expect(merge(at(1), at(2), at(3)).conflicts).toEqual([{ path, base: 1, theirs: 2, mine: 3 }]);
  expect(applied(at(1), at(2), at(3))).toEqual(at(3));
  expect(applied(at(1), at(2), at(3), true)).toEqual(at(2));
});

test('a container taken out there and changed here is a conflict, and the other way round', () => {
  const changed = { ...log, user: 'me' };
  expect(merge(pod(web, log), pod(web), pod(web, changed)).conflicts).toEqual([
    { path: ['containers', 1], base: log, theirs: undefined, mine: changed },
  ]);
  expect(applied(pod(web, log), pod(web), pod(web, changed), true)).toEqual(pod(web));
  expect(applied(pod(web, log), pod(web, changed), pod(web), true)).toEqual(pod(web, changed));
  expect(applied(pod(web, log), pod(web, changed), pod(web))).toEqual(pod(web));
});
