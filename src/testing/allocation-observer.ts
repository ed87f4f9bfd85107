/**
 * I1, I2: every agent's books add up, in arithmetic of its own and only where something changed; I7: every offer is
 * answered exactly once; I15: free resources are offered within a second, or as soon as the refusal that hides them ends.
 */
import { isActive } from '../cluster/mesos/master/master-state';
import type { MasterAgent, MasterState } from '../cluster/mesos/master/master-state';
import type { ClusterEntry, World } from '../cluster/world';
import { isLaunch } from '../protocol/mesos/offer';
import type { Operation } from '../protocol/mesos/offer';
import { SCALARS } from '../protocol/mesos/resource-math';
import type { PortRange, RoleResources } from '../protocol/mesos/resources';
import { isTerminal } from '../protocol/mesos/task';
import type { Calm } from './calm';
import { createDeadlines } from './deadlines';
import type { Observer } from './observer';

const MOST_OF_AN_OFFER = 5;
/** Launched, or reserved for. */
const isForInstance = (operation: Operation): boolean => isLaunch(operation) || operation.type === 'RESERVE';

type Books = readonly (readonly RoleResources[])[];

const ALLOCATION_INTERVAL = 1000;
/** Offers travel for 10 ms and are answered at once. */
const ANSWER_LIMIT = 1000;
/** Marathon asks for offers no sooner again. */
const REVIVE_INTERVAL = 5000;
/** As long as Marathon ever declines. */
const LONGEST_REFUSAL = 300_000;
const MIN_CPUS = 10;
const MIN_MEM = 32_000;

/** Scalars by role and name; ports as `role begin-end` would be too many, so by role and range. */
const sums = (books: Books): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const list of books) {
    for (const entry of list) {
      for (const name of SCALARS) {
        const key = `${entry.role} ${name}`;
        totals.set(key, (totals.get(key) ?? 0) + entry[name]);
      }
    }
  }
  return totals;
};

const differs = (a: Books, b: Books): boolean => {
  const [left, right] = [sums(a), sums(b)];
  return [...left, ...right].some(([key]) => (left.get(key) ?? 0) !== (right.get(key) ?? 0));
};

const portsOf = (books: Books): PortRange[] =>
  books.flatMap((list) => list.flatMap(({ ports }) => [...ports])).sort((a, b) => a.begin - b.begin);

const isDisjoint = (ports: readonly PortRange[]): boolean =>
  ports.every(({ begin, end }, i) => begin <= end && begin > (ports[i - 1]?.end ?? -1));

const size = (ports: readonly PortRange[]): number => ports.reduce((sum, { begin, end }) => sum + end - begin + 1, 0);

const heldOn = (master: MasterState, agent: MasterAgent): Books => [
  ...[...agent.executors.values()].map(({ resources }) => resources),
  ...[...master.tasks.values()]
    .filter((task) => task.agentId === agent.id && !isTerminal(task.state))
    .map(({ info }) => info.resources),
];

const conservation = (master: MasterState, agent: MasterAgent): string[] => {
  const free = master.allocator.free.get(agent.id) ?? [];
  const offered = [...agent.offers].map((id) => master.offers.get(id)?.offer.resources ?? []);
  const held = heldOn(master, agent);
  const total = [agent.total];
  const faults: string[] = [];
  if (differs([free, ...offered, agent.used], total)) faults.push(`I1 ${agent.id}: free, offered and used are not all`);
  if (differs(held, [agent.used])) faults.push(`I1 ${agent.id}: tasks and executors hold another amount than is used`);
  if ([free, agent.used].flat().some((entry) => SCALARS.some((name) => !(entry[name] >= 0))))
    faults.push(`I1 ${agent.id}: less than nothing`);
  const ports = portsOf([free, ...offered, ...held]);
  if (!isDisjoint(ports)) faults.push(`I2 ${agent.id}: a port is held twice`);
  if (size(ports) !== size(portsOf(total))) faults.push(`I2 ${agent.id}: ports were lost or invented`);
  return faults;
};

