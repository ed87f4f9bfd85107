/** *Run a Service* on a router of its own, over a cluster that answers as told. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  RouterProvider,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setTransport } from '../../api/client/transport';
import { readRunSearch } from './run-search';
import { RunServicePage } from './run-service-page';

export type Sent = { method: string; url: string; body: unknown };

/** @param answer what the cluster says; it can’t be copied, as a real one */
export function open(path: string, answer: (request: Sent) => Response = created) {
  const sent: Sent[] = [];
  setTransport(async (request) => {
    const text = await request.text();
    const call = {
      method: request.method,
      url: new URL(request.url).pathname + new URL(request.url).search,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
    // As on a real cluster, which can't be copied.
    if (call.url.startsWith('/_simulation/')) return json(404, {});
    // How much of the cluster the draft takes is read besides.
    if (call.url === '/mesos/slaves') return Response.json({ slaves: [] });
    sent.push(call);
    return answer(call);
  }, 'http://cluster');
  const done: string[] = [];
  const root = createRootRoute();
  const run = createRoute({
    getParentRoute: () => root,
    path: '/run',
    validateSearch: readRunSearch,
    component: function Run() {
      const navigate = run.useNavigate();
      return (
        <RunServicePage
          search={run.useSearch()}
          onSearch={(search) => void navigate({ search })}
          onDone={(id) => {
            done.push(id);
            void navigate({ to: '/services' });
          }}
          onCancel={() => void navigate({ to: '/services' })}
        />
      );
    },
  });
  const elsewhere = createRoute({
    getParentRoute: () => root,
    path: '/services',
    component: () => <p>Somewhere else</p>,
  });
  const router = createRouter({
    routeTree: root.addChildren([run, elsewhere]),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const { unmount } = render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { sent, done, unmount, user: userEvent.setup() };
}

export const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'marathon-deployment-id': 'd1' },
  });
export const created = ({ body }: Sent): Response => json(201, body);
