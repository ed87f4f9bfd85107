/**
 * What a program in command position does, for the programs pod definitions name. A program that is not here is
 * assumed to keep running, as a service would.
 */
import { dd, stress, tail } from './allocations';
import type { Held } from './allocations';

/** What one command comes to. `lasts` in milliseconds, Infinity for ever. */
export interface Outcome {
  readonly lasts: number;
  /** Exit status, meaningless when it lasts for ever. */
  readonly code: number;
  /** Ports a server opens; absent: none. `declared` opens what the container declares. */
  readonly serves?: readonly number[] | 'declared';
  /** Time until a server answers, ms. */
  readonly readyAfter?: number;
  /** Status of its answers to HTTP requests, if not 200. */
  readonly answers?: number;
  /** Memory it holds while it runs, beyond what any program does. */
  readonly holds?: Held;
  /** What a server answers: its own text, or what servers of its kind do. */
  readonly page?: { readonly text: string } | { readonly of: string };
  /** What it prints when it ends, where that is not known from its arguments. */
  readonly out?: string;
  readonly err?: string;
}

const DONE: Outcome = { lasts: 0, code: 0 };
const FOREVER: Outcome = { lasts: Infinity, code: 0 };
/** An unknown program: a service that opens the declared ports after a second. */
const ASSUMED: Outcome = { lasts: Infinity, code: 0, serves: 'declared', readyAfter: 1000 };

const fails = (code: number): Outcome => ({ lasts: 0, code });
const server = (ports: readonly number[], readyAfter: number): Outcome => ({
  lasts: Infinity,
  code: 0,
  serves: ports,
  readyAfter,
});

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

/** `sleep` as GNU coreutils read it: decimals, units, `inf`, several operands add up. */
const sleep = (operands: readonly string[]): Outcome => {
  let total = 0;
  if (operands.length === 0) return fails(1);
  for (const operand of operands) {
    if (/^inf(inity)?$/i.test(operand)) return FOREVER;
    const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(operand);
    if (match === null) return fails(1);
    total += Number(match[1]) * (UNIT_SECONDS.get(match[2] === '' ? 's' : (match[2] ?? 's')) ?? 1);
  }
  // Longer than ten thousand years of virtual time is for ever.
  return total > 3e11 ? FOREVER : { lasts: Math.round(total * 1000), code: 0 };
};

const portAfter = (args: readonly string[], flags: readonly string[]): number | undefined => {
  for (const [i, arg] of args.entries()) {
    for (const flag of flags) {
      if (arg === flag) return portIn(args[i + 1]);
      if (arg.startsWith(`${flag}=`)) return portIn(arg.slice(flag.length + 1));
    }
  }
  return undefined;
};

const portIn = (text: string | undefined): number | undefined => {
  const port = Number(/(\d{1,5})$/.exec(text ?? '')?.[1]);
  return port > 0 && port < 65_536 ? port : undefined;
};

const python = (args: readonly string[]): Outcome => {
  const module = args[args.indexOf('-m') + 1];
  if (args.includes('-m') && (module === 'http.server' || module === 'SimpleHTTPServer')) {
    const operand = args.slice(args.indexOf('-m') + 2).find((arg) => /^\d+$/.test(arg));
    return { ...server([portIn(operand) ?? 8000], 300), page: { of: 'python' } };
  }
  if (args.length === 0 || args[0] === '-V' || args[0] === '--version') return DONE;
  return ASSUMED;
};

/** Numeric and text comparisons of `test`; files are taken to exist, since a model keeps none. */
const test = (args: readonly string[]): boolean => {
  if (args[0] === '!') return !test(args.slice(1));
  const [left = '', operator, right = ''] = args;
  if (args.length === 0) return false;
  if (args.length === 1) return left !== '';
  if (args.length === 2 && left === '-t') return false;
  if (args.length === 2) return left === '-z' ? operator === '' : left === '-n' ? operator !== '' : true;
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '-eq':
      return Number(left) === Number(right);
    case '-ne':
      return Number(left) !== Number(right);
    case '-lt':
      return Number(left) < Number(right);
    case '-le':
      return Number(left) <= Number(right);
    case '-gt':
      return Number(left) > Number(right);
    case '-ge':
      return Number(left) >= Number(right);
    default:
      return true;
  }
};

