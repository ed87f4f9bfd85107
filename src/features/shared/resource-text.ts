/** How amounts of cpus, memory, disk and devices are written on screen. Numbers are as Marathon sends them (cpus, MiB, devices). */

/** U+2009 between number and unit: keeps them together without a full blank. */
const THIN = '\u2009';
const MIB_PER_GIB = 1024;

/** At most three decimals, as Mesos counts; no trailing zeros. Not a finite number: a dash. */
const plainNumber = (value: number, decimals: number): string => {
  if (!Number.isFinite(value)) return '–';
  const scale = 10 ** decimals;
  return String(Math.round(value * scale) / scale);
};

/** `0.1`, `1.25`, `16`. */
export const cpusText = (cpus: number): string => plainNumber(cpus, 3);

/** `32 MiB`, `1.5 GiB`, `0.5 MiB`; from 1024 MiB up in GiB, two decimals. */
export const mebibytesText = (mib: number): string =>
  Math.abs(mib) >= MIB_PER_GIB
    ? `${plainNumber(mib / MIB_PER_GIB, 2)}${THIN}GiB`
    : `${plainNumber(mib, mib < 1 ? 3 : 1)}${THIN}MiB`;

/** Number and unit of one kind of resource, `0.1 cpus`, `1 cpu`, `2 GPUs`, `128 MiB`. */
export const resourceText = (kind: ResourceKind, value: number): string => {
  switch (kind) {
    case 'cpus':
      return `${cpusText(value)}${THIN}${value === 1 ? 'cpu' : 'cpus'}`;
    case 'gpus':
      return `${plainNumber(value, 0)}${THIN}${value === 1 ? 'GPU' : 'GPUs'}`;
    case 'mem':
    case 'disk':
      return mebibytesText(value);
  }
};

export type ResourceKind = 'cpus' | 'mem' | 'disk' | 'gpus';
