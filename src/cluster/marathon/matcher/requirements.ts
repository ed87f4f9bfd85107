/**
 * The matcher's verdict spelled out for readers: every requirement, met or not, with what was asked and what is there.
 * `match-offer` alone decides what is met; here is only read off what it looked at.
 */
import type { Constraint } from '../../../protocol/marathon/pod';
import type { Offer, Unavailability } from '../../../protocol/mesos/offer';
import { SCALARS, countPorts, totalScalars } from '../../../protocol/mesos/resource-math';
import type { Scalars } from '../../../protocol/mesos/resources';
import type {
  ConstraintRequirement,
  MaintenanceRequirement,
  PortsRequirement,
  Requirement,
  ScalarRequirement,
} from '../../../protocol/simulation/requirement';
import { fromMilli } from '../../../protocol/units';
import type { Milli } from '../../../protocol/units';
import { standsAt } from './constraint-stand';
import type { ConstraintStand } from './constraint-stand';
import type { Demand } from './demand';
import { matchOffer, placeOf } from './match-offer';
import type { MatchContext } from './match-offer';
import type { NoMatchReason } from './no-match-reason';
import { available, only, rolesOf } from './resource-pool';
import type { Usable } from './resource-pool';

type ScalarName = keyof Scalars;
type Reason<Name extends NoMatchReason['reason']> = Extract<NoMatchReason, { readonly reason: Name }>;

const SCALAR_OF = {
  InsufficientCpus: 'cpus',
  InsufficientMemory: 'mem',
  InsufficientDisk: 'disk',
  InsufficientGpus: 'gpus',
} as const satisfies Partial<Record<NoMatchReason['reason'], ScalarName>>;

const scalar = (kind: ScalarName, ok: boolean, asked: Milli, there: Milli): ScalarRequirement => ({
  kind,
  ok,
  asked: fromMilli(asked),
  there: fromMilli(there),
  missing: Math.max(0, asked - there) / 1000,
});

const indexOf = (constraints: readonly Constraint[], wanted: Constraint): number =>
  constraints.findIndex(
    ({ fieldName, operator, value }) =>
      fieldName === wanted.fieldName && operator === wanted.operator && value === wanted.value,
  );

const constraintRow = (
  { constraint: { fieldName, operator, value }, value: there, placed }: ConstraintStand,
  index: number,
  ok: boolean,
): ConstraintRequirement => ({
  kind: 'constraint',
  ok,
  index,
  field: fieldName,
  operator,
  value: value ?? null,
  there,
  placed,
});

/** Constraints as they stood where an instance was launched: all of them held. */
export const heldConstraints = (stands: readonly ConstraintStand[]): ConstraintRequirement[] =>
  stands.map((stand, index) => constraintRow(stand, index, true));

const fixedPorts = ({ ports }: Demand): number[] => ports.filter((port) => port !== 0);

const missedPorts = (
  { asked, had, missing }: Reason<'InsufficientPorts'>,
  demand: Demand | undefined,
): PortsRequirement => ({
  kind: 'ports',
  ok: false,
  fixed: demand === undefined ? missing : fixedPorts(demand),
  missing,
  any: asked,
  anyThere: had,
});

const maintenanceRow = ({ start, duration }: Unavailability, ok: boolean): MaintenanceRequirement => ({
  kind: 'maintenance',
  ok,
  from: start,
  until: duration === undefined ? null : start + duration,
});

