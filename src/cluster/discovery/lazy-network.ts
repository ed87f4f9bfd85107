/**
 * The network of a world, fetched when the first cluster gets something to run: whoever writes to a cluster, or brings one
 * back, awaits `loadNetwork` first.
 */
import type { FindListener, Network } from '../mesos/containerizer/network';
import type { MesosState } from '../mesos/mesos';

const loaded: { parts?: typeof import('./network') } = {};

/** Fetches it, once. */
export const loadNetwork = async (): Promise<void> => {
  loaded.parts ??= await import('./network');
};

/** @throws Error, when it is asked something, before `loadNetwork` ended */
export const lazyNetwork = (state: MesosState, find: FindListener, now: () => number): Network => {
  let made: Network | undefined;
  const network = (): Network => {
    if (loaded.parts === undefined) throw new Error('loadNetwork() has to end before a process asks its network');
    return (made ??= loaded.parts.createNetwork(state, find, now));
  };
  return {
    connect: (from, host, port) => network().connect(from, host, port),
    reach: (from, host) => network().reach(from, host),
    lookup: (name) => network().lookup(name),
    services: (name) => network().services(name),
  };
};
