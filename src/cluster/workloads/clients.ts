/** What programs that ask the network come to, with the texts and exit statuses they are known for. */
import type { Namespace, Network } from '../mesos/containerizer/network';
import { CONNECT_TIMEOUT, DONE, failed, numberOf, readOptions } from './client-line';
import type { Line } from './client-line';
import { askDatabase } from './database-clients';
import { askNames } from './name-clients';
import { curl, wget } from './web-clients';
import type { Heard, Question } from './tape';

const lineOf = (network: Network, from: Namespace): Line => ({
  connect: (host, port) => network.connect(from, host, port),
  reach: (host) => network.reach(from, host),
  lookup: (name) => network.lookup(name),
  services: (name) => network.services(name),
});

const NETCAT_VALUES = new Set(['-w', '-i', '-p', '-s', '-q', '-G']);

/** `nc -z -w 2 host port` */
const netcat = (line: Line, args: readonly string[]): Heard => {
  const options = readOptions(args, NETCAT_VALUES);
  const [host = '', port = ''] = options.operands;
  const isVerbose = options.values.has('-v');
  const say = (text: string): string | undefined => (isVerbose ? `nc: ${text}` : undefined);
  const met = line.connect(host, Number(port));
  switch (met.kind) {
    case 'answered':
    case 'outside':
      return isVerbose ? { ...DONE, err: `Connection to ${host} ${port} port [tcp/*] succeeded!\n` } : DONE;
    case 'refused':
      return failed(1, say(`connect to ${host} port ${port} (tcp) failed: Connection refused`));
    case 'timeout': {
      const wait = (numberOf(options, '-w', '-G') ?? CONNECT_TIMEOUT / 1000) * 1000;
      return failed(1, say(`connect to ${host} port ${port} (tcp) failed: Operation timed out`), wait);
    }
    case 'unresolved':
      return failed(1, `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known`);
    default:
      return met satisfies never;
  }
};

/** What a program comes to that asks now. */
export const answer = (network: Network, from: Namespace, { name, args }: Pick<Question, 'name' | 'args'>): Heard => {
  const line = lineOf(network, from);
  switch (name) {
    case 'curl':
      return curl(line, args);
    case 'wget':
      return wget(line, args);
    case 'nc':
    case 'ncat':
      return netcat(line, args);
    default:
      return askNames(line, name, args) ?? askDatabase(line, name, args);
  }
};
