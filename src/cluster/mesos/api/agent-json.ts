/** Agents as the master prints them: v0 (Mesos `master/http.cpp`: SlaveWriter, SlavesWriter) and v1 (`master.proto`: GetAgents). */
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { AbsentAgent, MasterAgent, MasterState } from '../master/master-state';
import { drainMembers, standing } from './agent-status';
import { countsJson } from './counts-json';
import { attributeList, attributesJson, domainMember, resourceList, resourcesJson } from './resource-json';
import { roleOf } from './task-json';
import { idValue, inNanoseconds, inSeconds } from './value-json';
import { MESOS_VERSION } from './version-json';

export const AGENT_PORT = 5051;

export const CAPABILITIES = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
  'AGENT_DRAINING',
  'TASK_RESOURCE_LIMITS',
] as const;

export const agentPid = ({ spec }: Pick<MasterAgent, 'spec'>): string => `slave(1)@${spec.ip}:${AGENT_PORT}`;

const offeredOn = (master: MasterState, agent: MasterAgent): readonly RoleResources[] =>
  [...agent.offers].flatMap((id) => master.offers.get(id)?.offer.resources ?? []);

const isReserved = ({ role }: RoleResources): boolean => role !== '*';

/** By role, as `print` has them. */
export const byRole = <Form>(
  resources: readonly RoleResources[],
  print: (entries: readonly RoleResources[]) => Form,
): Readonly<Record<string, Form>> => {
  const roles = new Map<string, RoleResources[]>();
  for (const entry of resources.filter(isReserved)) {
    const ofRole = roles.get(entry.role);
    if (ofRole === undefined) roles.set(entry.role, [entry]);
    else ofRole.push(entry);
  }
  return Object.fromEntries([...roles].map(([role, entries]) => [role, print(entries)]));
};

export const unreserved = (resources: readonly RoleResources[]): readonly RoleResources[] =>
  resources.filter((entry) => !isReserved(entry));

/** One member of `slaves`. */
export const agentJson = (master: MasterState, agent: MasterAgent): object => {
  const { spec } = agent;
  return {
    id: agent.id,
    hostname: spec.hostname,
    port: AGENT_PORT,
    attributes: attributesJson(spec.attributes),
    ...domainMember(spec.domain),
    pid: agentPid(agent),
    registered_time: inSeconds(agent.registeredAt),
    resources: resourcesJson(agent.total),
    used_resources: resourcesJson(agent.used),
    offered_resources: resourcesJson(offeredOn(master, agent)),
    reserved_resources: byRole(agent.total, resourcesJson),
    unreserved_resources: resourcesJson(unreserved(agent.total)),
    ...standing(agent),
    version: MESOS_VERSION,
    capabilities: CAPABILITIES,
    ...drainMembers(agent, 'v0'),
  };
};

/** Frameworks that run something on the agent. */
const frameworkIds = (agent: MasterAgent): readonly string[] => [
  ...new Set([...agent.executors.values()].map(({ frameworkId }) => frameworkId)),
];

/** One member of `slaves` in a summary: with counts of its tasks. */
export const agentSummaryJson = (master: MasterState, agent: MasterAgent): object => ({
  ...agentJson(master, agent),
  ...countsJson(agent.counts),
  framework_ids: frameworkIds(agent),
});

/** One member of `/slaves`: every resource by itself, too. */
export const agentFullJson = (master: MasterState, agent: MasterAgent): object => {
  const { resources } = agent.spec;
  const role = roleOf(master, frameworkIds(agent)[0] ?? '');
  return {
    ...agentSummaryJson(master, agent),
    reserved_resources_full: byRole(resources, resourceList),
    unreserved_resources_full: resourceList(unreserved(resources)),
    used_resources_full: resourceList(agent.used, role),
    offered_resources_full: resourceList(offeredOn(master, agent)),
  };
};

/** One member of `recovered_slaves`: what the registry keeps of an agent that has yet to come back. */
export const recoveredJson = ({ id, spec }: AbsentAgent): object => ({
  id,
  hostname: spec.hostname,
  port: AGENT_PORT,
  attributes: attributesJson(spec.attributes),
  ...domainMember(spec.domain),
});

/** A v1 `AgentInfo`. */
export const agentInfo = ({ id, spec }: Pick<MasterAgent, 'id' | 'spec'>): object => ({
  id: idValue(id),
  hostname: spec.hostname,
  port: AGENT_PORT,
  resources: resourceList(spec.resources),
  attributes: attributeList(spec.attributes),
  checkpoint: true,
  ...domainMember(spec.domain),
});

/** A v1 `GetAgents.Agent`. */
export const agentMessage = (master: MasterState, agent: MasterAgent): object => {
  const [firstOffer] = agent.offers;
  const role = roleOf(master, frameworkIds(agent)[0] ?? '');
  return {
    agent_info: agentInfo(agent),
    ...standing(agent),
    version: MESOS_VERSION,
    pid: agentPid(agent),
    registered_time: inNanoseconds(agent.registeredAt),
    total_resources: resourceList(agent.total),
    allocated_resources: resourceList(agent.used, role),
    offered_resources: resourceList(
      offeredOn(master, agent),
      firstOffer === undefined ? undefined : master.offers.get(firstOffer)?.role,
    ),
    capabilities: CAPABILITIES.map((type) => ({ type })),
    ...drainMembers(agent, 'v1'),
  };
};
