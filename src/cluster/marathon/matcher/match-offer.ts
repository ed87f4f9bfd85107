/**
 * Offer × pod × placed instances → a match with all it takes, or every reason why not (Marathon `mesos/ResourceMatcher`).
 * Pure but for the draw of random ports.
 */
import type { Offer } from '../../../protocol/mesos/offer';
import { NO_SCALARS, addResources, addScalars, totalScalars } from '../../../protocol/mesos/resource-math';
import type { RoleResources, Scalars } from '../../../protocol/mesos/resources';
import { milli } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentPlace } from '../instance/instance';
import { satisfies } from './constraints';
import type { Demand } from './demand';
import { fieldValue } from './field-value';
import type { NoMatchReason } from './no-match-reason';
import type { Placements } from './placements';
import { available, holdsAnything, only, takePorts, takeScalars, takeVolumes } from './resource-pool';
import type { PortsShort, PortsTaken, Usable } from './resource-pool';

export interface Match {
  readonly kind: 'match';
  readonly agent: AgentPlace;
  /** Of the executor: its scalars, all host ports, and the volumes. */
  readonly executor: readonly RoleResources[];
  /** Per container, in order. */
  readonly containers: readonly (readonly RoleResources[])[];
  /** Per container: allocated host ports of the endpoints that ask for one, in order. */
  readonly hostPorts: readonly (readonly number[])[];
  /** What is left of the offer. */
  readonly rest: Offer;
}

export type OfferMatch = Match | { readonly kind: 'no-match'; readonly reasons: readonly NoMatchReason[] };

export interface MatchContext {
  readonly placements: Placements;
  /** The master's region; offers from elsewhere are for pods that ask for a region or zone. Null where there are no regions. */
  readonly localRegion: string | null;
  readonly now: Millis;
  /** A number in [0, 1), for random host ports. */
  readonly draw: () => number;
  /** What the offer holds reserved for the instance to be launched: it takes all of that and nothing else. */
  readonly reserved?: RoleResources;
}

const SHORTAGES = [
  ['cpus', 'InsufficientCpus'],
  ['mem', 'InsufficientMemory'],
  ['disk', 'InsufficientDisk'],
  ['gpus', 'InsufficientGpus'],
] as const satisfies readonly (readonly [keyof Scalars, string])[];

/** The agent of an offer as constraints and statuses see it. */
export const placeOf = (offer: Offer): AgentPlace => ({
  agentId: offer.agentId,
  host: offer.hostname,
  region: offer.domain?.region ?? null,
  zone: offer.domain?.zone ?? null,
  attributes: offer.attributes,
});

/** Where reasons are put: most questions have none to add. */
type Reasons = NoMatchReason[];

const addShortages = (reasons: Reasons, offer: Offer, demand: Demand, usable: Usable): void => {
  for (const [name, reason] of SHORTAGES) {
    const asked = demand.total[name];
    if (asked === 0) continue;
    const had = available(offer.resources, usable, name);
    if (had < asked) reasons.push({ reason, asked, had, missing: milli((asked - had) / 1000) });
  }
};

const addRole = (reasons: Reasons, offer: Offer, demand: Demand, usable: Usable): void => {
  if (offer.resources.some((entry) => usable(entry) && holdsAnything(entry))) return;
  const had = offer.resources.filter(holdsAnything).map(({ role }) => role);
  reasons.push({ reason: 'UnfulfilledRole', asked: demand.acceptedRoles, had });
};

const addRegion = (reasons: Reasons, { region }: AgentPlace, demand: Demand, localRegion: string | null): void => {
  if (localRegion === null || region === null || region === localRegion || demand.choosesDomain) return;
  reasons.push({ reason: 'RemoteRegion', asked: localRegion, had: region });
};

const addConstraints = (reasons: Reasons, place: AgentPlace, demand: Demand, placements: Placements): void => {
  for (const asked of demand.constraints)
    if (!satisfies(asked, place, placements, demand.instances))
      reasons.push({ reason: 'UnfulfilledConstraint', asked, had: fieldValue(asked.fieldName, place) });
};

/** Marathon's maintenance mode: nothing is launched on an agent while its window is open. */
const addMaintenance = (reasons: Reasons, { unavailability: had }: Offer, now: Millis): void => {
  if (had === undefined || now < had.start) return;
  const isOver = had.duration !== undefined && now >= had.start + had.duration;
  if (!isOver) reasons.push({ reason: 'AgentMaintenance', asked: null, had });
};

const addScarce = (reasons: Reasons, offer: Offer, demand: Demand): void => {
  if (demand.total.gpus > 0 || offer.resources.every(({ gpus }) => gpus === 0)) return;
  reasons.push({ reason: 'DeclinedScarceResources', asked: 0, had: totalScalars(offer.resources).gpus });
};

const portReasons = (ports: PortsTaken | PortsShort): NoMatchReason[] =>
  'ports' in ports
    ? []
    : [{ reason: 'InsufficientPorts', asked: ports.wanted, had: ports.found, missing: ports.missing }];

/** With the disk of volumes to be: of whoever launches on a reservation they are there already. */
const executorNeed = ({ executor, volumes }: Demand, { reserved }: MatchContext): Scalars =>
  reserved === undefined
    ? volumes.reduce<Scalars>((sum, { size }) => addScalars(sum, { ...NO_SCALARS, disk: size }), executor)
    : executor;

/** Cuts a flat list of ports back into one list per container. */
const perContainer = (ports: readonly number[], asked: Demand['hostPorts']): number[][] => {
  let at = 0;
  return asked.map((own) => ports.slice(at, (at += own.length)));
};

/** All reasons against an offer but for those about ports. */
const reasonsBeforePorts = (
  offer: Offer,
  demand: Demand,
  agent: AgentPlace,
  usable: Usable,
  { placements, localRegion, now, reserved }: MatchContext,
): readonly NoMatchReason[] => {
  const reasons: Reasons = [];
  addShortages(reasons, offer, demand, usable);
  addRole(reasons, offer, demand, usable);
  addRegion(reasons, agent, demand, localRegion);
  addConstraints(reasons, agent, demand, placements);
  addMaintenance(reasons, offer, now);
  // Whoever is bound to an agent cannot spare it.
  if (reserved === undefined) addScarce(reasons, offer, demand);
  return reasons;
};

/** Checks in Marathon's order, but keeps every reason. */
export const matchOffer = (offer: Offer, demand: Demand, context: MatchContext): OfferMatch => {
  const { reserved } = context;
  const agent = placeOf(offer);
  const usable = reserved === undefined ? demand.usable : only(reserved);
  const before = reasonsBeforePorts(offer, demand, agent, usable, context);
  // An offer that is refused anyway draws no ports, so that refusals never shift the ports of others.
  const ports = takePorts(offer.resources, usable, demand.ports, before.length === 0 ? context.draw : () => 0);
  if (before.length > 0 || !('ports' in ports))
    return { kind: 'no-match', reasons: [...before, ...portReasons(ports)] };

  const volumes = reserved === undefined ? { taken: [], left: ports.left } : takeVolumes(ports.left, usable);
  const executor = takeScalars(volumes.left, usable, executorNeed(demand, context));
  let left = executor.left;
  const containers = demand.containers.map((need) => {
    const step = takeScalars(left, usable, need);
    left = step.left;
    return step.taken;
  });
  return {
    kind: 'match',
    agent,
    executor: addResources(addResources(executor.taken, volumes.taken), ports.taken),
    containers,
    hostPorts: perContainer(ports.ports, demand.hostPorts),
    rest: { ...offer, resources: left },
  };
};
