/** What programs print, for those that print the same whatever the machine. All others count as silent. */
import type { Outcome } from './programs';
import { dateFormat, timeToken } from './shell-expansion';

export interface Said {
  readonly out?: string;
  readonly err?: string;
  /** Milliseconds after the program's start. */
  readonly after?: number;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['e', '\u001B'],
  ['\\', '\\'],
]);

/** `\n` and kin, `\033`, `\x1b`. */
const unescape = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|([a-z\\]))/g,
    (whole: string, hex?: string, octal?: string, letter?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8) & 255);
      return ESCAPES.get(letter ?? '') ?? whole;
    },
  );

const echo = (args: readonly string[]): string => {
  const first = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const flags = args.slice(0, first === -1 ? args.length : first).join('');
  const text = (first === -1 ? [] : args.slice(first)).join(' ');
  const isRaw = flags.lastIndexOf('e') <= flags.lastIndexOf('E');
  return (isRaw ? text : unescape(text)) + (flags.includes('n') ? '' : '\n');
};

const padded = (text: string, flags: string, width: number): string => {
  if (flags.includes('-')) return text.padEnd(width);
  return text.padStart(width, flags.includes('0') ? '0' : ' ');
};

const numberText = (value: string, kind: string, precision: string | undefined): string => {
  const number = Number(value) || 0;
  if (kind === 'x' || kind === 'X' || kind === 'o') {
    const text = Math.trunc(number).toString(kind === 'o' ? 8 : 16);
    return kind === 'X' ? text.toUpperCase() : text;
  }
  return kind === 'f' ? number.toFixed(Number(precision ?? 6)) : String(Math.trunc(number));
};

/** The format is used again while arguments are left. */
const printf = ([format = '', ...args]: readonly string[]): string => {
  const left = [...args];
  let text = '';
  do {
    const before = left.length;
    text += unescape(format).replace(
      /%([-0 +#]*)(\d*)(?:\.(\d+))?([sdiuxXofcbq%])/g,
      (_, flags: string, width: string, precision: string | undefined, kind: string) => {
        if (kind === '%') return '%';
        const value = left.shift() ?? '';
        if (kind === 'c') return padded(value.slice(0, 1), flags, Number(width));
        if (kind === 'b') return unescape(value);
        if (kind !== 's' && kind !== 'q') return padded(numberText(value, kind, precision), flags, Number(width));
        return padded(precision === undefined ? value : value.slice(0, Number(precision)), flags, Number(width));
      },
    );
    if (left.length === before) break;
  } while (left.length > 0);
  return text;
};

const seq = (args: readonly string[]): string => {
  const numbers = args.map(Number);
  const [first = 1, last = 0] = numbers.length > 1 ? [numbers[0], numbers.at(-1)] : [1, numbers[0]];
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
  const count = Math.min(10_000, Math.floor((last - first) / step) + 1);
  return count > 0 ? `${Array.from({ length: count }, (_, n) => first + n * step).join('\n')}\n` : '';
};

const NOW = timeToken('%Y/%m/%d %T');
/** The line that says that a server answers from now on. */
const READY: ReadonlyMap<string, Said> = new Map<string, Said>([
  ['nginx', { err: `${NOW} [notice] 1#1: start worker processes\n` }],
  ['httpd-foreground', { err: "AH00094: Command line: 'httpd -D FOREGROUND'\n" }],
  ['redis-server', { out: `1:M ${timeToken('%d %b %Y %T')}.000 * Ready to accept connections\n` }],
  ['postgres', { err: `${timeToken('%F %T')}.000 UTC [1] LOG:  database system is ready to accept connections\n` }],
  ['mysqld', { err: `${timeToken('%FT%T')}.000000Z 0 [System] [MY-010931] [Server] mysqld: ready for connections.\n` }],
  ['http-echo', { err: `${NOW} Server is listening\n` }],
  ['registry', { err: `time="${timeToken('%FT%TZ')}" level=info msg="listening on [::]:5000"\n` }],
]);

const environment = (variables: ReadonlyMap<string, string>, names: readonly string[]): string => {
  const all = [...variables];
  if (names.length > 0) return names.flatMap((name) => variables.get(name) ?? []).join('\n') + '\n';
  return all.map(([name, value]) => `${name}=${value}\n`).join('');
};

/** What one program prints, undefined when nothing. Texts may hold time tokens. */
export const saidBy = (
  name: string,
  args: readonly string[],
  variables: ReadonlyMap<string, string>,
  { serves, readyAfter = 0, lasts, code, out, err }: Outcome,
): Said | undefined => {
  if (out !== undefined || err !== undefined)
    return { ...(out !== undefined && { out }), ...(err !== undefined && { err }), after: lasts };
  switch (name) {
    case 'echo':
      return { out: echo(args) };
    case 'printf':
      return { out: printf(args) };
    case 'date': {
      const format = dateFormat(args);
      return format === undefined ? undefined : { out: `${timeToken(format)}\n` };
    }
    case 'seq':
      return { out: seq(args) };
    case 'env':
    case 'printenv':
      return { out: environment(variables, args) };
    case 'pwd':
      return { out: `${variables.get('PWD') ?? variables.get('MESOS_SANDBOX') ?? '/mnt/mesos/sandbox'}\n` };
    case 'hostname':
      return { out: `${variables.get('HOSTNAME') ?? variables.get('HOST') ?? 'localhost'}\n` };
    case 'whoami':
      return { out: 'root\n' };
    case 'sleep':
      return code === 0
        ? undefined
        : {
            err: args.length === 0 ? 'sleep: missing operand\n' : `sleep: invalid time interval '${args.join(' ')}'\n`,
          };
    default:
      return serves === undefined || !READY.has(name) ? undefined : { ...READY.get(name), after: readyAfter };
  }
};
