/**
 * Offers in, ACCEPT or DECLINE out: every offer is shown to the pods that wait, several instances may come out of one
 * (Marathon `core/launcher/impl/OfferProcessorImpl`, `core/matcher/manager/impl/OfferMatcherManagerActor`).
 */
import type { Operation, Offer } from '../../../protocol/mesos/offer';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Runtime } from '../../runtime/runtime';
import type { Task } from '../instance/instance';
import { taskId } from '../instance/instance-id';
import type { KnownSpec } from '../app/pod-form';
import { isPod } from '../group/definition';
import type { InstanceTracker } from '../instance/tracker';
import { instancesOf } from '../instance/tracker-state';
import type { TrackerState } from '../instance/tracker-state';
import type { LaunchQueue } from '../launch-queue/launch-queue';
import { noteMatch, noteNoMatch } from '../launch-queue/offer-statistics';
import { standsAt } from '../matcher/constraint-stand';
import { demandOf } from '../matcher/demand';
import { matchOffer } from '../matcher/match-offer';
import type { Match } from '../matcher/match-offer';
import { countedPlacements } from '../matcher/placements';
import { DECLINE_OFFER_DURATION, EXECUTOR_LINGER, MAX_INSTANCES_PER_OFFER } from '../settings';
import { choiceOf, newTrial, noteRefusal } from './choice';
import type { Choice, Showing, Trial } from './choice';
import { buildTask } from './task-builder';
import { buildTaskGroup } from './task-group-builder';

export interface OfferProcessorContext {
  readonly tracker: InstanceTracker;
  readonly trackerState: TrackerState;
  readonly queue: LaunchQueue;
  readonly runtime: Runtime<SchedulerCall>;
  readonly frameworkId: () => string;
  readonly localRegion: () => string | null;
  readonly specOf: (id: string) => KnownSpec | undefined;
  /** Told of every launch, why it is where it is. */
  readonly onChoice: (choice: Choice) => void;
}

/** By pod id: what the batch showed so far. */
type Trials = Map<string, Trial>;

/** Instances are counted only where a constraint asks for it, once per batch. */
const trialOf = ({ trackerState }: OfferProcessorContext, trials: Trials, { pod, configVersion }: KnownSpec): Trial => {
  let trial = trials.get(pod.id);
  if (trial === undefined) {
    const instances = pod.scheduling.placement.constraints.length === 0 ? [] : instancesOf(trackerState, pod.id);
    trial = newTrial(countedPlacements(instances, configVersion));
    trials.set(pod.id, trial);
  }
  return trial;
};

const launch = (
  context: OfferProcessorContext,
  { definition, pod }: KnownSpec,
  instanceId: string,
  match: Match,
): Operation => {
  const { tracker, runtime, frameworkId } = context;
  const { incarnation: last = 0, cause } = tracker.get(instanceId) ?? {};
  const incarnation = last + 1;
  const request = { pod, instanceId, incarnation, frameworkId: frameworkId(), match };
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
  return cause === undefined ? operation : { ...operation, cause };
};

/** Whether the executor of its last incarnation, which has the same id, may still be on its way out of this agent. */
const isLingering = ({ tracker, runtime }: OfferProcessorContext, id: string, agentId: string): boolean => {
  const instance = tracker.get(id);
  return instance?.agent?.agentId === agentId && runtime.now() - instance.since < EXECUTOR_LINGER;
};

/** The next instance of a pod that may go to an agent; Mesos would drop its tasks where it lingers. */
const nextFor = (context: OfferProcessorContext, runSpecId: string, agentId: string): string | undefined => {
  for (const id of context.trackerState.scheduled.get(runSpecId) ?? [])
    if (!isLingering(context, id, agentId)) return id;
  return undefined;
};

interface Launch {
  readonly group: Operation;
  readonly rest: Offer;
}

/** An offer, what is left of it, and what was launched on it so far. */
interface Shown extends Showing {
  readonly offer: Offer;
  readonly launchedBefore: number;
}

