/**
 * Routes behind the hash, their search parameters included. The router's own hash history mixes the page's query in
 * (`?scenario=tour#/run?kind=json` would read as kind "json?scenario=tour"), but that belongs to the cluster, not to a place in it.
 */
import { createBrowserHistory, parseHref, type HistoryLocation, type RouterHistory } from '@tanstack/history';

type PlaceState = HistoryLocation['state'];

/** Entries made by others, such as the first one, have no state of the router. */
const placeState = (state: unknown): PlaceState | undefined => (isPlaceState(state) ? state : undefined);
const isPlaceState = (state: unknown): state is PlaceState =>
  typeof state === 'object' && state !== null && '__TSR_index' in state && typeof state.__TSR_index === 'number';

export const createRouteHistory = (): RouterHistory =>
  createBrowserHistory({
    parseLocation: () => parseHref(location.hash.slice(1) || '/', placeState(history.state)),
    createHref: (href) => `${location.pathname}${location.search}#${href}`,
  });
