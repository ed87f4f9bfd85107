/** Virtual addresses: what labels `VIP_n` of endpoints ask for, and who is behind them (DC/OS Net `dcos_l4lb`). */
import type { DiscoveryPort } from '../../protocol/mesos/task';
import type { MesosState } from '../mesos/mesos';
import { hashText } from '../runtime/digest';
import { domainFragment } from './dns-label';
import { formatIp, parseIp } from './ipv4';
import { runningTasks } from './running-tasks';
import type { RunningTask } from './running-tasks';

const ZONE = 'l4lb.thisdcos.directory';
/** Addresses of names: 11.0.0.1 to 11.255.255.254. */
const FIRST = 11 * 2 ** 24 + 1;
const COUNT = 2 ** 24 - 2;

export interface Backend {
  readonly taskId: string;
  readonly agentId: string;
  readonly address: string;
  readonly port: number;
}

export interface VirtualAddress {
  /** `name.framework.l4lb.thisdcos.directory`; absent where the label gave an address. */
  readonly name?: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  /** Healthy tasks that run, in the order of their ids. */
  readonly backends: readonly Backend[];
}

/** `name:port` or `address:port`, once per label; what is neither is passed over. */
const labelsOf = ({ labels }: DiscoveryPort): { readonly host: string; readonly port: number }[] =>
  Object.entries(labels).flatMap(([key, value]) => {
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
    return /^vip/i.test(key) && host !== undefined && Number(port) > 0 ? { host, port: Number(port) } : [];
  });

const backendsOf = (task: RunningTask, port: DiscoveryPort): Backend[] => {
  const isHosts = port.labels['network-scope'] === 'host' || task.addresses.includes(task.agentIp);
  const addresses = isHosts ? [task.agentIp] : task.addresses;
  return addresses.map((address) => ({ taskId: task.id, agentId: task.agentId, address, port: port.number }));
};

interface Wish {
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  readonly backends: Backend[];
}

const nameOf = (host: string, framework: string): string =>
  `${domainFragment(host)}.${domainFragment(framework)}.${ZONE}`;

/** A port on several networks is told once for each. */
const isKnown = ({ backends }: Wish, { taskId, address, port }: Backend): boolean =>
  backends.some((one) => one.taskId === taskId && one.address === address && one.port === port);

const collect = (state: MesosState): Map<string, Wish> => {
  const wishes = new Map<string, Wish>();
  const tasks = runningTasks(state, ({ info }) => info.discovery?.ports.some(({ labels }) => hasVip(labels)) === true);
  for (const task of tasks) {
    if (!task.isHealthy) continue;
    for (const wanted of task.ports) {
      for (const label of labelsOf(wanted)) {
        const host = parseIp(label.host) === undefined ? nameOf(label.host, task.framework) : label.host;
        const key = `${wanted.protocol} ${host}:${label.port}`;
        const wish = wishes.get(key) ?? { host, port: label.port, protocol: wanted.protocol, backends: [] };
        wishes.set(key, wish);
        for (const backend of backendsOf(task, wanted)) if (!isKnown(wish, backend)) wish.backends.push(backend);
      }
    }
  }
  return wishes;
};

const hasVip = (labels: DiscoveryPort['labels']): boolean => Object.keys(labels).some((key) => /^vip/i.test(key));

/** Each name's address follows from its text; of two that come to the same the later one takes the next. */
const addressesOf = (names: readonly string[]): ReadonlyMap<string, string> => {
  const taken = new Map<number, string>();
  const addresses = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    let place = Number.parseInt(hashText(name).slice(0, 8), 16) % COUNT;
    while (taken.has(place)) place = (place + 1) % COUNT;
    taken.set(place, name);
    addresses.set(name, formatIp(FIRST + place));
  }
  return addresses;
};

/** Those with somebody behind them, in the order of their names; the others do not exist. */
export const virtualAddresses = (state: MesosState): readonly VirtualAddress[] => {
  const wishes = [...collect(state)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, wish]) => wish);
  const addresses = addressesOf(wishes.flatMap(({ host }) => (parseIp(host) === undefined ? host : [])));
  return wishes.map(({ host, ...rest }) => {
    const address = addresses.get(host);
    return address === undefined ? { address: host, ...rest } : { name: host, address, ...rest };
  });
};

/** Whether a name is the load balancer's. */
export const isVirtualName = (name: string): boolean => name.endsWith(`.${ZONE}`);
