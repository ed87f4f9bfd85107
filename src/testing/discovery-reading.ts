/**
 * Who is where, read out of what Mesos and Marathon answer over HTTP, in the plainest way: names and virtual addresses have
 * to be just that.
 */
import { virtualAddresses } from '../cluster/discovery/virtual-addresses';
import type { World } from '../cluster/world';
import type { HttpRequest } from '../cluster/runtime/http';
import type { PodStatus } from '../protocol/marathon/pod-status';
import { readMarathon } from './witness';

interface StateTask {
  readonly id: string;
  readonly name: string;
  readonly slave_id: string;
  readonly state: string;
  readonly health_check?: object;
  readonly discovery?: {
    readonly name: string;
    readonly ports?: {
      readonly ports: readonly {
        readonly number: number;
        readonly protocol: string;
        readonly labels?: { readonly labels: readonly { readonly key: string; readonly value: string }[] };
      }[];
    };
  };
  readonly statuses: readonly {
    readonly healthy?: boolean;
    readonly container_status?: {
      readonly network_infos?: readonly { readonly ip_addresses: readonly { readonly ip_address: string }[] }[];
    };
  }[];
}

interface MasterState {
  readonly slaves: readonly { readonly id: string; readonly pid: string }[];
  readonly frameworks: readonly { readonly tasks: readonly StateTask[] }[];
}

/** A GET as a part of the cluster gets it. */
export const getRequest = (path: string): HttpRequest => ({
  method: 'GET',
  path,
  query: new URLSearchParams(),
  headers: new Map(),
  body: new Uint8Array(),
  origin: 'http://localhost',
});

/** Addresses by name. */
type Names = Map<string, Set<string>>;

const put = (names: Names, name: string, addresses: readonly string[]): void => {
  const known = names.get(name) ?? new Set<string>();
  for (const address of addresses) known.add(address);
  names.set(name, known);
};

const addressesOf = ({ statuses }: StateTask): string[] =>
  (
    statuses.findLast(({ container_status: status }) => status?.network_infos !== undefined)?.container_status
      ?.network_infos ?? []
  ).flatMap(({ ip_addresses: all }) => all.map((one) => one.ip_address));

const portsOf = ({ discovery }: StateTask) =>
  (discovery?.ports?.ports ?? []).map(({ number, protocol, labels }) => ({
    number,
    protocol,
    labels: new Map((labels?.labels ?? []).map(({ key, value }) => [key, value])),
  }));

const isHealthy = ({ health_check: check, statuses }: StateTask): boolean =>
  check === undefined || statuses.at(-1)?.healthy === true;

/** All names and backends there are, from `/mesos/state`. */
const read = (world: World) => {
  const state = world.mesos.http.master(getRequest('/state'))?.json as MasterState;
  const ips = new Map(state.slaves.map(({ id, pid }) => [id, /@(.+):/.exec(pid)?.[1] ?? '']));
  const names: Names = new Map();
  const backends = new Map<string, string[]>();
  for (const task of state.frameworks.flatMap(({ tasks }) => tasks)) {
    const ip = ips.get(task.slave_id);
    if (task.state !== 'TASK_RUNNING' || ip === undefined) continue;
    const label = (task.discovery?.name ?? task.name).replaceAll('.', '-');
    const own = addressesOf(task);
    put(names, `${label}.marathon.containerip.dcos.thisdcos.directory`, own);
    for (const name of ['mesos', 'slave.mesos', 'agentip.dcos.thisdcos.directory'])
      put(names, `${label}.marathon.${name}`, [ip]);
    for (const { number, protocol, labels } of isHealthy(task) ? portsOf(task) : []) {
      const vip = labels.get('VIP_0');
      if (vip === undefined) continue;
      const where = labels.get('network-scope') === 'host' ? [ip] : own;
      const key = `${protocol} ${vip.replace(/^\/(.*):/, (_, path: string) => `${path.replaceAll('/', '')}.marathon.l4lb.thisdcos.directory:`)}`;
      backends.set(key, [...(backends.get(key) ?? []), ...where.map((address) => `${address}:${number}`)]);
    }
  }
  return { names, backends };
};

const sorted = (texts: Iterable<string>): string => [...texts].sort((a, b) => a.localeCompare(b)).join(' ');

const nameFaults = (world: World, names: Names): string[] =>
  [...names].flatMap(([name, addresses]) => {
    const found = world.network.lookup(name) ?? [];
    return sorted(found) === sorted(addresses)
      ? []
      : [`discovery: ${name} is ${sorted(found)}, not ${sorted(addresses)}`];
  });

const vipFaults = (world: World, expected: ReadonlyMap<string, readonly string[]>): string[] => {
  const found = new Map(
    virtualAddresses(world.state.mesos).map(({ name, address, port, protocol, backends }) => [
      `${protocol} ${name ?? address}:${port}`,
      sorted(backends.map((one) => `${one.address}:${one.port}`)),
    ]),
  );
  const keys = new Set([...found.keys(), ...expected.keys()]);
  return [...keys].flatMap((key) => {
    const wanted = sorted(expected.get(key) ?? []);
    return found.get(key) === wanted ? [] : [`discovery: behind ${key} is ${found.get(key)}, not ${wanted}`];
  });
};

/** A name of the directory whose task is gone finds nobody. */
const ghostFaults = (world: World, names: Names): string[] => {
  const records = world.discovery.dns(getRequest('/v1/axfr'))?.json as { Records: { A: Record<string, string[]> } };
  return Object.keys(records.Records.A)
    .filter((name) => /^[^.]+\.marathon\.mesos\.$/.test(name) && !/-s\d+\./.test(name))
    .filter((name) => !names.has(name.slice(0, -1)))
    .map((name) => `discovery: ${name} is nobody's`);
};

/** What is wrong with what discovery says at this moment. */
export const discoveryFaults = (world: World): string[] => {
  if (!world.state.mesos.master.leading) return [];
  const { names, backends } = read(world);
  return [...nameFaults(world, names), ...vipFaults(world, backends), ...ghostFaults(world, names)];
};

/** What is wrong with the addresses of pods, by their statuses; holds when everything is at rest. */
export const podAddressFaults = (world: World): string[] =>
  readMarathon<readonly PodStatus[]>(world, '/v2/pods/::status').flatMap(({ id, instances }) => {
    const running = instances.filter(({ containers }) => containers.some(({ status }) => status === 'TASK_RUNNING'));
    const own = new Set(running.flatMap(({ networks }) => networks.flatMap(({ addresses }) => addresses)));
    const name = `${id.split('/').filter(Boolean).reverse().join('-').replaceAll('.', '-')}.marathon.containerip.dcos.thisdcos.directory`;
    const found = world.network.lookup(name) ?? [];
    return sorted(found) === sorted(own)
      ? []
      : [`discovery: ${id} is at ${sorted(own)}, and its name leads to ${sorted(found)}`];
  });
