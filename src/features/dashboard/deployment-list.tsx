/** Deployments under way, shortest form: what they touch and how far they are. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { deploymentQueries } from '../../api/queries/deployments';
import { EmptyState } from '../../ui/empty-state';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { Progress } from '../../ui/progress';
import { RelativeTime } from '../shared/relative-time';
import { affectedServices } from '../shared/service-status';
import styles from './deployment-list.module.css';

const shownAtMost = 6;

export function DeploymentList() {
  const { data: deployments, error, refetch } = useQuery(deploymentQueries.all());
  if (!deployments) {
    return error ? (
      <ErrorPanel title="The deployments can’t be read" message={error.message} onRetry={() => void refetch()} />
    ) : (
      <Loading label="deployments" rows={3} />
    );
  }
  if (deployments.length === 0) return <EmptyState title="No deployment is running">Changes show up here.</EmptyState>;
  return (
    <ul>
      {deployments.slice(0, shownAtMost).map((deployment) => {
        const { id, version, currentStep, totalSteps } = deployment;
        const done = Math.max(0, currentStep - 1);
        const text = `step ${Math.max(1, currentStep)} of ${totalSteps}`;
        return (
          <li key={id} className={styles['row']}>
            <span className={styles['pods']}>
              {affectedServices(deployment).map((service) => (
                <Link
                  key={service}
                  className={styles['name']}
                  to="/services/detail/$"
                  params={{ _splat: service.slice(1) }}
                >
                  {service.slice(1)}
                </Link>
              ))}
            </span>
            <span className={styles['time']}>
              <RelativeTime at={version} />
            </span>
            <Progress label="Steps done" value={done} max={totalSteps} text={`${done} of ${totalSteps}`} tone="busy" />
            <span className={styles['time']}>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
