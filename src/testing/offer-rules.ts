/** Why an offer does not fit a pod, once more and by the book: every reason, worked out for comparison alone. */
import type { PodDefinition } from '../protocol/marathon/pod';
import type { NoMatchReason } from '../protocol/marathon/queue';
import type { Offer } from '../protocol/mesos/offer';
import { holds } from './constraint-rules';
import type { Spot } from './constraint-rules';
import { acceptedRoles, isResident, ownerOf } from './placement-observer';

/** Thousandths, as offers count. */
const thousandths = (value: number): number => Math.round(value * 1000);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Executor and containers together; persistent volumes are disk. */
const needsOf = ({ executorResources: executor, containers, volumes }: PodDefinition) => {
  const ofAll = (name: 'cpus' | 'mem' | 'disk' | 'gpus'): number =>
    sum(containers.map(({ resources }) => thousandths(resources[name])));
  const kept = sum(volumes.map((volume) => ('persistent' in volume ? volume.persistent.size : 0)));
  return {
    cpus: ofAll('cpus') + thousandths(executor.cpus),
    mem: ofAll('mem') + thousandths(executor.mem),
    disk: ofAll('disk') + thousandths(executor.disk + kept),
    gpus: ofAll('gpus'),
  };
};

const SCALARS = [
  ['cpus', 'InsufficientCpus'],
  ['mem', 'InsufficientMemory'],
  ['disk', 'InsufficientDisk'],
  ['gpus', 'InsufficientGpus'],
] as const;

/** Each fixed port is there, and as many others as are asked for. Ranges of one agent never overlap. */
const arePortsThere = (
  pod: PodDefinition,
  ranges: readonly { readonly begin: number; readonly end: number }[],
): boolean => {
  const asked = pod.containers.flatMap(({ endpoints }) => endpoints.flatMap(({ hostPort }) => hostPort ?? []));
  const isOffered = (port: number): boolean => ranges.some(({ begin, end }) => begin <= port && port <= end);
  return (
    asked.every((port) => port === 0 || isOffered(port)) &&
    asked.length <= sum(ranges.map(({ begin, end }) => end - begin + 1))
  );
};

export interface OfferWorld {
  /** Where its counted instances run, oldest first. */
  readonly others: readonly Spot[];
  /** Of the master; null where there are none. */
  readonly region: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** The instance that is bound to the agent; absent: it is one that can go anywhere. */
  readonly bound?: string;
}

type Entry = Offer['resources'][number];

/** What is reserved for it, if anything is; what is nobody's, if it has to reserve; else what its roles have. */
const isUsable = (entry: Entry, pod: PodDefinition, bound: string | undefined): boolean => {
  if (bound !== undefined) return ownerOf(entry) === bound;
  return isResident(pod) ? entry.role === '*' : acceptedRoles(pod).includes(entry.role) && ownerOf(entry) === '';
};

/** The agent's maintenance has begun, and is not over. */
const isMaintained = ({ unavailability: window }: Offer, now: number): boolean =>
  window !== undefined && window.start <= now && now < window.start + (window.duration ?? Infinity);

/** All reasons against it, in no order; `fits` is false also for a reason Marathon keeps to itself. */
export const judgeOffer = (offer: Offer, pod: PodDefinition, { others, region, now, bound }: OfferWorld) => {
  const { constraints } = pod.scheduling.placement;
  const isThere = (entry: Entry): boolean => entry.ports.length > 0 || SCALARS.some(([name]) => entry[name] > 0);
  const usable = offer.resources.filter((entry) => isUsable(entry, pod, bound));
  const needs = needsOf(pod);
  const reasons = new Set<NoMatchReason>();
  for (const [name, reason] of SCALARS) if (sum(usable.map((entry) => entry[name])) < needs[name]) reasons.add(reason);
  if (!usable.some(isThere)) reasons.add('UnfulfilledRole');
  if (!constraints.every((rule) => holds(rule, offer, others, pod.scaling.instances)))
    reasons.add('UnfulfilledConstraint');
  if (bound === undefined && needs.gpus === 0 && offer.resources.some(({ gpus }) => gpus > 0))
    reasons.add('DeclinedScarceResources');
  if (
    !arePortsThere(
      pod,
      usable.flatMap(({ ports }) => ports),
    )
  )
    reasons.add('InsufficientPorts');
  if (isMaintained(offer, now)) reasons.add('AgentMaintenance');
  const isChoosy = constraints.some(({ fieldName }) => fieldName === '@region' || fieldName === '@zone');
  const isFar = !isChoosy && region !== null && offer.domain !== undefined && offer.domain.region !== region;
  return { fits: reasons.size === 0 && !isFar, reasons };
};
