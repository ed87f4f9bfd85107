/**
 * I8, I11: nothing is offered of an agent that was taken out, of somebody else's, to whoever wants no offers, or that was refused
 * and still is. Keeps books of its own on who was refused what.
 */
import type { ClusterEntry, World } from '../cluster/world';
import { machineOf } from '../cluster/mesos/master/machines';
import type { Machine, MasterAgent } from '../cluster/mesos/master/master-state';
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
  /** A new schedule for its machine makes refusals void. */
  readonly machine: Machine | undefined;
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

const machineAt = ({ state }: World, { spec }: MasterAgent): Machine | undefined => machineOf(state.mesos.master, spec);

/** Who was refused what. */
const createRefusals = () => {
  const rescinded = new Set<string>();
  let refusals: Refusal[] = [];
  return {
    forget: () => {
      refusals = [];
    },
    takenBack: (offerId: string) => rescinded.add(offerId),
    /** What was taken back before nobody can refuse. */
    refused(world: World, offer: Offer, lasts: number): void {
      const agent = world.state.mesos.master.agents.get(offer.agentId);
      const isTakenBack = pendingEntries(world.state.runtime).some(
        (entry) => entry.kind === 'RESCIND' && entry.offerId === offer.id,
      );
      if (agent === undefined || isTakenBack || rescinded.has(offer.id)) return;
      refusals.push({
        agent,
        machine: machineAt(world, agent),
        resources: offer.resources,
        until: world.runtime.now() + lasts,
      });
    },
    /** To be called at each run of the allocator. */
    forgetOld(world: World): void {
      const now = world.runtime.now();
      refusals = refusals.filter(({ agent, machine, until }) => until > now && machine === machineAt(world, agent));
    },
    hide: (agent: MasterAgent, offer: Offer): boolean =>
      refusals.some((each) => each.agent === agent && isCovered(offer.resources, each.resources)),
  };
};

/** Whoever asks for offers has refused nothing any more. */
const remembered = ({ state }: World, frameworkId: string): string[] => {
  const { allocator, frameworks, leading } = state.mesos.master;
  const isHeard = leading && frameworks.get(frameworkId)?.connected === true;
  return isHeard && (allocator.filters.get(frameworkId)?.size ?? 0) > 0
    ? [`I8 ${frameworkId}: asked for offers, and refusals still hold`]
    : [];
};

export const createOfferObserver = (): Observer => {
  const offers = new Map<string, Offer>();
  const refusals = createRefusals();
  let isUnwanted = false;
  let masterId = '';

  const offerFaults = (world: World, offer: Offer): string[] => {
    const { state } = world;
    const agent = state.mesos.master.agents.get(offer.agentId);
    if (agent === undefined) return [`I11 ${offer.agentId}: offered and unknown`];
    const roles = [...state.mesos.master.frameworks.values()].flatMap(({ info }) => info.roles);
    const foreign = offer.resources.find(({ role }) => role !== '*' && !roles.includes(role));
    return [
      ...agentFaults(agent),
      ...(foreign === undefined ? [] : [`I8 ${offer.id}: offers what is reserved for ${foreign.role}`]),
      ...(refusals.hide(agent, offer) ? [`I8 ${offer.id}: was refused, and still is`] : []),
      ...(isUnwanted ? [`I8 ${offer.id}: offered, and no offers are wanted`] : []),
    ];
  };

  /** What the allocator made of its run. */
  const made = (world: World): string[] => {
    refusals.forgetOld(world);
    const faults: string[] = [];
    for (const [id, { offer }] of world.state.mesos.master.offers) {
      if (offers.has(id)) continue;
      offers.set(id, offer);
      faults.push(...offerFaults(world, offer));
    }
    return faults;
  };

  const called = (world: World, entry: Extract<ClusterEntry, { readonly to: 'master' }>): void => {
    if (entry.kind === 'SUPPRESS')
      isUnwanted = world.state.mesos.master.frameworks.get(entry.frameworkId)?.connected === true;
    else if (entry.kind === 'SUBSCRIBE' || entry.kind === 'REVIVE') {
      isUnwanted = false;
      if (entry.kind === 'REVIVE') refusals.forget();
    } else if (entry.kind === 'DECLINE' && entry.filters.refuse !== 0) {
      const { refuse } = entry.filters;
      const lasts = refuse < 0 ? DEFAULT_REFUSAL : Math.max(SHORTEST_REFUSAL, refuse);
      for (const id of entry.offerIds) {
        const offer = offers.get(id);
        if (offer !== undefined) refusals.refused(world, offer, lasts);
      }
    }
  };

  return (entry, world) => {
    const { id } = world.state.mesos.master;
    if (id !== masterId) {
      // Another one knows nothing of all that.
      masterId = id;
      offers.clear();
      refusals.forget();
      isUnwanted = false;
    }
    if (entry.kind === 'RESCIND') refusals.takenBack(entry.offerId);
    else if (entry.to === 'master') called(world, entry);
    if (entry.kind === 'REVIVE') return remembered(world, entry.frameworkId);
    return entry.to === 'allocator' ? made(world) : [];
  };
};
