/**
 * Exact arithmetic on resources, entry by role: what Mesos' `common/resources` does for scalars and port ranges.
 * A list holds each role at most once; results are sorted by role and drop roles that hold nothing.
 */
import { milli } from '../units';
import type { Milli } from '../units';
import type { PortRange, RoleResources, Scalars } from './resources';

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

const isEmpty = (entry: RoleResources): boolean =>
  SCALARS.every((name) => entry[name] === 0) && entry.ports.length === 0;

const byRole = (a: RoleResources, b: RoleResources): number => (a.role < b.role ? -1 : a.role > b.role ? 1 : 0);

const merge = (a: readonly RoleResources[], b: readonly RoleResources[], sign: 1 | -1): readonly RoleResources[] => {
  if (b.length === 0) return a;
  const result = [...a];
  for (const entry of b) {
    const index = result.findIndex(({ role }) => role === entry.role);
    const old = result[index] ?? { role: entry.role, ...NO_SCALARS, ports: [] };
    const ports = sign === 1 ? addPorts(old.ports, entry.ports) : subtractPorts(old.ports, entry.ports);
    const sum = { role: entry.role, ...combineScalars(old, entry, sign), ports };
    if (index === -1) result.push(sum);
    else result[index] = sum;
  }
  return result.filter((entry) => !isEmpty(entry)).sort(byRole);
};

/** The sum, role by role. Ports held by both sides count once, so the caller keeps them disjoint. */
export const addResources = (a: readonly RoleResources[], b: readonly RoleResources[]): readonly RoleResources[] =>
  merge(a, b, 1);

/** `a` less `b`. Scalars go below zero where `a` does not contain `b`: check `containsResources` first. */
export const subtractResources = (a: readonly RoleResources[], b: readonly RoleResources[]): readonly RoleResources[] =>
  merge(a, b, -1);

/** Whether every scalar and port of `b` is in `a`, under the same role. `b` may name a role more than once. */
export const containsResources = (a: readonly RoleResources[], b: readonly RoleResources[]): boolean =>
  addResources([], b).every((wanted) => {
    const held = a.find(({ role }) => role === wanted.role);
    return (
      held !== undefined &&
      SCALARS.every((name) => held[name] >= wanted[name]) &&
      containsPorts(held.ports, wanted.ports)
    );
  });

/** Scalars over all roles. */
export const totalScalars = (resources: readonly RoleResources[]): Scalars =>
  resources.reduce<Scalars>(addScalars, NO_SCALARS);
