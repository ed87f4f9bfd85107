/**
 * Exact arithmetic on resources, entry by role and reservation: what Mesos' `common/resources` does for scalars, port ranges
 * and persistent volumes. A list holds each role and reservation at most once; results are sorted by them, and entries that
 * hold nothing are dropped.
 */
import { milli } from '../units';
import type { Milli } from '../units';
import { byHolder, isSameHolder } from './reservation';
import type { PersistentVolume, PortRange, RoleResources, Scalars } from './resources';

/** The four scalar names, in the order they are shown. */
export const SCALARS = ['cpus', 'mem', 'disk', 'gpus'] as const satisfies readonly (keyof Scalars)[];

const ZERO = milli(0);
// Sums of whole thousandths are whole: no rounding between them.
const combine = (a: Milli, b: Milli, sign: 1 | -1): Milli => (a + sign * b) as Milli;

/** No resource at all. */
export const NO_SCALARS: Scalars = { cpus: ZERO, mem: ZERO, disk: ZERO, gpus: ZERO };

const combineScalars = (a: Scalars, b: Scalars, sign: 1 | -1): Scalars => ({
  cpus: combine(a.cpus, b.cpus, sign),
  mem: combine(a.mem, b.mem, sign),
  disk: combine(a.disk, b.disk, sign),
  gpus: combine(a.gpus, b.gpus, sign),
});

export const addScalars = (a: Scalars, b: Scalars): Scalars => combineScalars(a, b, 1);
/** May go below zero: the caller knows what it takes away. */
export const subtractScalars = (a: Scalars, b: Scalars): Scalars => combineScalars(a, b, -1);

/** The union: sorted, disjoint, neighbours joined. */
export const addPorts = (a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] => {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: { begin: number; end: number }[] = [];
  for (const { begin, end } of [...a, ...b].sort((x, y) => x.begin - y.begin)) {
    const last = merged.at(-1);
    if (last !== undefined && begin <= last.end + 1) last.end = Math.max(last.end, end);
    else merged.push({ begin, end });
  }
  return merged;
};

/** What is in `a` and not in `b`; both sorted. */
export const subtractPorts = (a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] => {
  if (b.length === 0) return a;
  const rest: PortRange[] = [];
  for (const range of a) {
    let { begin } = range;
    for (const hole of b) {
      if (hole.end < begin || hole.begin > range.end) continue;
      if (hole.begin > begin) rest.push({ begin, end: hole.begin - 1 });
      begin = hole.end + 1;
    }
    if (begin <= range.end) rest.push({ begin, end: range.end });
  }
  return rest;
};

/** How many ports the ranges hold. */
export const countPorts = (ranges: readonly PortRange[]): number =>
  ranges.reduce((sum, { begin, end }) => sum + end - begin + 1, 0);

const containsPorts = (a: readonly PortRange[], b: readonly PortRange[]): boolean =>
  b.every((range) => a.some(({ begin, end }) => begin <= range.begin && range.end <= end));

// Written out: this is asked more often than anything else.
const isEmpty = ({ cpus, mem, disk, gpus, ports, volumes }: RoleResources): boolean =>
  cpus === 0 && mem === 0 && disk === 0 && gpus === 0 && ports.length === 0 && volumes === undefined;

type Volumes = readonly PersistentVolume[] | undefined;

/** `a` with `b`, or without; undefined when none is left. */
const mergeVolumes = (a: Volumes, b: Volumes, sign: 1 | -1): Volumes => {
  const others = (a ?? []).filter(({ id }) => b?.every((volume) => volume.id !== id) ?? true);
  const all = sign === 1 ? [...others, ...(b ?? [])] : others;
  return all.length === 0 ? undefined : all.toSorted((x, y) => (x.id < y.id ? -1 : 1));
};

const NOTHING: Omit<RoleResources, 'role'> = { ...NO_SCALARS, ports: [] };

