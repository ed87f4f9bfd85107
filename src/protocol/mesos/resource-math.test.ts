/** Arithmetic on resources is exact and loses nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { milli } from '../units';
import {
  addPorts,
  addResources,
  containsResources,
  countPorts,
  isSameResources,
  plainDisk,
  subtractPorts,
  subtractResources,
} from './resource-math';
import type { PersistentVolume, PortRange, RoleResources } from './resources';

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

const reservedFor = (holder: string, cpus: number, volumes: readonly PersistentVolume[] = []): RoleResources => ({
  ...holding('web', cpus, []),
  disk: milli(10),
  reservation: { labels: { app: 'a', holder } },
  ...(volumes.length > 0 && { volumes }),
});
const aVolume = (id: string, size: number): PersistentVolume => ({ id, size: milli(size), containerPath: 'data' });

test('what is reserved adds up with the same reservation alone, however its labels are ordered', () => {
  const other: RoleResources = { ...reservedFor('x', 1), reservation: { labels: { holder: 'x', app: 'a' } } };
  const sum = addResources([holding('web', 1, [])], [reservedFor('x', 1), reservedFor('y', 1), other]);
  expect(sum.map(({ cpus, reservation }) => [reservation?.labels['holder'], cpus])).toEqual([
    [undefined, 1000],
    ['x', 2000],
    ['y', 1000],
  ]);
  expect(containsResources(sum, [reservedFor('x', 2)])).toBe(true);
  expect(containsResources(sum, [reservedFor('y', 2)])).toBe(false);
  expect(containsResources([holding('web', 9, [])], [reservedFor('x', 1)])).toBe(false);
});

test('the disk of a volume is the volume’s alone', () => {
  const [whole, free] = [reservedFor('x', 1, [aVolume('v', 8)]), reservedFor('x', 0)];
  expect(plainDisk(whole)).toBe(2000);
  expect(containsResources([whole], [{ ...free, disk: milli(2) }])).toBe(true);
  expect(containsResources([whole], [{ ...free, disk: milli(3) }])).toBe(false);
  expect(containsResources([whole], [{ ...free, disk: milli(8), volumes: [aVolume('v', 8)] }])).toBe(true);
  expect(containsResources([whole], [{ ...free, disk: milli(8), volumes: [aVolume('w', 8)] }])).toBe(false);
  expect(containsResources([free], [{ ...free, volumes: [aVolume('v', 8)] }])).toBe(false);
});

test('an entry that holds nothing but a volume is kept until the volume goes', () => {
  const volume = { ...reservedFor('x', 0, [aVolume('v', 10)]), mem: milli(0) };
  const rest = subtractResources(
    [reservedFor('x', 1, [aVolume('v', 10)])],
    [{ ...holding('web', 1, []), ...volume, cpus: milli(1), mem: milli(100), disk: milli(0), volumes: [] }],
  );
  expect(rest).toEqual([volume]);
  expect(subtractResources(rest, [volume])).toEqual([]);
});

test('entries without a reservation get no members for one', () => {
  const [sum] = addResources([holding('*', 1, [1])], [holding('*', 2, [2])]);
  expect(Object.keys(sum ?? {}).toSorted()).toEqual(['cpus', 'disk', 'gpus', 'mem', 'ports', 'role']);
});

const anEntry = fc
  .record({
    role: fc.constantFrom('*', 'web'),
    holder: fc.constantFrom('x', 'y'),
    reserved: fc.boolean(),
    cpus: fc.integer({ min: 1, max: 4000 }),
    volumes: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
  })
  .map(({ role, holder, reserved, cpus, volumes }): RoleResources => {
    if (!reserved) return holding(role, cpus / 1000, []);
    // Ids of one list are its own, as they are of one agent.
    return reservedFor(
      holder,
      cpus / 1000,
      volumes.map((id) => aVolume(`${holder}-${id}`, 5)),
    );
  });
const aList = fc
  .uniqueArray(anEntry, {
    maxLength: 5,
    selector: ({ role, reservation }) => `${role} ${reservation?.labels['holder']}`,
  })
  .map((entries) => addResources([], entries));

test('whatever is reserved and kept: what is added and taken away again leaves what was there', () => {
  fc.assert(
    fc.property(aList, aList, (base, wish) => {
      const known = new Set(base.flatMap(({ volumes = [] }) => volumes.map(({ id }) => id)));
      // No volume is there twice.
      const more = wish.map(({ volumes, ...entry }): RoleResources => {
        const own = volumes?.filter(({ id }) => !known.has(id)) ?? [];
        return own.length === 0 ? entry : { ...entry, volumes: own };
      });
      const sum = addResources(base, more);
      expect(containsResources(sum, base)).toBe(true);
      expect(containsResources(sum, more)).toBe(true);
      expect(isSameResources(subtractResources(sum, more), base)).toBe(true);
    }),
  );
});
