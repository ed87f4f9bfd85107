/** Gives a cluster in the browser what it has not of its own: real time and a store. */
import { createCluster, type Cluster } from '../cluster/cluster';
import { isScenario } from '../cluster/scenarios/catalogue';
import { runInRealTime, type RunningCluster } from '../hosting/real-time';
import { browserStore } from './browser-store';
import { nameOfWish, type WorldWish } from './world-wish';

/** Milliseconds after the world is there: the first screen has what it needs by then. */
const SPARE = 3000;

/** What is fetched now is there later, whatever becomes of the server of this page until then. */
const fetchAhead = (cluster: Cluster): void =>
  void setTimeout(() => void cluster.prepareForWrites().catch(reportError), SPARE);

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
  // That it could not start is told by whoever runs it.
  void cluster.ready.then(
    () => fetchAhead(cluster),
    () => undefined,
  );
  return runInRealTime(cluster, reportError);
};
