import { EPOCH } from '../runtime/runtime';
import { aSimplePod, aWorld } from '../world-fixture';

export const FOREVER = 'while true; do sleep 1; done';
/** Three agents, twenty seconds old, with four instances of `/web` and one of `/shop/api`. */
export const aFaultyCluster = (seed = 1) => {
  const cluster = aWorld(3, {}, seed);
  const backoff = { backoff: 0, backoffFactor: 1, maxLaunchDelay: 1 };
  cluster.add(aSimplePod('/web', { scaling: { kind: 'fixed', instances: 4 }, scheduling: { backoff } }, FOREVER));
  cluster.add(aSimplePod('/shop/api', {}, FOREVER));
  cluster.runFor(18);
  const get = (id = 'fault-1') => {
    const fault = cluster.world.faults.get(id);
    if (fault === undefined) throw new Error(`no ${id}`);
    return fault;
  };
  /** In seconds after the world began. */
  const times = (id = 'fault-1') => get(id).hits.map(({ at }) => (at - EPOCH) / 1000);
  return { ...cluster, get, times };
};
