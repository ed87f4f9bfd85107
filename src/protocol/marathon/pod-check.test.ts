/** Invariants of the judgement over arbitrary, damaged and valid definitions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damagedPod, validPod } from './fixtures/arbitrary-pod-fixture';
import type { PodSpec } from './pod';
import { serialisePod } from './pod-answer';
import { checkPod } from './pod-check';
import { normalisePod } from './pod-normaliser';
import { readPod } from './pod-reader';
import { isUpgrade } from './pod-upgrade';
import { podSchema } from './pod.schema';
import { toJsonPath, toMarathonPath } from './path';

const accept = (value: unknown): PodSpec => {
  const checked = checkPod(value);
  if (checked.kind === 'refused') throw new Error(JSON.stringify(checked.errors));
  return checked.pod;
};

const overTheWire = (pod: PodSpec): unknown =>
  JSON.parse(JSON.stringify(serialisePod({ ...pod, version: '2017-03-17T10:00:00.000Z' })));

test('it never throws, and a refusal always has a body with complaints', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), damagedPod), (value) => {
      const checked = checkPod(value);
      if (checked.kind === 'accepted') return;
      expect(checked.errors.length).toBeGreaterThan(0);
      expect(new Set(checked.errors.map(({ path }) => path)).size).toBe(checked.errors.length);
      for (const { path, errors } of checked.errors) {
        expect(errors.length).toBeGreaterThan(0);
        expect(path).toMatch(/^[/(]/);
      }
    }),
    { numRuns: 2000 },
  );
});

test('every complaint names a place that can be found in the definition again', () => {
  fc.assert(
    fc.property(damagedPod, (value) => {
      const checked = checkPod(value);
      if (checked.kind === 'accepted') return;
      for (const { path } of checked.errors) expect(toMarathonPath(toJsonPath(path, value))).toBe(path);
    }),
    { numRuns: 500 },
  );
});

test('a valid definition is accepted, and what the API answers for it is accepted again as the same', () => {
  fc.assert(
    fc.property(validPod, (value) => {
      const pod = accept(JSON.parse(JSON.stringify(value)));
      const again = accept(overTheWire(pod));
      expect(again).toEqual(pod);
      expect(JSON.stringify(overTheWire(again))).toBe(JSON.stringify(overTheWire(pod)));
      expect(isUpgrade(pod, again)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(validPod, damagedPod), (value) => {
      const reading = readPod(value);
      if (reading.kind === 'unreadable') return;
      const once = normalisePod(reading.pod);
      expect(normalisePod(once)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});

test('the reader and the schema library read the canonical form alike', () => {
  fc.assert(
    fc.property(validPod, (value) => {
      const canonical = overTheWire(accept(value));
      const reading = readPod(canonical);
      expect(reading.kind === 'read' && withoutProto(reading.pod)).toEqual(withoutProto(podSchema.parse(canonical)));
    }),
  );
});

/** The schema library drops members of this name; the reader keeps them. */
const withoutProto = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, member: unknown) =>
      isMap(member) ? Object.fromEntries(Object.entries(member).filter(([name]) => name !== '__proto__')) : member,
    ),
  );
const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
