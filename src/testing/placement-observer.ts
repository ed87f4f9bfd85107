/** I6: every placement is checked against the pod's constraints, roles, resources and ports, as they were when it was made. */
import { podFormOf } from '../cluster/marathon/app/pod-form';
import type { Instance } from '../cluster/marathon/instance/instance';
import { pendingEntries } from '../cluster/runtime/event-queue';
import type { World } from '../cluster/world';
import type { PodDefinition } from '../protocol/marathon/pod';
import { isLaunch } from '../protocol/mesos/offer';
import type { LaunchOperation, Operation, Offer } from '../protocol/mesos/offer';
import { SCALARS } from '../protocol/mesos/resource-math';
import type { RoleResources } from '../protocol/mesos/resources';
import type { SchedulerCall } from '../protocol/mesos/scheduler';
import { milli } from '../protocol/units';
import type { Calm } from './calm';
import { createTokenLedger } from './launch-tokens';
import { holds, type Spot } from './constraint-rules';
import type { Observer } from './observer';

type Accept = Extract<SchedulerCall, { kind: 'ACCEPT' }>;

/** Conditions that constraints do not count: not placed, or lost. */
const UNCOUNTED: ReadonlySet<string> = new Set([
  'Scheduled',
  'Unreachable',
  'UnreachableInactive',
  'Unknown',
  'Gone',
  'Dropped',
]);

const spotOf = ({ hostname, domain, attributes }: Pick<Offer, 'hostname' | 'domain' | 'attributes'>): Spot => ({
  hostname,
  domain,
  attributes,
});

/** Which instances a constraint counts. */
type Counting = 'launched' | 'launched or bound';

const isCounted = ({ condition, version, reservation }: Instance, since: string, counting: Counting): boolean =>
  (counting === 'launched or bound' && reservation !== undefined) || (!UNCOUNTED.has(condition) && version >= since);

/** Where the pod's instances of the present configuration run, oldest first, but for those in `without`; or those that are bound to a place, too. */
export const spotsOf = (
  { state }: World,
  runSpecId: string,
  without: ReadonlySet<string>,
  counting: Counting = 'launched',
): Spot[] => {
  const { tracker, store } = state.marathon;
  const since = store.specs.get(runSpecId)?.configVersion ?? '';
  return [...(tracker.byRunSpec.get(runSpecId) ?? [])].flatMap((id) => {
    const instance = tracker.instances.get(id);
    if (instance?.agent == null || without.has(id) || !isCounted(instance, since, counting)) return [];
    const agent = state.mesos.master.agents.get(instance.agent.agentId);
    if (agent !== undefined) return [spotOf(agent.spec)];
    // Whoever is bound to an agent that is off the books takes its place all the same.
    const { host: hostname, region, zone, attributes } = instance.agent;
    return [{ hostname, domain: region === null || zone === null ? undefined : { region, zone }, attributes }];
  });
};

/** Whether a pod that names no place may go there. */
export const isLocal = (pod: PodDefinition, spot: Spot, world: World): boolean => {
  const choosy = pod.scheduling.placement.constraints.some(({ fieldName }) => /^@(region|zone)$/.test(fieldName));
  return choosy || spot.domain === undefined || spot.domain.region === world.state.mesos.master.region;
};

/** All an instance needs, by name. */
export const needOf = (pod: PodDefinition, name: (typeof SCALARS)[number]): number => {
  const own = name === 'gpus' ? 0 : pod.executorResources[name];
  const kept = pod.volumes.reduce((sum, volume) => sum + ('persistent' in volume ? volume.persistent.size : 0), 0);
  const containers = pod.containers.reduce((sum, { resources }) => sum + milli(resources[name]), 0);
  return milli(own + (name === 'disk' ? kept : 0)) + containers;
};

export const acceptedRoles = (pod: PodDefinition): readonly string[] => {
  const { acceptedResourceRoles: roles } = pod.scheduling.placement;
  return roles.length === 0 ? ['*'] : roles;
};

