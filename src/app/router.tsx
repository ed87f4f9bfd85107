/** Every place of the dashboard. Only the services list is part of the first load; the rest arrives when it is wanted. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readNodesSearch } from '../features/nodes/nodes-search';
import { readServiceDetailSearch } from '../features/service-detail/service-detail-search';
import { readRunSearch } from '../features/run-service/run-search';
import { readServicesSearch } from '../features/services/services-search';
import { createRouteHistory } from './hash-history';
import { NotFound } from './not-found';
import { RouteError, RoutePending } from './route-fallbacks';
import { ServicesRoute } from './routes/services-route';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // The router's own way to redirect is to throw.
    // oxlint-disable-next-line typescript/only-throw-error
    throw redirect({ to: '/services', replace: true });
  },
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard',
  component: lazyRouteComponent(() => import('./routes/dashboard-route'), 'DashboardRoute'),
});

const services = createRoute({
  getParentRoute: () => root,
  path: '/services',
  validateSearch: readServicesSearch,
  component: ServicesRoute,
});

const pod = createRoute({
  getParentRoute: () => root,
  path: '/services/detail/$',
  validateSearch: readServiceDetailSearch,
  component: lazyRouteComponent(() => import('./routes/service-route'), 'ServiceRoute'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/run',
  validateSearch: readRunSearch,
  component: lazyRouteComponent(() => import('./routes/run-route'), 'RunRoute'),
});

const deployments = createRoute({
  getParentRoute: () => root,
  path: '/deployments',
  component: lazyRouteComponent(() => import('../features/deployments/deployments-page'), 'DeploymentsPage'),
});

const nodes = createRoute({
  getParentRoute: () => root,
  path: '/nodes',
  validateSearch: readNodesSearch,
  component: lazyRouteComponent(() => import('./routes/nodes-route'), 'NodesRoute'),
});

const node = createRoute({
  getParentRoute: () => root,
  path: '/nodes/$agentId',
  component: lazyRouteComponent(() => import('./routes/node-route'), 'NodeRoute'),
});

const routeTree = root.addChildren([home, dashboard, services, pod, run, deployments, nodes, node]);

export const createAppRouter = () =>
  createRouter({
    routeTree,
    history: createRouteHistory(),
    defaultPreload: 'intent',
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
