/**
 * A whole simulated DC/OS behind one function from `Request` to `Response`; the only composition root. Hosts give it
 * time (`tick`) and a store; everything it does follows from scenario, seed and the requests it was sent.
 */
import { createAdminRouter, type Services } from './admin-router';
import type { ClusterStore, Origin } from './journal';
import { DEFAULT_SCENARIO, isScenario } from './scenarios/catalogue';
import { loadForWrites, loadParts } from './lazy-parts';
import { isMesosWrite } from './mesos/lazy-http';
import type { HttpAnswer, HttpHandler, HttpRequest } from './runtime/http';
import { callCluster, openSession, saveWorld, writeCluster, type Root, type Session } from './session';
import { createSimulationApi } from './simulation/simulation-api';
import { createTimekeeper } from './timekeeper';
import { newWorld, worldDigest, type World } from './world';

export interface ClusterOptions {
  /** The world to begin with; a stored one of another name is replaced. Default: what is stored, else `quickstart`. */
  readonly scenario?: string;
  /** Any safe integer; default: what is stored, else 1. */
  readonly seed?: number;
  /** Virtual seconds per second, default 1. */
  readonly speed?: number;
  /** Default: none, the world ends with this object. */
  readonly store?: ClusterStore;
  /** Lets the host do other things between two slices of a long run. Default: none. */
  readonly pause?: () => Promise<void>;
  /** Told of every exception inside. Default: nobody; the caller of a request gets a 500. */
  readonly onError?: (error: unknown) => void;
}

export interface Cluster {
  /** Answers Marathon, Mesos and `/_simulation` paths. Waits until the world is there; never rejects. */
  fetch(request: Request): Promise<Response>;
  /** When the world is there: built, or restored from the store. Rejects when the scenario's own requests fail. */
  readonly ready: Promise<void>;
  /** Brings virtual time to the host's monotonic milliseconds, at most one slice. True = behind, call again soon. */
  tick(elapsed: number): boolean;
  /** The host's milliseconds until something is due; `undefined` = nothing is. */
  nextWake(): number | undefined;
  /** Fingerprint of the world: 16 hex digits. */
  digest(): string;
  /** Fetches ahead what the first write needs. Rejects where that can't be fetched; the write would say so, too. */
  prepareForWrites(): Promise<void>;
  /** Keeps the whole state in the store, so that the next start replays less. */
  save(): Promise<void>;
}

const DEFAULT_SEED = 1;
/** Writes between two snapshots, and the part of all writes they are at least: each costs the more the more there are. */
const SAVE_EVERY_WRITES = 500;
const SAVE_EVERY_SHARE = 1 / 4;

const newSession = (options: ClusterOptions, origin: Origin, onNewWorld: () => void): Session => {
  const { store, pause = () => Promise.resolve(), onError = () => undefined } = options;
  const session: Session = {
    // Until the wished one is there.
    world: newWorld(DEFAULT_SCENARIO, origin.seed),
    journal: [],
    time: createTimekeeper(() => session.world.runtime, pause, onError),
    store,
    onError,
    onNewWorld,
    saved: { entries: 0, handled: 0 },
    storeFailed: false,
  };
  session.time.setClock({ speed: options.speed ?? 1 });
  return session;
};

/** Does and keeps a write, and now and then the whole world. */
const write = async (session: Session, root: Root, request: HttpRequest): Promise<HttpAnswer | undefined> => {
  const answer = await writeCluster(session, root, request);
  const { length } = session.journal;
  if (length - session.saved.entries >= Math.max(SAVE_EVERY_WRITES, length * SAVE_EVERY_SHARE)) void saveWorld(session);
  return answer;
};

const servicesOf = (session: Session, simulation: Services['simulation']): Services => {
  const reading =
    (handlerOf: (world: World) => HttpHandler) =>
    async (request: HttpRequest): Promise<HttpAnswer | undefined> => {
      await loadParts();
      session.time.settle();
      return handlerOf(session.world)(request);
    };
  return {
    marathon: async (request) => {
      if (request.method === 'GET' || request.method === 'OPTIONS')
        return callCluster(session, '/service/marathon', request);
      return write(session, '/service/marathon', request);
    },
    mesos: async (request) => {
      await loadParts();
      const overlay = session.world.discovery.overlay(request);
      if (overlay !== undefined) return overlay;
      return isMesosWrite(request) ? write(session, '/mesos', request) : callCluster(session, '/mesos', request);
    },
    agent: reading((world) => world.mesos.http.agent),
    system: reading((world) => world.mesos.http.system),
    dns: reading((world) => world.discovery.dns),
    simulation,
  };
};

/** @throws RangeError when the scenario's name is unknown */
export const createCluster = (options: ClusterOptions = {}): Cluster => {
  const { scenario, seed, onError = () => undefined } = options;
  if (scenario !== undefined && !isScenario(scenario)) throw new RangeError(`no scenario ${scenario}`);
  const fallback: Origin = { scenario: DEFAULT_SCENARIO.name, seed: DEFAULT_SEED };
  const wish = { ...(scenario !== undefined && { scenario }), ...(seed !== undefined && { seed }) };
  const session = newSession(options, { ...fallback, ...wish }, () => router.closeStreams());

  let present = false;
  let ready: Promise<void> = Promise.resolve();
  /** Another world is on its way: requests wait for it, time does not touch it. */
  const begin = (start: () => Promise<void>): Promise<void> => {
    const before = present ? session.world : undefined;
    present = false;
    ready = start().then(
      () => {
        present = true;
      },
      (error: unknown) => {
        // What could not even begin leaves the world there was.
        present = session.world === before;
        throw error;
      },
    );
    return ready;
  };
  const router = createAdminRouter(servicesOf(session, createSimulationApi(session, begin)), onError);

  void begin(() => openSession(session, wish, fallback)).catch(onError);
  const first = ready;
  return {
    ready: first,
    fetch: async (request) => {
      await ready.catch(() => undefined);
      return router.fetch(request);
    },
    tick: (elapsed) => present && session.time.tick(elapsed),
    nextWake: () => (present ? session.time.nextWake() : undefined),
    digest: () => {
      // What is due at this instant has happened, whether or not a request came to see it.
      session.time.settle();
      return worldDigest(session.world);
    },
    prepareForWrites: async () => loadForWrites(),
    save: () => (present ? saveWorld(session) : Promise.resolve()),
  };
};
