/** What a definition has to give up for an instance to fit one agent: a step for each reason against it. */
import type { Constraint } from '../../../protocol/marathon/pod';
import type { Offer } from '../../../protocol/mesos/offer';
import type { ScalarName } from '../../../protocol/simulation/requirement';
import { fromMilli, milli } from '../../../protocol/units';
import { accepting } from '../../marathon/matcher/demand';
import type { Demand } from '../../marathon/matcher/demand';
import { matchOffer, placeOf } from '../../marathon/matcher/match-offer';
import type { MatchContext } from '../../marathon/matcher/match-offer';
import type { NoMatchReason } from '../../marathon/matcher/no-match-reason';
import { rolesOf } from '../../marathon/matcher/resource-pool';
import { editOf, inOrder } from './definition-step';
import type { DefinitionStep } from './definition-step';
import type { Handles, Holder } from './handles';
import { ANY, relaxConstraint } from './relax-constraint';

type Cure = readonly DefinitionStep[] | undefined;

/** Devices are whole. */
const grainOf = (name: ScalarName): number => (name === 'gpus' ? 1000 : 1);

const lower = ({ name, path, written, amount, owner }: Holder, by: number): DefinitionStep => {
  const to = fromMilli(milli((amount - by) / 1000));
  return {
    edit: editOf(path, written, to),
    size: by / amount,
    says: `lower ${name}${owner} from ${written} to ${to}`,
  };
};

/** From the largest number that can give it all, else from as few as possible. */
const lowerScalar = ({ holders }: Handles, name: ScalarName, missing: number): Cure => {
  const grain = grainOf(name);
  const needed = Math.ceil(missing / grain) * grain;
  const spare = ({ amount, least }: Holder): number => Math.max(0, Math.floor((amount - least) / grain) * grain);
  const own = holders.filter((holder) => holder.name === name).toSorted((a, b) => spare(b) - spare(a));
  const alone = own.filter((holder) => spare(holder) >= needed).toSorted((a, b) => b.amount - a.amount)[0];
  if (alone !== undefined) return [lower(alone, needed)];
  const steps: DefinitionStep[] = [];
  let open = needed;
  for (const holder of own) {
    const by = Math.min(open, spare(holder));
    if (by > 0) steps.push(lower(holder, by));
    open -= by;
  }
  return open > 0 ? undefined : steps;
};

const anyRegion = (handles: Handles, constraints: readonly Constraint[]): DefinitionStep => ({
  edit: editOf(
    [...handles.constraintsPath, constraints.length],
    undefined,
    handles.write({ fieldName: '@region', operator: 'LIKE', value: ANY }),
  ),
  size: 1,
  says: 'allow any region (@region LIKE .*)',
});

const freePorts = (handles: Handles, missing: readonly number[]): Cure =>
  missing.length === 0 ? undefined : missing.flatMap((port) => handles.freePort(port));

/** Undefined: no change of the definition helps. */
const cureReason = (
  reason: NoMatchReason,
  handles: Handles,
  offer: Offer,
  demand: Demand,
  context: MatchContext,
): Cure => {
  switch (reason.reason) {
    case 'InsufficientCpus':
      return lowerScalar(handles, 'cpus', reason.missing);
    case 'InsufficientMemory':
      return lowerScalar(handles, 'mem', reason.missing);
    case 'InsufficientDisk':
      return lowerScalar(handles, 'disk', reason.missing);
    case 'InsufficientGpus':
      return lowerScalar(handles, 'gpus', reason.missing);
    case 'InsufficientPorts':
      return freePorts(handles, reason.missing);
    case 'UnfulfilledConstraint': {
      const index = demand.constraints.indexOf(reason.asked);
      return [relaxConstraint(handles, index, reason.asked, placeOf(offer), context, demand.instances)];
    }
    case 'RemoteRegion':
      return [anyRegion(handles, demand.constraints)];
    case 'UnfulfilledRole':
    case 'AgentMaintenance':
    case 'DeclinedScarceResources':
    case 'NoCorrespondingReservationFound':
      return undefined;
    default:
      return reason satisfies never;
  }
};

const acceptRoles = (
  { rolesPath, roles }: Handles,
  { acceptedRoles }: Demand,
  more: readonly string[],
): DefinitionStep => ({
  edit: editOf(rolesPath, roles, [...acceptedRoles, ...more]),
  size: more.length / acceptedRoles.length,
  says: `accept resources of role ${more.join(', ')} too`,
});

/** With the definition's roles, and with all that the agent has. Empty: nothing helps. */
export const curesFor = (offer: Offer, handles: Handles, demand: Demand, context: MatchContext): DefinitionStep[][] => {
  // Whoever reserves takes what is nobody's, whatever roles it accepts.
  const others = demand.volumes.length > 0 ? [] : rolesOf(offer.resources);
  const more = others.filter((role) => !demand.acceptedRoles.includes(role));
  return (more.length === 0 ? [[]] : [[], more]).flatMap((roles) => {
    const wider = roles.length === 0 ? demand : { ...demand, ...accepting([...demand.acceptedRoles, ...roles]) };
    const match = matchOffer(offer, wider, context);
    if (match.kind === 'match') return roles.length === 0 ? [] : [[acceptRoles(handles, demand, roles)]];
    const cures = match.reasons.map((reason) => cureReason(reason, handles, offer, wider, context));
    if (cures.includes(undefined)) return [];
    const steps = cures.flatMap((cure) => cure ?? []);
    return [inOrder(roles.length === 0 ? steps : [acceptRoles(handles, demand, roles), ...steps])];
  });
};
