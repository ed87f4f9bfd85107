/** The master about itself: v0 (Mesos `master/http.cpp`) and v1 (`master.proto`: GetMaster, GetFlags). */
import type { MasterState } from '../master/master-state';
import { domainMember } from './resource-json';
import { inSeconds } from './value-json';
import { MESOS_VERSION } from './version-json';

export const CLUSTER_NAME = 'podrome';
const HOSTNAME = '10.0.0.5';
const PORT = 5050;
const PID = `master@${HOSTNAME}:${PORT}`;
const CAPABILITIES = ['AGENT_UPDATE', 'AGENT_DRAINING', 'QUOTA_V2'] as const;

/** Flags whose values this master keeps to, and where DC/OS has its files. */
const FLAGS: Readonly<Record<string, string>> = {
  agent_reregister_timeout: '10mins',
  allocation_interval: '1secs',
  allocator: 'hierarchical',
  authenticate_agents: 'false',
  authenticate_frameworks: 'false',
  authenticate_http_readonly: 'false',
  authenticate_http_readwrite: 'false',
  cluster: CLUSTER_NAME,
  framework_sorter: 'drf',
  hostname: HOSTNAME,
  ip: HOSTNAME,
  log_dir: '/var/log/mesos',
  max_completed_frameworks: '50',
  max_completed_tasks_per_framework: '1000',
  max_unreachable_tasks_per_framework: '1000',
  min_allocatable_resources: 'cpus:0.01|mem:32',
  port: String(PORT),
  quorum: '1',
  registry: 'replicated_log',
  role_sorter: 'drf',
  version: 'false',
  work_dir: '/var/lib/dcos/mesos/master',
  zk: 'zk://127.0.0.1:2181/mesos',
};

export const flagsJson = (): object => ({ flags: FLAGS });

export const flagList = (flags: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(flags).map(([name, value]) => ({ name, value }));

export const masterFlagList = (): readonly object[] => flagList(FLAGS);

const domainOf = ({ region, zone }: MasterState): object => domainMember({ region, zone });

/** What the whole state says of the master. */
export const masterJson = (master: MasterState): object => ({
  start_time: inSeconds(master.startedAt),
  elected_time: inSeconds(master.startedAt),
  id: master.id,
  pid: PID,
  hostname: HOSTNAME,
  capabilities: CAPABILITIES,
  ...domainOf(master),
  leader: PID,
  leader_info: { id: master.id, pid: PID, port: PORT, hostname: HOSTNAME, ...domainOf(master) },
  cluster: CLUSTER_NAME,
  log_dir: FLAGS['log_dir'],
  flags: FLAGS,
});

export const HOST_JSON = { hostname: HOSTNAME, cluster: CLUSTER_NAME } as const;

/** An address as the number Mesos keeps it as: its first part is the lowest byte. */
const addressNumber = (address: string): number =>
  address.split('.').reduceRight((sum, part) => sum * 256 + Number(part), 0);

/** A v1 `GetMaster`. */
export const masterMessage = (master: MasterState): object => ({
  master_info: {
    id: master.id,
    ip: addressNumber(HOSTNAME),
    port: PORT,
    pid: PID,
    hostname: HOSTNAME,
    version: MESOS_VERSION,
    address: { hostname: HOSTNAME, ip: HOSTNAME, port: PORT },
    ...domainOf(master),
    capabilities: CAPABILITIES.map((type) => ({ type })),
  },
  start_time: inSeconds(master.startedAt),
  elected_time: inSeconds(master.startedAt),
});

/** Roles that frameworks have, and what they hold of the cluster. */
export const rolesOf = (master: MasterState): readonly { readonly name: string; readonly frameworks: string[] }[] => {
  const roles = new Map<string, string[]>();
  for (const { id, info } of master.frameworks.values())
    for (const name of info.roles) roles.set(name, [...(roles.get(name) ?? []), id]);
  return [...roles].map(([name, frameworks]) => ({ name, frameworks }));
};
