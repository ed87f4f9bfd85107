/** `/nodes/{agent}`: one agent. */
import { getRouteApi } from '@tanstack/react-router';
import { NodePage } from '../../features/nodes/node-page';

const route = getRouteApi('/nodes/$agentId');

export function NodeRoute() {
  return <NodePage agentId={route.useParams().agentId} />;
}
