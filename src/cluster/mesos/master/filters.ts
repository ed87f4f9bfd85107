/** Refused offers: a filter hides an agent's resources from a framework while they are no more than what it refused. */
import { containsResources } from '../../../protocol/mesos/resource-math';
import type { RoleResources } from '../../../protocol/mesos/resources';
import { millis } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { AllocatorState, Filter } from './master-state';

const DEFAULT_REFUSE = millis(5000);
const MIN_REFUSE = millis(1000);
const MAX_REFUSE = millis(365 * 24 * 3600 * 1000);

interface Refusal {
  readonly frameworkId: string;
  readonly role: string;
  readonly agentId: string;
  readonly resources: readonly RoleResources[];
}

/** How long a refusal holds: 0 = none, negative = the default, never below the allocation interval, at most a year. */
const lifetime = (refuse: Millis): Millis => {
  if (refuse < 0) return DEFAULT_REFUSE;
  return millis(Math.min(MAX_REFUSE, Math.max(MIN_REFUSE, refuse)));
};

/** Installs a filter. Nothing is installed when `refuse` is 0 or nothing was refused. */
export const refuseResources = (allocator: AllocatorState, refusal: Refusal, refuse: Millis, now: Millis): void => {
  if (refuse === 0 || refusal.resources.length === 0) return;
  const { frameworkId, role, agentId, resources } = refusal;
  let ofFramework = allocator.filters.get(frameworkId);
  if (ofFramework === undefined) {
    ofFramework = new Map();
    allocator.filters.set(frameworkId, ofFramework);
  }
  const filter: Filter = { role, resources, until: millis(now + lifetime(refuse)) };
  const alive = (ofFramework.get(agentId) ?? []).filter(({ until }) => until > now);
  ofFramework.set(agentId, [...alive, filter]);
};

/** When the last of the filters ends that hide this would-be offer; undefined = it may be made now. */
export const filteredUntil = (allocator: AllocatorState, offer: Refusal, now: Millis): Millis | undefined => {
  const filters = allocator.filters.get(offer.frameworkId)?.get(offer.agentId);
  let until: Millis | undefined;
  for (const filter of filters ?? []) {
    if (filter.until <= now || filter.role !== offer.role) continue;
    if (!containsResources(filter.resources, offer.resources)) continue;
    if (until === undefined || filter.until > until) until = filter.until;
  }
  return until;
};
