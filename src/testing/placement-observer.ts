/** I6: every placement is checked against the pod's constraints, roles, resources and ports, as they were when it was made. */
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { pendingEntries } from '../cluster/runtime/event-queue';
import type { World } from '../cluster/world';
import type { PodDefinition } from '../protocol/marathon/pod';
import type { Operation, Offer } from '../protocol/mesos/offer';
import { SCALARS } from '../protocol/mesos/resource-math';
import type { RoleResources } from '../protocol/mesos/resources';
import type { SchedulerCall } from '../protocol/mesos/scheduler';
import { milli } from '../protocol/units';
import type { Calm } from './calm';
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

/** Where the pod's instances of the present configuration run, oldest first, but for those in `without`. */
export const spotsOf = ({ state }: World, runSpecId: string, without: ReadonlySet<string>): Spot[] => {
  const { tracker, store } = state.marathon;
  const since = store.specs.get(runSpecId)?.configVersion ?? '';
  return [...(tracker.byRunSpec.get(runSpecId) ?? [])].flatMap((id) => {
    const instance = tracker.instances.get(id);
    if (instance?.agent == null || without.has(id) || UNCOUNTED.has(instance.condition)) return [];
    const agent = state.mesos.master.agents.get(instance.agent.agentId);
    return instance.version >= since && agent !== undefined
      ? [{ hostname: agent.spec.hostname, domain: agent.spec.domain, attributes: agent.spec.attributes }]
      : [];
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

const resourceFaults = (pod: PodDefinition, { executor, tasks }: Operation): string[] => {
  const taken: readonly RoleResources[] = [executor.resources, ...tasks.map(({ resources }) => resources)].flat();
  const faults: string[] = [];
  const strange = taken.find(({ role }) => !acceptedRoles(pod).includes(role));
  if (strange !== undefined) faults.push(`I6 ${executor.executorId}: takes resources of role ${strange.role}`);
  for (const name of SCALARS) {
    const sum = taken.reduce((total, entry) => total + entry[name], 0);
    if (sum !== needOf(pod, name))
      faults.push(`I1 ${executor.executorId}: takes ${sum} ${name}, needs ${needOf(pod, name)}`);
  }
  const ports = taken.flatMap((entry) =>
    entry.ports.flatMap(({ begin, end }) => Array.from({ length: end - begin + 1 }, (_, n) => begin + n)),
  );
  const asked = askedPorts(pod);
  const fixed = asked.filter((port) => port !== 0);
  if (ports.length !== asked.length || fixed.some((port) => !ports.includes(port)))
    faults.push(`I2 ${executor.executorId}: asked for ports ${asked.join()}, takes ${ports.join()}`);
  return faults;
};

const instanceOf = ({ tasks }: Operation): string => tasks[0]?.taskId.split('.').slice(0, -2).join('.') ?? '';

/** The calls this batch of offers led to: sent, not yet delivered. */
const acceptsOf = (world: World, offers: ReadonlyMap<string, Offer>): Accept[] =>
  pendingEntries(world.state.runtime)
    .sort((a, b) => a.seq - b.seq)
    .flatMap(({ entry }) => (entry.kind === 'ACCEPT' && entry.offerIds.some((id) => offers.has(id)) ? [entry] : []));

const launchFaults = (
  world: World,
  offer: Offer,
  group: Operation,
  placed: Map<string, Spot[]>,
  fresh: ReadonlySet<string>,
) => {
  const { store, tracker } = world.state.marathon;
  const id = instanceOf(group);
  const definition = store.specs.get(tracker.instances.get(id)?.runSpecId ?? '')?.current;
  if (definition === undefined) return [`I6 ${id}: placed, but of no service`];
  const pod = podFormOf(definition);
  const others = placed.get(pod.id) ?? spotsOf(world, pod.id, fresh);
  const spot = spotOf(offer);
  const broken = pod.scheduling.placement.constraints
    .filter((constraint) => !holds(constraint, spot, others, pod.scaling.instances))
    .map(
      ({ fieldName, operator, value }) =>
        `I6 ${id}: ${fieldName} ${operator} ${value ?? ''} does not hold at ${offer.agentId}`,
    );
  placed.set(pod.id, [...others, spot]);
  const remote = isLocal(pod, spot, world) ? [] : [`I6 ${id}: placed in another region`];
  const wanted = pod.containers.map(({ name }) => name).join();
  const whole =
    group.tasks.map(({ taskId }) => taskId.split('.').at(-2)).join() === wanted ? [] : [`I4 ${id}: launched in part`];
  return [...broken, ...remote, ...whole, ...resourceFaults(pod, group)];
};

export const createPlacementObserver =
  (calm: Calm): Observer =>
  (entry, world) => {
    // An offer may be taken back while it is being used.
    if (entry.kind === 'UPDATE' && calm.since(world.runtime.now()) > 1000)
      return entry.statuses.flatMap(({ taskId, reason = '', message = '' }) =>
        reason.includes('INVALID') ? [`I7 ${taskId}: ${message}`] : [],
      );
    if (entry.kind !== 'OFFERS') return [];
    const offers = new Map(entry.offers.map((offer) => [offer.id, offer]));
    const launches = acceptsOf(world, offers).flatMap(({ offerIds, operations }) => {
      const offer = offers.get(offerIds[0] ?? '');
      return offer === undefined ? [] : operations.map((group) => ({ offer, group }));
    });
    const fresh = new Set(launches.map(({ group }) => instanceOf(group)));
    const placed = new Map<string, Spot[]>();
    return launches.flatMap(({ offer, group }) => launchFaults(world, offer, group, placed, fresh));
  };
