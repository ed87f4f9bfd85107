/**
 * One world and its past: begins it from a scenario or a snapshot, takes writes down in the journal, keeps it in the
 * store, and brings it back. Replay is the same handler with the same requests at the same virtual times.
 */
import { fetched, loadForWrites, loadNetworking, loadParts } from './lazy-parts';
import { message } from '../protocol/marathon/error';
import { loadPatterns, mayHoldPatterns } from '../protocol/marathon/java-pattern';
import type { JournalEntry } from '../protocol/simulation/simulation';
import { millis } from '../protocol/units';
import type { ClusterStore, Origin, StoredCluster } from './journal';
import type { HttpAnswer, HttpHandler, HttpRequest } from './runtime/http';
import { EPOCH } from './runtime/runtime';
import { loadScenario } from './scenarios/catalogue';
import type { Clock, Timekeeper } from './timekeeper';
import type { Scenario } from './scenarios/scenario';
import { newWorld, openWorld, sealWorld, type World } from './world';

export interface Session {
  world: World;
  journal: JournalEntry[];
  readonly time: Timekeeper;
  /** None: the world lives in memory only. */
  readonly store: ClusterStore | undefined;
  readonly onError: (error: unknown) => void;
  /** Told when the world was exchanged for another. */
  readonly onNewWorld: () => void;
  /** What the newest snapshot holds: entries of the journal, entries of the event queue. */
  saved: { readonly entries: number; readonly handled: number };
  /** The store refused a write: from here on the cluster lives in memory only, and says so. */
  storeFailed: boolean;
}

/** Who takes writes in, by where their paths begin at the front door. */
const DOORS = {
  '/service/marathon': { name: 'Marathon', handler: (world: World): HttpHandler => world.marathon.handle },
  '/mesos': { name: 'Mesos', handler: (world: World): HttpHandler => world.mesos.http.master },
  '/_simulation': { name: 'cluster', handler: (world: World): HttpHandler => world.handleFaults },
} as const;

export type Root = keyof typeof DOORS;

const MARATHON: Root = '/service/marathon';
const MESOS: Root = '/mesos';
const SIMULATION: Root = '/_simulation';
/** Entry paths of clock settings and of time that was skipped. */
export const CLOCK_PATH = '/_simulation/clock';
export const ADVANCE_PATH = '/_simulation/clock/advance';

/** One request at this very instant, behind everything already due. A throw inside is a 500. */
export const callCluster = (session: Session, root: Root, request: HttpRequest): HttpAnswer | undefined => {
  const { name, handler } = DOORS[root];
  session.time.settle();
  try {
    return handler(session.world)(request);
  } catch (error) {
    session.onError(error);
    return { status: 500, json: message(`The simulated ${name} failed on this request.`) };
  }
};

/** No text so short runs anything. */
const EMPTY = '[]'.length;

/** Nothing below may wait for the engine behind LIKE, or for what programs find in the network: both are there before any text that needs them. */
const prepare = async (text: string): Promise<void> => {
  const loading = text.length > EMPTY ? loadNetworking() : undefined;
  if (loading !== undefined) await loading;
  if (mayHoldPatterns(text)) await fetched(loadPatterns());
};

/** Everything is there that a text from outside may need. A fix may bring a pattern into a definition that had none. */
export const prepareFor = async (text: string): Promise<void> => {
  const loading = loadForWrites();
  if (loading !== undefined) await loading;
  await Promise.all([prepare(text), fetched(loadPatterns())]);
};

/** A refused write left everything as it was, so nothing has to be done again; nor has one that found nobody who leads. */
const isRefusal = ({ status }: HttpAnswer): boolean => (status >= 400 && status < 500) || status === 503;

/** A write: done, then taken down; answered only when the store has it. */
export const writeCluster = async (
  session: Session,
  root: Root,
  request: HttpRequest,
): Promise<HttpAnswer | undefined> => {
  const loading = loadForWrites();
  if (loading !== undefined) await loading;
  await prepare(new TextDecoder().decode(request.body));
  const at = session.world.runtime.now();
  const answer = callCluster(session, root, request);
  if (answer === undefined || isRefusal(answer)) return answer;
  const query = request.query.size === 0 ? '' : `?${request.query.toString()}`;
  const type = request.headers.get('content-type');
  const kept = await record(session, {
    at,
    method: request.method,
    path: `${root}${encodeURI(request.path).replace(/[?#]/g, encodeURIComponent)}${query}`,
    headers: type === undefined ? {} : { 'content-type': type },
    body: new TextDecoder('utf-8', { ignoreBOM: true }).decode(request.body),
  });
  return kept ? answer : { status: 503, json: message(NOT_KEPT) };
};

const NOT_KEPT = 'The change was made, but it could not be stored: this cluster will be gone after a reload.';

/** Takes an entry down. False exactly once: when the store refuses for the first time. */
export const record = async (session: Session, entry: JournalEntry): Promise<boolean> => {
  session.journal.push(entry);
  if (session.store === undefined || session.storeFailed) return true;
  try {
    await session.store.append(entry);
    return true;
  } catch (error) {
    session.storeFailed = true;
    session.onError(error);
    return false;
  }
};

const rootOf = ({ path }: Pick<JournalEntry, 'path'>): Root =>
  [MESOS, SIMULATION].find((root) => path.startsWith(`${root}/`)) ?? MARATHON;

/** A journal entry as the request it was. */
const requestOf = (entry: JournalEntry): HttpRequest => {
  // Not through URL, which would resolve `..` in what is only an id here.
  const [path = '', query = ''] = entry.path.split('?', 2);
  return {
    method: entry.method,
    path: decodeURIComponent(path.slice(rootOf(entry).length)),
    query: new URLSearchParams(query),
    headers: new Map(Object.entries(entry.headers)),
    body: new TextEncoder().encode(entry.body),
    origin: 'http://localhost',
  };
};

