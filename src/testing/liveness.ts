/** What must come about once nobody asks for anything any more: deployments end, what fits is placed, what was removed is gone. */
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { affectedBy } from '../cluster/marathon/deployment/deployment-state';
import { isResting } from '../cluster/marathon/instance/instance';
import type { Instance } from '../cluster/marathon/instance/instance';
import { isActive } from '../cluster/mesos/master/master-state';
import type { MasterAgent } from '../cluster/mesos/master/master-state';
import type { World } from '../cluster/world';
import type { PodDefinition } from '../protocol/marathon/pod';
import { addResources, SCALARS } from '../protocol/mesos/resource-math';
import type { RoleResources } from '../protocol/mesos/resources';
import { isTerminal } from '../protocol/mesos/task';
import { holds } from './constraint-rules';
import { acceptedRoles, askedPorts, isLocal, isResident, needOf, ownerOf, spotsOf } from './placement-observer';
import { hasFaults } from './random-faults';
import { STEADY } from './random-pods';

export const isSteady = (pod: PodDefinition): boolean => pod.labels['fate'] === STEADY.fate;

const portsFit = (usable: readonly RoleResources[], asked: readonly number[]): boolean => {
  const ranges = usable.flatMap(({ ports }) => [...ports]);
  const size = ranges.reduce((sum, { begin, end }) => sum + end - begin + 1, 0);
  const held = (port: number): boolean => ranges.some(({ begin, end }) => begin <= port && port <= end);
  return size >= asked.length && asked.every((port) => port === 0 || held(port));
};

/** What an agent has that is not in use. Offered resources count as free. */
const freeOn = ({ state: { mesos } }: World, { id, offers }: MasterAgent): readonly RoleResources[] => {
  const { allocator, offers: books } = mesos.master;
  const offered = [...offers].map((offer) => books.get(offer)?.offer.resources ?? []);
  return [allocator.free.get(id) ?? [], ...offered].reduce(addResources, []);
};

/** An agent that one more instance would fit on now; undefined = none. */
const roomFor = (world: World, pod: PodDefinition): string | undefined => {
  const { master } = world.state.mesos;
  const others = spotsOf(world, pod.id, new Set(), isResident(pod) ? 'launched or bound' : 'launched');
  return [...master.agents.values()].find((agent) => {
    const { spec } = agent;
    const free = freeOn(world, agent);
    const usable = free.filter((entry) => acceptedRoles(pod).includes(entry.role) && ownerOf(entry) === '');
    const sum = (name: (typeof SCALARS)[number]): number => usable.reduce((total, entry) => total + entry[name], 0);
    return (
      isActive(agent) &&
      usable.length > 0 &&
      free.every(({ role }) => role === '*' || role === 'slave_public' || !acceptedRoles(pod).includes(role)) &&
      SCALARS.every((name) => sum(name) >= needOf(pod, name)) &&
      (needOf(pod, 'gpus') > 0 || free.every(({ role, gpus }) => gpus === 0 || role === 'kafka')) &&
      portsFit(usable, askedPorts(pod)) &&
      isLocal(pod, spec, world) &&
      pod.scheduling.placement.constraints.every((rule) => holds(rule, spec, others, pod.scaling.instances))
    );
  })?.id;
};

/** The agent on which what is reserved for an instance that waits is free now, all its volumes with it; undefined = it is not. */
const homeOf = (world: World, pod: PodDefinition, { id, agent, reservation }: Instance): string | undefined => {
  const home = world.state.mesos.master.agents.get(agent?.agentId ?? '');
  if (home === undefined || reservation === undefined) return undefined;
  const own = freeOn(world, home).find((entry) => ownerOf(entry) === id);
  const others = spotsOf(world, pod.id, new Set([id]));
  const isFree = reservation.volumes.every(({ persistenceId }) =>
    own?.volumes?.some((volume) => volume.id === persistenceId),
  );
  const isAllowed = pod.scheduling.placement.constraints.every((rule) =>
    holds(rule, home.spec, others, pod.scaling.instances),
  );
  return own !== undefined && isActive(home) && isFree && isAllowed && portsFit([own], askedPorts(pod))
    ? home.id
    : undefined;
};

const waitingInstances = ({ state }: World, runSpecId: string): Instance[] =>
  [...(state.marathon.tracker.scheduled.get(runSpecId) ?? [])].flatMap(
    (id) => state.marathon.tracker.instances.get(id) ?? [],
  );

const waitingPods = ({ state }: World): PodDefinition[] =>
  [...state.marathon.tracker.scheduled.keys()].flatMap((id) => {
    const record = state.marathon.store.specs.get(id);
    return record === undefined || record.removed ? [] : [podFormOf(record.current)];
  });

