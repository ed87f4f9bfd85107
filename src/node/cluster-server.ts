/** A simulated cluster as a server: a world, in memory or in a directory, in real time, over HTTP. */
import { createCluster } from '../cluster/cluster';
import { runInRealTime, type RunningCluster } from '../hosting/real-time';
import type { SimulationState } from '../protocol/simulation/simulation';
import { openDataDirectory, type DataDirectory } from './data-directory';
import { startHttpHost, type HttpHost } from './http-host';
import { ClientLeft } from './incoming';

export interface ServerOptions {
  readonly hostname: string;
  /** 0 = any that is free. */
  readonly port: number;
  /** Default: what the directory holds, else the cluster's own. */
  readonly scenario?: string | undefined;
  readonly seed?: number | undefined;
  /** Virtual seconds per second. Default: what the directory holds, else 1. */
  readonly speed?: number | undefined;
  /** Directory that keeps the world. Default: none, the world ends with the process. */
  readonly data?: string | undefined;
  /** Told what a person should know and nothing stops for. */
  readonly onNote: (note: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface ClusterServer {
  readonly url: string;
  readonly scenario: string;
  readonly seed: number;
  /** Lets requests end, keeps the state, gives the directory free. */
  stop(): Promise<void>;
}

/** A directory is never emptied for a world of another name: that takes a reset, by someone who wants it. */
const refuseOtherWorld = ({ origin }: DataDirectory, { data, scenario, seed }: ServerOptions): void => {
  if (origin === undefined) return;
  const differs = (scenario ?? origin.scenario) !== origin.scenario || (seed ?? origin.seed) !== origin.seed;
  if (differs)
    throw new Error(
      `${data}: holds a world of scenario ${origin.scenario}, seed ${origin.seed}. Leave --scenario and --seed out to go on with it, or choose another directory`,
    );
};

const openData = async (options: ServerOptions): Promise<DataDirectory | undefined> => {
  if (options.data === undefined) return undefined;
  const directory = await openDataDirectory(options.data);
  try {
    refuseOtherWorld(directory, options);
  } catch (error) {
    await directory.close();
    throw error;
  }
  for (const note of directory.notes) options.onNote(note);
  return directory;
};

/** Builds the world or brings it back, and starts its time. */
const startCluster = (options: ServerOptions, directory: DataDirectory | undefined): RunningCluster => {
  const { scenario, seed, onError } = options;
  const cluster = createCluster({
    ...(scenario !== undefined && { scenario }),
    ...(seed !== undefined && { seed }),
    ...(directory !== undefined && { store: directory.store }),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    onError,
  });
  return runInRealTime(cluster, onError);
};

/** @throws Error when the directory, the address or the port can't be had, or the scenario is unknown */
export const startClusterServer = async (options: ServerOptions): Promise<ClusterServer> => {
  const onError = (error: unknown): void => {
    if (!(error instanceof ClientLeft)) options.onError(error);
  };
  const directory = await openData(options);
  let running: RunningCluster | undefined;
  let http: HttpHost | undefined;
  const stop = async (): Promise<void> => {
    await http?.close();
    running?.stop();
    await running?.save();
    await directory?.close();
  };
  try {
    // First the port: a world begun for nothing would stay in the directory.
    http = await startHttpHost((request) => running?.fetch(request) ?? Promise.reject(new Error('too early')), {
      ...options,
      onError,
    });
    const cluster = startCluster({ ...options, onError }, directory);
    running = cluster;
    const ask = (path: string, init?: RequestInit): Promise<Response> =>
      cluster.fetch(new Request(`http://localhost/_simulation${path}`, init));
    if (options.speed !== undefined)
      await ask('/clock', { method: 'POST', body: JSON.stringify({ speed: options.speed }) });
    const { scenario, seed } = (await (await ask('?digest=false')).json()) as SimulationState;
    return { url: http.url, scenario, seed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
