/**
 * The resources of one offer, used up launch by launch: scalars greedily over the entries of the accepted roles,
 * ports one by one (Marathon `mesos/ResourceMatcher`, `mesos/PortsMatcher`).
 */
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

/** How much of a scalar the accepted roles hold together. */
export const available = (pool: Pool, roles: readonly string[], name: ScalarName): Milli => {
  let sum = 0;
  for (const entry of pool) if (roles.includes(entry.role)) sum += entry[name];
  return milli(sum / 1000);
};

/** The roles of a pool that hold anything at all. */
export const rolesOf = (pool: Pool): string[] =>
  pool.filter((entry) => entry.ports.length > 0 || SCALARS.some((name) => entry[name] > 0)).map((entry) => entry.role);

/** The scalars `need` out of the accepted roles, first role first. The caller checked that they are there. */
export const takeScalars = (pool: Pool, roles: readonly string[], need: Scalars): { taken: Pool; left: Pool } => {
  const open: Record<ScalarName, number> = { ...need };
  const taken: RoleResources[] = [];
  for (const entry of pool) {
    if (!roles.includes(entry.role)) continue;
    const part: Record<ScalarName, Milli> = { ...NO_SCALARS };
    for (const name of SCALARS) {
      part[name] = milli(Math.min(open[name], entry[name]) / 1000);
      open[name] -= part[name];
    }
    if (SCALARS.some((name) => part[name] > 0)) taken.push({ role: entry.role, ...part, ports: [] });
  }
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
  roles: readonly string[],
  asked: readonly number[],
  draw: () => number,
): PortsTaken | PortsShort => {
  if (asked.length === 0) return { ports: [], taken: [], left: pool };
  const usable = pool.filter((entry) => roles.includes(entry.role));
  const fixed = asked.filter((port) => port !== 0);
  const missing = fixed.filter((port) => !usable.some((entry) => holds(entry.ports, port)));
  const offered = usable.reduce<readonly PortRange[]>((sum, entry) => addPorts(sum, entry.ports), []);
  const free = subtractPorts(offered, ranges(fixed));
  const size = countPorts(free);
  const wanted = asked.length - fixed.length;
  if (missing.length > 0 || size < wanted) return { missing, wanted, found: Math.min(size, wanted) };
  let next = wanted === 0 ? 0 : Math.floor(draw() * size);
  const ports = asked.map((port) => (port === 0 ? (nth(free, next++ % size) ?? 0) : port));
  const open = new Set(ports);
  const taken = usable.reduce<Pool>((sum, entry) => {
    const mine = [...open].filter((port) => holds(entry.ports, port));
    for (const port of mine) open.delete(port);
    return addResources(sum, [{ role: entry.role, ...NO_SCALARS, ports: ranges(mine) }]);
  }, []);
  return { ports, taken, left: subtractResources(pool, taken) };
};
