/** What is asked of discovery over HTTP, fetched when somebody first asks. Whoever takes requests in awaits `loadDiscoveryHttp` first. */
import type { HttpHandler } from '../runtime/http';
import type { MesosState } from '../mesos/mesos';

interface Parts {
  readonly createMesosDns: (state: MesosState) => HttpHandler;
  readonly overlayState: typeof import('./overlay-state').overlayState;
}

const loaded: { parts?: Parts } = {};

/** Fetches it, once. */
export const loadDiscoveryHttp = async (): Promise<void> => {
  if (loaded.parts !== undefined) return;
  const [{ createMesosDns }, { overlayState }] = await Promise.all([import('./mesos-dns'), import('./overlay-state')]);
  loaded.parts = { createMesosDns, overlayState };
};

/** Below `/mesos_dns`, and `/overlay-master/state`. @throws Error, when it is asked something, before `loadDiscoveryHttp` ended */
export interface DiscoveryHttp {
  readonly dns: HttpHandler;
  readonly overlay: HttpHandler;
}

export const lazyDiscoveryHttp = (state: MesosState): DiscoveryHttp => {
  const parts = (): Parts => {
    if (loaded.parts === undefined)
      throw new Error('loadDiscoveryHttp() has to end before discovery is asked anything');
    return loaded.parts;
  };
  return {
    dns: (request) => parts().createMesosDns(state)(request),
    overlay: ({ method, path }) =>
      method === 'GET' && /^\/overlay-master\/state\/?$/.test(path) ? parts().overlayState(state) : undefined,
  };
};
