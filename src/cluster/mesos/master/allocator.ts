/**
 * The hierarchical allocator (Mesos `master/allocator/mesos/hierarchical`): who is offered which free resources, and when.
 * Offers are coarse: everything an agent has free for a role. Runs are periodic while there is something to do, and at
 * once on revive or a new agent. Recovered resources wait for the next periodic run.
 */
import {
  addResources,
  addScalars,
  NO_SCALARS,
  SCALARS,
  subtractResources,
  subtractScalars,
  totalScalars,
} from '../../../protocol/mesos/resource-math';
import type { RoleResources, Scalars } from '../../../protocol/mesos/resources';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import type { AllocatorTimer } from '../messages';
import { filteredUntil } from './filters';
import { isActive } from './master-state';
import type { AllocatorState, MasterAgent } from './master-state';

/** Resources of one agent allocated to one framework under one role: what becomes an offer. */
export interface Allocation {
  readonly frameworkId: string;
  readonly role: string;
  readonly agentId: string;
  readonly resources: readonly RoleResources[];
}

const ALLOCATION_INTERVAL = millis(1000);
const MIN_CPUS = 10;
const MIN_MEM = 32_000;

const onGrid = (ctx: MesosContext, atLeast: Millis): Millis => {
  const { startedAt } = ctx.state.master;
  return millis(startedAt + Math.ceil((atLeast - startedAt) / ALLOCATION_INTERVAL) * ALLOCATION_INTERVAL);
};

/** Makes sure a periodic run happens at the first tick at or after `atLeast`, which lies in the future, if anyone wants offers. */
const ensureBatch = (ctx: MesosContext, atLeast: Millis): void => {
  const { allocator } = ctx.state.master;
  const at = onGrid(ctx, atLeast);
  if (allocator.batchAt !== null && allocator.batchAt <= at) return;
  if (wantingClients(ctx).length === 0) return;
  allocator.batchAt = at;
  // Whoever frees resources first is not the cause of what others do with all of them.
  const delay = millis(at - ctx.runtime.now());
  ctx.runtime.because(null, () => ctx.runtime.send({ to: 'allocator', kind: 'BATCH', at }, delay));
};

/** Asks for a run at this instant, over one agent or all. */
export const requestRun = (ctx: MesosContext, agentId?: string): void => {
  const { allocator } = ctx.state.master;
  if (allocator.pending === null) ctx.runtime.because(null, () => ctx.runtime.send({ to: 'allocator', kind: 'RUN' }));
  if (agentId === undefined || allocator.pending === 'all') allocator.pending = 'all';
  else if (allocator.pending === null) allocator.pending = new Set([agentId]);
  else allocator.pending.add(agentId);
};

const changeAllocated = (
  allocator: AllocatorState,
  frameworkId: string,
  resources: readonly RoleResources[],
  change: typeof addScalars,
): void => {
  const before = allocator.allocated.get(frameworkId) ?? NO_SCALARS;
  allocator.allocated.set(frameworkId, change(before, totalScalars(resources)));
};

/** An agent joins. @param used what runs on it already, by framework */
export const addAgentResources = (
  ctx: MesosContext,
  agent: MasterAgent,
  used: ReadonlyMap<string, readonly RoleResources[]>,
): void => {
  const { allocator } = ctx.state.master;
  let free = agent.total;
  for (const [frameworkId, resources] of used) {
    free = subtractResources(free, resources);
    changeAllocated(allocator, frameworkId, resources, addScalars);
  }
  allocator.free.set(agent.id, free);
  allocator.total = addScalars(allocator.total, totalScalars(agent.spec.resources));
  requestRun(ctx, agent.id);
};

/** An agent leaves; none of it is offered any more. @param used what still runs on it, by framework */
export const removeAgentResources = (
  ctx: MesosContext,
  agent: MasterAgent,
  used: ReadonlyMap<string, readonly RoleResources[]>,
): void => {
  const { allocator } = ctx.state.master;
  for (const [frameworkId, resources] of used) changeAllocated(allocator, frameworkId, resources, subtractScalars);
  allocator.free.delete(agent.id);
  allocator.total = subtractScalars(allocator.total, totalScalars(agent.spec.resources));
  for (const filters of allocator.filters.values()) filters.delete(agent.id);
};

/** A framework subscribes, or subscribes again: what it holds already counts. */
export const addFrameworkClient = (ctx: MesosContext, frameworkId: string): void => {
  const { allocator } = ctx.state.master;
  if (!allocator.allocated.has(frameworkId)) allocator.allocated.set(frameworkId, NO_SCALARS);
  allocator.suppressed.delete(frameworkId);
  requestRun(ctx);
};

/** Gives resources back: of a declined offer, the unused part of an accepted one, an ended task or executor. */
export const recoverResources = (
  ctx: MesosContext,
  frameworkId: string,
  agentId: string,
  resources: readonly RoleResources[],
): void => {
  const { allocator } = ctx.state.master;
  const free = allocator.free.get(agentId);
  if (free === undefined || resources.length === 0) return;
  allocator.free.set(agentId, addResources(free, resources));
  changeAllocated(allocator, frameworkId, resources, subtractScalars);
  ensureBatch(ctx, millis(ctx.runtime.now() + 1));
};

