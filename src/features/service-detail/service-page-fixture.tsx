/** For tests: the page of a service on a router of its own, over a cluster that answers from plain data. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  RouterProvider,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { setTransport } from '../../api/client/transport';
import type { AppInfo } from '../../protocol/marathon/app';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { PodAnswer } from '../../protocol/marathon/pod';
import type { PodStatus } from '../../protocol/marathon/pod-status';
import type { QueueItem } from '../../protocol/marathon/queue';
import { ToastRegion } from '../../ui/toast';
import { at } from '../shared/pod-status-fixture';
import { ServiceDetailPage } from './service-detail-page';
import { readServiceDetailSearch } from './service-detail-search';

export interface FakeCluster {
  /** Absent: 404. */
  pod?: PodStatus;
  /** Where there is no pod. */
  app?: AppInfo;
  queue?: readonly QueueItem[];
  deployments?: readonly Deployment[];
  /** Definitions by version, besides the current one. */
  versions?: Readonly<Record<string, PodAnswer>>;
  /** Answers writes; 200 with the definition when absent. */
  write?: (request: SentRequest) => Response | Promise<Response>;
}

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

const readApp = (app: AppInfo | undefined, path: string): Response => {
  if (app === undefined) return json({ message: "App '/shop/web' does not exist" }, 404);
  if (path.endsWith('/versions')) return json({ versions: [app.version, at(-60)] });
  return json(path.includes('/versions/') ? { ...app, instances: 4 } : { app });
};

const read = (cluster: FakeCluster, path: string): Response => {
  const { pod, versions = {} } = cluster;
  if (path.includes('/v2/queue')) return json({ queue: cluster.queue ?? [] });
  if (path.includes('/v2/deployments')) return json(cluster.deployments ?? []);
  if (path.includes('/v2/apps/')) return readApp(cluster.app, path);
  if (pod === undefined) return json({ message: "Pod '/shop/web' does not exist", details: [] }, 404);
  if (path.includes('::status')) return json(pod);
  const version = path.split('::versions/')[1];
  if (version !== undefined) return json(versions[decodeURIComponent(version)] ?? pod.spec);
  if (path.includes('::versions')) return json([...Object.keys(versions), pod.spec.version]);
  return json(pod.spec);
};

/** Opens `/shop/web` with raw search parameters. Answers what was written, the cache, and a way to look at the URL. */
export const openServicePage = (cluster: FakeCluster, search: Readonly<Record<string, unknown>> = {}) => {
  const writes: SentRequest[] = [];
  setTransport(async (request) => {
    const { method, url } = request;
    const path = decodeURI(new URL(url).pathname) + new URL(url).search;
    if (method === 'GET') return read(cluster, path);
    const text = await request.text();
    const sent: SentRequest = { method, path, body: text === '' ? undefined : JSON.parse(text) };
    writes.push(sent);
    return cluster.write?.(sent) ?? json(cluster.pod?.spec ?? {});
  }, 'http://cluster');
  const root = createRootRoute();
  const pod = createRoute({
    getParentRoute: () => root,
    path: '/services/detail/$',
    validateSearch: readServiceDetailSearch,
    component: function Pod() {
      const navigate = pod.useNavigate();
      return (
        <ServiceDetailPage
          serviceId="/shop/web"
          search={pod.useSearch()}
          onSearch={(next) => void navigate({ search: next })}
        />
      );
    },
  });
  const services = createRoute({ getParentRoute: () => root, path: '/services', component: () => <p>All services</p> });
  const run = createRoute({ getParentRoute: () => root, path: '/run', component: () => <p>Run a Service</p> });
  const router = createRouter({
    routeTree: root.addChildren([pod, services, run]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
  const query = Object.entries(search).map(([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`);
  router.history.push(`/services/detail/shop/web?${query.join('&')}`);
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>,
  );
  return { writes, client, search: () => router.state.location.search };
};
