/** Why queued instances have no place: one sentence that names what is short and the agent that comes closest. */
import type { PodAnswer } from '../../protocol/marathon/pod';
import type { NoMatchReason, QueueItem } from '../../protocol/marathon/queue';
import { NO_MATCH_REASONS } from '../../protocol/marathon/queue';
import type { OfferView, Requirement } from './offer-requirements';
import { acceptedRoles, constraintsText, portsAsked, viewOffer } from './offer-requirements';
import type { Amounts } from './pod-totals';
import { instanceTotal } from './pod-totals';
import { resourceText } from './resource-text';

/** How a screen calls a reason Marathon gives. */
export const reasonWords: Readonly<Record<NoMatchReason, string>> = {
  UnfulfilledRole: 'Role',
  UnfulfilledConstraint: 'Constraints',
  NoCorrespondingReservationFound: 'Reserved volume',
  AgentMaintenance: 'Maintenance',
  InsufficientCpus: 'CPUs',
  InsufficientMemory: 'Memory',
  InsufficientDisk: 'Disk',
  InsufficientGpus: 'GPUs',
  InsufficientPorts: 'Ports',
  DeclinedScarceResources: 'Scarce GPUs',
};

const SCALARS: Readonly<Partial<Record<NoMatchReason, keyof Amounts>>> = {
  InsufficientCpus: 'cpus',
  InsufficientMemory: 'mem',
  InsufficientDisk: 'disk',
  InsufficientGpus: 'gpus',
};

/** What no agent has, when every one lacks it. */
const lacking = (reason: NoMatchReason, pod: PodAnswer): string => {
  const scalar = SCALARS[reason];
  if (scalar !== undefined) {
    const amount = resourceText(scalar, instanceTotal(pod)[scalar]);
    const kind = scalar === 'mem' ? ' of memory' : scalar === 'disk' ? ' of disk' : '';
    return `no agent has ${amount}${kind} free`;
  }
  switch (reason) {
    case 'UnfulfilledRole':
      return `no agent offers resources of role ${acceptedRoles(pod).join(' or ')}`;
    case 'UnfulfilledConstraint':
      return `no agent fulfils the placement constraints (${constraintsText(pod) ?? 'none known'})`;
    case 'NoCorrespondingReservationFound':
      return 'no agent offers the volume reserved for this service';
    case 'AgentMaintenance':
      return 'every agent that could take it is in maintenance';
    case 'DeclinedScarceResources':
      return 'only GPU agents are left, and they are kept for services that ask for GPUs';
    default: {
      const { fixed } = portsAsked(pod);
      return fixed.length === 0
        ? 'no agent has enough free ports'
        : `no agent has host port ${fixed.join(' and ')} free`;
    }
  }
};

const unmet = (view: OfferView): readonly Requirement[] => view.requirements.filter(({ met }) => !met);

/** Fewest reasons first, then the smallest relative gap. */
export const byCloseness = (views: readonly OfferView[]): readonly OfferView[] => {
  const gap = (view: OfferView) => unmet(view).reduce((total, { share }) => total + 1 - (share ?? 0), 0);
  return [...views].sort((a, b) => a.reasons.length - b.reasons.length || gap(a) - gap(b));
};

const closestOffer = (views: readonly OfferView[]): OfferView | undefined => byCloseness(views)[0];

/** The reason every declined offer shares, in funnel order. */
const commonReason = (views: readonly OfferView[]): NoMatchReason | undefined =>
  NO_MATCH_REASONS.find((reason) => views.every(({ reasons }) => reasons.includes(reason)));

const closestText = (views: readonly OfferView[], reason: NoMatchReason): string => {
  const scalar = SCALARS[reason];
  const closest = closestOffer(views);
  if (scalar === undefined || closest === undefined) return '';
  const offered = closest.requirements.find(({ name }) => name === scalar)?.offered;
  return offered === undefined ? '' : `; closest: ${closest.hostname} (${offered})`;
};

const mixedText = (views: readonly OfferView[]): string => {
  const closest = closestOffer(views);
  if (closest === undefined) return 'no agent fits';
  const needs = unmet(closest).map(({ name, missing }) => missing ?? REQUIREMENT_WORDS[name]);
  const lacks = needs.length === 0 ? closest.reasons.map((reason) => reasonWords[reason].toLowerCase()) : needs;
  return `no agent meets every requirement; closest: ${closest.hostname}, short of ${lacks.join(' and ')}`;
};

const REQUIREMENT_WORDS: Readonly<Record<Requirement['name'], string>> = {
  role: 'an accepted role',
  constraints: 'a fulfilled constraint',
  cpus: 'cpus',
  mem: 'memory',
  disk: 'disk',
  gpus: 'GPUs',
  ports: 'ports',
};

/** The sentence, without a capital or full stop: `no agent has 4 cpus free; closest: 10.0.1.14 (3.2)`.
 *  Falls back to the funnel where the queue was read without its offers. */
export const waitingReason = (item: QueueItem, pod: PodAnswer): string => {
  const views = (item.lastUnusedOffers ?? []).map((offer) => viewOffer(offer, pod));
  if (views.length > 0) {
    const shared = commonReason(views);
    return shared === undefined ? mixedText(views) : `${lacking(shared, pod)}${closestText(views, shared)}`;
  }
  const rows = item.processedOffersSummary.rejectSummaryLastOffers ?? [];
  const [worst] = rows.filter(({ declined }) => declined > 0).sort((a, b) => b.declined - a.declined);
  if (worst === undefined) return 'no agent has offered resources yet';
  return worst.declined === worst.processed
    ? lacking(worst.reason, pod)
    : `most agents are turned down for: ${reasonWords[worst.reason]}`;
};
