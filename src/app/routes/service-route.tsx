/** `/services/detail/{pod id}`: one pod; its id keeps its slashes. */
import { getRouteApi } from '@tanstack/react-router';
import { ServiceDetailPage } from '../../features/service-detail/service-detail-page';

const route = getRouteApi('/services/detail/$');

export function ServiceRoute() {
  const { _splat = '' } = route.useParams();
  const navigate = route.useNavigate();
  const serviceId = `/${_splat}`;
  return (
    <ServiceDetailPage
      key={serviceId}
      serviceId={serviceId}
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}