const replay = async (session: Session, entries: readonly JournalEntry[]): Promise<void> => {
  for (const entry of entries) {
    await session.time.runTo(millis(entry.at));
    if (entry.path === CLOCK_PATH) session.time.setClock(JSON.parse(entry.body) as Partial<Clock>);
    else if (entry.path !== ADVANCE_PATH) callCluster(session, rootOf(entry), requestOf(entry));
  }
};

/** Fetches all that an origin takes to build, before anything is given up for it. @throws PartMissing */
const gather = async (origin: Origin): Promise<Scenario> => {
  const loading = loadScenario(origin.scenario);
  await fetched(loading);
  const scenario = await loading;
  if (origin.world === undefined && scenario.commands.length > 0) await loadForWrites();
  await prepare(origin.world ?? JSON.stringify(scenario.commands));
  return scenario;
};

/** The world an origin leads to, before any journal. @throws Error when the scenario's own requests are refused */
const buildOrigin = async (session: Session, origin: Origin, scenario: Scenario): Promise<void> => {
  const put = origin.world === undefined ? undefined : openWorld(origin.world);
  session.world = put ?? newWorld(scenario, origin.seed);
  session.onNewWorld();
  if (put !== undefined) return;
  for (const { at, method, path, body } of scenario.commands) {
    await session.time.runTo(millis(EPOCH + at * 1000));
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    const request = requestOf({ at, method, path: `${MARATHON}${path}`, headers, body: text });
    const answer = callCluster(session, MARATHON, request);
    if (answer === undefined || answer.status >= 400)
      throw new Error(`${scenario.name}: ${method} ${path} → ${answer?.status ?? 404} ${JSON.stringify(answer?.json)}`);
  }
  const last = scenario.commands.at(-1)?.at ?? 0;
  await session.time.runTo(millis(EPOCH + (last + scenario.settle) * 1000));
};

/** Throws the world away and starts another, once all is there that this takes. */
export const beginWorld = async (session: Session, origin: Origin): Promise<void> => {
  const scenario = await gather(origin);
  session.journal = [];
  session.saved = { entries: 0, handled: 0 };
  // The store takes its time; the world is built meanwhile.
  const begun = Promise.resolve(session.store?.begin(origin)).catch((error: unknown) => {
    session.storeFailed = true;
    session.onError(error);
  });
  await buildOrigin(session, origin, scenario);
  await begun;
};

const restoreWorld = async (session: Session, stored: StoredCluster): Promise<void> => {
  if (stored.journal.length > 0) await loadForWrites();
  for (const { body } of stored.journal) await prepare(body);
  if (stored.journal.some((entry) => rootOf(entry) === MESOS)) await loadParts();
  session.journal = [...stored.journal];
  for (const snapshot of stored.snapshots) {
    const world = snapshot.entries <= stored.journal.length ? openWorld(snapshot.world) : undefined;
    if (world === undefined) continue;
    await prepare(snapshot.world);
    session.world = world;
    session.onNewWorld();
    session.saved = { entries: snapshot.entries, handled: world.state.runtime.processed };
    // The clock's setting is no part of the world: the latest entry has it.
    const setting = stored.journal.slice(0, snapshot.entries).findLast((entry) => entry.path === CLOCK_PATH);
    if (setting !== undefined) session.time.setClock(JSON.parse(setting.body) as Partial<Clock>);
    return replay(session, stored.journal.slice(snapshot.entries));
  }
  await buildOrigin(session, stored.origin, await gather(stored.origin));
  await replay(session, stored.journal);
};

/** What the host asked for: names left out mean "whatever is there". */
export interface Wish {
  readonly scenario?: string;
  readonly seed?: number;
}

/** Brings the stored world back, or begins the wished one where none is stored or another was wished. */
export const openSession = async (session: Session, wish: Wish, fallback: Origin): Promise<void> => {
  let stored: StoredCluster | undefined;
  try {
    stored = await session.store?.load();
  } catch (error) {
    session.storeFailed = true;
    session.onError(error);
  }
  const fits =
    stored !== undefined &&
    (wish.scenario === undefined || wish.scenario === stored.origin.scenario) &&
    (wish.seed === undefined || wish.seed === stored.origin.seed);
  if (stored !== undefined && fits) await restoreWorld(session, stored);
  else await beginWorld(session, { ...fallback, ...wish });
};

/** Containers beyond which a world is left to its journal: sealing it would stop everything for seconds. */
const LARGE_WORLD = 5000;

/** Keeps the whole state, if anything happened since the last time. Failure costs only a longer replay. */
export const saveWorld = async (session: Session): Promise<void> => {
  const { store, storeFailed, saved, world } = session;
  if (store === undefined || storeFailed) return;
  const { runtime, mesos } = world.state;
  if (runtime.processed === saved.handled && session.journal.length === saved.entries) return;
  if (mesos.master.tasks.size > LARGE_WORLD) return markTime(session);
  const entries = session.journal.length;
  session.saved = { entries, handled: runtime.processed };
  try {
    await store.save({ world: sealWorld(world), entries });
  } catch (error) {
    session.onError(error);
  }
};

/** Takes down how far time is, so that a replay leads to this very instant. */
const markTime = async (session: Session): Promise<void> => {
  session.time.settle();
  const { runtime, state } = session.world;
  const entry = { at: runtime.now(), method: 'POST', path: ADVANCE_PATH, headers: {}, body: '{"seconds":0}' };
  session.saved = { entries: session.journal.length + 1, handled: state.runtime.processed };
  await record(session, entry);
};