export const askedPorts = (pod: PodDefinition): number[] =>
  pod.containers.flatMap(({ endpoints }) => endpoints.flatMap(({ hostPort }) => hostPort ?? []));

export const isResident = (pod: PodDefinition): boolean => pod.volumes.some((volume) => 'persistent' in volume);

/** One instance's share of an offer: launched there, or reserved for. */
interface Placing {
  readonly id: string;
  readonly offer: Offer;
  readonly taken: readonly RoleResources[];
  /** Absent: it is only reserved for. */
  readonly group?: LaunchOperation;
}

const instanceOf = ({ tasks }: LaunchOperation): string => tasks[0]?.taskId.split('.').slice(0, -2).join('.') ?? '';

/** Whose the resources of a reservation are; '' for anybody's. */
export const ownerOf = ({ reservation }: RoleResources): string => reservation?.labels['marathon_task_id'] ?? '';

const placingOf = (offer: Offer, operation: Operation): Placing[] => {
  if (isLaunch(operation)) {
    const taken = [operation.executor, ...operation.tasks].flatMap(({ resources }) => resources);
    return [{ id: instanceOf(operation), offer, taken, group: operation }];
  }
  const [first] = operation.resources;
  return operation.type === 'RESERVE' && first !== undefined
    ? [{ id: ownerOf(first), offer, taken: operation.resources }]
    : [];
};

/** Whoever has volumes runs on what was reserved for it; all others on what they accept, which nobody reserved. */
const roleFaults = (pod: PodDefinition, { id, taken, group }: Placing): string[] => {
  if (group === undefined) return [];
  if (isResident(pod))
    return taken.some((entry) => ownerOf(entry) !== id) ? [`I6 ${id}: runs on what is not reserved for it`] : [];
  const strange = taken.find((entry) => !acceptedRoles(pod).includes(entry.role) || entry.reservation !== undefined);
  return strange === undefined ? [] : [`I6 ${id}: takes resources of role ${strange.role}`];
};

const resourceFaults = (pod: PodDefinition, placing: Placing): string[] => {
  const { id, taken } = placing;
  const faults = roleFaults(pod, placing);
  for (const name of SCALARS) {
    const sum = taken.reduce((total, entry) => total + entry[name], 0);
    if (sum !== needOf(pod, name)) faults.push(`I1 ${id}: takes ${sum} ${name}, needs ${needOf(pod, name)}`);
  }
  const ports = taken.flatMap((entry) =>
    entry.ports.flatMap(({ begin, end }) => Array.from({ length: end - begin + 1 }, (_, n) => begin + n)),
  );
  const asked = askedPorts(pod);
  const fixed = asked.filter((port) => port !== 0);
  if (ports.length !== asked.length || fixed.some((port) => !ports.includes(port)))
    faults.push(`I2 ${id}: asked for ports ${asked.join()}, takes ${ports.join()}`);
  return faults;
};

/** The calls this batch of offers led to: sent, not yet delivered. */
const acceptsOf = (world: World, offers: ReadonlyMap<string, Offer>): Accept[] =>
  pendingEntries(world.state.runtime).flatMap((entry) =>
    entry.kind === 'ACCEPT' && entry.offerIds.some((id) => offers.has(id)) ? [entry] : [],
  );

/** Where instances are while a batch of offers is answered, one answer after the other. */
interface Board {
  readonly world: World;
  readonly placings: readonly Placing[];
  /** By pod and counting. */
  readonly spots: Map<string, Spot[]>;
}

const isBound = ({ state }: World, id: string): boolean =>
  state.marathon.tracker.instances.get(id)?.reservation !== undefined;