/** Deletes the framework's filters and offers it everything again, at once. */
export const reviveFramework = (ctx: MesosContext, frameworkId: string): void => {
  const { allocator } = ctx.state.master;
  allocator.suppressed.delete(frameworkId);
  allocator.filters.delete(frameworkId);
  requestRun(ctx);
};

export const suppressFramework = (ctx: MesosContext, frameworkId: string): void => {
  ctx.state.master.allocator.suppressed.add(frameworkId);
};

interface Client {
  readonly frameworkId: string;
  readonly role: string;
  readonly gpus: boolean;
  readonly remote: boolean;
}

const wantingClients = (ctx: MesosContext): Client[] => {
  const { allocator, frameworks } = ctx.state.master;
  const clients: Client[] = [];
  for (const { id, info, connected } of frameworks.values()) {
    if (!connected || allocator.suppressed.has(id)) continue;
    const gpus = info.capabilities.includes('GPU_RESOURCES');
    const remote = info.capabilities.includes('REGION_AWARE');
    for (const role of info.roles) clients.push({ frameworkId: id, role, gpus, remote });
  }
  return clients;
};

/** The largest fraction of any scalar the framework holds. */
const dominantShare = (allocated: Scalars | undefined, total: Scalars): number =>
  Math.max(0, ...SCALARS.map((name) => (total[name] > 0 ? (allocated?.[name] ?? 0) / total[name] : 0)));

/** Of equal shares whoever was allocated to less often comes first, then the lower id (`sorter/drf`). */
const sortByShare = (ctx: MesosContext, clients: Client[]): void => {
  if (clients.length < 2) return;
  const { allocated, times, total } = ctx.state.master.allocator;
  const share = new Map(clients.map(({ frameworkId: id }) => [id, dominantShare(allocated.get(id), total)]));
  const shareOf = ({ frameworkId }: Client): number => share.get(frameworkId) ?? 0;
  const timesOf = ({ frameworkId }: Client): number => times.get(frameworkId) ?? 0;
  clients.sort(
    (a, b) => shareOf(a) - shareOf(b) || timesOf(a) - timesOf(b) || (a.frameworkId < b.frameworkId ? -1 : 1),
  );
};

const shuffle = <T>(items: T[], draw: () => number): T[] => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    const [a, b] = [items[i], items[j]];
    if (a !== undefined && b !== undefined) {
      items[i] = b;
      items[j] = a;
    }
  }
  return items;
};

/** Unreserved, or reserved to the role or one of its ancestors. */
export const allocatableTo = (free: readonly RoleResources[], role: string): readonly RoleResources[] => {
  const isFor = (entry: RoleResources): boolean =>
    entry.role === '*' || entry.role === role || role.startsWith(`${entry.role}/`);
  return free.every(isFor) ? free : free.filter(isFor);
};

export const isWorthOffering = (resources: readonly RoleResources[]): boolean => {
  let [cpus, mem] = [0, 0];
  for (const entry of resources) {
    cpus += entry.cpus;
    mem += entry.mem;
  }
  return cpus >= MIN_CPUS || mem >= MIN_MEM;
};

const mayUse = (ctx: MesosContext, client: Client, agent: MasterAgent): boolean => {
  if (!client.gpus && totalScalars(agent.spec.resources).gpus > 0) return false;
  const { domain } = agent.spec;
  return client.remote || domain === undefined || domain.region === ctx.state.master.region;
};

const allocate = (ctx: MesosContext, agentIds: Iterable<string>): Allocation[] => {
  const { allocator, agents } = ctx.state.master;
  const clients = wantingClients(ctx);
  if (clients.length === 0) return [];
  const candidates = [...agentIds].filter((id) => isWorthOffering(allocator.free.get(id) ?? []));
  const allocations: Allocation[] = [];
  const now = ctx.runtime.now();
  let retryAt = Infinity;
  for (const agentId of shuffle(candidates, () => ctx.runtime.draw('allocator.shuffle'))) {
    const agent = agents.get(agentId);
    if (agent === undefined || !isActive(agent)) continue;
    sortByShare(ctx, clients);
    for (const client of clients) {
      const { frameworkId, role } = client;
      const free = allocator.free.get(agentId) ?? [];
      const resources = allocatableTo(free, role);
      if (!isWorthOffering(resources) || !mayUse(ctx, client, agent)) continue;
      const blocked = filteredUntil(allocator, { frameworkId, role, agentId, resources }, now);
      if (blocked !== undefined) {
        retryAt = Math.min(retryAt, blocked);
        continue;
      }
      allocator.free.set(agentId, subtractResources(free, resources));
      changeAllocated(allocator, frameworkId, resources, addScalars);
      allocator.times.set(frameworkId, (allocator.times.get(frameworkId) ?? 0) + 1);
      allocations.push({ frameworkId, role, agentId, resources });
    }
  }
  if (retryAt < Infinity) ensureBatch(ctx, millis(retryAt));
  return allocations;
};

/** Handles a timer of the allocator; the result is what to offer now. */
export const runAllocator = (ctx: MesosContext, timer: AllocatorTimer): Allocation[] => {
  const { allocator } = ctx.state.master;
  if (timer.kind === 'BATCH') {
    if (timer.at !== allocator.batchAt) return [];
    allocator.batchAt = null;
    return allocate(ctx, allocator.free.keys());
  }
  const agentIds = allocator.pending === 'all' ? allocator.free.keys() : (allocator.pending ?? []);
  allocator.pending = null;
  return allocate(ctx, agentIds);
};
