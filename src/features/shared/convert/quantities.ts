/** Amounts as Compose and Kubernetes write them. Undefined where the text is none. */

const MIB = 1024 * 1024;
const BINARY = new Map([
  ['', 1],
  ['k', 1024],
  ['m', MIB],
  ['g', 1024 * MIB],
  ['t', 1024 * 1024 * MIB],
]);
const SCALES = new Map([
  ['', 1],
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['Ki', 1024],
  ['Mi', MIB],
  ['Gi', 1024 * MIB],
  ['Ti', 1024 * 1024 * MIB],
]);

/** A text or a number, as text; an object is none, whatever it says of itself. */
const said = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const thousandths = (number: number): number => Math.round(number * 1000) / 1000;
const amount = (number: number, unit: number | undefined): number | undefined =>
  unit === undefined || !Number.isFinite(number) ? undefined : number * unit;

/** `64m`, `1gb`, `512MiB`, or bytes, in MiB. */
export function composeMemory(value: unknown): number | undefined {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*$/i.exec(said(value)) ?? [];
  const bytes = amount(Number(number), unit === undefined ? undefined : BINARY.get(unit.toLowerCase()));
  return bytes === undefined ? undefined : thousandths(bytes / MIB);
}

/** `500m`, `2`, `64Mi`, `1e3`: in the unit itself, bytes or cores. */
function quantity(value: unknown): number | undefined {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)([numkKMGTi]*)\s*$/.exec(said(value)) ?? [];
  return amount(Number(number), unit === undefined ? undefined : SCALES.get(unit));
}

export const quantityMib = (value: unknown): number | undefined => {
  const bytes = quantity(value);
  return bytes === undefined ? undefined : thousandths(bytes / MIB);
};
export const quantityCpus = (value: unknown): number | undefined => {
  const cores = quantity(value);
  return cores === undefined ? undefined : thousandths(cores);
};

const SECONDS = new Map([
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

/** `1m30s`, `500ms`, in seconds. A bare number is one of seconds. */
export function duration(value: unknown): number | undefined {
  const text = said(value).trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (SECONDS.get(unit) ?? 0), 0);
}

/** MiB as Kubernetes and Compose take them. */
export const mibText = (mib: number, unit: 'Mi' | 'm'): string =>
  Number.isInteger(mib) ? `${mib}${unit}` : `${Math.round(mib * 1024)}${unit === 'Mi' ? 'Ki' : 'k'}`;
