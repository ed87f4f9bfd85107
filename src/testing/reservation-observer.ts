/** Reservations and who they are for: each of one instance on one agent, with the volumes Marathon knows, and used by nobody else. */
import type { Instance } from '../cluster/marathon/instance/instance';
import type { ClusterEntry, World } from '../cluster/world';
import { isLaunch } from '../protocol/mesos/offer';
import type { RoleResources } from '../protocol/mesos/resources';
import type { Observer } from './observer';
import { ownerOf } from './placement-observer';

interface Place {
  readonly agentId: string;
  readonly entry: RoleResources;
}

/** All that is dynamically reserved, by the instance it is for; what goes with an agent that is to be marked gone is given up. */
const reservedFor = ({ state }: World): ReadonlyMap<string, readonly Place[]> => {
  const places = new Map<string, Place[]>();
  const lasting = [...state.mesos.master.agents.values()].filter(({ drain }) => drain?.markGone !== true);
  for (const { id: agentId, total } of lasting)
    for (const entry of total) {
      if (entry.reservation === undefined) continue;
      const owner = ownerOf(entry);
      places.set(owner, [...(places.get(owner) ?? []), { agentId, entry }]);
    }
  return places;
};

/** Once its agent told of it, a reservation is there as long as its agent is, with all its volumes. */
const boundFaults = ({ state }: World, instance: Instance, places: readonly Place[]): string[] => {
  const { id, agent, reservation, tasks } = instance;
  if (reservation === undefined || agent === null) return [];
  // What ran before may have run on another reservation, which its agent took along.
  const from = reservation.state === 'new' ? reservation.since : -Infinity;
  const wasTold = tasks.some(({ startedAt }) => startedAt !== null && startedAt >= from);
  if (!wasTold) return [];
  const here = places.find(({ agentId }) => agentId === agent.agentId);
  // What is on an agent that is away nobody can see, nor need it be on one that is to be gone.
  const home = state.mesos.master.agents.get(agent.agentId);
  if (home === undefined || home.drain?.markGone === true) return [];
  const ids = here?.entry.volumes?.map((volume) => volume.id) ?? [];
  return reservation.volumes
    .filter(({ persistenceId }) => !ids.includes(persistenceId))
    .map(({ persistenceId }) => `reservations ${id}: its volume ${persistenceId} is not on ${agent.agentId}`);
};

/** Every volume a task mounts is there, and its own. */
const mountFaults = (world: World, entry: Extract<ClusterEntry, { kind: 'RUN_TASK_GROUP' }>): string[] => {
  const { executor, tasks } = entry.group;
  const own = [executor, ...tasks].flatMap(({ resources }) => resources).flatMap(({ volumes }) => volumes ?? []);
  const mounted = tasks.flatMap(({ mounts }) =>
    mounts.flatMap(({ source }) => (source.type === 'PERSISTENT' ? source.id : [])),
  );
  const agent = world.state.mesos.agents.get(entry.agentId);
  // What does not get there does no harm.
  if (agent === undefined || agent.cut !== null || agent.process !== 'up') return [];
  const kept = agent.total.flatMap(({ volumes }) => volumes ?? []).map(({ id }) => id);
  return [
    ...mounted
      .filter((id) => own.every((volume) => volume.id !== id))
      .map((id) => `reservations ${executor.executorId}: mounts ${id}, which is not its own`),
    ...own
      .filter(({ id }) => !kept.includes(id))
      .map(({ id }) => `reservations ${executor.executorId}: ${id} is not on its agent`),
  ];
};

const allFaults = (world: World): string[] => {
  const { instances } = world.state.marathon.tracker;
  const places = reservedFor(world);
  const volumes = [...places.values()].flat().flatMap(({ entry }) => entry.volumes?.map(({ id }) => id) ?? []);
  return [
    ...[...places].filter(([, all]) => all.length > 1).map(([id]) => `reservations ${id}: on two agents`),
    ...(new Set(volumes).size === volumes.length ? [] : ['reservations: two volumes of one id']),
    ...[...instances.values()].flatMap((instance) => boundFaults(world, instance, places.get(instance.id) ?? [])),
  ];
};

const isReservation = (entry: ClusterEntry): boolean => entry.kind === 'ACCEPT' && !entry.operations.every(isLaunch);

export const createReservationObserver = (): Observer => (entry, world) => {
  if (entry.to === 'agent' && entry.kind === 'RUN_TASK_GROUP') return mountFaults(world, entry);
  return isReservation(entry) || entry.kind === 'REREGISTER_AGENT' ? allFaults(world) : [];
};
