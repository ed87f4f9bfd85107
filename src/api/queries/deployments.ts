/** Running deployments as a query, and the way to take one back. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { listDeployments, rollBackDeployment } from '../client/deployments';

export const deploymentQueries = {
  all: () =>
    queryOptions({
      queryKey: ['marathon', 'deployments'] as const,
      queryFn: ({ signal }) => listDeployments({ signal }),
    }),
};

/** None touches the cache: Marathon's events tell. */
export const deploymentMutations = {
  rollBack: () => mutationOptions({ mutationFn: (input: { readonly id: string }) => rollBackDeployment(input.id) }),
};
