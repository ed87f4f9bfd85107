/** `/services/detail/{pod id}`: one pod; its id keeps its slashes. */
import { getRouteApi } from '@tanstack/react-router';
import { PodDetailPage } from '../../features/pod-detail/pod-detail-page';

const route = getRouteApi('/services/detail/$');

export function PodRoute() {
  const { _splat = '' } = route.useParams();
  const navigate = route.useNavigate();
  const podId = `/${_splat}`;
  return (
    <PodDetailPage
      key={podId}
      podId={podId}
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}
