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
import type { LaunchTokens } from '../launch-queue/launch-tokens';
import { noteMatch, noteNoMatch } from '../launch-queue/offer-statistics';
import { standsAt } from '../matcher/constraint-stand';
import { demandOf } from '../matcher/demand';
import { matchOffer } from '../matcher/match-offer';
import type { Match, OfferMatch } from '../matcher/match-offer';
import { countedPlacements, isCounted, isCountedOrBound } from '../matcher/placements';
import type { Placements } from '../matcher/placements';
import { EXECUTOR_LINGER } from '../settings';
import { choiceOf, newTrial, noteRefusal } from './choice';
import type { Choice, Showing, Trial } from './choice';
import { reserveAndCreate } from './reservation-operations';
import { buildTask } from './task-builder';
import { buildTaskGroup } from './task-group-builder';

export interface LauncherContext {
  readonly tracker: InstanceTracker;
  readonly trackerState: TrackerState;
  readonly queue: LaunchQueue;
  readonly tokens: LaunchTokens;
  readonly runtime: Runtime<SchedulerCall>;
  readonly frameworkId: () => string;
  readonly localRegion: () => string | null;
  readonly specOf: (id: string) => KnownSpec | undefined;
  /** Told of every launch and reservation, why it is where it is. */
  readonly onChoice: (choice: Choice) => void;
}

/** By pod id: what the batch showed so far. */
export type Trials = Map<string, Trial>;

/** An offer, what is left of it, and what was made of it so far. */
export interface Shown extends Showing {
  readonly offer: Offer;
  readonly held: Held;
  readonly launchedBefore: number;
}

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

/** Instances are counted only where a constraint asks for it. */
const countPlacements = (
  { trackerState }: LauncherContext,
  { pod, configVersion }: KnownSpec,
  isIn: typeof isCounted,
  without?: string,
): Placements => {
  const instances = pod.scheduling.placement.constraints.length === 0 ? [] : instancesOf(trackerState, pod.id);
  const others = without === undefined ? instances : instances.filter(({ id }) => id !== without);
  return countedPlacements(others, configVersion, isIn);
};

/** Looks things up and counts once per batch. */
const trialOf = (context: LauncherContext, trials: Trials, runSpecId: string): Trial | undefined => {
  const begun = trials.get(runSpecId);
  if (begun !== undefined) return begun;
  const known = context.specOf(runSpecId);
  if (known === undefined) return undefined;
  const placements = countPlacements(context, known, isResident(known) ? isCountedOrBound : isCounted);
  const trial = newTrial({ known, placements, statistics: context.queue.statisticsOf(runSpecId) });
  trials.set(runSpecId, trial);
  return trial;
};

/** Of whoever is bound to its agent: the others alone, each time. */
const placementsFor = (context: LauncherContext, known: KnownSpec, candidate: Candidate, trial: Trial): Placements =>
  candidate.reserved === undefined
    ? trial.placements
    : countPlacements(context, known, isCounted, candidate.instanceId);

const launch = (
  { tracker, tokens, runtime, frameworkId }: LauncherContext,
  { definition, pod }: KnownSpec,
  instanceId: string,
  match: Match,
): Operation => {
  tokens.spend();
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
  { pod }: KnownSpec,
  offer: Offer,
  { reserved }: Candidate,
  placements: Placements,
): OfferMatch =>
  matchOffer(offer, demandOf(pod), {
    placements,
    localRegion: context.localRegion(),
    now: context.runtime.now(),
    draw: () => context.runtime.draw('marathon.ports'),
    ...(reserved !== undefined && { reserved }),
  });

/** A match, and what led to it. */
interface Taking {
  readonly candidate: Candidate;
  readonly placements: Placements;
  readonly match: Match;
}

const reservationOf = (known: KnownSpec, { reserved }: Candidate): Choice['reservation'] => {
  if (reserved !== undefined) return 'used';
  return isResident(known) ? 'made' : null;
};

/** Tells why: before anything is done, while the instance still waits and its place counts none of it. */
const tellChoice = (
  context: LauncherContext,
  { candidate, placements, match }: Taking,
  trial: Trial,
  shown: Shown,
): void => {
  const { tracker, runtime, onChoice } = context;
  const { pod } = trial.known;
  const { instanceId } = candidate;
  const waiting = tracker.get(instanceId);
  if (waiting === undefined) return;
  const { processed, unused } = trial.statistics;
  const launched = {
    instanceId,
    runSpecId: pod.id,
    version: pod.version,
    incarnation: waiting.incarnation + 1,
    waitedSince: waiting.since,
    at: runtime.now(),
    reservation: reservationOf(trial.known, candidate),
    launchedBefore: shown.launchedBefore,
    offersSeen: processed,
    offersRefused: unused,
    constraints: standsAt(match.agent, pod.scheduling.placement.constraints, placements),
  };
  onChoice(choiceOf(launched, shown.offer, trial, shown));
};

const BOUND_ELSEWHERE: OfferMatch = { kind: 'no-match', reasons: [{ reason: 'NoCorrespondingReservationFound' }] };

const tryMatch = (
  context: LauncherContext,
  candidate: Candidate | 'bound',
  trial: Trial,
  { offer }: Shown,
): Taking | undefined => {
  const { known, statistics } = trial;
  const now = context.runtime.now();
  const placements = candidate === 'bound' ? trial.placements : placementsFor(context, known, candidate, trial);
  const match = candidate === 'bound' ? BOUND_ELSEWHERE : matchFor(context, known, offer, candidate, placements);
  if (match.kind === 'no-match') {
    noteNoMatch(statistics, offer, match.reasons, now);
    noteRefusal(trial, offer, match.reasons);
  } else noteMatch(statistics, offer.agentId, now);
  return candidate === 'bound' || match.kind === 'no-match' ? undefined : { candidate, placements, match };
};

/** One try of one service on what is left of an offer. */
export const dealWith = (
  context: LauncherContext,
  runSpecId: string,
  shown: Shown,
  trials: Trials,
): Deal | undefined => {
  const next = nextFor(context, runSpecId, shown.offer.agentId, shown.held);
  const trial = next === undefined ? undefined : trialOf(context, trials, runSpecId);
  const taking = next === undefined || trial === undefined ? undefined : tryMatch(context, next, trial, shown);
  if (trial === undefined || taking === undefined) return undefined;
  tellChoice(context, taking, trial, shown);
  const { known } = trial;
  const { candidate, match } = taking;
  const { instanceId, reserved } = candidate;
  // Whoever is bound was counted all along.
  if (reserved === undefined) trial.placements.add(match.agent);
  const operations =
    reserved === undefined && isResident(known)
      ? reserve(context, known, instanceId, match)
      : [launch(context, known, instanceId, match)];
  return { operations, rest: match.rest };
};
