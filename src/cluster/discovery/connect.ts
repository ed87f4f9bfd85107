/**
 * Who can connect to whom. Packets reach an agent unless it is cut off or down; containers of the overlay are reached from
 * everywhere, those behind a bridge only from their own agent, and both through host ports that are mapped to theirs.
 */
import type { Connection, FindListener, Namespace } from '../mesos/containerizer/network';
import { isLeaseOf, subnetOf } from '../mesos/containerizer/addresses';
import { childOf } from '../mesos/agent/agent-state';
import type { AgentExecutor, AgentState } from '../mesos/agent/agent-state';
import type { MesosState } from '../mesos/mesos';
import { hashText } from '../runtime/digest';
import { isInside, isLoopback, parseIp } from './ipv4';
import { LEADER } from './records';
import { resolve } from './resolve';
import { virtualAddresses } from './virtual-addresses';

export interface Cabling {
  readonly state: MesosState;
  readonly find: FindListener;
  /** Milliseconds; decides which backend's turn it is. */
  readonly now: () => number;
}

/** What DC/OS's own services on a master and on an agent listen on. */
const MASTER_PORTS: ReadonlySet<number> = new Set([53, 80, 443, 2181, 5050, 8080, 8123, 8181]);
const AGENT_PORTS: ReadonlySet<number> = new Set([53, 5051, 61_001, 61_091]);

const isLinked = ({ cut, process }: AgentState): boolean => cut === null && process !== 'crashed';

/** Packets between two agents; on one machine they need no network. */
const areLinked = (from: AgentState, to: AgentState): boolean =>
  from === to ? to.process !== 'crashed' : isLinked(from) && isLinked(to);

const taskOf = ({ executors }: AgentState, containerId: string) => {
  const executor = executors.get(containerId.split('.', 1)[0] ?? '');
  return executor && childOf(executor, containerId)?.task;
};

/** A port of a namespace on an agent. */
const knock = ({ find }: Cabling, agent: AgentState, net: string, port: number, address: string): Connection => {
  const listener = find(net, port);
  if (listener === undefined) return { kind: 'refused', address };
  const server = taskOf(agent, listener.containerId);
  return { kind: 'answered', address, status: listener.status, ...(server !== undefined && { server }) };
};

/** Namespaces on container networks with their leases and port mappings: the executor's, and those of containers with their own. */
const namespacesOf = ({ containerId, info, leases, children }: AgentExecutor) => [
  { net: containerId, leases, networks: info.networks },
  ...children.flatMap(({ containerId: net, own, task }) =>
    own === undefined ? [] : { net, leases: own.leases, networks: task.networks ?? [] },
  ),
];

/** The agent's own listeners come after the mappings, which its kernel looks at first. */
const knockAtAgent = (cabling: Cabling, agent: AgentState, port: number, address: string): Connection => {
  for (const executor of agent.executors.values()) {
    for (const { net, networks } of namespacesOf(executor)) {
      const mapping = networks
        .flatMap(({ portMappings }) => portMappings)
        .find(({ hostPort, protocol }) => hostPort === port && protocol === 'tcp');
      if (mapping !== undefined) return knock(cabling, agent, net, mapping.containerPort, address);
    }
  }
  if (AGENT_PORTS.has(port) && agent.process === 'up') return { kind: 'answered', address, status: 200 };
  return knock(cabling, agent, agent.id, port, address);
};

const leaseholder = (agent: AgentState, address: number): string | undefined => {
  for (const executor of agent.executors.values())
    for (const { net, leases } of namespacesOf(executor))
      if (leases.some((lease) => isLeaseOf(agent, lease, address))) return net;
  return undefined;
};

/** The agent an address leads to, and the namespace on it: none where it is the agent's own address. */
interface Place {
  readonly agent: AgentState;
  readonly net?: string;
}

const placeOf = ({ state }: Cabling, from: AgentState, address: string): Place | undefined => {
  const number = parseIp(address) ?? 0;
  const subnet = subnetOf(number);
  for (const agent of state.agents.values()) {
    if (subnet === undefined) {
      if (agent.ip === address) return { agent };
    } else if (subnet.agent === undefined ? agent === from : agent.index === subnet.agent) {
      const net = leaseholder(agent, number);
      return net === undefined ? undefined : { agent, net };
    }
  }
  return undefined;
};

