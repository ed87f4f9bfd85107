/**
 * One service and what is left of one offer: launch an instance, reserve for one, or say why not
 * (Marathon `core/launcher/impl/InstanceOpFactoryImpl`).
 */
import type { Operation, Offer } from '../../../protocol/mesos/offer';
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { uuid } from '../../runtime/ids';
import type { Runtime } from '../../runtime/runtime';
import type { KnownSpec } from '../app/pod-form';
import { isPod } from '../group/definition';
import { isWaiting } from '../instance/instance';
import type { Task } from '../instance/instance';
import { taskId } from '../instance/instance-id';
import { holdsVolumes, localVolume, reservationFor } from '../instance/reservation';
import type { Held } from '../instance/reservation';
import type { InstanceTracker } from '../instance/tracker';
import { instancesOf } from '../instance/tracker-state';
import type { TrackerState } from '../instance/tracker-state';
import type { LaunchQueue } from '../launch-queue/launch-queue';
import { noteMatch, noteNoMatch } from '../launch-queue/offer-statistics';
import { demandOf } from '../matcher/demand';
import { matchOffer } from '../matcher/match-offer';
import type { Match, OfferMatch } from '../matcher/match-offer';
import { wireReasons } from '../matcher/no-match-reason';
import { createPlacements, isCounted, isCountedOrBound } from '../matcher/placements';
import type { Placements } from '../matcher/placements';
import { EXECUTOR_LINGER } from '../settings';
import { reserveAndCreate } from './reservation-operations';
import { buildTask } from './task-builder';
import { buildTaskGroup } from './task-group-builder';

export interface LauncherContext {
  readonly tracker: InstanceTracker;
  readonly trackerState: TrackerState;
  readonly queue: LaunchQueue;
  readonly runtime: Runtime<SchedulerCall>;
  readonly frameworkId: () => string;
  readonly localRegion: () => string | null;
  readonly specOf: (id: string) => KnownSpec | undefined;
}

/** How the instances of each pod are spread; counted once per batch of offers. */
export type Spread = Map<string, Placements>;

/** What one service makes of an offer for one instance, and what that leaves of the offer. */
export interface Deal {
  readonly operations: readonly Operation[];
  readonly rest: Offer;
}

/** Whether the executor of its last incarnation, which has the same id, may still be on its way out of this agent. */
const isLingering = ({ tracker, runtime }: LauncherContext, id: string, agentId: string): boolean => {
  const instance = tracker.get(id);
  return instance?.agent?.agentId === agentId && runtime.now() - instance.since < EXECUTOR_LINGER;
};

/** An instance that waits, and what the offer holds reserved for it. */
interface Candidate {
  readonly instanceId: string;
  readonly reserved?: RoleResources;
}

/** The first that waits and whose reservation is offered in full, which it is once nothing of its last incarnation is left. */
const boundHere = ({ tracker }: LauncherContext, runSpecId: string, held: Held): Candidate | undefined => {
  for (const [instanceId, reserved] of held) {
    const instance = tracker.get(instanceId);
    if (instance?.runSpecId !== runSpecId || instance.reservation === undefined || !isWaiting(instance)) continue;
    if (holdsVolumes(reserved, instance.reservation)) return { instanceId, reserved };
  }
  return undefined;
};

/**
 * The next instance of a service that may go to an agent; `bound`: all that wait are bound to reservations that are not
 * offered. Undefined: they linger there, and Mesos would drop their tasks.
 */
export const nextFor = (
  context: LauncherContext,
  runSpecId: string,
  agentId: string,
  held: Held,
): Candidate | 'bound' | undefined => {
  const here = held.size === 0 ? undefined : boundHere(context, runSpecId, held);
  if (here !== undefined) return here;
  let isBound = false;
  for (const instanceId of context.trackerState.scheduled.get(runSpecId) ?? []) {
    if (context.tracker.get(instanceId)?.reservation !== undefined) isBound = true;
    else if (!isLingering(context, instanceId, agentId)) return { instanceId };
  }
  return isBound ? 'bound' : undefined;
};

/** Whether an offer holds what an instance that waits needs. */
export const hasBoundHere = (context: LauncherContext, runSpecId: string, held: Held): boolean =>
  boundHere(context, runSpecId, held) !== undefined;

const isResident = ({ pod }: KnownSpec): boolean => demandOf(pod).volumes.length > 0;

