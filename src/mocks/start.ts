/** Starts the simulated cluster of this browser and tells how it is reached. The page does not wait for any of this. */
import { connectCluster, type Connected } from './connect';
import { wishOf } from './world-wish';

type Fetch = (request: Request) => Promise<Response>;

export interface Started {
  readonly place: Connected['place'];
  /** Whether the page's own `fetch` reaches the cluster. */
  readonly intercepted: boolean;
}

/** Whom to tell while starting. */
export interface Observer {
  /** Another way to the cluster is open from now on. */
  onTransport(fetch: Fetch): void;
  onStarted(started: Started): void;
  /** Another tab runs the cluster; this one waits for it to close. */
  onElsewhere(): void;
}

/** Reads `scenario`, `seed` and `speed` of the page's query. First the cluster's port is the transport, then MSW. */
export const startMocks = async (search: string, observer: Observer): Promise<void> => {
  const query = new URLSearchParams(search);
  const { fetch: direct, place } = await connectCluster(wishOf(query), () => observer.onElsewhere());
  await setSpeed(direct, query.get('speed'));
  observer.onTransport(direct);
  const { startIntercepting } = await import('./intercept');
  const intercepted = await startIntercepting(direct);
  if (intercepted !== undefined) observer.onTransport(intercepted);
  observer.onStarted({ place, intercepted: intercepted !== undefined });
};

/** A speed that is no number above 0 is refused by the cluster and changes nothing. */
const setSpeed = async (fetch: Fetch, speed: string | null): Promise<void> => {
  if (speed === null) return;
  const url = new URL('/_simulation/clock', location.origin);
  await fetch(new Request(url, { method: 'POST', body: JSON.stringify({ speed: Number(speed) }) }));
};