/** Tells why: before the launch, while the instance still waits and its place counts none of it. */
const tellChoice = (
  context: OfferProcessorContext,
  { pod }: KnownSpec,
  instanceId: string,
  match: Match,
  trial: Trial,
  shown: Shown,
): void => {
  const { tracker, queue, runtime, onChoice } = context;
  const waiting = tracker.get(instanceId);
  if (waiting === undefined) return;
  const { processed, unused } = queue.statisticsOf(pod.id);
  const launched = {
    instanceId,
    runSpecId: pod.id,
    version: pod.version,
    incarnation: waiting.incarnation + 1,
    waitedSince: waiting.since,
    at: runtime.now(),
    launchedBefore: shown.launchedBefore,
    offersSeen: processed,
    offersRefused: unused,
    constraints: standsAt(match.agent, pod.scheduling.placement.constraints, trial.placements),
  };
  onChoice(choiceOf(launched, shown.offer, trial, shown));
};

/** One try of one pod on what is left of an offer. */
const tryPod = (
  context: OfferProcessorContext,
  runSpecId: string,
  shown: Shown,
  trials: Trials,
): Launch | undefined => {
  const { queue, runtime } = context;
  const { offer } = shown;
  const known = context.specOf(runSpecId);
  const instanceId = nextFor(context, runSpecId, offer.agentId);
  if (known === undefined || instanceId === undefined) return undefined;
  const trial = trialOf(context, trials, known);
  const { placements } = trial;
  const draw = (): number => runtime.draw('marathon.ports');
  const match = matchOffer(offer, demandOf(known.pod), {
    placements,
    localRegion: context.localRegion(),
    now: runtime.now(),
    draw,
  });
  const statistics = queue.statisticsOf(runSpecId);
  if (match.kind === 'no-match') {
    noteNoMatch(statistics, offer, match.reasons, runtime.now());
    noteRefusal(trial, offer, match.reasons);
    return undefined;
  }
  noteMatch(statistics, offer.agentId, runtime.now());
  tellChoice(context, known, instanceId, match, trial, shown);
  placements.add(match.agent);
  return { group: launch(context, known, instanceId, match), rest: match.rest };
};

/** A pod that matched goes to the end of the line and tries again; one that did not is out for this offer. */
const launchesOn = (
  context: OfferProcessorContext,
  offer: Offer,
  waiting: readonly string[],
  { batch, place }: Pick<Showing, 'batch' | 'place'>,
  trials: Trials,
): Operation[] => {
  const groups: Operation[] = [];
  const order = shuffled(waiting, () => context.runtime.draw('marathon.matchers'));
  const line = [...order];
  let left = offer;
  for (const runSpecId of line) {
    if (groups.length >= MAX_INSTANCES_PER_OFFER) break;
    const shown = { offer: left, batch, place, line: order, launchedBefore: groups.length };
    const launched = tryPod(context, runSpecId, shown, trials);
    if (launched === undefined) continue;
    groups.push(launched.group);
    left = launched.rest;
    line.push(runSpecId);
  }
  return groups;
};

/** How long an offer nobody used stays away: not long when a pod could use it in a moment. */
const refusalOf = (context: OfferProcessorContext, { agentId }: Offer, waiting: readonly string[]): Millis =>
  waiting.some((runSpecId) => nextFor(context, runSpecId, agentId) === undefined)
    ? EXECUTOR_LINGER
    : DECLINE_OFFER_DURATION;

/** Answers every offer of a batch: with what fits, or not at all for a while. */
export const createOfferProcessor =
  (context: OfferProcessorContext): ((offers: readonly Offer[]) => void) =>
  (offers) => {
    const { queue, runtime, trackerState } = context;
    const frameworkId = context.frameworkId();
    const trials: Trials = new Map();
    const batch = offers.length;
    let waiting = queue.wanting();
    for (const [index, offer] of offers.entries()) {
      const showing = { batch, place: index + 1 };
      const operations = waiting.length === 0 ? [] : launchesOn(context, offer, waiting, showing, trials);
      const offerIds = [offer.id];
      if (operations.length === 0) {
        const filters = { refuse: refusalOf(context, offer, waiting) };
        runtime.send({ to: 'master', kind: 'DECLINE', frameworkId, offerIds, filters });
      } else {
        const filters = { refuse: millis(0) };
        runtime.send({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters });
        waiting = waiting.filter((runSpecId) => trackerState.scheduled.has(runSpecId));
      }
    }
  };

/** Fisher–Yates; a copy. One element draws nothing. */
const shuffled = (items: readonly string[], draw: () => number): string[] => {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    const [a, b] = [result[i], result[j]];
    if (a !== undefined && b !== undefined) {
      result[i] = b;
      result[j] = a;
    }
  }
  return result;
};
