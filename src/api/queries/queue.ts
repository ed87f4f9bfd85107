/** The launch queue as a query: what waits or is delayed, and why. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { getQueue, resetDelay } from '../client/queue';

/** Marathon sends no event when it turns an offer down, so the reasons are read again while something waits. */
const REASONS_EVERY_MS = 5000;

export const queueQueries = {
  all: () =>
    queryOptions({
      queryKey: ['marathon', 'queue'] as const,
      queryFn: ({ signal }) => getQueue({ signal, lastUnusedOffers: true }),
      refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? REASONS_EVERY_MS : false),
    }),
};

export const queueMutations = {
  /** Ends the back-off of one pod or app: the next try comes at once. */
  resetDelay: () =>
    mutationOptions({
      mutationFn: (input: { readonly id: string }) => resetDelay(input.id),
      // The one write without an event of its own.
      onSuccess: (_answer, _input, _before, { client }) =>
        client.invalidateQueries({ queryKey: queueQueries.all().queryKey }),
    }),
};