const othersOn = ({ world, placings, spots }: Board, pod: PodDefinition, counting: Counting): Spot[] => {
  const key = `${pod.id} ${counting}`;
  let others = spots.get(key);
  if (others === undefined) {
    // Whoever is launched on its reservation was bound there before.
    const fresh = placings.filter(
      ({ id, group }) => counting === 'launched' || group === undefined || !isBound(world, id),
    );
    others = spotsOf(world, pod.id, new Set(fresh.map(({ id }) => id)), counting);
    spots.set(key, others);
  }
  return others;
};

const isUnderMaintenance = ({ unavailability: window }: Offer, now: number): boolean =>
  window !== undefined && now >= window.start && now < window.start + (window.duration ?? Infinity);

const placingFaults = (board: Board, placing: Placing): string[] => {
  const { world } = board;
  const { store, tracker } = world.state.marathon;
  const { id, offer, group } = placing;
  const definition = store.specs.get(tracker.instances.get(id)?.runSpecId ?? '')?.current;
  if (definition === undefined) return [`I6 ${id}: placed, but of no service`];
  const pod = podFormOf(definition);
  const others = othersOn(board, pod, group === undefined ? 'launched or bound' : 'launched');
  const spot = spotOf(offer);
  const broken = pod.scheduling.placement.constraints
    .filter((constraint) => !holds(constraint, spot, others, pod.scaling.instances))
    .map(
      ({ fieldName, operator, value }) =>
        `I6 ${id}: ${fieldName} ${operator} ${value ?? ''} does not hold at ${offer.agentId}`,
    );
  others.push(spot);
  const isDue = isUnderMaintenance(offer, world.runtime.now()) ? [`I6 ${id}: placed under maintenance`] : [];
  const remote = isLocal(pod, spot, world) ? [] : [`I6 ${id}: placed in another region`];
  const wanted = pod.containers.map(({ name }) => name).join();
  const whole =
    group === undefined || group.tasks.map(({ taskId }) => taskId.split('.').at(-2)).join() === wanted
      ? []
      : [`I4 ${id}: launched in part`];
  return [...broken, ...isDue, ...remote, ...whole, ...resourceFaults(pod, placing)];
};

/** An executor whose update, or its acknowledgement, got lost outlives its group until the update is sent again. */
const isHeldUp = ({ state }: World, message: string): boolean => {
  const executorId = /existing ExecutorInfo with same ExecutorID '(.+)'$/.exec(message)?.[1];
  return [...state.mesos.executors.values()].some(
    (executor) => executor.executorId === executorId && executor.unacknowledged.length > 0,
  );
};

export const createPlacementObserver = (calm: Calm): Observer => {
  const tokens = createTokenLedger();
  const rescinded = new Set<string>();
  /** An offer may be taken back while it is being used. */
  const isCrossed = (message: string): boolean =>
    rescinded.has(/Offer (\S+) is no longer valid/.exec(message)?.[1] ?? '');
  return (entry, world) => {
    if (entry.kind === 'RESCIND') rescinded.add(entry.offerId);
    if (entry.kind === 'UPDATE') {
      tokens.heard(entry.statuses, world);
      if (calm.since(world.runtime.now()) <= 1000) return [];
      return entry.statuses.flatMap(({ taskId, reason = '', message = '' }) =>
        reason.includes('INVALID') && !isCrossed(message) && !isHeldUp(world, message)
          ? [`I7 ${taskId}: ${message}`]
          : [],
      );
    }
    if (entry.kind !== 'OFFERS') return [];
    const offers = new Map(entry.offers.map((offer) => [offer.id, offer]));
    const placings = acceptsOf(world, offers).flatMap(({ offerIds, operations }) => {
      const offer = offers.get(offerIds[0] ?? '');
      return offer === undefined ? [] : operations.flatMap((operation) => placingOf(offer, operation));
    });
    const board: Board = { world, placings, spots: new Map() };
    return [...tokens.spent(placings.length, world), ...placings.flatMap((placing) => placingFaults(board, placing))];
  };
};
