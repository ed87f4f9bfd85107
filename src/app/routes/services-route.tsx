/** `/services`: the list, with filter and order in the URL. */
import { getRouteApi } from '@tanstack/react-router';
import { ServicesPage } from '../../features/services/services-page';

const route = getRouteApi('/services');

export function ServicesRoute() {
  const navigate = route.useNavigate();
  return <ServicesPage search={route.useSearch()} onSearch={(search) => void navigate({ search, replace: true })} />;
}
