/**
 * What must hold of the master's books in every state: I1 conservation, I2 ports, I5 statuses, I7 an offer is used once, I11
 * nothing on inactive agents, I15 resources come back. Pure and slow: looks at everything, but with a memory only at what
 * changed since, so that a look after every event costs little.
 */
import { unreserved } from '../../../protocol/mesos/reservation';
import {
  addResources,
  countPorts,
  isSameResources,
  NO_SCALARS,
  plainDisk,
  SCALARS,
  totalScalars,
} from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { isTerminal } from '../../../protocol/mesos/task';
import type { TaskState, TaskStatus } from '../../../protocol/mesos/task';
import { isActive } from './master-state';
import type { Framework, MasterAgent, MasterState, MasterTask } from './master-state';

/** What was looked at, as it was then. */
export interface AuditMemory {
  /** Lists of statuses; they are replaced, never changed. */
  readonly statuses: WeakSet<readonly TaskStatus[]>;
  /** Agents and frameworks, with what their books are made of. */
  readonly books: WeakMap<object, readonly unknown[]>;
}

export const newAuditMemory = (): AuditMemory => ({ statuses: new WeakSet(), books: new WeakMap() });

/** Whether any of it is another than at the last look. */
const isNews = ({ books }: AuditMemory, owner: object, parts: readonly unknown[]): boolean => {
  const last = books.get(owner);
  if (last !== undefined && parts.every((part, i) => part === last[i])) return false;
  books.set(owner, parts);
  return true;
};

type Lists = readonly (readonly RoleResources[])[];

const sum = (lists: Lists): readonly RoleResources[] =>
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

/** Of tasks that live and of executors: calls with what each holds, on agents that are on the books. */
const eachHeld = (
  { agents, tasks }: MasterState,
  call: (agentId: string, frameworkId: string, resources: readonly RoleResources[]) => void,
): void => {
  for (const { id, executors } of agents.values())
    for (const { frameworkId, resources } of executors.values()) call(id, frameworkId, resources);
  for (const { agentId, frameworkId, state, info } of tasks.values())
    if (!isTerminal(state) && agents.has(agentId)) call(agentId, frameworkId, info.resources);
};

const heldBy = (master: MasterState, owner: string): Lists => {
  const lists: (readonly RoleResources[])[] = [];
  eachHeld(master, (agentId, frameworkId, resources) => {
    if (agentId === owner || frameworkId === owner) lists.push(resources);
  });
  return lists;
};

/** How many of them there are, by agent and by framework. */
const countHeld = (master: MasterState): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  eachHeld(master, (agentId, frameworkId) => {
    counts.set(agentId, (counts.get(agentId) ?? 0) + 1);
    counts.set(frameworkId, (counts.get(frameworkId) ?? 0) + 1);
  });
  return counts;
};

const agentFaults = (master: MasterState, agent: MasterAgent, count: number, memory: AuditMemory): string[] => {
  const { used, total, offers, connected, deactivated, drain } = agent;
  const free = master.allocator.free.get(agent.id);
  if (!isNews(memory, agent, [free, used, total, offers.size, count, connected, deactivated, drain])) return [];
  const held = heldBy(master, agent.id);
  return [
    ...conservation(master, agent),
    ...reservations(agent),
    ...(isSameResources(sum(held), used) ? [] : [`I1 ${agent.id}: used is not what tasks and executors hold`]),
  ];
};

const isSameAmount = (a: readonly RoleResources[], b: readonly RoleResources[]): boolean => {
  const [one, other] = [totalScalars(a), totalScalars(b)];
  return SCALARS.every((name) => one[name] === other[name]);
};

const frameworkFaults = (master: MasterState, framework: Framework, count: number, memory: AuditMemory): string[] => {
  const { offers, allocator } = master;
  const { id, used } = framework;
  const allocated = allocator.allocated.get(id) ?? NO_SCALARS;
  if (!isNews(memory, framework, [used, allocated, offers.size, count])) return [];
  const held = heldBy(master, id);
  const offered = [...offers.values()].flatMap(({ offer }) => (offer.frameworkId === id ? offer.resources : []));
  const all = totalScalars([...held.flat(), ...offered]);
  return [
    ...(isSameAmount(used, held.flat()) ? [] : [`I1 ${id}: used is not what its tasks and executors hold`]),
    ...(SCALARS.every((name) => allocated[name] === all[name])
      ? []
      : [`I1 ${id}: allocated is not what it uses and is offered`]),
  ];
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

const pathFaults = ({ info, statuses }: MasterTask, memory: AuditMemory): string[] => {
  if (memory.statuses.has(statuses)) return [];
  memory.statuses.add(statuses);
  return statuses.flatMap((status, i) => {
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
};

/** What could be offered is either offered or has a run coming: nothing waits for ever. */
const recovery = ({ allocator, frameworks, agents, leading }: MasterState): string[] => {
  if (!leading || allocator.batchAt !== null || allocator.pending !== null) return [];
  const roles = [...frameworks.values()]
    .filter(({ id, connected }) => connected && !allocator.suppressed.has(id))
    .flatMap(({ info }) => info.roles);
  if (roles.length === 0) return [];
  const mayUse = ({ role, cpus, mem }: RoleResources): boolean =>
    (role === '*' || roles.includes(role)) && (cpus >= 10 || mem >= 32_000);
  return [...agents.values()]
    .filter((agent) => isActive(agent) && (allocator.free.get(agent.id) ?? []).some(mayUse))
    .map(({ id }) => `I15 ${id}: free, and nobody will offer it`);
};

/** The newest first, as far as they are new. */
const newPathFaults = (completed: readonly MasterTask[], memory: AuditMemory): string[] => {
  const faults: string[] = [];
  for (let i = completed.length - 1; i >= 0; i--) {
    const task = completed[i];
    if (task === undefined || memory.statuses.has(task.statuses)) break;
    faults.push(...pathFaults(task, memory));
  }
  return faults;
};

/** All that is wrong, one line each; empty when everything holds. @param memory of the last look at the same master */
export const auditMaster = (master: MasterState, memory = newAuditMemory()): string[] => {
  const counts = countHeld(master);
  const faults: string[] = [];
  // Whatever has ended goes from one list to the other: the list of those that have is looked at first.
  for (const { unreachable, completed } of master.frameworks.values()) {
    faults.push(...newPathFaults(completed, memory));
    for (const task of unreachable.values()) faults.push(...pathFaults(task, memory));
  }
  for (const task of master.tasks.values()) faults.push(...pathFaults(task, memory));
  for (const agent of master.agents.values())
    faults.push(...agentFaults(master, agent, counts.get(agent.id) ?? 0, memory));
  for (const framework of master.frameworks.values())
    faults.push(...frameworkFaults(master, framework, counts.get(framework.id) ?? 0, memory));
  return [...faults, ...recovery(master)];
};
