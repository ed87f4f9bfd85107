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

/** As part of a sentence. `CPUs` is no word to begin with a small letter. */
export const reasonNoun = (reason: NoMatchReason): string =>
  reasonWords[reason].replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

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

/** Marathon turned an offer down and does not say why, as it does with agents of another region. */
export const isSilent = ({ reasons }: OfferView): boolean => reasons.length === 0;

/** Fewest reasons first, then the smallest relative gap. Who knows how close those are that are turned down without a reason? */
export const byCloseness = (views: readonly OfferView[]): readonly OfferView[] => {
  const gap = (view: OfferView) => unmet(view).reduce((total, { share }) => total + 1 - (share ?? 0), 0);
  const count = (view: OfferView) => (isSilent(view) ? Infinity : view.reasons.length);
  return [...views].sort((a, b) => (count(a) === count(b) ? gap(a) - gap(b) : count(a) - count(b)));
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
  const why =
    needs.length === 0
      ? `turned down for ${closest.reasons.map(reasonNoun).join(' and ')}`
      : `short of ${needs.join(' and ')}`;
  return `no agent meets every requirement; closest: ${closest.hostname}, ${why}`;
};

const SILENCE = 'without a reason, as agents of another region are';

const silentText = (count: number): string =>
  count === 0 ? '' : `; ${count} ${count === 1 ? 'agent is' : 'agents are'} turned down ${SILENCE}`;

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
  const told = views.filter((view) => !isSilent(view));
  const silent = views.length - told.length;
  if (views.length > 0 && told.length === 0) return `every agent is turned down ${SILENCE}`;
  if (told.length > 0) {
    // What those lack that are turned down without a reason nobody knows.
    const shared = silent === 0 ? commonReason(told) : undefined;
    return shared === undefined
      ? `${mixedText(told)}${silentText(silent)}`
      : `${lacking(shared, pod)}${closestText(told, shared)}`;
  }
  const rows = item.processedOffersSummary.rejectSummaryLastOffers ?? [];
  const [worst] = rows.filter(({ declined }) => declined > 0).sort((a, b) => b.declined - a.declined);
  if (worst === undefined) return 'no agent has offered resources yet';
  return worst.declined === worst.processed
    ? lacking(worst.reason, pod)
    : `most agents are turned down for: ${reasonWords[worst.reason]}`;
};
