/** Running deployments as a query, and the ways to end one. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { listDeployments, rollBackDeployment, stopDeployment } from '../client/deployments';

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
  stop: () => mutationOptions({ mutationFn: (input: { readonly id: string }) => stopDeployment(input.id) }),
};
