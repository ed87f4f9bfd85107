/**
 * Addresses of executor containers: host-local IPAM per agent and CNI network. Agent k owns 9.0.0.0 + 64k of the
 * overlay, whose lower half (less network, gateway and last) is for Mesos; the bridge subnet is the same everywhere.
 */
import type { ContainerNetwork, NetworkInfo } from '../../../protocol/mesos/task';
import type { AgentState, Lease } from '../agent/agent-state';

const BRIDGE = 'mesos-bridge';
const OVERLAY_BASE = 9 * 2 ** 24;
const OVERLAY_SIZE = 64;
const BRIDGE_BASE = 172 * 2 ** 24 + 31 * 2 ** 16 + 254 * 2 ** 8;
const FIRST_HOST = 2;
const lastHost = (network: string): number => (network === BRIDGE ? 254 : 30);

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

const addressOf = (agent: AgentState, { network, host }: Lease): string =>
  dotted((network === BRIDGE ? BRIDGE_BASE : OVERLAY_BASE + OVERLAY_SIZE * agent.index) + host);

/** Overlay subnets of 2^18 agents. */
const OVERLAY_END = OVERLAY_BASE + 2 ** 24;
const BRIDGE_SIZE = 256;

/** Whether a lease is the one behind an address, which is meant as a number; on the bridge any agent's may be. */
export const isLeaseOf = (agent: AgentState, lease: Lease, address: number): boolean =>
  addressOf(agent, lease) === dotted(address);

/** What kind of container network an address is of; `agent`: the number of the agent whose subnet it is in. */
export const subnetOf = (address: number): { readonly agent?: number } | undefined => {
  if (address >= OVERLAY_BASE && address < OVERLAY_END)
    return { agent: Math.floor((address - OVERLAY_BASE) / OVERLAY_SIZE) };
  return address >= BRIDGE_BASE && address < BRIDGE_BASE + BRIDGE_SIZE ? {} : undefined;
};

/** The next free host number, round robin; undefined when the subnet is used up. */
const take = (agent: AgentState, network: string): Lease | undefined => {
  let pool = agent.addresses.get(network);
  if (pool === undefined) {
    pool = { used: new Set(), next: FIRST_HOST };
    agent.addresses.set(network, pool);
  }
  const size = lastHost(network) - FIRST_HOST + 1;
  for (let step = 0; step < size; step++) {
    const host = FIRST_HOST + ((pool.next - FIRST_HOST + step) % size);
    if (pool.used.has(host)) continue;
    pool.used.add(host);
    pool.next = FIRST_HOST + ((host - FIRST_HOST + 1) % size);
    return { network, host };
  }
  return undefined;
};

export const releaseAddresses = (agent: AgentState, leases: readonly Lease[]): void => {
  for (const { network, host } of leases) agent.addresses.get(network)?.used.delete(host);
};

/** What the plugin of a network says when its subnet is used up. */
export const noAddressText = (network: string): string =>
  `Failed to attach to CNI network '${network}': no IP addresses available in network: ${network}`;

type Attachment =
  | { readonly networks: readonly ContainerNetwork[]; readonly leases: readonly Lease[] }
  | { readonly error: string };

/** By agent: the same for every container. Not state: it can be had again at any time. */
const hosts = new WeakMap<AgentState, Exclude<Attachment, { readonly error: string }>>();

const onHost = (agent: AgentState): Attachment => {
  let attachment = hosts.get(agent);
  if (attachment === undefined) {
    attachment = { networks: [{ ipAddresses: [agent.ip] }], leases: [] };
    hosts.set(agent, attachment);
  }
  return attachment;
};

/** Joins a container to its networks, all or none. No named network = the agent's own network and address. */
export const attach = (agent: AgentState, known: readonly string[], wanted: readonly NetworkInfo[]): Attachment => {
  const names = wanted.flatMap(({ name }) => name ?? []);
  if (names.length === 0) return onHost(agent);
  const unknown = names.find((name) => name !== BRIDGE && !known.includes(name));
  if (unknown !== undefined) return { error: `Unknown CNI network '${unknown}'` };
  const leases: Lease[] = [];
  for (const name of names) {
    const lease = take(agent, name);
    if (lease === undefined) {
      releaseAddresses(agent, leases);
      return { error: noAddressText(name) };
    }
    leases.push(lease);
  }
  return { networks: leases.map((lease) => ({ name: lease.network, ipAddresses: [addressOf(agent, lease)] })), leases };
};
