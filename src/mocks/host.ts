/** Gives a cluster in the browser what it has not of its own: real time and a store. */
import { createCluster } from '../cluster/cluster';
import { isScenario } from '../cluster/scenarios/catalogue';
import { runInRealTime, type RunningCluster } from '../hosting/real-time';
import { browserStore } from './browser-store';
import { nameOfWish, type WorldWish } from './world-wish';

/** Starts the wished world, or brings it back, and keeps it running in real time. An unknown scenario is as none. */
export const hostCluster = (wish: WorldWish): RunningCluster => {
  const { scenario } = wish;
  const cluster = createCluster({
    ...(scenario !== undefined && isScenario(scenario) && { scenario }),
    ...(wish.seed !== undefined && { seed: wish.seed }),
    store: browserStore(nameOfWish(wish)),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    onError: reportError,
  });
  return runInRealTime(cluster, reportError);
};