/** `entry` added to, or taken from, what the same holder has. */
const combineEntries = (old: RoleResources | undefined, entry: RoleResources, sign: 1 | -1): RoleResources => {
  const { role, reservation } = entry;
  const held = old ?? NOTHING;
  const sum = {
    role,
    cpus: combine(held.cpus, entry.cpus, sign),
    mem: combine(held.mem, entry.mem, sign),
    disk: combine(held.disk, entry.disk, sign),
    gpus: combine(held.gpus, entry.gpus, sign),
    ports: sign === 1 ? addPorts(held.ports, entry.ports) : subtractPorts(held.ports, entry.ports),
  };
  // Most resources are not reserved.
  if (reservation === undefined) return sum;
  const volumes = mergeVolumes(held.volumes, entry.volumes, sign);
  return { ...sum, reservation, ...(volumes !== undefined && { volumes }) };
};

const merge = (a: readonly RoleResources[], b: readonly RoleResources[], sign: 1 | -1): readonly RoleResources[] => {
  if (b.length === 0) return a;
  const held = a[0];
  const entry = b[0];
  // Most lists hold one entry, of the same holder.
  if (held && entry && a.length === 1 && b.length === 1 && isSameHolder(held, entry)) {
    const sum = combineEntries(held, entry, sign);
    return isEmpty(sum) ? [] : [sum];
  }
  // The first of a sum is the sum.
  if (entry && a.length === 0 && b.length === 1 && sign === 1 && entry.volumes === undefined)
    return isEmpty(entry) ? [] : b;
  const result = [...a];
  for (const entry of b) {
    const index = result.findIndex((held) => isSameHolder(held, entry));
    const sum = combineEntries(result[index], entry, sign);
    if (index === -1) result.push(sum);
    else result[index] = sum;
  }
  return result.filter((entry) => !isEmpty(entry)).sort(byHolder);
};

/** The sum, holder by holder. Ports held by both sides count once, so the caller keeps them disjoint. */
export const addResources = (a: readonly RoleResources[], b: readonly RoleResources[]): readonly RoleResources[] =>
  merge(a, b, 1);

/** `a` less `b`. Scalars go below zero where `a` does not contain `b`: check `containsResources` first. */
export const subtractResources = (a: readonly RoleResources[], b: readonly RoleResources[]): readonly RoleResources[] =>
  merge(a, b, -1);

/** Disk of an entry that no volume is on. */
export const plainDisk = ({ disk, volumes }: RoleResources): Milli =>
  volumes === undefined ? disk : volumes.reduce<Milli>((left, { size }) => combine(left, size, -1), disk);

const holdsEntry = (held: RoleResources | undefined, wanted: RoleResources): boolean =>
  held !== undefined &&
  held.cpus >= wanted.cpus &&
  held.mem >= wanted.mem &&
  held.disk >= wanted.disk &&
  held.gpus >= wanted.gpus &&
  containsPorts(held.ports, wanted.ports) &&
  // A volume's disk is the volume's alone.
  ((held.volumes === undefined && wanted.volumes === undefined) || plainDisk(held) >= plainDisk(wanted)) &&
  (wanted.volumes?.every(({ id }) => held.volumes?.some((volume) => volume.id === id) === true) ?? true);

/** Whether every scalar, port and volume of `b` is in `a`, with the same holder. `b` may name a holder more than once. */
export const containsResources = (a: readonly RoleResources[], b: readonly RoleResources[]): boolean =>
  (b.length === 1 ? b : addResources([], b)).every(
    (wanted) =>
      isEmpty(wanted) ||
      holdsEntry(
        a.find((held) => isSameHolder(held, wanted)),
        wanted,
      ),
  );

export const isSameResources = (a: readonly RoleResources[], b: readonly RoleResources[]): boolean =>
  containsResources(a, b) && containsResources(b, a);

/** Scalars over all roles. */
export const totalScalars = (resources: readonly RoleResources[]): Scalars =>
  resources.reduce<Scalars>(addScalars, NO_SCALARS);
