/** Programs that ask for names: `nslookup`, `dig`, `host`, `getent`, and `ping`, which asks for a host. */
import { ANSWER_TIME, failed, numberOf, printed, readOptions } from './client-line';
import type { Line } from './client-line';
import type { Heard } from './tape';

/** DC/OS's resolver, on every agent. */
const RESOLVER = '198.51.100.1';
/** Seconds: of Mesos-DNS, and of DC/OS's own zones. */
const ttlOf = (name: string): number => (/\.mesos\.?$/.test(name) ? 60 : 5);

const nslookup = (line: Line, args: readonly string[]): Heard => {
  const [name = ''] = args.filter((arg) => !arg.startsWith('-'));
  const head = `Server:\t\t${RESOLVER}\nAddress:\t${RESOLVER}#53\n\n`;
  const addresses = line.lookup(name);
  if (addresses?.length === 0) return printed(`${head}** server can't find ${name}: NXDOMAIN\n\n`, 1);
  return printed(`${head}${(addresses ?? []).map((ip) => `Name:\t${name}\nAddress: ${ip}\n`).join('')}\n`);
};

const host = (line: Line, args: readonly string[]): Heard => {
  const [name = ''] = args.filter((arg) => !arg.startsWith('-'));
  const addresses = line.lookup(name);
  if (addresses?.length === 0) return printed(`Host ${name} not found: 3(NXDOMAIN)\n`, 1);
  return printed((addresses ?? []).map((ip) => `${name} has address ${ip}\n`).join(''));
};

const getent = (line: Line, [database = '', name = '']: readonly string[]): Heard => {
  if (!/^a?hosts/.test(database)) return printed('');
  const addresses = line.lookup(name);
  if (addresses?.length === 0) return failed(2);
  return printed((addresses ?? []).map((ip) => `${ip.padEnd(15)} ${name}\n`).join(''));
};

/** `dig +short name`, `dig _port._name._tcp.marathon.mesos SRV` */
const dig = (line: Line, args: readonly string[]): Heard => {
  const words = args.filter((arg) => !/^[-+@]/.test(arg));
  const isService = words.some((word) => word.toUpperCase() === 'SRV');
  const name = words.find((word) => !/^(SRV|A|ANY|IN)$/i.test(word)) ?? '';
  const addresses = isService ? [] : line.lookup(name);
  const answers = isService
    ? line.services(name).map((target) => `0 1 ${target.port} ${target.host}.`)
    : (addresses ?? []);
  if (args.includes('+short')) return printed(answers.map((text) => `${text}\n`).join(''));
  const status = answers.length > 0 || addresses === undefined ? 'NOERROR' : 'NXDOMAIN';
  const type = isService ? 'SRV' : 'A';
  const records = answers.map((text) => `${name}.\t${ttlOf(name)}\tIN\t${type}\t${text}\n`).join('');
  return printed(`;; ->>HEADER<<- opcode: QUERY, status: ${status}\n\n;; ANSWER SECTION:\n${records}\n`);
};

const PING_VALUES = new Set(['-c', '-i', '-W', '-w', '-s', '-t', '-I']);
/** After the last packet of several that nobody answered. */
const LINGER = 10_000;

/** `ping -c 3 host` */
const ping = (line: Line, args: readonly string[]): Heard => {
  const options = readOptions(args, PING_VALUES);
  const [name = ''] = options.operands;
  const count = Math.max(1, numberOf(options, '-c') ?? 1);
  const sending = Math.round((count - 1) * (numberOf(options, '-i') ?? 1) * 1000);
  const met = line.reach(name);
  if (met.kind === 'unresolved') return failed(2, `ping: ${name}: Name or service not known`);
  const address = 'address' in met ? met.address : name;
  const head = `PING ${name} (${address}) 56(84) bytes of data.\n`;
  const tail = (received: number): string =>
    `\n--- ${name} ping statistics ---\n${count} packets transmitted, ${received} received, ${received === 0 ? 100 : 0}% packet loss\n`;
  if (met.kind === 'timeout') {
    const linger = Math.round((numberOf(options, '-W') ?? LINGER / 1000) * 1000);
    return { lasts: sending + linger, code: 1, out: head + tail(0) };
  }
  const lines = Array.from(
    { length: Math.min(count, 100) },
    (_, n) => `64 bytes from ${address}: icmp_seq=${n + 1} ttl=64 time=0.05 ms\n`,
  );
  return { lasts: sending + ANSWER_TIME, code: 0, out: head + lines.join('') + tail(count) };
};

/** Undefined for other programs. */
export const askNames = (line: Line, name: string, args: readonly string[]): Heard | undefined => {
  switch (name) {
    case 'nslookup':
      return nslookup(line, args);
    case 'dig':
      return dig(line, args);
    case 'host':
      return host(line, args);
    case 'getent':
      return getent(line, args);
    case 'ping':
      return ping(line, args);
    default:
      return undefined;
  }
};