const bracket = (args: readonly string[], close: string): Outcome =>
  args.at(-1) === close ? (test(args.slice(0, -1)) ? DONE : fails(1)) : fails(2);

/** `http-echo -listen=:8080 -status-code=503 -text=…` */
const httpEcho = (args: readonly string[]): Outcome => {
  const answers = args.map((arg) => Number(/^--?status-code=(\d{3})$/.exec(arg)?.[1])).find((code) => code >= 100);
  const text = args.map((arg) => /^--?text=(.*)$/s.exec(arg)?.[1]).find((value) => value !== undefined);
  return {
    ...server([portAfter(args, ['-listen', '--listen']) ?? 5678], 100),
    ...(text !== undefined && { page: { text } }),
    ...(answers !== undefined && { answers }),
  };
};

/** Programs that do something short and succeed. */
const INSTANT = new Set([
  ':',
  'true',
  'echo',
  'printf',
  'env',
  'date',
  'pwd',
  'ls',
  'cd',
  'mkdir',
  'touch',
  'rm',
  'cp',
  'mv',
  'ln',
  'chmod',
  'chown',
  'sed',
  'grep',
  'awk',
  'cut',
  'sort',
  'uniq',
  'wc',
  'head',
  'tee',
  'id',
  'whoami',
  'hostname',
  'uname',
  'export',
  'set',
  'unset',
  'umask',
  'ulimit',
  'type',
  'which',
  'basename',
  'dirname',
  'seq',
  'tr',
  'find',
  'ip',
  'ifconfig',
  'ps',
  'df',
  'du',
  'mount',
  'curl',
  'wget',
  'nslookup',
  'dig',
  'ping',
  'tar',
  'unzip',
  'gzip',
  'gunzip',
  'kill',
  'read',
  'shift',
  'local',
  'stat',
  'free',
  'service',
  'apt-get',
  'apk',
  'yum',
  'pip',
  'npm',
  'source',
  '.',
]);

const httpd = (): Outcome => ({ ...server([80], 400), page: { of: 'httpd' } });

type Program = (args: readonly string[]) => Outcome;

const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['false', () => fails(1)],
  ['sleep', sleep],
  ['test', (args) => (test(args) ? DONE : fails(1))],
  ['[', (args) => bracket(args, ']')],
  ['[[', (args) => bracket(args, ']]')],
  ['cat', () => DONE],
  ['tail', tail],
  ['dd', dd],
  ['stress', stress],
  ['stress-ng', stress],
  ['yes', () => FOREVER],
  ['top', () => FOREVER],
  ['watch', () => FOREVER],
  ['python', python],
  ['python2', python],
  ['python3', python],
  // Without `daemon off` it goes to the background, and the container's process is done.
  [
    'nginx',
    (args) => (args.some((arg) => arg.includes('daemon off')) ? { ...server([80], 300), page: { of: 'nginx' } } : DONE),
  ],
  ['httpd', httpd],
  ['httpd-foreground', httpd],
  ['apache2-foreground', httpd],
  ['redis-server', (args) => server([portAfter(args, ['--port']) ?? 6379], 200)],
  ['postgres', (args) => server([portAfter(args, ['-p', '--port']) ?? 5432], 2000)],
  ['mysqld', (args) => server([portAfter(args, ['-P', '--port']) ?? 3306], 4000)],
  ['mongod', (args) => server([portAfter(args, ['--port']) ?? 27_017], 2000)],
  ['registry', () => server([5000], 300)],
  ['marathon', () => server([8080], 5000)],
  ['memcached', (args) => server([portAfter(args, ['-p', '--port']) ?? 11_211], 200)],
  ['http-echo', httpEcho],
  [
    'nc',
    (args) =>
      args.some((arg) => /^-[a-z]*l/.test(arg))
        ? server(
            [portAfter(args, ['-p', '-l', '-lk', '-kl', '-lp']) ?? portIn(args.at(-1)) ?? 0].filter((port) => port > 0),
            50,
          )
        : DONE,
  ],
]);

/** What `name args…` does. Paths are ignored: `/usr/bin/python3` is `python3`. */
export const runProgram = (name: string, args: readonly string[]): Outcome => {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const program = PROGRAMS.get(base);
  if (program !== undefined) return program(args);
  return INSTANT.has(base) ? DONE : ASSUMED;
};