/** One refusal's reason as what was not met. */
const missedBy = (reason: NoMatchReason, demand: Demand | undefined): Requirement => {
  switch (reason.reason) {
    case 'InsufficientCpus':
    case 'InsufficientMemory':
    case 'InsufficientDisk':
    case 'InsufficientGpus':
      return scalar(SCALAR_OF[reason.reason], false, reason.asked, reason.had);
    case 'InsufficientPorts':
      return missedPorts(reason, demand);
    case 'UnfulfilledRole':
      return { kind: 'role', ok: false, asked: reason.asked, there: reason.had };
    case 'UnfulfilledConstraint': {
      const stand = { constraint: reason.asked, value: reason.had, placed: null };
      return constraintRow(stand, indexOf(demand?.constraints ?? [], reason.asked), false);
    }
    case 'DeclinedScarceResources':
      return { kind: 'scarcity', ok: false, there: fromMilli(reason.had) };
    case 'AgentMaintenance':
      return maintenanceRow(reason.had, false);
    case 'NoCorrespondingReservationFound':
      return { kind: 'reservation', ok: false, asked: null };
    case 'RemoteRegion':
      return { kind: 'region', ok: false, asked: reason.asked, there: reason.had };
    default:
      return reason satisfies never;
  }
};

/** All that a refused offer did not meet. @param demand by which constraints are numbered; undefined: nobody knows it any more */
export const missed = (reasons: readonly NoMatchReason[], demand: Demand | undefined): Requirement[] =>
  reasons.map((reason) => missedBy(reason, demand));

const portsRow = (
  offer: Offer,
  demand: Demand,
  usable: Usable,
  missing: Requirement | undefined,
): PortsRequirement[] => {
  const { ports: asked } = demand;
  if (asked.length === 0) return [];
  if (missing?.kind === 'ports') return [missing];
  const any = asked.filter((port) => port === 0).length;
  const free = offer.resources.filter(usable).reduce((sum, { ports }) => sum + countPorts(ports), 0);
  const fixed = fixedPorts(demand);
  return [{ kind: 'ports', ok: true, fixed, missing: [], any, anyThere: Math.min(any, free - fixed.length) }];
};

const regionRow = (region: string | null, demand: Demand, { localRegion }: MatchContext): Requirement[] => {
  if (localRegion === null) return [];
  const { choosesDomain: chooses } = demand;
  return [{ kind: 'region', ok: true, asked: chooses ? null : localRegion, there: region }];
};

/** Whether an instance fits an offer, and how every single requirement stands. What it asks none of is left out. */
export const judge = (
  offer: Offer,
  demand: Demand,
  context: MatchContext,
): { readonly fits: boolean; readonly requirements: readonly Requirement[] } => {
  const match = matchOffer(offer, demand, context);
  const usable = context.reserved === undefined ? demand.usable : only(context.reserved);
  const reasons = match.kind === 'no-match' ? match.reasons : [];
  const failed = missed(reasons, demand);
  const failedOf = (kind: Requirement['kind']): Requirement | undefined => failed.find((row) => row.kind === kind);
  const place = placeOf(offer);
  // By identity: the same constraint may be asked for twice.
  const broken = new Set(reasons.flatMap((each) => (each.reason === 'UnfulfilledConstraint' ? each.asked : [])));
  const { total, acceptedRoles } = demand;
  return {
    fits: match.kind === 'match',
    requirements: [
      ...SCALARS.filter((name) => total[name] > 0).map(
        (name) => failedOf(name) ?? scalar(name, true, total[name], available(offer.resources, usable, name)),
      ),
      ...portsRow(offer, demand, usable, failedOf('ports')),
      failedOf('role') ?? { kind: 'role', ok: true, asked: acceptedRoles, there: rolesOf(offer.resources) },
      ...[failedOf('region') ?? regionRow(place.region, demand, context)].flat(),
      ...[
        failedOf('maintenance') ??
          (offer.unavailability === undefined ? [] : maintenanceRow(offer.unavailability, true)),
      ].flat(),
      ...standsAt(place, demand.constraints, context.placements).map((stand, index) =>
        constraintRow(stand, index, !broken.has(stand.constraint)),
      ),
      ...(total.gpus > 0 || context.reserved !== undefined
        ? []
        : [
            failedOf('scarcity') ?? {
              kind: 'scarcity' as const,
              ok: true,
              there: fromMilli(totalScalars(offer.resources).gpus),
            },
          ]),
    ],
  };
};
