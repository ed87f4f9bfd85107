/** The simulated cluster's state and controls. `null` where there is no simulation, that is on a real cluster. */
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { advanceClock, getSimulation, resetSimulation, setClock, type Simulation } from '../client/simulation';
import { noteClock } from './clock';

/** The simulation has no event stream of its own; its clock and counts are read again this often. */
const READ_EVERY_MS = 5000;

export const simulationQueries = {
  state: () =>
    queryOptions({
      queryKey: ['simulation'] as const,
      queryFn: async ({ signal }) => {
        const state = await getSimulation({ signal });
        noteClock(state);
        return state ?? null;
      },
      refetchInterval: ({ state }) => (state.data === null ? false : READ_EVERY_MS),
    }),
};

const keep = (client: QueryClient, state: Simulation): void => {
  noteClock(state);
  client.setQueryData(simulationQueries.state().queryKey, state);
};

export const simulationMutations = {
  setClock: () =>
    mutationOptions({
      mutationFn: (clock: { readonly speed?: number; readonly paused?: boolean }) => setClock(clock),
      onSuccess: (state, _clock, _before, { client }) => keep(client, state),
    }),
  /** Runs virtual time ahead. */
  advance: () =>
    mutationOptions({
      mutationFn: (input: { readonly seconds: number }) => advanceClock(input.seconds),
      onSuccess: (state, _input, _before, { client }) => keep(client, state),
    }),
  /** Another world: everything the page knew is void. */
  reset: () =>
    mutationOptions({
      mutationFn: (world: { readonly scenario: string; readonly seed?: number }) => resetSimulation(world),
      onSuccess: (state, _world, _before, { client }) => {
        keep(client, state);
        return client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'simulation' });
      },
    }),
};
