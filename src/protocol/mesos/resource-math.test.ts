/** Arithmetic on resources is exact and loses nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { milli } from '../units';
import {
  addPorts,
  addResources,
  containsResources,
  countPorts,
  subtractPorts,
  subtractResources,
} from './resource-math';
import type { PortRange, RoleResources } from './resources';

const rangesOf = (ports: readonly number[]): readonly PortRange[] =>
  ports.reduce<readonly PortRange[]>((ranges, port) => addPorts(ranges, [{ begin: port, end: port }]), []);
const portsOf = (ranges: readonly PortRange[]): number[] =>
  ranges.flatMap(({ begin, end }) => Array.from({ length: end - begin + 1 }, (_, i) => begin + i));
const aPortSet = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30 });

const holding = (role: string, cpus: number, ports: readonly number[]): RoleResources => ({
  role,
  cpus: milli(cpus),
  mem: milli(cpus * 100),
  disk: milli(0),
  gpus: milli(0),
  ports: rangesOf(ports),
});

test('port sets behave as sets, kept as the fewest sorted ranges', () => {
  fc.assert(
    fc.property(aPortSet, aPortSet, (a, b) => {
      const union = addPorts(rangesOf(a), rangesOf(b));
      expect(portsOf(union)).toEqual([...new Set([...a, ...b])].sort((x, y) => x - y));
      union.forEach(({ begin }, i) => expect(begin).toBeGreaterThan((union[i - 1]?.end ?? -2) + 1));
      const rest = subtractPorts(rangesOf(a), rangesOf(b));
      expect(portsOf(rest)).toEqual(a.filter((port) => !b.includes(port)).sort((x, y) => x - y));
      expect(countPorts(rest)).toBe(a.filter((port) => !b.includes(port)).length);
    }),
  );
});

test('what is added and taken away again leaves what was there', () => {
  const amount = fc.integer({ min: 1, max: 64_000 }).map((value) => value / 1000);
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const [base, more] = [[holding('*', a, [1, 2, 3])], [holding('*', b, [7]), holding('web', b, [9])]];
      const sum = addResources(base, more);
      expect(containsResources(sum, more)).toBe(true);
      expect(subtractResources(sum, more)).toEqual(base);
    }),
  );
});

test('a tenth of a cpu ten times is one cpu', () => {
  const tenth = [holding('*', 0.1, [])];
  const sum = Array.from({ length: 10 }, () => tenth).reduce<readonly RoleResources[]>(
    (a, b) => addResources(a, b),
    [],
  );
  expect(sum[0]?.cpus).toBe(1000);
});

test('resources of another role, or ports that are not there, do not count', () => {
  expect(containsResources([holding('web', 4, [1])], [holding('*', 1, [])])).toBe(false);
  expect(containsResources([holding('*', 4, [1, 2])], [holding('*', 1, [2, 3])])).toBe(false);
  expect(containsResources([holding('*', 4, [])], [holding('*', 3, []), holding('*', 3, [])])).toBe(false);
});
