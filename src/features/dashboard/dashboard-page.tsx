/** The dashboard: how full the cluster is, how its services fare, which need a look, and what is being deployed. */
import { Link } from '@tanstack/react-router';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { AttentionList } from './attention-list';
import { Capacity } from './capacity';
import { DeploymentList } from './deployment-list';
import type { DashboardService } from './dashboard-service';
import styles from './dashboard-page.module.css';
import { StatusCounts } from './status-counts';

interface DashboardPageProps {
  /** Undefined until the first answer. */
  readonly services: readonly DashboardService[] | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
}

function ServicePanels({ services, error, onRetry }: DashboardPageProps) {
  if (error) return <ErrorPanel title="The services can’t be read" message={error.message} onRetry={onRetry} />;
  if (!services) return <Loading label="services" rows={4} />;
  return <StatusCounts services={services} />;
}

export function DashboardPage(props: DashboardPageProps) {
  const { services = [] } = props;
  return (
    <div className={styles['grid']}>
      <div className={styles['wide']}>
        <Panel title="Capacity">
          <Capacity />
        </Panel>
      </div>
      <Panel
        title="Services"
        actions={
          <Link className={styles['more']} to="/services">
            All {services.length} services
          </Link>
        }
      >
        <ServicePanels {...props} />
      </Panel>
      <Panel title="Needs attention">
        <AttentionList services={services} />
      </Panel>
      <Panel
        title="Deployments"
        actions={
          <Link className={styles['more']} to="/deployments">
            All deployments
          </Link>
        }
      >
        <DeploymentList />
      </Panel>
    </div>
  );
}
