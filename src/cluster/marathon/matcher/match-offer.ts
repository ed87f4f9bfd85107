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

/** An offer that did not fit. */
export interface UnfitOffer {
  readonly offer: Offer;
  /** All of them, with what was asked and what was there. */
  readonly reasons: readonly NoMatchReason[];
  readonly at: Millis;
}

/** What is found out about an offer once, however many services ask: none of it depends on who asks. */
export interface Findings {
  readonly place: AgentPlace;
  /** By wish (see `Demand`): what speaks against the offer, constraints aside; null: nothing does. */
  readonly against: Map<string, UnfitOffer | null>;
}

export interface MatchContext {
  readonly placements: Placements;
  /** The master's region; offers from elsewhere are for pods that ask for a region or zone. Null where there are no regions. */
  readonly localRegion: string | null;
  readonly now: Millis;
  /** A number in [0, 1), for random host ports. */
  readonly draw: () => number;
  /** What the offer holds reserved for the instance to be launched: it takes all of that and nothing else. */
  readonly reserved?: RoleResources;
  /** What was found out about this very offer at this very time; more is put there. */
  readonly findings?: Findings;
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

export const newFindings = (offer: Offer): Findings => ({ place: placeOf(offer), against: new Map() });

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

const addRegion = (reasons: Reasons, { domain }: Offer, demand: Demand, localRegion: string | null): void => {
  const region = domain?.region;
  if (localRegion === null || region === undefined || region === localRegion || demand.choosesDomain) return;
  reasons.push({ reason: 'RemoteRegion', asked: localRegion, had: region });
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

const addPorts = (reasons: Reasons, ports: PortsTaken | PortsShort): void => {
  if ('ports' in ports) return;
  reasons.push({ reason: 'InsufficientPorts', asked: ports.wanted, had: ports.found, missing: ports.missing });
};

/** With the disk of volumes to be: of whoever launches on a reservation they are there already. */
const executorNeed = ({ executor, volumes }: Demand, { reserved }: MatchContext): Scalars =>
  reserved === undefined
    ? volumes.reduce<Scalars>((sum, { size }) => addScalars(sum, { ...NO_SCALARS, disk: size }), executor)
    : executor;

/** Cuts a flat list of ports back into one list per container. */
const perContainer = (ports: readonly number[], asked: Demand['hostPorts']): Match['hostPorts'] => {
  let at = 0;
  // Most ask for none: they share the list that says so.
  return asked.map((own) => (own.length === 0 ? own : ports.slice(at, (at += own.length))));
};

const findAgainst = (
  offer: Offer,
  demand: Demand,
  usable: Usable,
  { localRegion, now, reserved }: Pick<MatchContext, 'localRegion' | 'now' | 'reserved'>,
): UnfitOffer | null => {
  const reasons: Reasons = [];
  addShortages(reasons, offer, demand, usable);
  addRole(reasons, offer, demand, usable);
  addRegion(reasons, offer, demand, localRegion);
  addMaintenance(reasons, offer, now);
  // Whoever is bound to an agent cannot spare it.
  if (reserved === undefined) addScarce(reasons, offer, demand);
  // Only whoever takes ports draws them, so that refusals never shift the ports of others.
  addPorts(
    reasons,
    takePorts(offer.resources, usable, demand.ports, () => 0),
  );
  return reasons.length === 0 ? null : { offer, reasons, at: now };
};

/** What speaks against an offer, constraints aside: the same for all that wish for the same. Null: nothing does. */
export const against = (
  offer: Offer,
  demand: Demand,
  usable: Usable,
  context: Pick<MatchContext, 'localRegion' | 'now' | 'reserved' | 'findings'>,
): UnfitOffer | null => {
  const { reserved, findings } = context;
  if (findings === undefined || reserved !== undefined) return findAgainst(offer, demand, usable, context);
  let found = findings.against.get(demand.wish);
  if (found === undefined) {
    found = findAgainst(offer, demand, usable, context);
    findings.against.set(demand.wish, found);
  }
  return found;
};

/** `reasons`, and the constraints that are not met. */
export const withConstraints = (
  reasons: readonly NoMatchReason[],
  place: AgentPlace,
  { constraints, instances }: Pick<Demand, 'constraints' | 'instances'>,
  placements: Placements,
): readonly NoMatchReason[] => {
  let all = reasons;
  for (const asked of constraints) {
    if (satisfies(asked, place, placements, instances)) continue;
    all = [...all, { reason: 'UnfulfilledConstraint', asked, had: fieldValue(asked.fieldName, place) }];
  }
  return all;
};

/** All an instance takes of an offer that nothing speaks against. */
const takeAll = (offer: Offer, demand: Demand, agent: AgentPlace, usable: Usable, context: MatchContext): Match => {
  const { reserved, draw } = context;
  const ports = takePorts(offer.resources, usable, demand.ports, draw);
  if (!('ports' in ports)) throw new Error('ports were found and are gone');
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

/** Checks everything, in Marathon's order but for constraints, which come last: every reason is kept. */
export const matchOffer = (offer: Offer, demand: Demand, context: MatchContext): OfferMatch => {
  const { reserved, findings, placements } = context;
  const place = findings === undefined ? placeOf(offer) : findings.place;
  const usable = reserved === undefined ? demand.usable : only(reserved);
  const reasons = withConstraints(against(offer, demand, usable, context)?.reasons ?? [], place, demand, placements);
  return reasons.length > 0 ? { kind: 'no-match', reasons } : takeAll(offer, demand, place, usable, context);
};
