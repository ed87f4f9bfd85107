/**
 * What must hold in every state of the Mesos side. Pure and slow: looks at everything. For tests, after each event.
 * Numbers are those of the invariants' list in the design: I1 conservation, I2 ports, I3 one executor per id, I4 groups
 * stay whole, I7 an offer is used once, I10 groups end whole, I11 nothing on inactive agents, I13 addresses, I14 gates, I15
 * resources come back.
 */
import { unreserved } from '../../protocol/mesos/reservation';
import { addResources, countPorts, isSameResources, plainDisk, SCALARS } from '../../protocol/mesos/resource-math';
import type { RoleResources } from '../../protocol/mesos/resources';
import { isTerminal } from '../../protocol/mesos/task';
import type { TaskState } from '../../protocol/mesos/task';
import type { AgentState } from './agent/agent-state';
import { isActive } from './master/master-state';
import type { MasterAgent, MasterState, MasterTask } from './master/master-state';
import type { MesosState } from './mesos-state';

const sum = (lists: readonly (readonly RoleResources[])[]): readonly RoleResources[] =>
  lists.reduce<readonly RoleResources[]>((total, list) => addResources(total, list), []);

const portCount = (resources: readonly RoleResources[]): number =>
  resources.reduce((count, { ports }) => count + countPorts(ports), 0);

const conservation = (master: MasterState, agent: MasterAgent): string[] => {
  const faults: string[] = [];
  const free = master.allocator.free.get(agent.id) ?? [];
  const offers = [...agent.offers].map((id) => master.offers.get(id)?.offer.resources ?? []);
  const parts = [free, agent.used, ...offers];
  if (!isSameResources(sum(parts), agent.total)) faults.push(`I1 ${agent.id}: free + offered + used is not the total`);
  if (parts.flat().some((entry) => SCALARS.some((name) => entry[name] < 0 || !Number.isInteger(entry[name])))) {
    faults.push(`I1 ${agent.id}: negative or broken amount`);
  }
  const ports = parts.reduce((count, part) => count + portCount(part), 0);
  if (ports !== portCount(agent.spec.resources)) faults.push(`I2 ${agent.id}: a port is held twice`);
  if (!isActive(agent) && agent.offers.size > 0) faults.push(`I11 ${agent.id}: offered while inactive`);
  for (const id of agent.offers) if (!master.offers.has(id)) faults.push(`I7 ${id}: on an agent, not on the books`);
  return faults;
};

/** Reservations move resources about and make none; volumes lie on reserved disk, each once. */
const reservations = ({ id, spec, total }: MasterAgent): string[] => {
  const dynamic = total.filter(({ reservation }) => reservation !== undefined);
  const fixed = total.filter(({ reservation }) => reservation === undefined);
  const volumes = dynamic.flatMap((entry) => entry.volumes ?? []).map((volume) => volume.id);
  return [
    ...(isSameResources(addResources(fixed, dynamic.map(unreserved)), spec.resources)
      ? []
      : [`I1 ${id}: with all that is reserved it is not the machine it was`]),
    ...(new Set(volumes).size === volumes.length ? [] : [`I1 ${id}: two volumes of one id`]),
    ...dynamic
      .filter((entry) => plainDisk(entry) < 0 || entry.role === '*')
      .map(() => `I1 ${id}: volumes on disk that is not reserved`),
  ];
};

/** What the agents' books say is used, from tasks and executors. */
const usage = (master: MasterState): string[] => {
  const used = new Map<string, (readonly RoleResources[])[]>();
  for (const agent of master.agents.values()) {
    used.set(
      agent.id,
      [...agent.executors.values()].map(({ resources }) => resources),
    );
  }
  for (const task of master.tasks.values()) {
    if (!isTerminal(task.state)) used.get(task.agentId)?.push(task.info.resources);
  }
  return [...master.agents.values()]
    .filter((agent) => !isSameResources(sum(used.get(agent.id) ?? []), agent.used))
    .map((agent) => `I1 ${agent.id}: used is not what tasks and executors hold`);
};

const addresses = (agent: AgentState): string[] => {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { leases, children } of agent.executors.values()) {
    const own = [...children.values()].flatMap((child) => [...(child.own?.leases ?? [])]);
    for (const { network, host } of [...leases, ...own]) {
      const key = `${network} ${host}`;
      if (seen.has(key)) faults.push(`I13 ${agent.id}: ${key} is held twice`);
      seen.add(key);
    }
  }
  for (const [network, { used }] of agent.addresses) {
    for (const host of used)
      if (!seen.has(`${network} ${host}`)) faults.push(`I13 ${agent.id}: ${network} ${host} leaked`);
  }
  return faults;
};

