/**
 * Finds the cluster a place to live: a worker that all tabs share; where there is none, a worker of this tab, in one tab
 * at a time; where workers are refused, the page itself. Each step down is taken only when the one before failed.
 */
import workerUrl from './worker-host?worker&url';
import { connectPort, serveOverPort, type PortClient } from './port';
import { nameOfWish, type WorldWish } from './world-wish';

export interface Connected {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly place: 'shared-worker' | 'worker' | 'page';
}

/** A worker that says nothing for this long has not started. */
const PATIENCE = 10_000;

/** @param onElsewhere called when another tab runs the cluster and this one has to wait for it to close */
export const connectCluster = async (wish: WorldWish, onElsewhere: () => void): Promise<Connected> => {
  const name = nameOfWish(wish);
  const shared = await attempt(() => shareWorker(name));
  if (shared !== undefined) return { fetch: shared.fetch, place: 'shared-worker' };
  await aloneInThisBrowser(name, onElsewhere);
  const own = await attempt(() => startWorker(name));
  if (own !== undefined) return { fetch: own.fetch, place: 'worker' };
  return { fetch: (await runInPage(wish)).fetch, place: 'page' };
};

/** A connection that greets in time, or `undefined`. */
const attempt = async (
  open: () => { client: PortClient; failed: Promise<void> } | undefined,
): Promise<PortClient | undefined> => {
  try {
    const opened = open();
    if (opened === undefined) return undefined;
    const { client, failed } = opened;
    const timeout = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE, false));
    const alive = await Promise.race([client.hello.then(() => true), failed.then(() => false), timeout]);
    if (!alive) return undefined;
    leaveWithPage(client);
    return client;
  } catch {
    // Refused by policy: the constructor throws.
    return undefined;
  }
};

const failure = (worker: EventTarget): Promise<void> =>
  new Promise((resolve) => worker.addEventListener('error', () => resolve(), { once: true }));

const shareWorker = (name: string): { client: PortClient; failed: Promise<void> } | undefined => {
  if (!('SharedWorker' in globalThis)) return undefined;
  // `extendedLifetime` (Chromium; others ignore it) lets the worker live through a reload. All pages must agree on it.
  const options: WorkerOptions & { extendedLifetime: boolean } = { type: 'module', name, extendedLifetime: true };
  const worker = new SharedWorker(workerUrl, options);
  return { client: connectPort(worker.port), failed: failure(worker) };
};

const startWorker = (name: string): { client: PortClient; failed: Promise<void> } | undefined => {
  if (!('Worker' in globalThis)) return undefined;
  const worker = new Worker(workerUrl, { type: 'module', name });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  return { client: connectPort(port1), failed: failure(worker) };
};

const runInPage = async (wish: WorldWish): Promise<PortClient> => {
  const { hostCluster } = await import('./host');
  const cluster = hostCluster(wish);
  // Through a port all the same, so that this rare case behaves as the others do.
  const { port1, port2 } = new MessageChannel();
  const client = connectPort(port1);
  serveOverPort(port2, cluster.fetch, () => void cluster.save());
  leaveWithPage(client);
  return client;
};

/** Two clusters must not write one store: the lock is held until this page is gone. */
const aloneInThisBrowser = (name: string, onElsewhere: () => void): Promise<void> => {
  // Absent on an insecure origin; there a second tab is the visitor's own risk.
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const forEver = new Promise<never>(() => undefined);
    const hold = (): Promise<never> => {
      resolve();
      return forEver;
    };
    void locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock !== null) return hold();
      onElsewhere();
      // Starting afresh is simpler than telling everything that waits; nothing could be done here so far.
      return void locks.request(name, () => location.reload());
    });
  });
};

const leaveWithPage = (client: PortClient): void => {
  addEventListener('pagehide', () => client.bye());
};
