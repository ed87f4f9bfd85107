/** What an agent has for a framework, whether it is free or out as an offer, and whether it gets there: the allocator's own rules, asked without allocating. */
import { isLaunch } from '../../../protocol/mesos/offer';
import type { Offer, Operation } from '../../../protocol/mesos/offer';
import { addResources, subtractResources } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { Millis } from '../../../protocol/units';
import { allocatableTo, isWorthOffering } from './allocator';
import { filteredUntil } from './filters';
import { machineOf } from './machines';
import { isActive } from './master-state';
import type { MasterAgent, MasterState } from './master-state';
import { conversionOf, convert } from './reservations';

export interface Prospect {
  readonly agent: MasterAgent;
  /** All it could be offered, in one offer that was never made; its id is empty. */
  readonly offer: Offer;
  readonly isOpen: boolean;
  /** An offer is out, whatever answer to it is on its way. */
  readonly isOffered: boolean;
  readonly isSuppressed: boolean;
  readonly isWorthOffering: boolean;
  /** Until when a refusal hides it; null: none does. */
  readonly filteredUntil: Millis | null;
}

/** What answers to offers take that did not reach the master yet, by id of the offer. */
export type Promised = ReadonlyMap<string, readonly Operation[]>;

const NOTHING: readonly RoleResources[] = [];

/** What is left of an offer once the operations are done, if none is refused. */
const leftBy = (resources: readonly RoleResources[], operations: readonly Operation[]): readonly RoleResources[] =>
  operations.reduce(
    (left, operation) =>
      isLaunch(operation)
        ? [operation.executor, ...operation.tasks].reduce(
            (rest, taker) => subtractResources(rest, taker.resources),
            left,
          )
        : convert(left, conversionOf(operation)),
    resources,
  );

/** Who would be offered it; its id is empty while it did not subscribe. */
export interface Client {
  readonly frameworkId: string;
  readonly roles: readonly string[];
}

export const prospectOf = (
  master: MasterState,
  { frameworkId, roles }: Client,
  agent: MasterAgent,
  promised: Promised,
  now: Millis,
): Prospect => {
  const { allocator, offers } = master;
  const allocatable = (resources: readonly RoleResources[]): readonly RoleResources[] =>
    resources.filter((entry) => roles.some((role) => allocatableTo([entry], role).length > 0));
  const free = allocatable(allocator.free.get(agent.id) ?? NOTHING);
  const offered = [...agent.offers].map((id) =>
    leftBy(offers.get(id)?.offer.resources ?? NOTHING, promised.get(id) ?? []),
  );
  const resources = allocatable(offered.reduce(addResources, free));
  const { hostname, attributes, domain } = agent.spec;
  const window = machineOf(master, agent.spec)?.window;
  const filters = roles.map((role) =>
    filteredUntil(allocator, { frameworkId, role, agentId: agent.id, resources: free }, now),
  );
  return {
    agent,
    offer: {
      id: '',
      frameworkId,
      agentId: agent.id,
      hostname,
      resources,
      attributes,
      ...(domain !== undefined && { domain }),
      ...(window !== undefined && { unavailability: window }),
    },
    isOpen: isActive(agent),
    isOffered: agent.offers.size > 0,
    isSuppressed: allocator.suppressed.has(frameworkId),
    isWorthOffering: isWorthOffering(resources),
    // Free for one role is enough to be offered.
    filteredUntil: filters.reduce<Millis | null>(
      (least, until) => (least === null || until === undefined ? null : until < least ? until : least),
      filters[0] ?? null,
    ),
  };
};
