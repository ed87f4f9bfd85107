/** The network of a cluster, as the processes in its containers ask it. Computed from the state whenever it is asked. */
import type { FindListener, Network } from '../mesos/containerizer/network';
import type { MesosState } from '../mesos/mesos';
import { connect, reach } from './connect';
import { resolve, resolveService } from './resolve';

/** @param find who listens where  @param now virtual milliseconds */
export const createNetwork = (state: MesosState, find: FindListener, now: () => number): Network => {
  const cabling = { state, find, now };
  return {
    connect: (from, host, port) => connect(cabling, from, host, port),
    reach: (from, host) => reach(cabling, from, host),
    lookup: (name) => resolve(state, name),
    services: (name) => resolveService(state, name),
  };
};
