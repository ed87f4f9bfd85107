/** One service and every agent of the cluster side by side: what an explanation is made from. Reads the world and changes nothing. */
import type { Millis } from '../../protocol/units';
import type { Waiting } from '../../protocol/simulation/scheduling';
import { podFormOf, type KnownSpec } from '../marathon/app/pod-form';
import { liveRecord } from '../marathon/group/run-spec-store';
import { isWaiting, type Instance } from '../marathon/instance/instance';
import { heldIn, holdsVolumes } from '../marathon/instance/reservation';
import { instancesOf } from '../marathon/instance/tracker-state';
import { delayOf } from '../marathon/launch-queue/delays';
import { demandOf, type Demand } from '../marathon/matcher/demand';
import type { MatchContext } from '../marathon/matcher/match-offer';
import { countedPlaces, createPlacements, isCounted, isCountedOrBound } from '../marathon/matcher/placements';
import { MESOS_ROLE } from '../marathon/settings';
import { prospectOf, type Client, type Promised, type Prospect } from '../mesos/master/prospect';
import { pendingEntries } from '../runtime/event-queue';
import type { Operation } from '../../protocol/mesos/offer';
import type { WorldState } from '../world';

export interface ServiceView extends KnownSpec {
  readonly now: Millis;
  readonly instances: readonly Instance[];
  readonly waiting: Waiting;
  /** Placed instances that constraints count. */
  readonly counted: number;
  /** Of one more instance. */
  readonly demand: Demand;
  readonly context: MatchContext;
  /** The one that waits and would be launched next, if all that wait are bound to agents. */
  readonly bound: Instance | null;
  readonly prospects: readonly Prospect[];
  /** Whose reserved resources Marathon is offered, besides those of nobody. */
  readonly roles: readonly string[];
  readonly frameworkId: string;
}

/** Answers of Marathon that are on their way to the master: what they take is taken. */
const promisedIn = ({ runtime }: WorldState): Promised => {
  const promised = new Map<string, readonly Operation[]>();
  for (const entry of pendingEntries(runtime))
    if (entry.kind === 'ACCEPT') for (const id of entry.offerIds) promised.set(id, entry.operations);
  return promised;
};

/** Until Marathon is subscribed: as it will be. */
const marathonIn = ({ marathon, mesos }: WorldState): Client => {
  const framework = mesos.master.frameworks.get(marathon.frameworkId);
  return { frameworkId: marathon.frameworkId, roles: framework?.info.roles ?? [MESOS_ROLE] };
};

const prospectsIn = (state: WorldState, client: Client): Prospect[] => {
  const { master } = state.mesos;
  const promised = promisedIn(state);
  return [...master.agents.values()].map((agent) => prospectOf(master, client, agent, promised, state.runtime.now));
};

const waitingOf = ({ marathon, runtime }: WorldState, known: KnownSpec, instances: readonly Instance[]): Waiting => {
  const scheduled = instances.filter(isWaiting);
  const delay = delayOf(marathon.queue.delays, known.pod, known.configVersion, runtime.now);
  const allowedAt = delay === undefined ? 0 : delay.since + delay.wait;
  return {
    count: scheduled.length,
    since: scheduled.length === 0 ? null : Math.min(...scheduled.map(({ since }) => since)),
    delayedUntil: allowedAt > runtime.now ? allowedAt : null,
  };
};

/** Only if nobody waits who could go anywhere. */
const boundIn = (instances: readonly Instance[]): Instance | null => {
  const waiting = instances.filter(isWaiting);
  const isFree = waiting.some(({ reservation }) => reservation === undefined);
  return isFree ? null : (waiting[0] ?? null);
};

/**
 * How one more instance is matched on an agent, undefined where it cannot be: what is reserved for it is not free there.
 * Whoever is bound takes only that.
 */
export const contextAt = (
  { bound, context, frameworkId }: ServiceView,
  { offer }: Prospect,
): MatchContext | undefined => {
  if (bound === null) return context;
  const reserved = heldIn(offer, frameworkId).get(bound.id);
  if (reserved === undefined || bound.reservation === undefined) return undefined;
  return holdsVolumes(reserved, bound.reservation) ? { ...context, reserved } : undefined;
};

/** What one more instance would ask, if one more were wanted: GROUP_BY shares out the wanted ones. */
export const oneMore = (demand: Demand, counted: number): Demand =>
  demand.instances > counted ? demand : { ...demand, instances: counted + 1 };

/** What waits of a service of the tree; undefined: there is no such service. */
export const waitingFor = (state: WorldState, id: string): { known: KnownSpec; waiting: Waiting } | undefined => {
  const record = liveRecord(state.marathon.store, id);
  if (record === undefined) return undefined;
  const { current: definition, configVersion } = record;
  const known = { definition, pod: podFormOf(definition), configVersion };
  return { known, waiting: waitingOf(state, known, instancesOf(state.marathon.tracker, id)) };
};

/** A service of the tree; undefined: there is none of this id. */
export const viewService = (state: WorldState, id: string): ServiceView | undefined => {
  const found = waitingFor(state, id);
  if (found === undefined) return undefined;
  const { known, waiting } = found;
  const client = marathonIn(state);
  const instances = instancesOf(state.marathon.tracker, id);
  const bound = boundIn(instances);
  const isReserving = bound === null && demandOf(known.pod).volumes.length > 0;
  const counted = instances.filter((instance) => isCounted(instance, known.configVersion)).length;
  return {
    ...known,
    now: state.runtime.now,
    instances,
    waiting,
    counted,
    demand: oneMore(demandOf(known.pod), counted),
    context: {
      placements: createPlacements(
        countedPlaces(instances, known.configVersion, isReserving ? isCountedOrBound : isCounted),
      ),
      localRegion: state.marathon.frameworkId === '' ? state.mesos.master.region : state.marathon.localRegion,
      now: state.runtime.now,
      // Any port serves to see whether there are enough.
      draw: () => 0,
    },
    bound,
    prospects: prospectsIn(state, client),
    roles: client.roles,
    frameworkId: client.frameworkId,
  };
};