const timeout = (address: string): Connection => ({ kind: 'timeout', address });

const toMaster = ({ state }: Cabling, from: AgentState, port: number): Connection => {
  if (!isLinked(from)) return timeout(LEADER);
  const isUp = MASTER_PORTS.has(port) && (port !== 5050 || state.master.leading);
  return isUp ? { kind: 'answered', address: LEADER, status: 200 } : { kind: 'refused', address: LEADER };
};

/** A real address: loopback, a master's, an agent's or a container's; undefined where it is none of these. */
const toReal = (
  cabling: Cabling,
  from: Namespace,
  agent: AgentState,
  address: string,
  port: number,
): Connection | undefined => {
  if (isLoopback(parseIp(address) ?? 0)) return knock(cabling, agent, from.net, port, address);
  if (address === LEADER) return toMaster(cabling, agent, port);
  const place = placeOf(cabling, agent, address);
  if (place === undefined) return undefined;
  if (!areLinked(agent, place.agent)) return timeout(address);
  return place.net === undefined
    ? knockAtAgent(cabling, place.agent, port, address)
    : knock(cabling, place.agent, place.net, port, address);
};

/** Those behind a virtual address that can be reached, else all: whose turn it is follows from who asks and when. */
const toVirtual = (
  cabling: Cabling,
  from: Namespace,
  agent: AgentState,
  address: string,
  port: number,
): Connection | undefined => {
  const virtual = virtualAddresses(cabling.state).find(
    (one) => one.address === address && one.port === port && one.protocol === 'tcp',
  );
  if (virtual === undefined) return undefined;
  const inReach = virtual.backends.filter(({ agentId }) => {
    const home = cabling.state.agents.get(agentId);
    return home !== undefined && areLinked(agent, home);
  });
  const backends = inReach.length > 0 ? inReach : virtual.backends;
  const turn = Number.parseInt(hashText(`${from.net} ${cabling.now()}`).slice(0, 8), 16) % backends.length;
  const backend = backends[turn];
  const met = backend === undefined ? undefined : toReal(cabling, from, agent, backend.address, backend.port);
  return met !== undefined && 'address' in met ? { ...met, address } : timeout(address);
};

/** Nobody's address: in a range of the cluster nothing answers, and of others nothing is known. */
const toNobody = (address: string): Connection =>
  isInside(parseIp(address) ?? 0) ? timeout(address) : { kind: 'outside' };

/** The first of a name's addresses that answers; else what the first of them came to. */
export const connect = (cabling: Cabling, from: Namespace, host: string, port: number): Connection => {
  const agent = cabling.state.agents.get(from.agentId);
  const addresses = resolve(cabling.state, host);
  if (addresses === undefined) return { kind: 'outside' };
  const [first] = addresses;
  if (agent === undefined || first === undefined) return { kind: 'unresolved' };
  const tried = addresses.map(
    (address) =>
      toReal(cabling, from, agent, address, port) ??
      toVirtual(cabling, from, agent, address, port) ??
      toNobody(address),
  );
  return tried.find(({ kind }) => kind === 'answered') ?? tried[0] ?? timeout(first);
};

/** Whether a host answers a ping: the port does not matter. A virtual address answers for itself. */
export const reach = (cabling: Cabling, from: Namespace, host: string): Connection => {
  const agent = cabling.state.agents.get(from.agentId);
  const addresses = resolve(cabling.state, host);
  if (addresses === undefined) return { kind: 'outside' };
  const [address] = addresses;
  if (agent === undefined || address === undefined) return { kind: 'unresolved' };
  const answered: Connection = { kind: 'answered', address, status: 200 };
  if (isLoopback(parseIp(address) ?? 0)) return answered;
  if (address === LEADER) return isLinked(agent) ? answered : timeout(address);
  const place = placeOf(cabling, agent, address);
  if (place === undefined)
    return virtualAddresses(cabling.state).some((one) => one.address === address) ? answered : toNobody(address);
  return areLinked(agent, place.agent) ? answered : timeout(address);
};
