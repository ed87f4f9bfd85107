/** Programs that ask a database whether it is there: `pg_isready`, `redis-cli`, `mysqladmin`. */
import { CONNECT_TIMEOUT, failed, numberOf, printed, readOptions } from './client-line';
import type { Line } from './client-line';
import type { Heard } from './tape';

interface Client {
  readonly valued: ReadonlySet<string>;
  readonly port: readonly string[];
  readonly usual: number;
  /** How long it waits for an answer, ms. */
  readonly patience: number;
  readonly host: string;
  /** What it prints of a server that is there. */
  readonly alive: (where: string) => string;
  readonly gone: (where: string) => Heard;
}

const CLIENTS: ReadonlyMap<string, Client> = new Map<string, Client>([
  [
    'pg_isready',
    {
      valued: new Set(['-h', '-p', '-U', '-d', '-t', '--host', '--port', '--username', '--dbname', '--timeout']),
      port: ['-p', '--port'],
      usual: 5432,
      patience: 3000,
      host: 'localhost',
      alive: (where) => `${where} - accepting connections\n`,
      gone: (where) => printed(`${where} - no response\n`, 2),
    },
  ],
  [
    'redis-cli',
    {
      valued: new Set(['-h', '-p', '-a', '-n']),
      port: ['-p'],
      usual: 6379,
      patience: CONNECT_TIMEOUT,
      host: '127.0.0.1',
      alive: () => 'PONG\n',
      gone: (where) => failed(1, `Could not connect to Redis at ${where}: Connection refused`),
    },
  ],
  [
    'mysqladmin',
    {
      valued: new Set(['-h', '-P', '-u', '-p', '--host', '--port', '--user', '--password']),
      port: ['-P', '--port'],
      usual: 3306,
      patience: CONNECT_TIMEOUT,
      host: 'localhost',
      alive: () => 'mysqld is alive\n',
      gone: (where) => failed(1, `mysqladmin: connect to server at '${where}' failed`),
    },
  ],
]);

const NOT_FOUND = 127;

export const askDatabase = (line: Line, name: string, args: readonly string[]): Heard => {
  const client = CLIENTS.get(name);
  if (client === undefined) return failed(NOT_FOUND, `sh: ${name}: not found`);
  const options = readOptions(args, client.valued);
  const host = options.values.get('-h') ?? options.values.get('--host') ?? client.host;
  const port = numberOf(options, ...client.port) ?? client.usual;
  const where = `${host}:${port}`;
  const met = line.connect(host, port);
  if (met.kind === 'answered' || met.kind === 'outside') return printed(client.alive(where));
  const { lasts, ...end } = client.gone(where);
  return { ...end, lasts: met.kind === 'timeout' ? client.patience : lasts };
};
