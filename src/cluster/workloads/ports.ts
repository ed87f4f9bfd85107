/** Who listens on which port of a network namespace. Whoever comes second gets "address already in use". */
import type { Millis } from '../../protocol/units';
import type { Listener } from '../mesos/containerizer/network';
import type { Process, WorkloadsState } from './workloads-state';

export const joinNet = ({ nets }: WorkloadsState, containerId: string, { net }: Process): void => {
  const members = nets.get(net);
  if (members === undefined) nets.set(net, new Set([containerId]));
  else members.add(containerId);
};

export const leaveNet = ({ nets }: WorkloadsState, containerId: string, { net }: Process): void => {
  const members = nets.get(net);
  members?.delete(containerId);
  if (members?.size === 0) nets.delete(net);
};

const membersOf = ({ nets, processes }: WorkloadsState, net: string): [string, Process][] =>
  [...(nets.get(net) ?? [])].flatMap((id): [string, Process][] => {
    const process = processes.get(id);
    return process === undefined || process.ending ? [] : [[id, process]];
  });

/** Others in its namespace that want a port it wants. */
export const rivalsOf = (state: WorkloadsState, containerId: string, { net, ports }: Process): [string, Process][] =>
  membersOf(state, net).filter(([id, other]) => id !== containerId && other.ports.some((port) => ports.includes(port)));

/** The other process of its namespace that has opened a port by now. */
export const holderOf = (
  state: WorkloadsState,
  containerId: string,
  port: number,
  now: Millis,
): Process | undefined => {
  const net = state.processes.get(containerId)?.net;
  if (net === undefined) return undefined;
  return membersOf(state, net).find(
    ([id, { ports, bindsAt }]) => id !== containerId && ports.includes(port) && (bindsAt ?? 0) <= now,
  )?.[1];
};

/** Who answers on a port of a namespace now or will soonest, by container id. */
const listenerIn = (
  { nets, processes }: WorkloadsState,
  net: string,
  port: number,
  now: Millis,
): [string, Process] | undefined => {
  let soonest: [string, Process] | undefined;
  for (const id of nets.get(net) ?? []) {
    const process = processes.get(id);
    if (process === undefined || process.ending || !process.ports.includes(port)) continue;
    if (process.readyAt <= now) return [id, process];
    if (soonest === undefined || process.readyAt < soonest[1].readyAt) soonest = [id, process];
  }
  return soonest;
};

/** The same of a container's namespace. */
export const listenerOn = (
  state: WorkloadsState,
  containerId: string,
  port: number,
  now: Millis,
): [string, Process] | undefined => {
  const net = state.processes.get(containerId)?.net;
  return net === undefined ? undefined : listenerIn(state, net, port, now);
};

/** Who answers on a port of a namespace at this moment. */
export const answering = (state: WorkloadsState, net: string, port: number, now: Millis): Listener | undefined => {
  const [containerId, process] = listenerIn(state, net, port, now) ?? [];
  if (containerId === undefined || process === undefined || process.readyAt > now) return undefined;
  return { containerId, status: process.answers ?? 200 };
};