const isWorthOffering = (free: readonly RoleResources[], roles: readonly string[]): boolean => {
  const usable = free.filter(({ role }) => role === '*' || roles.includes(role));
  const sum = (name: 'cpus' | 'mem'): number => usable.reduce((total, entry) => total + entry[name], 0);
  return sum('cpus') >= MIN_CPUS || sum('mem') >= MIN_MEM;
};

/** Free resources that a framework wants wait for a run of the allocator that is on its way. */
const forgotten = (master: MasterState, now: number): string[] => {
  const { allocator, frameworks } = master;
  if (allocator.pending !== null) return [];
  const batchAt = allocator.batchAt ?? Infinity;
  return [...frameworks.values()]
    .filter(({ id, connected }) => connected && !allocator.suppressed.has(id))
    .flatMap(({ id, info }) =>
      [...master.agents.values()].flatMap((agent) => {
        if (!isActive(agent) || !isWorthOffering(allocator.free.get(agent.id) ?? [], info.roles)) return [];
        const filters = allocator.filters.get(id)?.get(agent.id) ?? [];
        const hiddenUntil = filters.reduce((latest, { until }) => Math.max(latest, until), now);
        if (hiddenUntil - now > LONGEST_REFUSAL) return [`I8 ${agent.id}: hidden for longer than it was refused`];
        return batchAt <= hiddenUntil + ALLOCATION_INTERVAL ? [] : [`I15 ${agent.id}: free, wanted, and not offered`];
      }),
    );
};

/** What an agent's books were when last looked at; lists are replaced, never changed. */
interface Seen {
  readonly free: readonly RoleResources[] | undefined;
  readonly used: readonly RoleResources[];
  readonly offers: number;
}

const changedAgents = (seen: Map<string, Seen>, master: MasterState): MasterAgent[] =>
  [...master.agents.values()].filter((agent) => {
    const last = seen.get(agent.id);
    const free = master.allocator.free.get(agent.id);
    const offers = agent.offers.size;
    if (last !== undefined && last.free === free && last.used === agent.used && last.offers === offers) return false;
    seen.set(agent.id, { free, used: agent.used, offers });
    return true;
  });

export const createAllocationObserver = (calm: Calm): Observer => {
  const seen = new Map<string, Seen>();
  const answered = new Set<string>();
  let revivedAt = -Infinity;
  const deadlines = createDeadlines();

  const offersOf = (entry: ClusterEntry, { runtime }: World): string[] => {
    if (entry.kind === 'OFFERS') {
      for (const { id } of entry.offers)
        deadlines.within(runtime.now(), ANSWER_LIMIT, () =>
          answered.has(id) || calm.since(runtime.now()) < ANSWER_LIMIT ? undefined : `I7 ${id}: never answered`,
        );
      return [];
    }
    if (entry.kind !== 'ACCEPT' && entry.kind !== 'DECLINE') return [];
    const many = entry.kind === 'ACCEPT' && entry.operations.filter(isForInstance).length > MOST_OF_AN_OFFER;
    if (many) return [`I7 ${entry.offerIds.join()}: too many instances out of one offer`];
    const again = entry.offerIds.filter((id) => answered.has(id));
    for (const id of entry.offerIds) answered.add(id);
    return again.map((id) => `I7 ${id}: answered twice`);
  };

  /** Another master is asked at once. */
  const revived = (now: number): string[] => {
    const wait = now - revivedAt;
    revivedAt = now;
    return wait < REVIVE_INTERVAL && calm.since(now) > REVIVE_INTERVAL ? [`I8: asked for offers after ${wait} ms`] : [];
  };

  return (entry, world) => {
    const { master } = world.state.mesos;
    const now = world.runtime.now();
    const faults = [...deadlines.check(now), ...offersOf(entry, world)];
    if (entry.kind === 'REVIVE') faults.push(...revived(now));
    if ((entry.to !== 'master' && entry.to !== 'allocator') || !master.leading) return faults;
    const onAgents = [...master.agents.values()].reduce((sum, { offers }) => sum + offers.size, 0);
    if (onAgents !== master.offers.size)
      faults.push(`I7: ${master.offers.size} offers on the books, ${onAgents} on agents`);
    for (const agent of changedAgents(seen, master)) faults.push(...conservation(master, agent));
    return [...faults, ...forgotten(master, now)];
  };
};
