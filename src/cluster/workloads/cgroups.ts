/** Memory cgroups: whose use counts together, and when it reaches the limit. */
import type { Millis } from '../../protocol/units';
import { BASE_MIB, firstReach, heldAt, isReached } from './memory';
import type { Hump } from './memory';
import type { Process, WorkloadsState } from './workloads-state';

/** What a process uses, MiB. */
export const memoryOf = (process: Process | undefined, now: Millis): number =>
  process === undefined ? 0 : BASE_MIB + heldAt(process.humps ?? [], now);

/** A limit is raised by who comes later, never lowered. */
export const joinCgroup = (
  { cgroups }: WorkloadsState,
  containerId: string,
  process: Process,
  { cgroup, limit }: { readonly cgroup: string; readonly limit: number },
): void => {
  const { agentId } = process;
  const known = cgroups.get(cgroup);
  process.cgroup = cgroup;
  if (known === undefined) {
    cgroups.set(cgroup, { agentId, limit, members: new Set([containerId]) });
    return;
  }
  known.limit = Math.max(known.limit, limit);
  known.members.add(containerId);
};

export const leaveCgroup = ({ cgroups }: WorkloadsState, containerId: string, { cgroup = '' }: Process): void => {
  const known = cgroups.get(cgroup);
  known?.members.delete(containerId);
  if (known?.members.size === 0) cgroups.delete(cgroup);
};

/** All humps of a cgroup, and what of its limit they may take. */
const loadOf = (
  { cgroups, processes }: WorkloadsState,
  cgroup: string,
): { humps: Hump[]; room: number } | undefined => {
  const known = cgroups.get(cgroup);
  if (known === undefined) return undefined;
  const humps = [...known.members].flatMap((id) => [...(processes.get(id)?.humps ?? [])]);
  return { humps, room: known.limit - BASE_MIB * known.members.size };
};

/** When its processes reach the limit, if they all go on as they do. */
export const nextReach = (state: WorkloadsState, cgroup: string, now: Millis): number | undefined => {
  const load = loadOf(state, cgroup);
  return load === undefined ? undefined : firstReach(load.humps, load.room, now);
};

/** The limit, MiB, where it is reached. */
export const reachedLimit = (state: WorkloadsState, cgroup: string, now: Millis): number | undefined => {
  const load = loadOf(state, cgroup);
  return load !== undefined && isReached(load.humps, load.room, now) ? state.cgroups.get(cgroup)?.limit : undefined;
};
