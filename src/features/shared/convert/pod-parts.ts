/** Parts of a pod definition as the conversions put them together. */

export type Part = Readonly<Record<string, unknown>>;

const isNothing = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Without members that say nothing: undefined ones, empty lists, empty maps. */
export const part = (members: Part): Part =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => !isNothing(value)));

/** A map by names of users, as plain JSON: written from entries, so that no name is special. */
export const record = <Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> =>
  Object.fromEntries(entries);

export interface ConversionOptions {
  /** All services of a Compose file as containers of one pod; else each as a pod of its own. */
  readonly together: boolean;
  /** Host ports as numbered in the source; else any free ones, which every agent has. */
  readonly sameHostPorts: boolean;
}

export const DEFAULT_OPTIONS: ConversionOptions = { together: true, sameHostPorts: false };

const DEFAULT_CPUS = 0.1;
const DEFAULT_MEM = 128;
/** MiB of a volume that is kept, where the source does not tell. */
export const DEFAULT_VOLUME = 1024;

interface Amounts {
  readonly cpus: number | undefined;
  readonly mem: number | undefined;
}

/** What is reserved and, above it, the limit; what is only limited is reserved as well. */
export function resourcesOf(reserved: Amounts, limit: Amounts, gpus: number | undefined) {
  const cpus = reserved.cpus ?? limit.cpus ?? DEFAULT_CPUS;
  const mem = reserved.mem ?? limit.mem ?? DEFAULT_MEM;
  const above = (most: number | undefined, least: number): number | undefined =>
    most !== undefined && most > least ? most : undefined;
  return {
    resources: part({ cpus, mem, gpus }),
    resourceLimits: part({ cpus: above(limit.cpus, cpus), mem: above(limit.mem, mem) }),
    assumed: [
      ...(reserved.cpus === undefined && limit.cpus === undefined ? [`${DEFAULT_CPUS} cpus`] : []),
      ...(reserved.mem === undefined && limit.mem === undefined ? [`${DEFAULT_MEM} MiB memory`] : []),
    ],
  };
}

/** Seconds as a check wants them: whole, and the timeout below the interval. */
export function checkTimes(interval: number | undefined, timeout: number | undefined) {
  const whole = Math.max(1, Math.ceil(timeout ?? 1));
  const wanted = Math.max(1, Math.ceil(interval ?? 10));
  return { intervalSeconds: Math.max(wanted, whole + 1), timeoutSeconds: whole, stretched: wanted <= whole };
}
