/**
 * One service and what is left of one offer: launch an instance, reserve for one, or say why not
 * (Marathon `core/launcher/impl/InstanceOpFactoryImpl`).
 */
import type { Operation, Offer } from '../../../protocol/mesos/offer';
import { uuid } from '../../runtime/ids';
import type { KnownSpec } from '../app/pod-form';
import { isPod } from '../group/definition';
import type { AgentPlace, Task } from '../instance/instance';
import { taskId } from '../instance/instance-id';
import { localVolume, reservationFor } from '../instance/reservation';
import { instancesOf } from '../instance/tracker-state';
import { countsOf, noteMatch } from '../launch-queue/offer-statistics';
import { standsAt } from '../matcher/constraint-stand';
import { demandOf } from '../matcher/demand';
import { against, matchOffer } from '../matcher/match-offer';
import type { Match, OfferMatch, UnfitOffer } from '../matcher/match-offer';
import { countedPlaces, createPlacements, isCounted, isCountedOrBound } from '../matcher/placements';
import type { NoMatchReason } from '../matcher/no-match-reason';
import type { Placements } from '../matcher/placements';
import { nextCandidate } from './candidates';
import { choiceOf } from './choice';
import type { Choice } from './choice';
import type { LauncherContext, Shown, Trials } from './launcher-context';
import { reserveAndCreate } from './reservation-operations';
import { buildTask } from './task-builder';
import { buildTaskGroup } from './task-group-builder';
import { newTrial, notePlaced, noteRefusal } from './trial';
import type { Candidate, Trial } from './trial';

/** What one service makes of an offer for one instance, and what that leaves of the offer. */
export interface Deal {
  readonly operations: readonly Operation[];
  readonly rest: Offer;
}

const isResident = ({ pod }: KnownSpec): boolean => demandOf(pod).volumes.length > 0;

/** Instances are counted only where a constraint asks for it. */
const placesOf = (
  { trackerState }: LauncherContext,
  { pod, configVersion }: KnownSpec,
  isIn: typeof isCounted,
  without?: string,
): AgentPlace[] => {
  const instances = pod.scheduling.placement.constraints.length === 0 ? [] : instancesOf(trackerState, pod.id);
  const others = without === undefined ? instances : instances.filter(({ id }) => id !== without);
  return countedPlaces(others, configVersion, isIn);
};

/** Looks things up and counts once per batch. */
export const trialOf = (context: LauncherContext, trials: Trials, runSpecId: string): Trial | undefined => {
  const begun = trials.get(runSpecId);
  if (begun !== undefined) return begun;
  const known = context.specOf(runSpecId);
  if (known === undefined) return undefined;
  const places = placesOf(context, known, isResident(known) ? isCountedOrBound : isCounted);
  const trial = newTrial(known, context.queue.statisticsOf(runSpecId), places);
  trials.set(runSpecId, trial);
  return trial;
};

/** Of whoever is bound to its agent: the others alone, each time. */
const placementsFor = (context: LauncherContext, known: KnownSpec, candidate: Candidate, trial: Trial): Placements =>
  candidate.reserved === undefined
    ? trial.placements
    : createPlacements(placesOf(context, known, isCounted, candidate.instanceId));

const launch = (
  { tracker, runtime, frameworkId }: LauncherContext,
  { definition, pod }: KnownSpec,
  instanceId: string,
  match: Match,
): Operation => {
  const instance = tracker.get(instanceId);
  const incarnation = (instance?.incarnation ?? 0) + 1;
  const volumes = instance?.reservation?.volumes ?? [];
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
  const request = { pod, instanceId, tasks, frameworkId: frameworkId(), match, volumes };
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
  { offer, findings }: Shown,
  { reserved }: Candidate,
  placements: Placements,
): OfferMatch =>
  matchOffer(offer, demandOf(pod), {
    placements,
    localRegion: context.localRegion(),
    now: context.runtime.now(),
    draw: context.drawPort,
    findings,
    ...(reserved !== undefined && { reserved }),
  });

/** What speaks against what is left of the offer, constraints aside, for whoever is bound to nothing. */
const shortageFor = (
  { localRegion, runtime }: LauncherContext,
  { demand }: Trial,
  { offer, findings }: Shown,
): UnfitOffer | null =>
  against(offer, demand, demand.usable, { localRegion: localRegion(), now: runtime.now(), findings });

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
  const { processed, unused } = countsOf(trial.statistics);
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

const BOUND_ELSEWHERE: readonly NoMatchReason[] = [{ reason: 'NoCorrespondingReservationFound' }];

const tryMatch = (
  context: LauncherContext,
  candidate: Candidate | 'bound',
  trial: Trial,
  shown: Shown,
): Taking | undefined => {
  const { known, statistics } = trial;
  const { offer } = shown;
  const at = context.runtime.now();
  if (candidate === 'bound') {
    noteRefusal(trial, { offer, reasons: BOUND_ELSEWHERE, at }, true);
    return undefined;
  }
  const short = candidate.reserved === undefined ? shortageFor(context, trial, shown) : null;
  if (short !== null) {
    noteRefusal(trial, short, false);
    return undefined;
  }
  const placements = placementsFor(context, known, candidate, trial);
  const match = matchFor(context, known, shown, candidate, placements);
  if (match.kind === 'no-match') {
    noteRefusal(trial, { offer, reasons: match.reasons, at }, true);
    return undefined;
  }
  noteMatch(statistics, offer.agentId, at);
  return { candidate, placements, match };
};

/** What one service makes of what is left of an offer: undefined: it does not fit, `lingering`: not just now. */
export const dealWith = (
  context: LauncherContext,
  runSpecId: string,
  shown: Shown,
  trials: Trials,
): Deal | 'lingering' | undefined => {
  const trial = trialOf(context, trials, runSpecId);
  if (trial === undefined) return undefined;
  const next = nextCandidate(context, trial, shown);
  if (next === undefined) return 'lingering';
  const taking = tryMatch(context, next, trial, shown);
  if (taking === undefined) return undefined;
  tellChoice(context, taking, trial, shown);
  const { known } = trial;
  const { candidate, match } = taking;
  const { instanceId, reserved } = candidate;
  // Whoever is bound was counted all along.
  if (reserved === undefined) notePlaced(trial, match.agent);
  trial.next = undefined;
  context.tokens.spend();
  const operations =
    reserved === undefined && isResident(known)
      ? reserve(context, known, instanceId, match)
      : [launch(context, known, instanceId, match)];
  return { operations, rest: match.rest };
};
