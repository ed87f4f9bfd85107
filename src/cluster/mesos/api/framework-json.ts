/** Frameworks with their offers and executors: v0 (Mesos `master/http.cpp`) and v1 (`master.proto`: GetFrameworks, GetExecutors). */
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { Framework, MasterState, OfferRecord } from '../master/master-state';
import { unreachableTasks } from './agent-status';
import { countsJson } from './counts-json';
import { attributeList, domainMember, resourceList, resourcesJson } from './resource-json';
import { roleOf, taskJson } from './task-json';
import { idValue, inNanoseconds, inSeconds } from './value-json';

/** What Marathon of DC/OS registers with. */
const REGISTRATION = {
  user: 'root',
  failover_timeout: 604_800,
  checkpoint: true,
  hostname: '10.0.0.5',
  webui_url: 'https://10.0.0.5:8443',
  principal: 'dcos_marathon',
} as const;

/** What an agent says of it. */
export const frameworkRegistration = (): object => {
  const { user, failover_timeout, checkpoint, hostname, principal } = REGISTRATION;
  return { user, failover_timeout, checkpoint, hostname, principal };
};

const offersTo = (master: MasterState, id: string): readonly OfferRecord[] =>
  [...master.offers.values()].filter(({ offer }) => offer.frameworkId === id);

const offeredTo = (offers: readonly OfferRecord[]): readonly RoleResources[] =>
  offers.flatMap(({ offer }) => offer.resources);

/** Executors of a framework that the master knows: those of task groups. A command executor holds nothing of its own. */
const executorsOf = (master: MasterState, frameworkId: string) =>
  [...master.agents.values()].flatMap((agent) =>
    [...agent.executors]
      .filter(([, executor]) => executor.frameworkId === frameworkId && executor.resources.length > 0)
      .map(([id, { resources }]) => ({ id, agentId: agent.id, resources })),
  );

/** One that has yet to come back to a new master is recovered. */
const connection = ({ connected }: Framework) => ({ active: connected, connected, recovered: !connected });

const summary = (master: MasterState, framework: Framework) => {
  const { id, info, used } = framework;
  const { hostname, webui_url } = REGISTRATION;
  return {
    id,
    name: info.name,
    pid: 'scheduler-1@10.0.0.5:15101',
    used_resources: resourcesJson(used),
    offered_resources: resourcesJson(offeredTo(offersTo(master, id))),
    capabilities: info.capabilities,
    hostname,
    webui_url,
    ...connection(framework),
    roles: info.roles,
  };
};

/** One member of `frameworks` in a summary. */
export const frameworkSummaryJson = (master: MasterState, framework: Framework): object => ({
  ...summary(master, framework),
  ...countsJson(framework.counts),
  slave_ids: [...master.agents.values()]
    .filter(({ executors }) => [...executors.values()].some(({ frameworkId }) => frameworkId === framework.id))
    .map(({ id }) => id),
});

const offerJson = ({ offer, role }: OfferRecord): object => ({
  id: offer.id,
  framework_id: offer.frameworkId,
  allocation_info: { role },
  slave_id: offer.agentId,
  resources: resourcesJson(offer.resources),
});

const offerMessage = ({ offer, role }: OfferRecord): object => ({
  id: idValue(offer.id),
  framework_id: idValue(offer.frameworkId),
  agent_id: idValue(offer.agentId),
  hostname: offer.hostname,
  resources: resourceList(offer.resources, role),
  attributes: attributeList(offer.attributes),
  ...domainMember(offer.domain),
  allocation_info: { role },
});

/** One member of `frameworks` in the whole state: with its tasks, offers and executors. */
export const frameworkJson = (master: MasterState, framework: Framework): object => {
  const { id, used, completed } = framework;
  const offers = offersTo(master, id);
  const { user, failover_timeout, checkpoint, principal } = REGISTRATION;
  return {
    ...summary(master, framework),
    user,
    failover_timeout,
    checkpoint,
    registered_time: inSeconds(framework.registeredAt),
    unregistered_time: 0,
    principal,
    resources: resourcesJson([...used, ...offeredTo(offers)]),
    tasks: [...master.tasks.values()]
      .filter(({ frameworkId }) => frameworkId === id)
      .map((task) => taskJson(master, task)),
    unreachable_tasks: unreachableTasks(framework).map((task) => taskJson(master, task)),
    completed_tasks: completed.map((task) => taskJson(master, task)),
    offers: offers.map(offerJson),
    executors: executorsOf(master, id).map((executor) => ({
      executor_id: executor.id,
      name: '',
      framework_id: id,
      command: { argv: [], uris: [] },
      resources: resourcesJson(executor.resources),
      role: roleOf(master, id),
      type: 'DEFAULT',
      slave_id: executor.agentId,
    })),
  };
};

/** A v1 `FrameworkInfo`. */
export const frameworkInfo = ({ id, info }: Framework): object => {
  const { user, ...registration } = REGISTRATION;
  return {
    user,
    name: info.name,
    id: idValue(id),
    ...registration,
    roles: info.roles,
    capabilities: info.capabilities.map((type) => ({ type })),
  };
};

/** A v1 `GetFrameworks.Framework` as events have it: nothing of offers, nor of what it holds. */
export const frameworkEvent = (framework: Framework): object => ({
  framework_info: frameworkInfo(framework),
  ...connection(framework),
  registered_time: inNanoseconds(framework.registeredAt),
});

/** A v1 `GetFrameworks.Framework`. */
export const frameworkMessage = (master: MasterState, framework: Framework): object => {
  const offers = offersTo(master, framework.id);
  return {
    ...frameworkEvent(framework),
    offers: offers.map(offerMessage),
    inverse_offers: [],
    allocated_resources: resourceList(framework.used, roleOf(master, framework.id)),
    offered_resources: offers.flatMap(({ offer, role }) => resourceList(offer.resources, role)),
  };
};

/** v1 `GetExecutors.Executor`s of a framework. */
export const executorMessages = (master: MasterState, { id }: Framework): readonly object[] =>
  executorsOf(master, id).map((executor) => ({
    executor_info: {
      type: 'DEFAULT',
      executor_id: idValue(executor.id),
      framework_id: idValue(id),
      resources: resourceList(executor.resources, roleOf(master, id)),
    },
    agent_id: idValue(executor.agentId),
  }));
