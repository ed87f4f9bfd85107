/**
 * Offer × pod × placed instances → a match with all it takes, or every reason why not (Marathon `mesos/ResourceMatcher`).
 * Pure but for the draw of random ports.
 */
import type { Offer } from '../../../protocol/mesos/offer';
import { addResources, totalScalars } from '../../../protocol/mesos/resource-math';
import type { RoleResources, Scalars } from '../../../protocol/mesos/resources';
import { milli } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AgentPlace } from '../instance/instance';
import { satisfies } from './constraints';
import type { Demand } from './demand';
import { fieldValue } from './field-value';
import type { NoMatchReason } from './no-match-reason';
import type { Placements } from './placements';
import { available, rolesOf, takePorts, takeScalars } from './resource-pool';
import type { PortsShort, PortsTaken } from './resource-pool';

export interface Match {
  readonly kind: 'match';
  readonly agent: AgentPlace;
  /** Of the executor: its scalars and all host ports. */
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

const shortages = (offer: Offer, demand: Demand): NoMatchReason[] =>
  SHORTAGES.flatMap(([name, reason]) => {
    const asked = demand.total[name];
    if (asked === 0) return [];
    const had = available(offer.resources, demand.acceptedRoles, name);
    return had >= asked ? [] : [{ reason, asked, had, missing: milli((asked - had) / 1000) }];
  });

const roleReasons = (offer: Offer, demand: Demand): NoMatchReason[] => {
  const had = rolesOf(offer.resources);
  return had.some((role) => demand.acceptedRoles.includes(role))
    ? []
    : [{ reason: 'UnfulfilledRole', asked: demand.acceptedRoles, had }];
};

const regionReasons = (place: AgentPlace, demand: Demand, localRegion: string | null): NoMatchReason[] => {
  const chooses = demand.constraints.some(({ fieldName }) => fieldName === '@region' || fieldName === '@zone');
  if (chooses || localRegion === null || place.region === null || place.region === localRegion) return [];
  return [{ reason: 'RemoteRegion', asked: localRegion, had: place.region }];
};

const constraintReasons = (place: AgentPlace, demand: Demand, placements: Placements): NoMatchReason[] =>
  demand.constraints
    .filter((constraint) => !satisfies(constraint, place, placements, demand.instances))
    .map((asked) => ({ reason: 'UnfulfilledConstraint', asked, had: fieldValue(asked.fieldName, place) }));

/** Marathon's maintenance mode: nothing is launched on an agent while its window is open. */
const maintenanceReasons = ({ unavailability: had }: Offer, now: Millis): NoMatchReason[] => {
  if (had === undefined || now < had.start) return [];
  const isOver = had.duration !== undefined && now >= had.start + had.duration;
  return isOver ? [] : [{ reason: 'AgentMaintenance', asked: null, had }];
};

const scarceReasons = (offer: Offer, demand: Demand): NoMatchReason[] => {
  const had = totalScalars(offer.resources).gpus;
  return demand.total.gpus === 0 && had > 0 ? [{ reason: 'DeclinedScarceResources', asked: 0, had }] : [];
};

const portReasons = (ports: PortsTaken | PortsShort): NoMatchReason[] =>
  'ports' in ports
    ? []
    : [{ reason: 'InsufficientPorts', asked: ports.wanted, had: ports.found, missing: ports.missing }];

/** Cuts a flat list of ports back into one list per container. */
const perContainer = (ports: readonly number[], asked: Demand['hostPorts']): number[][] => {
  let at = 0;
  return asked.map((own) => ports.slice(at, (at += own.length)));
};

/** Checks in Marathon's order, but keeps every reason. */
export const matchOffer = (offer: Offer, demand: Demand, context: MatchContext): OfferMatch => {
  const agent = placeOf(offer);
  const before: NoMatchReason[] = [
    ...shortages(offer, demand),
    ...roleReasons(offer, demand),
    ...regionReasons(agent, demand, context.localRegion),
    ...constraintReasons(agent, demand, context.placements),
    ...maintenanceReasons(offer, context.now),
    ...scarceReasons(offer, demand),
  ];
  const asked = demand.hostPorts.flat();
  // An offer that is refused anyway draws no ports, so that refusals never shift the ports of others.
  const ports = takePorts(offer.resources, demand.acceptedRoles, asked, before.length === 0 ? context.draw : () => 0);
  if (before.length > 0 || !('ports' in ports))
    return { kind: 'no-match', reasons: [...before, ...portReasons(ports)] };

  const executor = takeScalars(ports.left, demand.acceptedRoles, demand.executor);
  let left = executor.left;
  const containers = demand.containers.map((need) => {
    const step = takeScalars(left, demand.acceptedRoles, need);
    left = step.left;
    return step.taken;
  });
  return {
    kind: 'match',
    agent,
    executor: addResources(executor.taken, ports.taken),
    containers,
    hostPorts: perContainer(ports.ports, demand.hostPorts),
    rest: { ...offer, resources: left },
  };
};
