/** Which programs ask the network, and wait for what it answers. */
import type { CommandInfo } from '../../protocol/mesos/task';

const NAMES = [
  'curl',
  'wget',
  'nc',
  'ncat',
  'ping',
  'nslookup',
  'dig',
  'host',
  'getent',
  'pg_isready',
  'redis-cli',
  'mysqladmin',
];
const ASKING: ReadonlySet<string> = new Set(NAMES);
/** A redirection to `/dev/tcp/host/port` is a connection, as in bash. */
const SOCKET = /^\/dev\/tcp\/([^/]+)\/(\d+)$/;
const IN_TEXT = new RegExp(`(?<![\\w-])(?:${NAMES.join('|')})(?![\\w-])|/dev/tcp/`);

/** What connects to the target of a redirection; undefined for files. */
export const connectionTo = (target: string): readonly string[] | undefined => {
  const [, host, port] = SOCKET.exec(target) ?? [];
  return host === undefined || port === undefined ? undefined : ['nc', '-z', host, port];
};

/** Whether a program, with these arguments, asks the network and waits for the answer. */
export const asksNetwork = (name: string, args: readonly string[]): boolean => {
  if (!ASKING.has(name)) return false;
  if (name === 'nc' || name === 'ncat') return !args.some((arg) => /^-[a-z]*l/.test(arg));
  return name !== 'ping' || args.some((arg) => /^-[a-z]*c/.test(arg));
};

/** Whether a command may ask the network at all, by its text. */
export const mayAsk = (command: CommandInfo | undefined): boolean =>
  command !== undefined && IN_TEXT.test('shell' in command ? command.shell : command.argv.join(' '));
