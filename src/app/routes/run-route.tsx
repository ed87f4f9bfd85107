/** `/run`: describe a service, review it, run it. */
import { getRouteApi } from '@tanstack/react-router';
import { RunServicePage } from '../../features/run-service/run-service-page';

const route = getRouteApi('/run');

export function RunRoute() {
  const navigate = route.useNavigate();
  return (
    <RunServicePage
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onDone={(serviceId) =>
        void navigate({ to: '/services/detail/$', params: { _splat: serviceId.replace(/^\/+/, '') } })
      }
      onCancel={() => void navigate({ to: '/services' })}
    />
  );
}
