/** Running deployments: what each one changes, which step it is at, and how its services fare meanwhile. */
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { deploymentQueries } from '../../api/queries/deployments';
import { EmptyState } from '../../ui/empty-state';
import { ErrorPanel } from '../../ui/error-panel';
import { LinkButton } from '../../ui/link-button';
import { Loading } from '../../ui/loading';
import { DeploymentCard } from './deployment-card';
import styles from './deployments-page.module.css';
import type { Ending } from './ending';

const DeploymentDialog = lazy(async () => ({ default: (await import('./deployment-dialog')).DeploymentDialog }));

function NoDeployment() {
  return (
    <EmptyState
      icon="deployments"
      title="No deployment is running"
      actions={
        <LinkButton to="/services" variant="secondary">
          To the services
        </LinkButton>
      }
    >
      Starting, scaling, changing or deleting a service shows up here, step by step, until it is done.
    </EmptyState>
  );
}

export function DeploymentsPage() {
  const { data: deployments, error, refetch } = useQuery(deploymentQueries.all());
  // Asked here and not in its card: the deployment may end before the answer, and its card with it.
  const [ending, setEnding] = useState<Ending>();
  if (!deployments) {
    return error ? (
      <ErrorPanel title="The deployments can’t be read" message={error.message} onRetry={() => void refetch()} />
    ) : (
      <Loading label="deployments" rows={4} rowHeight={72} />
    );
  }
  return (
    <>
      {deployments.length === 0 ? (
        <NoDeployment />
      ) : (
        <ul className={styles['list']}>
          {deployments.map((deployment) => (
            <li key={deployment.id}>
              <DeploymentCard deployment={deployment} onEnd={setEnding} />
            </li>
          ))}
        </ul>
      )}
      {ending && (
        <Suspense>
          <DeploymentDialog
            ending={ending}
            over={deployments.every(({ id }) => id !== ending.deployment.id)}
            onClose={() => setEnding(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
