/** Programs that obviously take memory, and how much: what an operator tries limits with. Sizes in MiB, times in milliseconds. */
import { seconds } from '../../protocol/units';

/** Memory that is filled at this rate is touched page by page, MiB per ms. */
const RATE = 1;
const UNITS: Readonly<Record<string, number>> = {
  '': 2 ** -20,
  b: 2 ** -20,
  k: 2 ** -10,
  m: 1,
  g: 2 ** 10,
  t: 2 ** 20,
};
/** More than any machine has: what grows for ever. */
const ENDLESS = 2 ** 30;

/** `512M`, `1G`, `1GiB`, `1048576` in MiB; undefined for what is no size. */
export const sizeIn = (text: string | undefined): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)([bkmgt]?)(?:i?b)?$/i.exec(text ?? '');
  if (match === null) return undefined;
  return Number(match[1]) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 0);
};

/** Memory a program holds while it runs, and how long it takes to fill it. */
export interface Held {
  readonly mib: number;
  readonly over: number;
}

/** Filling so much takes its time. */
export const filled = (mib: number): Held => {
  const size = Math.min(mib, ENDLESS);
  return { mib: size, over: Math.ceil(size / RATE) };
};

const valueOf = (args: readonly string[], ...flags: readonly string[]): string | undefined => {
  for (const [i, arg] of args.entries()) {
    for (const flag of flags) {
      if (arg === flag) return args[i + 1];
      if (flag.startsWith('--') && arg.startsWith(`${flag}=`)) return arg.slice(flag.length + 1);
    }
  }
  return undefined;
};

interface Allocation {
  readonly lasts: number;
  readonly code: number;
  readonly holds?: Held;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

const timeIn = (text: string | undefined): number => {
  const match = /^(\d+)([smhd]?)$/.exec(text ?? '');
  return match === null ? Infinity : seconds(Number(match[1]) * (UNIT_SECONDS[match[2] ?? ''] ?? 1));
};

/** `stress --vm 2 --vm-bytes 512M --timeout 60s`, and `stress-ng` alike. */
export const stress = (args: readonly string[]): Allocation => {
  const workers = Number(valueOf(args, '--vm', '-m') ?? 0);
  const each = sizeIn(valueOf(args, '--vm-bytes')) ?? 256;
  const lasts = timeIn(valueOf(args, '--timeout', '-t'));
  return { lasts, code: 0, ...(workers > 0 && { holds: filled(workers * each) }) };
};

/** `dd if=/dev/zero bs=512M count=1`: one block is in memory at a time. */
export const dd = (args: readonly string[]): Allocation => {
  const operand = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  const block = sizeIn(operand('bs')) ?? sizeIn('512') ?? 0;
  const count = operand('count');
  const isEndless = count === undefined && /^\/dev\/(zero|urandom|random)$/.test(operand('if') ?? '');
  const lasts = isEndless ? Infinity : Math.ceil((block * Number(count ?? 0)) / RATE);
  return { lasts: Number.isNaN(lasts) ? 0 : lasts, code: 0, ...(block >= 1 && { holds: { mib: block, over: 0 } }) };
};

/** `tail /dev/zero` waits for the end of a line that has none. */
export const tail = (args: readonly string[]): Allocation => {
  if (args.some((arg) => /^-[a-z]*[fF]/.test(arg))) return { lasts: Infinity, code: 0 };
  if (!args.includes('/dev/zero')) return { lasts: 0, code: 0 };
  return { lasts: Infinity, code: 0, holds: filled(Infinity) };
};

/** Keep all of their input, or of a line that does not end. */
const KEEPERS = new Set(['tail', 'sort', 'tac', 'grep']);

/** What a stage of a pipeline hands on of what it is given. */
const volumeAfter = ([name = '', ...args]: readonly string[], given: number): number => {
  switch (name) {
    case 'yes':
      return Infinity;
    case 'cat':
      return args.some((arg) => /^\/dev\/(zero|urandom)$/.test(arg)) ? Infinity : given;
    case 'head': {
      const wanted = sizeIn(valueOf(args, '-c', '--bytes') ?? args.find((arg) => /^-c\d/.test(arg))?.slice(2));
      if (wanted === undefined) return 0;
      return args.some((arg) => arg.startsWith('/dev/')) ? wanted : Math.min(wanted, given);
    }
    case 'dd': {
      if (args.some((arg) => arg.startsWith('of='))) return 0;
      const { lasts } = dd(args);
      return lasts * RATE;
    }
    default:
      return given;
  }
};

/** What the stages of a pipeline make one of them keep, MiB; undefined when none keeps anything to speak of. */
export const keptBy = (stages: readonly (readonly string[])[]): number | undefined => {
  let volume = 0;
  for (const stage of stages) {
    if (volume >= 1 && KEEPERS.has(stage[0] ?? '') && !stage.some((arg) => /^-[a-z]*[fF]$/.test(arg))) return volume;
    volume = volumeAfter(stage, volume);
  }
  return undefined;
};
