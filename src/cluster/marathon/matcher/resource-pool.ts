/**
 * The resources of one offer, used up launch by launch: scalars greedily over the entries a launch may use, ports one by one
 * (Marathon `mesos/ResourceMatcher`, `mesos/PortsMatcher`).
 */
import { isSameHolder } from '../../../protocol/mesos/reservation';
import {
  NO_SCALARS,
  SCALARS,
  addPorts,
  addResources,
  countPorts,
  subtractPorts,
  subtractResources,
} from '../../../protocol/mesos/resource-math';
import type { PortRange, RoleResources, Scalars } from '../../../protocol/mesos/resources';
import { milli } from '../../../protocol/units';
import type { Milli } from '../../../protocol/units';

type Pool = readonly RoleResources[];
type ScalarName = keyof Scalars;

/** Which entries of an offer a launch may use (Marathon `ResourceMatcher.ResourceSelector`). */
export type Usable = (entry: RoleResources) => boolean;

/** Of these roles; what is dynamically reserved is somebody's already. */
export const ofRoles =
  (roles: readonly string[]): Usable =>
  (entry) =>
    entry.reservation === undefined && roles.includes(entry.role);

/** Nobody's, so that it can be reserved. */
export const reservable: Usable = (entry) => entry.role === '*';

/** This very entry: an offer has one for each reservation. */
export const only =
  (reserved: RoleResources): Usable =>
  (entry) =>
    isSameHolder(entry, reserved);

/** Some of what the holder of an entry has. */
const partOf = (
  { role, reservation }: RoleResources,
  amount: Scalars,
  ports: readonly PortRange[] = [],
): RoleResources => ({
  role,
  ...amount,
  ports,
  ...(reservation !== undefined && { reservation }),
});

/** How much of a scalar the usable entries hold together. */
export const available = (pool: Pool, usable: Usable, name: ScalarName): Milli => {
  let sum = 0;
  for (const entry of pool) if (usable(entry)) sum += entry[name];
  return milli(sum / 1000);
};

export const holdsAnything = ({ ports, cpus, mem, disk, gpus }: RoleResources): boolean =>
  ports.length > 0 || cpus > 0 || mem > 0 || disk > 0 || gpus > 0;

/** Whose there is anything of. */
export const rolesOf = (pool: Pool): string[] => pool.filter(holdsAnything).map(({ role }) => role);

/** What was taken out of a pool, and what is left of it. */
interface Share {
  readonly taken: Pool;
  readonly left: Pool;
}

/** What one entry gives whole, by need: the same for every instance of a service. Not state: it can be had again at any time. */
const wholes = new WeakMap<Scalars, { readonly role: string; readonly taken: Pool }>();

const wholeOf = (role: string, need: Scalars): Pool => {
  let whole = wholes.get(need);
  if (whole?.role !== role) {
    whole = { role, taken: [partOf({ role, ...NO_SCALARS, ports: [] }, need)].filter(holdsAnything) };
    wholes.set(need, whole);
  }
  return whole.taken;
};

const covers = (entry: RoleResources, { cpus, mem, disk, gpus }: Scalars): boolean =>
  entry.cpus >= cpus && entry.mem >= mem && entry.disk >= disk && entry.gpus >= gpus;

/** The scalars `need` out of the usable entries, first one first. The caller checked that they are there. */
export const takeScalars = (pool: Pool, usable: Usable, need: Scalars): Share => {
  const first = pool.find(usable);
  if (first?.reservation === undefined && first !== undefined && covers(first, need)) {
    const whole = wholeOf(first.role, need);
    return { taken: whole, left: subtractResources(pool, whole) };
  }
  const open: Record<ScalarName, number> = { ...need };
  const taken: RoleResources[] = [];
  for (const entry of pool) {
    if (!usable(entry)) continue;
    const part: Record<ScalarName, Milli> = { ...NO_SCALARS };
    for (const name of SCALARS) {
      part[name] = milli(Math.min(open[name], entry[name]) / 1000);
      open[name] -= part[name];
    }
    if (SCALARS.some((name) => part[name] > 0)) taken.push(partOf(entry, part));
  }
  return { taken, left: subtractResources(pool, taken) };
};

/** All volumes of the usable entries with the disk they are on. */
export const takeVolumes = (pool: Pool, usable: Usable): Share => {
  const taken = pool.flatMap((entry): RoleResources[] => {
    const { volumes } = entry;
    if (volumes === undefined || !usable(entry)) return [];
    const disk = volumes.reduce<Milli>((sum, { size }) => milli((sum + size) / 1000), NO_SCALARS.disk);
    return [{ ...partOf(entry, { ...NO_SCALARS, disk }), volumes }];
  });
  return { taken, left: subtractResources(pool, taken) };
};

const range = (port: number): PortRange => ({ begin: port, end: port });
const ranges = (ports: readonly number[]): readonly PortRange[] =>
  ports.reduce<readonly PortRange[]>((sum, port) => addPorts(sum, [range(port)]), []);
const holds = (offered: readonly PortRange[], port: number): boolean =>
  offered.some(({ begin, end }) => begin <= port && port <= end);

/** The port number `index` counts to in the ranges one after the other. */
const nth = (offered: readonly PortRange[], index: number): number | undefined => {
  let skip = index;
  for (const { begin, end } of offered) {
    if (skip <= end - begin) return begin + skip;
    skip -= end - begin + 1;
  }
  return undefined;
};

/** `ports` in the order asked for, and the same by role. */
export interface PortsTaken {
  readonly ports: readonly number[];
  readonly taken: Pool;
  readonly left: Pool;
}

/** `missing`: fixed ports nobody offers; `wanted` and `found`: any ports asked for and there. */
export interface PortsShort {
  readonly missing: readonly number[];
  readonly wanted: number;
  readonly found: number;
}

/**
 * Fixed ports must be offered; 0 takes the next ones from a random start, never a fixed port of the same pod. All or nothing.
 * @param draw a number in [0, 1)
 */
export const takePorts = (
  pool: Pool,
  usable: Usable,
  asked: readonly number[],
  draw: () => number,
): PortsTaken | PortsShort => {
  if (asked.length === 0) return { ports: [], taken: [], left: pool };
  const entries = pool.filter(usable);
  const fixed = asked.filter((port) => port !== 0);
  const missing = fixed.filter((port) => !entries.some((entry) => holds(entry.ports, port)));
  const offered = entries.reduce<readonly PortRange[]>((sum, entry) => addPorts(sum, entry.ports), []);
  const free = subtractPorts(offered, ranges(fixed));
  const size = countPorts(free);
  const wanted = asked.length - fixed.length;
  if (missing.length > 0 || size < wanted) return { missing, wanted, found: Math.min(size, wanted) };
  let next = wanted === 0 ? 0 : Math.floor(draw() * size);
  const ports = asked.map((port) => (port === 0 ? (nth(free, next++ % size) ?? 0) : port));
  const open = new Set(ports);
  const taken = entries.reduce<Pool>((sum, entry) => {
    const mine = [...open].filter((port) => holds(entry.ports, port));
    for (const port of mine) open.delete(port);
    return addResources(sum, [partOf(entry, NO_SCALARS, ranges(mine))]);
  }, []);
  return { ports, taken, left: subtractResources(pool, taken) };
};
