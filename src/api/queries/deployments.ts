/** Running deployments as a query. */
import { queryOptions } from '@tanstack/react-query';
import { listDeployments } from '../client/deployments';

export const deploymentQueries = {
  all: () =>
    queryOptions({
      queryKey: ['marathon', 'deployments'] as const,
      queryFn: ({ signal }) => listDeployments({ signal }),
    }),
};
