/**
 * One offer that Marathon turned down, requirement by requirement: what the pod asked for, what the offer held, what was
 * missing. Whether a requirement was met is Marathon's word (`reason`); the amounts are computed from the offer.
 */
import type { PodAnswer } from '../../protocol/marathon/pod';
import type { NoMatchReason, OfferAttribute, OfferRange, QueueOffer, UnusedOffer } from '../../protocol/marathon/queue';
import type { Amounts } from './pod-totals';
import { instanceTotal } from './pod-totals';
import { cpusText, mebibytesText, resourceText } from './resource-text';

export type RequirementName = 'role' | 'constraints' | 'cpus' | 'mem' | 'disk' | 'gpus' | 'ports';

export interface Requirement {
  readonly name: RequirementName;
  readonly met: boolean;
  /** Words, with units; "any" or "none" where nothing is asked. */
  readonly asked: string;
  readonly offered: string;
  /** How much more was needed, with its unit; only for short scalars. */
  readonly missing?: string;
  /** Offered over asked, 0 to 1; only for scalars that are asked for. */
  readonly share?: number;
}

export interface OfferView {
  readonly offerId: string;
  readonly agentId: string;
  readonly hostname: string;
  readonly at: string;
  readonly requirements: readonly Requirement[];
  readonly reasons: readonly NoMatchReason[];
}

/** DC/OS sets `*` as the default of Marathon's accepted resource roles. */
export const acceptedRoles = (pod: PodAnswer): readonly string[] => {
  const roles = pod.scheduling?.placement?.acceptedResourceRoles ?? [];
  return roles.length === 0 ? ['*'] : roles;
};

/** `hostname LIKE 10.*, @zone GROUP_BY` or undefined without constraints. */
export const constraintsText = (pod: PodAnswer): string | undefined => {
  const constraints = pod.scheduling?.placement?.constraints ?? [];
  if (constraints.length === 0) return undefined;
  return constraints
    .map(({ fieldName, operator, value }) => [fieldName, operator, value].filter(Boolean).join(' '))
    .join(', ');
};

/** Host ports the definition fixes, and how many more it takes from the offer. */
export const portsAsked = (pod: PodAnswer): { readonly fixed: readonly number[]; readonly dynamic: number } => {
  const ports = pod.containers.flatMap(({ endpoints = [] }) => endpoints.flatMap(({ hostPort }) => hostPort ?? []));
  const fixed = ports.filter((port) => port > 0);
  return { fixed, dynamic: ports.length - fixed.length };
};

const portsText = ({ fixed, dynamic }: ReturnType<typeof portsAsked>): string => {
  const any = dynamic === 0 ? [] : [`${dynamic} of any number`];
  return [...fixed.map(String), ...any].join(', ') || 'none';
};

const rangesText = (ranges: readonly OfferRange[]): string =>
  ranges.map(({ begin, end }) => (begin === end ? `${begin}` : `${begin}–${end}`)).join(', ') || 'none';

const accepted = (offer: QueueOffer, roles: readonly string[], name: string) =>
  offer.resources.filter((resource) => resource.name === name && roles.includes(resource.role));

const offeredScalar = (offer: QueueOffer, roles: readonly string[], name: keyof Amounts): number =>
  accepted(offer, roles, name).reduce((total, { scalar = 0 }) => total + Math.round(scalar * 1000), 0) / 1000;

const attributeText = ({ text, scalar, ranges, set }: OfferAttribute): string =>
  text ?? (scalar === undefined ? (ranges ? `[${rangesText(ranges)}]` : `{${(set ?? []).join(',')}}`) : String(scalar));

const fieldText = (offer: QueueOffer, field: string): string => {
  if (field === 'hostname' || field === '@hostname') return `${field} ${offer.hostname}`;
  const attribute = offer.attributes.find(({ name }) => name === field);
  if (attribute) return `${field} ${attributeText(attribute)}`;
  return field.startsWith('@') ? `${field} not told in offers` : `no ${field}`;
};

const SCALAR_REASONS = {
  cpus: 'InsufficientCpus',
  mem: 'InsufficientMemory',
  disk: 'InsufficientDisk',
  gpus: 'InsufficientGpus',
} as const satisfies Record<keyof Amounts, NoMatchReason>;

const scalarText = (name: keyof Amounts, value: number): string =>
  name === 'mem' || name === 'disk' ? mebibytesText(value) : cpusText(value);

const scalarRequirement = (
  name: keyof Amounts,
  asked: number,
  offered: number,
  reasons: readonly NoMatchReason[],
): Requirement => {
  const met = !reasons.includes(SCALAR_REASONS[name]);
  const short = Math.round((asked - offered) * 1000) / 1000;
  return {
    name,
    met,
    asked: scalarText(name, asked),
    offered: scalarText(name, offered),
    ...(asked > 0 ? { share: Math.min(1, offered / asked) } : {}),
    ...(!met && short > 0 ? { missing: resourceText(name, short) } : {}),
  };
};

const rolesIn = (offer: QueueOffer): string =>
  [...new Set(offer.resources.map(({ role }) => role))].join(', ') || 'none';

/** Everything one declined offer says about a pod. */
export const viewOffer = ({ offer, reason, timestamp }: UnusedOffer, pod: PodAnswer): OfferView => {
  const roles = acceptedRoles(pod);
  const asked = instanceTotal(pod);
  const scalar = (name: keyof Amounts) =>
    scalarRequirement(name, asked[name], offeredScalar(offer, roles, name), reason);
  const fields = [...new Set((pod.scheduling?.placement?.constraints ?? []).map(({ fieldName }) => fieldName))];
  return {
    offerId: offer.id,
    agentId: offer.agentId,
    hostname: offer.hostname,
    at: timestamp,
    reasons: reason,
    requirements: [
      { name: 'role', met: !reason.includes('UnfulfilledRole'), asked: roles.join(', '), offered: rolesIn(offer) },
      {
        name: 'constraints',
        met: !reason.includes('UnfulfilledConstraint'),
        asked: constraintsText(pod) ?? 'none',
        offered: fields.map((field) => fieldText(offer, field)).join(', ') || '–',
      },
      scalar('cpus'),
      scalar('mem'),
      scalar('disk'),
      scalar('gpus'),
      {
        name: 'ports',
        met: !reason.includes('InsufficientPorts'),
        asked: portsText(portsAsked(pod)),
        offered: rangesText(accepted(offer, roles, 'ports').flatMap(({ ranges = [] }) => ranges)),
      },
    ],
  };
};
