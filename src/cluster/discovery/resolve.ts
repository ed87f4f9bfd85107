/**
 * From names to addresses, as DC/OS's resolver on every agent does it: `.mesos` is Mesos-DNS's, `thisdcos.directory` its own
 * (DC/OS Net `dcos_dns`), and virtual names are the load balancer's.
 */
import type { ServiceTarget } from '../mesos/containerizer/network';
import type { MesosState } from '../mesos/mesos';
import { canonicalName, dnsLabel, domainFragment } from './dns-label';
import { parseIp, sortedIps } from './ipv4';
import { LEADER, recordsNamed } from './records';
import { runningTasks } from './running-tasks';
import type { RunningTask } from './running-tasks';
import { isVirtualName, virtualAddresses } from './virtual-addresses';

const DIRECTORY = /^(.+)\.([a-z0-9-]+)\.(containerip|agentip|autoip)\.dcos\.thisdcos\.directory$/;

const addressesIn = (zone: string, task: RunningTask): readonly string[] => {
  const isAgents = zone === 'agentip' || (zone === 'autoip' && task.isMapped);
  return isAgents ? [task.agentIp] : task.addresses;
};

const inDirectory = (state: MesosState, name: string): readonly string[] => {
  if (/^(leader|master)\.dcos\.thisdcos\.directory$/.test(name)) return [LEADER];
  const [, label, framework, zone = ''] = DIRECTORY.exec(name) ?? [];
  if (label === undefined) return [];
  return runningTasks(state, ({ info }) => dnsLabel(info.discovery?.name ?? info.name) === label)
    .filter((task) => domainFragment(task.framework) === framework)
    .flatMap((task) => addressesIn(zone, task));
};

const behindName = (state: MesosState, name: string): readonly string[] =>
  virtualAddresses(state).flatMap((virtual) => (virtual.name === name ? virtual.address : []));

const hostAddresses = (state: MesosState, name: string): readonly string[] =>
  [...state.master.agents.values()].flatMap(({ spec }) => (canonicalName(spec.hostname) === name ? spec.ip : []));

/** Domains that are no one's in the world. */
const PRIVATE = /\.(mesos|directory|local|localdomain|internal|invalid|test|example|svc)$/;

/**
 * Addresses of a name in order, each once; an address is its own. Empty: nobody has the name. Undefined: a name of the world
 * outside, of which nothing is known.
 */
export const resolve = (state: MesosState, given: string): readonly string[] | undefined => {
  const name = canonicalName(given);
  if (parseIp(name) !== undefined) return [name];
  if (name === 'localhost' || name === '[::1]') return ['127.0.0.1'];
  if (isVirtualName(name)) return sortedIps(behindName(state, name));
  if (name.endsWith('.thisdcos.directory')) return sortedIps(inDirectory(state, name));
  if (name.endsWith('.mesos')) return sortedIps(recordsNamed(state, name, 'A').map(({ data }) => data));
  const hosts = hostAddresses(state, name);
  if (hosts.length > 0) return sortedIps(hosts);
  return !name.includes('.') || PRIVATE.test(name) ? [] : undefined;
};

/** Targets of an SRV name, in order. */
export const resolveService = (state: MesosState, given: string): readonly ServiceTarget[] =>
  recordsNamed(state, canonicalName(given), 'SRV')
    .map(({ data }) => {
      const colon = data.lastIndexOf(':');
      return { host: data.slice(0, colon), port: Number(data.slice(colon + 1)) };
    })
    .sort((a, b) => (a.host === b.host ? a.port - b.port : a.host < b.host ? -1 : 1));
