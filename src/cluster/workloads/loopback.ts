/** Programs that ask a port of their own network namespace, as commands of health checks do. */
import type { Outcome } from './programs';

/** Whether something answers on a port. */
export type Reach = (port: number) => boolean;

const LOCAL = /^(?:(https?):\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(?:[/?#].*)?$/;
const ANSWER_TIME = 5;

const flagged = (args: readonly string[], flags: readonly string[]): string | undefined => {
  for (const [i, arg] of args.entries()) for (const flag of flags) if (arg === flag) return args[i + 1];
  return args.find((arg) => flags.some((flag) => arg.startsWith(`${flag}=`)))?.replace(/^[^=]*=/, '');
};

const localUrl = (args: readonly string[]): number | undefined => {
  for (const arg of args) {
    const match = LOCAL.exec(arg);
    if (match !== null && (match[1] !== undefined || match[2] !== undefined))
      return Number(match[2] ?? (match[1] === 'https' ? 443 : 80));
  }
  return undefined;
};

const hostAndPort = (args: readonly string[]): number | undefined => {
  const [host, port] = args.filter((arg) => !arg.startsWith('-')).slice(-2);
  return host !== undefined && LOCAL.test(host) && /^\d+$/.test(port ?? '') ? Number(port) : undefined;
};

interface Client {
  /** The port it asks; undefined when it asks somebody else. */
  readonly port: (args: readonly string[]) => number | undefined;
  /** Its status when nobody answers. */
  readonly refused: number;
}

const portOr =
  (usual: number, ...flags: readonly string[]) =>
  (args: readonly string[]): number =>
    Number(flagged(args, flags) ?? usual);

const CLIENTS: ReadonlyMap<string, Client> = new Map<string, Client>([
  ['curl', { port: localUrl, refused: 7 }],
  ['wget', { port: localUrl, refused: 4 }],
  ['nc', { port: hostAndPort, refused: 1 }],
  ['pg_isready', { port: portOr(5432, '-p', '--port'), refused: 2 }],
  ['redis-cli', { port: portOr(6379, '-p'), refused: 1 }],
  ['mysqladmin', { port: portOr(3306, '-P', '--port'), refused: 1 }],
]);

/** What a client of the loopback comes to; undefined when `name` is none, or asks somebody else. */
export const askLoopback = (name: string, args: readonly string[], reach: Reach): Outcome | undefined => {
  const client = CLIENTS.get(name);
  const port = client?.port(args);
  if (client === undefined || port === undefined) return undefined;
  return { lasts: ANSWER_TIME, code: reach(port) ? 0 : client.refused };
};
