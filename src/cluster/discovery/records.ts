/** Records of tasks and of the cluster itself below `.mesos` (Mesos-DNS `records/generator`). */
import type { MesosState } from '../mesos/mesos';
import { dnsLabel, domainFragment } from './dns-label';
import { runningTasks } from './running-tasks';
import type { RunningTask } from './running-tasks';

/** Where the one master and the one Marathon are. */
export const LEADER = '10.0.0.5';
const DOMAIN = 'mesos';

/** `data`: an address, or `host:port` for SRV. Names without the root's dot. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'SRV';
  readonly data: string;
}

const BASE32 = 'ybndrfg8ejkmcpqxot1uwisza345h769';

/** Five characters of z-base-32 that follow from the task's id: FNV-1a. */
const taskHash = (taskId: string): string => {
  let hash = 0x811c9dc5;
  for (const character of taskId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return Array.from({ length: 5 }, (_, n) => BASE32[(hash >>> (5 * n)) & 31]).join('');
};

/** The number at the end of an agent's id. */
const agentTail = (agentId: string): string => agentId.slice(agentId.lastIndexOf('-') + 1).toLowerCase();

const recordsUnder = (name: string, task: RunningTask): DnsRecord[] => {
  const framework = domainFragment(task.framework);
  const canonical = `${name}-${taskHash(task.id)}-${agentTail(task.agentId)}.${framework}`;
  const host = (each: string): DnsRecord => ({ name: `${each}.${DOMAIN}`, type: 'A', data: task.agentIp });
  const service = (each: string, target: string, port: number): DnsRecord => ({
    name: `${each}.${DOMAIN}`,
    type: 'SRV',
    data: `${target}.${DOMAIN}:${port}`,
  });
  return [
    host(`${name}.${framework}`),
    host(canonical),
    host(`${name}.${framework}.slave`),
    host(`${canonical}.slave`),
    ...task.hostPorts.flatMap((port) =>
      ['tcp', 'udp'].map((protocol) => service(`_${name}._${protocol}.${framework}.slave`, `${canonical}.slave`, port)),
    ),
    ...task.ports.flatMap((port) => {
      const plain = `_${name}._${port.protocol}.${framework}`;
      const names = port.name === '' ? [plain] : [plain, `_${dnsLabel(port.name)}.${plain}`];
      return names.map((each) => service(each, canonical, port.number));
    }),
  ];
};

/** Under its discovery name as it is, and as one label; where both are one, once. */
export const recordsOf = (task: RunningTask): readonly DnsRecord[] =>
  [...new Set([task.service, dnsLabel(task.service)])].flatMap((name) => recordsUnder(name, task));

/** Records of the masters, the agents and the frameworks. */
export const clusterRecords = ({ master }: MesosState): readonly DnsRecord[] => {
  const agents = [...master.agents.values()].map(({ spec }) => spec.ip);
  const a = (name: string, data: string): DnsRecord => ({ name: `${name}.${DOMAIN}`, type: 'A', data });
  const srv = (name: string, data: string): DnsRecord => ({ name: `${name}.${DOMAIN}`, type: 'SRV', data });
  return [
    ...['leader', 'master', 'master0'].map((name) => a(name, LEADER)),
    ...['tcp', 'udp'].map((protocol) => srv(`_leader._${protocol}`, `leader.${DOMAIN}:5050`)),
    ...agents.map((ip) => a('slave', ip)),
    srv('_slave._tcp', `slave.${DOMAIN}:5051`),
    ...[...master.frameworks.values()].flatMap(({ info }) => {
      const name = domainFragment(info.name);
      return [a(name, LEADER), srv(`_framework._tcp.${name}`, `${name}.${DOMAIN}:8080`)];
    }),
  ];
};

/** All records of one name, of tasks and of the cluster. */
export const recordsNamed = (state: MesosState, name: string, type: DnsRecord['type']): readonly DnsRecord[] => {
  const isIt = (record: DnsRecord): boolean => record.name === name && record.type === type;
  const own = clusterRecords(state).filter(isIt);
  // Only tasks whose name is in it are looked at closely.
  const tasks = runningTasks(state, ({ info }) => {
    const service = info.discovery?.name ?? info.name;
    return name.includes(dnsLabel(service)) || name.includes(service);
  });
  return [...own, ...tasks.flatMap((task) => recordsOf(task).filter(isIt))];
};
