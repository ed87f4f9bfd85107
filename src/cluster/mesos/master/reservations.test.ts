/** What may be reserved, freed, kept and destroyed, and what each operation turns into what. */
import { describe, expect, test } from 'vitest';
import type { ReservationOperation } from '../../../protocol/mesos/offer';
import { addResources, isSameResources } from '../../../protocol/mesos/resource-math';
import type { PersistentVolume, RoleResources } from '../../../protocol/mesos/resources';
import { milli } from '../../../protocol/units';
import { convert, judgeReservation } from './reservations';

type Resources = readonly RoleResources[];

const ROLE = 'web';
const RESERVATION = { labels: { owner: 'one' } };

const nobodys = (cpus: number, disk = 0): RoleResources => ({
  role: '*',
  cpus: milli(cpus),
  mem: milli(0),
  disk: milli(disk),
  gpus: milli(0),
  ports: [],
});
const reserved = (cpus: number, disk = 0): RoleResources => ({
  ...nobodys(cpus, disk),
  role: ROLE,
  reservation: RESERVATION,
});
const kept = (disk: number, ...ids: string[]): RoleResources => ({
  ...reserved(0, disk),
  volumes: ids.map((id): PersistentVolume => ({ id, size: milli(disk / ids.length), containerPath: 'data' })),
});

/** What is left after the operation, or why it is refused. */
const after = (
  type: ReservationOperation['type'],
  resources: Resources,
  available: Resources,
  { total = available, role = ROLE }: { readonly total?: Resources; readonly role?: string } = {},
): Resources | string => {
  const verdict = judgeReservation({ type, resources }, { available, total, role });
  return typeof verdict === 'string' ? verdict : convert(available, verdict);
};

describe('RESERVE', () => {
  test('turns what is nobody’s into a reservation, and leaves the rest', () => {
    expect(after('RESERVE', [reserved(1, 10)], [nobodys(4, 100)])).toEqual([nobodys(3, 90), reserved(1, 10)]);
  });

  test('is refused for more than there is of nobody’s', () => {
    const offer = [nobodys(1), { ...nobodys(8), role: ROLE }, { ...reserved(8), reservation: { labels: {} } }];
    expect(after('RESERVE', [reserved(2)], offer)).toBe('Not enough unreserved resources');
  });

  test('is refused for a role the offer was not made to, and for all roles at once', () => {
    expect(after('RESERVE', [reserved(1)], [nobodys(4)], { role: 'other' })).toMatch(/allocated to role 'other'/);
    const forAll = { ...reserved(1), role: '*' };
    expect(after('RESERVE', [forAll], [nobodys(4)], { role: '*' })).toBe("Cannot reserve resources for role '*'");
  });

  test('needs a reservation, and reserves no volumes', () => {
    expect(after('RESERVE', [{ ...nobodys(1), role: ROLE }], [nobodys(4)])).toMatch(/not dynamically reserved/);
    expect(after('RESERVE', [kept(10, 'v')], [nobodys(4, 100)])).toMatch(/volume cannot be reserved/);
    expect(after('RESERVE', [], [nobodys(4)])).toBe('No resources specified');
  });
});

describe('CREATE', () => {
  test('puts volumes on reserved disk', () => {
    expect(after('CREATE', [kept(10, 'v')], [reserved(1, 30)])).toEqual([
      { ...reserved(1, 30), volumes: [{ id: 'v', size: 10_000, containerPath: 'data' }] },
    ]);
  });

  test('is refused where the disk has another volume on it already, or is not reserved', () => {
    const disk = [{ ...kept(20, 'v'), disk: milli(25) }];
    expect(after('CREATE', [kept(10, 'w')], disk)).toBe('Not enough reserved disk');
    expect(after('CREATE', [kept(10, 'w')], [nobodys(0, 100)])).toBe('Not enough reserved disk');
  });

  test('is refused for an id that the agent knows already, and for one that is named twice', () => {
    const known = { total: [reserved(1, 30), kept(10, 'v')] };
    expect(after('CREATE', [kept(10, 'v')], [reserved(1, 30)], known)).toBe("Persistence ID 'v' is not unique");
    expect(after('CREATE', [kept(10, 'w', 'w')], [reserved(1, 30)])).toBe("Persistence ID 'w' is not unique");
  });

  test('makes volumes of disk, and of nothing else', () => {
    expect(after('CREATE', [{ ...kept(10, 'v'), cpus: milli(1) }], [reserved(1, 30)])).toMatch(/Only disk/);
    expect(after('CREATE', [reserved(0, 10)], [reserved(1, 30)])).toMatch(/Only disk/);
  });
});

describe('DESTROY', () => {
  test('leaves plain reserved disk', () => {
    expect(after('DESTROY', [kept(10, 'v')], [{ ...kept(10, 'v'), cpus: milli(1) }])).toEqual([reserved(1, 10)]);
  });

  test('is refused for a volume in use, which is on the agent and not in the offer', () => {
    const total = [kept(10, 'v'), reserved(1)];
    expect(after('DESTROY', [kept(10, 'v')], [reserved(1)], { total })).toBe('Persistent volumes in use');
  });

  test('is refused for a volume nobody knows', () => {
    expect(after('DESTROY', [kept(10, 'v')], [reserved(1, 30)])).toBe('Persistent volumes do not exist');
  });
});

describe('UNRESERVE', () => {
  test('gives back what was reserved, also in part', () => {
    expect(after('UNRESERVE', [reserved(1)], [nobodys(1), reserved(3, 5)])).toEqual([nobodys(2), reserved(2, 5)]);
  });

  test('is refused for disk with a volume on it', () => {
    expect(after('UNRESERVE', [kept(10, 'v')], [kept(10, 'v')])).toMatch(/Please destroy it first/);
    expect(after('UNRESERVE', [reserved(0, 10)], [kept(10, 'v')])).toMatch(/volumes on it/);
  });

  test('is refused for what another reservation holds', () => {
    const other = { ...reserved(4), reservation: { labels: { owner: 'two' } } };
    expect(after('UNRESERVE', [reserved(1)], [other])).toMatch(/Not reserved/);
  });
});

test('reserved, kept, destroyed and given back, all is as it was', () => {
  const offer = addResources([], [nobodys(4, 100), { ...nobodys(2, 7), role: ROLE }]);
  const steps: readonly [ReservationOperation['type'], RoleResources][] = [
    ['RESERVE', reserved(1.5, 40)],
    ['CREATE', kept(30, 'v', 'w')],
    ['DESTROY', kept(30, 'v', 'w')],
    ['UNRESERVE', reserved(1.5, 40)],
  ];
  const end = steps.reduce<Resources>((now, [type, resources]) => {
    const next = after(type, [resources], now);
    if (typeof next === 'string') throw new Error(next);
    return next;
  }, offer);
  expect(isSameResources(end, offer)).toBe(true);
});
