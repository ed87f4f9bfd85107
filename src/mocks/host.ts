/** Gives a cluster what it has not of its own: real time, a store, and a rest when nothing is due. */
import { createCluster } from '../cluster/cluster';
import { findScenario } from '../cluster/scenarios/catalogue';
import { browserStore } from './browser-store';
import { nameOfWish, type WorldWish } from './world-wish';

export interface HostedCluster {
  fetch(request: Request): Promise<Response>;
  /** Keeps the state now; called when a page leaves. */
  save(): void;
}

/** Milliseconds between two looks at the clock: not more often, so that dense events come in batches... */
const SHORTEST_NAP = 10;
/** ...and not more seldom, so that an idle cluster's clock still goes. */
const LONGEST_NAP = 30_000;
const SAVE_EVERY = 30_000;
/** Sealing a large world takes a while: it may cost this share of the time at most. */
const SAVE_SHARE = 1 / 100;

/** Starts the wished world, or brings it back, and keeps it running in real time. An unknown scenario is as none. */
export const hostCluster = (wish: WorldWish): HostedCluster => {
  const scenario = wish.scenario === undefined ? undefined : findScenario(wish.scenario);
  const cluster = createCluster({
    ...(scenario !== undefined && { scenario: scenario.name }),
    ...(wish.seed !== undefined && { seed: wish.seed }),
    store: browserStore(nameOfWish(wish)),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    onError: reportError,
  });

  let nextSave = performance.now() + SAVE_EVERY;
  const save = (): void => {
    const before = performance.now();
    // Sealing happens before the first await, hence within this measure.
    void cluster.save();
    const now = performance.now();
    nextSave = now + Math.max(SAVE_EVERY, (now - before) / SAVE_SHARE);
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = (): void => {
    clearTimeout(timer);
    const behind = cluster.tick(performance.now());
    if (performance.now() >= nextSave) save();
    const nap = Math.min(LONGEST_NAP, Math.max(SHORTEST_NAP, cluster.nextWake() ?? LONGEST_NAP));
    timer = setTimeout(wake, behind ? 0 : nap);
  };
  void cluster.ready.then(wake, reportError);

  return {
    fetch: async (request) => {
      wake();
      const response = await cluster.fetch(request);
      wake();
      return response;
    },
    save,
  };
};
