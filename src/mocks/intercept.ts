/**
 * Plugs the cluster into the page's own `fetch` by MSW, and notices when the plug falls out: a service worker may be
 * stopped, replaced or bypassed by a hard reload. Then requests go straight to the cluster again, unharmed.
 */
import { setupWorker } from 'msw/browser';
import { SIMULATED_HEADER, handlersFor } from './handlers';

type Fetch = (request: Request) => Promise<Response>;

/** Starts intercepting. @returns a `fetch` through the service worker, `undefined` where it can't be had */
export const startIntercepting = async (direct: Fetch): Promise<Fetch | undefined> => {
  // Absent on an insecure origin.
  if (!('serviceWorker' in navigator)) return undefined;
  const base = new URL('./', document.baseURI);
  const worker = setupWorker(...handlersFor(direct));
  const start = (): Promise<boolean> =>
    oneTabAtATime(async () => {
      const serviceWorker = { url: scriptUrl(base), options: { scope: base.pathname } };
      const started = worker.start({ quiet: true, onUnhandledFrame: 'bypass', serviceWorker }).then(untilControlled);
      return Promise.race([started, after(START_PATIENCE).then(() => false)]);
    });
  try {
    if (!(await start())) return undefined;
  } catch {
    return undefined;
  }
  const restart = async (): Promise<void> => {
    await Promise.race([worker.stop(), after(PATIENCE)]);
    await start();
  };
  return guarded(direct, () => void restart().catch(() => undefined));
};

/** Tabs that open together would each start a service worker and take it from the others. */
const oneTabAtATime = <T>(act: () => Promise<T>): Promise<T> => {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks === undefined ? act() : locks.request('podrome:service-worker', act);
};

/**
 * The script of the service worker. It leaves with the last page; one that opens at that very moment gets the leaving one
 * back by its name and is never served by it. Under a new name it starts anew, and takes over whatever page is there.
 */
const scriptUrl = (base: URL): string => {
  const script = new URL('mockServiceWorker.js', base).href;
  const { controller } = navigator.serviceWorker;
  return controller?.scriptURL.startsWith(script) ? controller.scriptURL : `${script}?${Date.now().toString(36)}`;
};

/** Installing and taking over take a second, and longer on a busy machine; meanwhile the page asks the cluster directly. */
const START_PATIENCE = 10_000;
/** A service worker that does not answer for this long will not answer at all. */
const PATIENCE = 2000;

const after = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/** Requests of this page go through the service worker, which may need a moment to take them over. */
const untilControlled = async (): Promise<true> => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller === null)
    await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  return true;
};

/** The page's `fetch`, with the cluster itself behind it for the moment when nobody intercepts. */
const guarded = (direct: Fetch, restart: () => void): Fetch => {
  let restarted = false;
  return async (request) => {
    // The body can be sent only once; the copy waits for the case that nobody of ours took it.
    const copy = request.clone();
    let response: Response;
    try {
      response = await fetch(request);
    } catch (error) {
      // A write that broke off may have been done: only reads are safe to repeat.
      if (request.signal.aborted || request.method !== 'GET') throw error;
      return direct(copy);
    }
    if (response.headers.has(SIMULATED_HEADER)) return response;
    if (!restarted) restart();
    restarted = true;
    return direct(copy);
  };
};
