/** `/dashboard`: the services' rows meet the dashboard here. */
import { DashboardPage } from '../../features/dashboard/dashboard-page';
import { useServices } from '../../features/services/use-services';

export function DashboardRoute() {
  const { rows, error, retry } = useServices();
  return <DashboardPage services={rows} error={error} onRetry={retry} />;
}