/** Counted only where a constraint asks for it. */
const countPlacements = (
  { trackerState }: LauncherContext,
  { pod, configVersion }: KnownSpec,
  isIn: typeof isCounted,
  without?: string,
): Placements => {
  const instances = pod.scheduling.placement.constraints.length === 0 ? [] : instancesOf(trackerState, pod.id);
  const counted = instances.filter((instance) => instance.id !== without && isIn(instance, configVersion));
  return createPlacements(counted.flatMap(({ agent }) => agent ?? []));
};

/** Once per batch; of whoever is bound to its agent the others alone, each time. */
const placementsOf = (context: LauncherContext, spread: Spread, known: KnownSpec, candidate: Candidate): Placements => {
  if (candidate.reserved !== undefined) return countPlacements(context, known, isCounted, candidate.instanceId);
  let placements = spread.get(known.pod.id);
  if (placements === undefined) {
    placements = countPlacements(context, known, isResident(known) ? isCountedOrBound : isCounted);
    spread.set(known.pod.id, placements);
  }
  return placements;
};

const launch = (
  { tracker, runtime, frameworkId }: LauncherContext,
  { definition, pod }: KnownSpec,
  instanceId: string,
  match: Match,
): Operation => {
  const instance = tracker.get(instanceId);
  const incarnation = (instance?.incarnation ?? 0) + 1;
  const volumes = instance?.reservation?.volumes ?? [];
  const request = { pod, instanceId, incarnation, frameworkId: frameworkId(), match, volumes };
  const tasks = pod.containers.map((container, index): Task => ({
    id: taskId(instanceId, container.name, incarnation),
    container: container.name,
    condition: 'Provisioned',
    stagedAt: runtime.now(),
    startedAt: null,
    status: null,
    hostPorts: match.hostPorts[index] ?? [],
  }));
  const ready = isPod(definition) || definition.readinessChecks.length === 0;
  tracker.provision(instanceId, { version: pod.version, agent: match.agent, tasks, ready });
  const operation = isPod(definition) ? buildTaskGroup(request) : buildTask(definition, request);
  return instance?.cause === undefined ? operation : { ...operation, cause: instance.cause };
};

/** The instance waits on for an offer of what is reserved for it. */
const reserve = (
  { tracker, runtime, frameworkId }: LauncherContext,
  { pod }: KnownSpec,
  instanceId: string,
  match: Match,
): readonly Operation[] => {
  const wanted = demandOf(pod).volumes;
  const volumes = wanted.map(({ name }) =>
    localVolume(
      pod.id,
      name,
      uuid(() => runtime.draw('marathon.volumes')),
    ),
  );
  tracker.reserve(instanceId, {
    agent: match.agent,
    reservation: { volumes, state: 'new', since: runtime.now() },
  });
  return reserveAndCreate(match, reservationFor(frameworkId(), instanceId), wanted, volumes);
};

const matchFor = (
  context: LauncherContext,
  known: KnownSpec,
  offer: Offer,
  candidate: Candidate,
  placements: Placements,
): OfferMatch =>
  matchOffer(offer, demandOf(known.pod), {
    placements,
    localRegion: context.localRegion(),
    now: context.runtime.now(),
    draw: () => context.runtime.draw('marathon.ports'),
    ...(candidate.reserved !== undefined && { reserved: candidate.reserved }),
  });

const BOUND_ELSEWHERE: OfferMatch = { kind: 'no-match', reasons: [{ reason: 'NoCorrespondingReservationFound' }] };

/** One try of one service on what is left of an offer. */
export const dealWith = (
  context: LauncherContext,
  runSpecId: string,
  offer: Offer,
  held: Held,
  spread: Spread,
): Deal | undefined => {
  const { queue, runtime } = context;
  const known = context.specOf(runSpecId);
  const next = nextFor(context, runSpecId, offer.agentId, held);
  if (known === undefined || next === undefined) return undefined;
  const candidate = next === 'bound' ? undefined : next;
  const placements = candidate === undefined ? undefined : placementsOf(context, spread, known, candidate);
  const match =
    candidate === undefined || placements === undefined
      ? BOUND_ELSEWHERE
      : matchFor(context, known, offer, candidate, placements);
  const statistics = queue.statisticsOf(runSpecId);
  if (candidate === undefined || match.kind === 'no-match') {
    const reasons = match.kind === 'no-match' ? match.reasons : [];
    noteNoMatch(statistics, offer, wireReasons(reasons), runtime.now());
    return undefined;
  }
  noteMatch(statistics, offer.agentId, runtime.now());
  if (candidate.reserved === undefined) placements?.add(match.agent);
  const isNewResident = candidate.reserved === undefined && isResident(known);
  const operations = isNewResident
    ? reserve(context, known, candidate.instanceId, match)
    : [launch(context, known, candidate.instanceId, match)];
  return { operations, rest: match.rest };
};
