/** The Mesos agents as a query. */
import { queryOptions } from '@tanstack/react-query';
import { countUnreachable, listAgents } from '../client/mesos';

export const agentQueries = {
  all: () => queryOptions({ queryKey: ['mesos', 'agents'] as const, queryFn: ({ signal }) => listAgents({ signal }) }),
  unreachable: () =>
    queryOptions({
      queryKey: ['mesos', 'agents', 'unreachable'] as const,
      queryFn: ({ signal }) => countUnreachable({ signal }),
    }),
};
