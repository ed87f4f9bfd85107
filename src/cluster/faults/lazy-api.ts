/** The HTTP side of faults, fetched when somebody first asks: most clusters never have one. */
import type { HttpHandler } from '../runtime/http';
import type { Faults } from './faults';
import type { FaultsState } from './faults-state';

const loaded: { api?: typeof import('./faults-api') } = {};

/** Fetches it, once. */
export const loadFaultsApi = async (): Promise<void> => {
  loaded.api ??= await import('./faults-api');
};

/** @throws Error, when it is asked something, before `loadFaultsApi` ended */
export const lazyFaultsApi = (faults: Faults, state: FaultsState): HttpHandler => {
  let made: HttpHandler | undefined;
  return (request) => {
    if (loaded.api === undefined) throw new Error('loadFaultsApi() has to end before faults are asked for');
    made ??= loaded.api.createFaultsApi(faults, state);
    return made(request);
  };
};
