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
import { demandOf } from '../matcher/demand';
import { matchOffer } from '../matcher/match-offer';
import type { Match } from '../matcher/match-offer';
import { wireReasons } from '../matcher/no-match-reason';
import { createPlacements, isCounted } from '../matcher/placements';
import type { Placements } from '../matcher/placements';
import { DECLINE_OFFER_DURATION, EXECUTOR_LINGER, MAX_INSTANCES_PER_OFFER } from '../settings';
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
}

/** How the instances of each pod are spread; counted once per batch of offers. */
type Spread = Map<string, Placements>;

/** Counted only where a constraint asks for it, once per batch. */
const placementsOf = (
  { trackerState }: OfferProcessorContext,
  spread: Spread,
  { pod, configVersion }: KnownSpec,
): Placements => {
  let placements = spread.get(pod.id);
  if (placements === undefined) {
    const instances = pod.scheduling.placement.constraints.length === 0 ? [] : instancesOf(trackerState, pod.id);
    const counted = instances.filter((instance) => isCounted(instance, configVersion));
    placements = createPlacements(counted.flatMap(({ agent }) => agent ?? []));
    spread.set(pod.id, placements);
  }
  return placements;
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

/** One try of one pod on what is left of an offer. */
const tryPod = (
  context: OfferProcessorContext,
  runSpecId: string,
  offer: Offer,
  spread: Spread,
): Launch | undefined => {
  const { queue, runtime } = context;
  const known = context.specOf(runSpecId);
  const instanceId = nextFor(context, runSpecId, offer.agentId);
  if (known === undefined || instanceId === undefined) return undefined;
  const placements = placementsOf(context, spread, known);
  const draw = (): number => runtime.draw('marathon.ports');
  const match = matchOffer(offer, demandOf(known.pod), {
    placements,
    localRegion: context.localRegion(),
    now: runtime.now(),
    draw,
  });
  const statistics = queue.statisticsOf(runSpecId);
  if (match.kind === 'no-match') {
    noteNoMatch(statistics, offer, wireReasons(match.reasons), runtime.now());
    return undefined;
  }
  noteMatch(statistics, offer.agentId, runtime.now());
  placements.add(match.agent);
  return { group: launch(context, known, instanceId, match), rest: match.rest };
};

/** A pod that matched goes to the end of the line and tries again; one that did not is out for this offer. */
const launchesOn = (
  context: OfferProcessorContext,
  offer: Offer,
  waiting: readonly string[],
  spread: Spread,
): Operation[] => {
  const groups: Operation[] = [];
  const line = shuffled(waiting, () => context.runtime.draw('marathon.matchers'));
  let left = offer;
  for (const runSpecId of line) {
    if (groups.length >= MAX_INSTANCES_PER_OFFER) break;
    const launched = tryPod(context, runSpecId, left, spread);
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
    const spread: Spread = new Map();
    let waiting = queue.wanting();
    for (const offer of offers) {
      const operations = waiting.length === 0 ? [] : launchesOn(context, offer, waiting, spread);
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
