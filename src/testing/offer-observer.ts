/**
 * I8, I11: nothing is offered of an agent that was taken out, of somebody else's, to whoever wants no offers, or that was refused
 * and still is. Keeps books of its own on who was refused what.
 */
import type { ClusterEntry, World } from '../cluster/world';
import type { MasterAgent } from '../cluster/mesos/master/master-state';
import { pendingEntries } from '../cluster/runtime/event-queue';
import type { Offer } from '../protocol/mesos/offer';
import { SCALARS } from '../protocol/mesos/resource-math';
import type { RoleResources } from '../protocol/mesos/resources';
import type { Observer } from './observer';
import { ownerOf } from './placement-observer';

const DEFAULT_REFUSAL = 5000;
const SHORTEST_REFUSAL = 1000;

/** What an agent offered and a framework did not want. One that comes back after it was lost is another agent. */
interface Refusal {
  readonly agent: MasterAgent;
  readonly resources: readonly RoleResources[];
  readonly until: number;
}

/** All of it is in what was refused. */
const isCovered = (offered: readonly RoleResources[], refused: readonly RoleResources[]): boolean =>
  offered.every((entry) => {
    const held = refused.find((each) => each.role === entry.role && ownerOf(each) === ownerOf(entry));
    return (
      held !== undefined &&
      SCALARS.every((name) => entry[name] <= held[name]) &&
      entry.ports.every(({ begin, end }) => held.ports.some((range) => range.begin <= begin && end <= range.end)) &&
      (entry.volumes ?? []).every(({ id }) => held.volumes?.some((volume) => volume.id === id) === true)
    );
  });

const agentFaults = ({ id, connected, deactivated, drain }: MasterAgent): string[] => [
  ...(connected ? [] : [`I11 ${id}: offered while it is away`]),
  ...(deactivated ? [`I11 ${id}: offered while deactivated`] : []),
  ...(drain === null ? [] : [`I11 ${id}: offered while it is drained`]),
];

export const createOfferObserver = (): Observer => {
  const offers = new Map<string, Offer>();
  const rescinded = new Set<string>();
  let refusals: Refusal[] = [];
  let isUnwanted = false;
  let masterId = '';

  const declined = (world: World, { offerIds, filters }: Extract<ClusterEntry, { kind: 'DECLINE' }>): void => {
    if (filters.refuse === 0) return;
    const lasts = filters.refuse < 0 ? DEFAULT_REFUSAL : Math.max(SHORTEST_REFUSAL, filters.refuse);
    const takenBack = pendingEntries(world.state.runtime).flatMap(({ entry }) =>
      entry.kind === 'RESCIND' ? [entry.offerId] : [],
    );
    for (const id of offerIds) {
      const offer = offers.get(id);
      const agent = world.state.mesos.master.agents.get(offer?.agentId ?? '');
      if (offer === undefined || agent === undefined || rescinded.has(id) || takenBack.includes(id)) continue;
      refusals.push({ agent, resources: offer.resources, until: world.runtime.now() + lasts });
    }
  };

  const offerFaults = ({ state, runtime }: World, offer: Offer): string[] => {
    const agent = state.mesos.master.agents.get(offer.agentId);
    if (agent === undefined) return [`I11 ${offer.agentId}: offered and unknown`];
    const roles = [...state.mesos.master.frameworks.values()].flatMap(({ info }) => info.roles);
    const foreign = offer.resources.find(({ role }) => role !== '*' && !roles.includes(role));
    const now = runtime.now();
    const isHidden = refusals.some(
      (each) => each.agent === agent && each.until > now && isCovered(offer.resources, each.resources),
    );
    return [
      ...agentFaults(agent),
      ...(foreign === undefined ? [] : [`I8 ${offer.id}: offers what is reserved for ${foreign.role}`]),
      ...(isHidden ? [`I8 ${offer.id}: was refused, and still is`] : []),
      ...(isUnwanted ? [`I8 ${offer.id}: offered, and no offers are wanted`] : []),
    ];
  };

  /** What the allocator made of its run. */
  const made = (world: World): string[] => {
    const now = world.runtime.now();
    refusals = refusals.filter(({ until }) => until > now);
    const faults: string[] = [];
    for (const [id, { offer }] of world.state.mesos.master.offers) {
      if (offers.has(id)) continue;
      offers.set(id, offer);
      faults.push(...offerFaults(world, offer));
    }
    return faults;
  };

  return (entry, world) => {
    const { master } = world.state.mesos;
    if (master.id !== masterId) {
      // Another one knows nothing of all that.
      masterId = master.id;
      offers.clear();
      refusals = [];
      isUnwanted = false;
    }
    if (entry.kind === 'RESCIND') rescinded.add(entry.offerId);
    else if (entry.kind === 'SUPPRESS') isUnwanted = master.frameworks.get(entry.frameworkId)?.connected === true;
    else if (entry.kind === 'SUBSCRIBE' || entry.kind === 'REVIVE') {
      isUnwanted = false;
      if (entry.kind === 'REVIVE') refusals = [];
    } else if (entry.kind === 'DECLINE') declined(world, entry);
    return entry.to === 'allocator' ? made(world) : [];
  };
};