/** Tasks that run and that Marathon knows nothing of; instances that were given up and are still there. */
const leftovers = ({ state }: World): string[] => {
  const { tracker } = state.marathon;
  const known = new Set([...tracker.instances.values()].flatMap(({ tasks }) => tasks.map(({ id }) => id)));
  const orphans = [...state.mesos.master.tasks.values()].filter(
    (task) => !isTerminal(task.state) && !known.has(task.info.taskId),
  );
  // Nobody can reach those on an agent that is away, and what they keep is not given up.
  const isKept = (each: Instance): boolean =>
    isResting(each) || (each.goal === 'Stopped' && each.condition === 'Unreachable');
  const doomed = [...tracker.instances.values()].filter((each) => each.goal !== 'Running' && !isKept(each));
  const lost = [...tracker.instances.values()].flatMap(({ condition, tasks }) =>
    condition === 'Scheduled' || condition === 'Provisioned'
      ? []
      : tasks.filter(({ id, condition: own }) => own === 'Running' && !state.mesos.master.tasks.has(id)),
  );
  return [
    ...orphans.map(({ info }) => `I3 ${info.taskId}: runs, but nobody knows it`),
    ...doomed.map(({ id }) => `I9 ${id}: was given up and never goes`),
    ...lost.map(({ id }) => `I3 ${id}: is said to run and does not`),
  ];
};

/** Instances that are bound to an agent which is away. */
const isHeldUp = ({ state }: World, runSpecId: string): boolean =>
  [...(state.marathon.tracker.byRunSpec.get(runSpecId) ?? [])].some((id) => {
    const instance = state.marathon.tracker.instances.get(id);
    return instance?.reservation !== undefined && instance.condition === 'Unreachable';
  });

/** Of all its containers those have ended that could say whether it is healthy: Marathon waits for that for ever. */
const isMute = ({ state }: World, { id, containers }: PodDefinition): boolean => {
  const checked = new Set(containers.flatMap(({ name, healthCheck }) => (healthCheck === undefined ? [] : name)));
  return [...(state.marathon.tracker.byRunSpec.get(id) ?? [])].some((each) => {
    const { condition, tasks } = state.marathon.tracker.instances.get(each) ?? { condition: 'Unknown', tasks: [] };
    const said = tasks.filter(({ container }) => checked.has(container));
    return condition === 'Running' && said.length > 0 && said.every((task) => task.condition === 'Finished');
  });
};

/** Deployments that nothing holds up: their pods are steady, can tell their health, and wait neither for room nor for an agent. */
const unfinished = (world: World): string[] => {
  const { deployments, store, tracker } = world.state.marathon;
  return [...deployments.deployments.values()]
    .filter((deployment) =>
      affectedBy(deployment).every((id) => {
        const record = store.specs.get(id);
        if (record === undefined || record.removed) return true;
        const pod = podFormOf(record.current);
        return isSteady(pod) && !tracker.scheduled.has(id) && !isHeldUp(world, id) && !isMute(world, pod);
      }),
    )
    .map((deployment) => `liveness: deployment ${deployment.id} of ${affectedBy(deployment).join()} does not end`);
};

const idle = (world: World): string[] =>
  waitingPods(world).flatMap((pod) => {
    const waiting = waitingInstances(world, pod.id);
    const free = waiting.filter(({ reservation }) => reservation === undefined);
    const room = free.length === 0 ? undefined : roomFor(world, pod);
    const homes = waiting.flatMap((each) => homeOf(world, pod, each) ?? []);
    return [room ?? [], homes].flat().map((agent) => `liveness: ${pod.id} waits, though it fits on ${agent}`);
  });

/** All that would be wrong if it stayed so. */
export const pendingWork = (world: World): string[] => [...leftovers(world), ...unfinished(world), ...idle(world)];

/** Whether everything that was asked for came about. */
export const isSettled = ({ state }: World): boolean =>
  state.marathon.deployments.deployments.size === 0 &&
  state.marathon.tracker.scheduled.size === 0 &&
  state.marathon.tracker.launching.size === 0;

/** What is left of a cluster whose pods were all removed. */
export const remains = ({ state }: World): string[] => {
  const { marathon, mesos, workloads } = state;
  const counts: readonly (readonly [string, number])[] = [
    ['instances', marathon.tracker.instances.size],
    ['deployments', marathon.deployments.deployments.size],
    ['pods', marathon.store.specs.size],
    ['kills', marathon.kills.inFlight.size + marathon.kills.waiting.size],
    ['tasks', mesos.master.tasks.size],
    ['executors', mesos.executors.size],
    ['processes', workloads.processes.size],
    ['network namespaces', workloads.nets.size],
    ['cgroups', workloads.cgroups.size],
    ...[...mesos.agents.values()].flatMap((agent) => [
      [`executors of ${agent.id}`, agent.executors.size] as const,
      [`tasks of ${agent.id}`, agent.tasks.size] as const,
      [`updates of ${agent.id}`, agent.streams.size] as const,
      [
        `addresses of ${agent.id}`,
        [...agent.addresses.values()].reduce((sum, { used }) => sum + used.size, 0),
      ] as const,
    ]),
    ...[...mesos.master.agents.values()].map(({ id, used }) => [`used resources of ${id}`, used.length] as const),
    ['reservations to be freed', marathon.queue.garbage.size],
    // Of an agent that was away for long they are freed when they happen to be offered.
    ...(hasFaults(state.seed) ? [] : [...mesos.master.agents.values()]).map(
      ({ id, total }) =>
        [`reservations on ${id}`, total.filter(({ reservation }) => reservation !== undefined).length] as const,
    ),
  ];
  return counts.flatMap(([what, count]) => (count === 0 ? [] : [`I15: ${count} ${what} left of an empty cluster`]));
};