const executors = (state: MesosState): string[] => {
  const faults: string[] = [];
  const homes = new Map<string, string>();
  for (const agent of state.agents.values()) {
    // Nobody can end what runs out of reach.
    const inReach = agent.registered && agent.cut === null;
    for (const { info, phase, live, children, queued } of agent.executors.values()) {
      // A relaunched instance keeps its id: its last executor may still be on its way out, on another agent.
      const isAlive = inReach && phase !== 'terminating' && live.length > 0;
      if (isAlive && homes.has(info.executorId)) faults.push(`I3 ${info.executorId}: two executors`);
      if (isAlive) homes.set(info.executorId, agent.id);
      if (queued.length > 0 && children.size > 0) faults.push(`I4 ${info.executorId}: delivered in part`);
      for (const { taskId } of children.values()) {
        if (!live.includes(taskId)) faults.push(`I4 ${taskId}: its container outlives it`);
      }
    }
  }
  for (const { containerId, agentId } of state.executors.values()) {
    if (state.agents.get(agentId)?.executors.has(containerId) !== true)
      faults.push(`I3 ${containerId}: no agent runs it`);
  }
  return faults;
};

/** States a status of a task may follow on. Health results and a turn waited for repeat TASK_RUNNING, gates TASK_STARTING; what is out of reach may come back as it was. */
const BEFORE: ReadonlyMap<TaskState, readonly TaskState[]> = new Map<TaskState, readonly TaskState[]>([
  ['TASK_STARTING', ['TASK_STARTING', 'TASK_UNREACHABLE']],
  ['TASK_RUNNING', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_UNREACHABLE']],
  ['TASK_KILLING', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_UNREACHABLE']],
  ['TASK_FINISHED', ['TASK_RUNNING', 'TASK_UNREACHABLE']],
  ['TASK_FAILED', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE']],
  ['TASK_KILLED', ['TASK_KILLING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_UNREACHABLE']],
  ['TASK_DROPPED', ['TASK_UNREACHABLE']],
  ['TASK_UNREACHABLE', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING']],
  ['TASK_LOST', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE']],
  ['TASK_GONE', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE']],
  ['TASK_GONE_BY_OPERATOR', ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE']],
]);

const pathFaults = ({ info, statuses }: MasterTask): string[] =>
  statuses.flatMap((status, i) => {
    const last = statuses[i - 1];
    if (last === undefined) return [];
    const mayFollow = BEFORE.get(status.state)?.includes(last.state) === true;
    // What the master found out by itself may be newer than what an agent has to say of before.
    const isBackwards = last.timestamp > status.timestamp && last.source === status.source;
    return [
      ...(mayFollow ? [] : [`I5 ${info.taskId}: ${status.state} after ${last.state}`]),
      ...(isBackwards ? [`I5 ${info.taskId}: time runs backwards`] : []),
    ];
  });

const statusPaths = (master: MasterState): string[] => {
  const frameworks = [...master.frameworks.values()];
  const away = frameworks.flatMap(({ completed, unreachable }) => [...completed, ...unreachable.values()]);
  return [...master.tasks.values(), ...away].flatMap(pathFaults);
};

const groupFate = (state: MesosState): string[] =>
  [...state.executors.values()].flatMap(({ containerId, launched, children }) => {
    const group = [...children.values()];
    const doomed = launched && group.some(({ killingGroup }) => killingGroup);
    const spared = group.filter(({ killing, launch }) => !killing && launch === 'ok');
    return doomed ? spared.map(({ taskId }) => `I10 ${taskId}: spared when its group ${containerId} died`) : [];
  });

/** A container waits for something exactly as long as it is gated, and the agent has none of those. */
const gates = (state: MesosState): string[] =>
  [...state.executors.values()].flatMap(({ agentId, containerId, children }) => {
    const launched = state.agents.get(agentId)?.executors.get(containerId)?.children;
    return [...children.values()].flatMap(({ taskId, containerId: own, launch, place }) => {
      const waits = place?.gate !== undefined && place.gate.unmet.length > 0;
      if (launch !== 'gated')
        return place?.gate === undefined || typeof launch === 'object'
          ? []
          : [`I14 ${taskId}: launched behind its gate`];
      if (!waits) return [`I14 ${taskId}: gated, and waits for nothing`];
      return launched?.has(own) === true ? [`I14 ${taskId}: runs behind its gate`] : [];
    });
  });

/** What could be offered is either offered or has a run coming: nothing waits for ever. */
const recovery = ({ allocator, frameworks, agents, leading }: MasterState): string[] => {
  if (!leading) return [];
  const roles = [...frameworks.values()]
    .filter(({ id, connected }) => connected && !allocator.suppressed.has(id))
    .flatMap(({ info }) => info.roles);
  if (roles.length === 0 || allocator.batchAt !== null || allocator.pending !== null) return [];
  const mayUse = ({ role, cpus, mem }: RoleResources): boolean =>
    (role === '*' || roles.includes(role)) && (cpus >= 10 || mem >= 32_000);
  return [...agents.values()]
    .filter((agent) => isActive(agent) && (allocator.free.get(agent.id) ?? []).some(mayUse))
    .map(({ id }) => `I15 ${id}: free, and nobody will offer it`);
};

/** All that is wrong, one line each; empty when everything holds. */
export const auditMesos = (state: MesosState): string[] => [
  ...[...state.master.agents.values()].flatMap((agent) => [
    ...conservation(state.master, agent),
    ...reservations(agent),
  ]),
  ...usage(state.master),
  ...[...state.agents.values()].flatMap(addresses),
  ...executors(state),
  ...statusPaths(state.master),
  ...groupFate(state),
  ...gates(state),
  ...recovery(state.master),
];
