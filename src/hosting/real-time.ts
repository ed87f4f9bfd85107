/** Keeps a cluster running in real time, wherever it lives: looks at the clock when something is due, saves now and then. */
import type { Cluster } from '../cluster/cluster';

export interface RunningCluster {
  fetch(request: Request): Promise<Response>;
  /** Keeps the state now. */
  save(): Promise<void>;
  /** Time stands still from here on; requests are still answered. */
  stop(): void;
}

/** Milliseconds between two looks at the clock: not more often, so that dense events come in batches... */
const SHORTEST_NAP = 10;
/** ...and not more seldom, so that an idle cluster's clock still goes. */
const LONGEST_NAP = 30_000;
const SAVE_EVERY = 30_000;
/** Sealing a large world takes a while: it may cost this share of the time at most. */
const SAVE_SHARE = 1 / 100;

/** @param onError told when the cluster could not start */
export const runInRealTime = (cluster: Cluster, onError: (error: unknown) => void): RunningCluster => {
  let nextSave = performance.now() + SAVE_EVERY;
  const save = (): Promise<void> => {
    const before = performance.now();
    // Sealing happens before the first await, hence within this measure.
    const saved = cluster.save();
    const now = performance.now();
    nextSave = now + Math.max(SAVE_EVERY, (now - before) / SAVE_SHARE);
    return saved;
  };

  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    const behind = cluster.tick(performance.now());
    if (performance.now() >= nextSave) void save();
    const nap = Math.min(LONGEST_NAP, Math.max(SHORTEST_NAP, cluster.nextWake() ?? LONGEST_NAP));
    timer = setTimeout(wake, behind ? 0 : nap);
  };
  void cluster.ready.then(wake, onError);

  return {
    fetch: async (request) => {
      wake();
      const response = await cluster.fetch(request);
      wake();
      return response;
    },
    save,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
