/** `/nodes`: the table, with filter and order in the URL. */
import { getRouteApi } from '@tanstack/react-router';
import { NodesPage } from '../../features/nodes/nodes-page';

const route = getRouteApi('/nodes');

export function NodesRoute() {
  const navigate = route.useNavigate();
  return <NodesPage search={route.useSearch()} onSearch={(search) => void navigate({ search, replace: true })} />;
}
