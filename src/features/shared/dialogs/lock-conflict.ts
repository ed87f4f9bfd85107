/** The one refusal that has a way round: the pod is locked by a running deployment (409), and `force` overrides it. */
import { MarathonError } from '../../../api/client/transport';

const idOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : undefined;

/** Ids of the deployments that hold the lock; undefined when the error is something else. */
export const lockingDeployments = (error: Error | null): readonly string[] | undefined => {
  if (!(error instanceof MarathonError) || error.status !== 409) return undefined;
  const { body } = error;
  if (typeof body !== 'object' || body === null || !('deployments' in body) || !Array.isArray(body.deployments))
    return undefined;
  return body.deployments.flatMap((deployment: unknown) => idOf(deployment) ?? []);
};
