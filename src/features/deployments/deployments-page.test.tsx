/** A deployment is ended from its page: what is asked, sent, refused and told. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  RouterProvider,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setTransport } from '../../api/client/transport';
import { deploymentQueries } from '../../api/queries/deployments';
import { ToastRegion } from '../../ui/toast';
import { aDeployment } from './deployment-fixture';
import { DeploymentsPage } from './deployments-page';

const PATH = '/service/marathon/v2/deployments/d-1';

/** Opens the page over a cluster with one deployment. Answers what was written, and the cache. */
const openDeployments = (write: () => Response = () => Response.json({ version: 'v', deploymentId: 'd-2' })) => {
  const writes: string[] = [];
  setTransport(({ method, url }) => {
    const { pathname, search } = new URL(url);
    if (method === 'GET')
      return Promise.resolve(
        Response.json(pathname.endsWith('/v2/deployments') ? [aDeployment()] : { queue: [], apps: [] }),
      );
    writes.push(`${method} ${pathname}${search}`);
    return Promise.resolve(write());
  }, 'http://cluster');
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path: '/', component: DeploymentsPage });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>,
  );
  return { writes, client };
};

const ask = async (name: string) => {
  const card = within(await screen.findByRole('article', { name: 'Deployment d-1' }));
  await userEvent.click(card.getByRole('button', { name }));
  return within(await screen.findByRole('dialog', { name }));
};

const closed = (name: string) => waitFor(() => expect(screen.queryByRole('dialog', { name })).toBeNull());

test('Roll Back tells what becomes of each service, asks Marathon for a deployment back, and says so', async () => {
  const { writes } = openDeployments();
  const dialog = await ask('Roll Back');
  expect(dialog.getByRole('listitem').textContent).toBe('/shop/web goes back to the number of instances it had');
  await userEvent.click(dialog.getByRole('button', { name: 'Roll Back' }));
  await closed('Roll Back');
  expect(writes).toEqual([`DELETE ${PATH}`]);
  expect(await screen.findByText('A new deployment leads back to what was there before.')).toBeDefined();
});

test('Stop Deployment takes nothing back, and sends force', async () => {
  const { writes } = openDeployments(() => new Response(null, { status: 202 }));
  const dialog = await ask('Stop Deployment');
  expect(dialog.getByText(/ends where it stands/).textContent).toContain('The deployment of /shop/web ends');
  await userEvent.click(dialog.getByRole('button', { name: 'As a command' }));
  expect(dialog.getByText('dcos marathon deployment stop d-1')).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Stop Deployment' }));
  await closed('Stop Deployment');
  expect(writes).toEqual([`DELETE ${PATH}?force=true`]);
  expect(await screen.findByText('The deployment has ended where it stood.')).toBeDefined();
});

test('what Marathon says against it is shown where it was asked', async () => {
  openDeployments(() =>
    Response.json({ message: 'Max number (100) of running deployments is achieved.' }, { status: 403 }),
  );
  const dialog = await ask('Roll Back');
  await userEvent.click(dialog.getByRole('button', { name: 'Roll Back' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('Max number (100)');
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Roll Back' }).disabled).toBe(false);
});

test('a deployment that ends before the answer leaves its question open, with nothing to be done', async () => {
  const { writes, client } = openDeployments();
  const dialog = await ask('Roll Back');
  act(() => void client.setQueryData(deploymentQueries.all().queryKey, []));
  expect(await dialog.findByText('It has ended meanwhile: there is nothing left to roll back.')).toBeDefined();
  expect(screen.getByText('No deployment is running')).toBeDefined();
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Roll Back' }).disabled).toBe(true);
  await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
  await closed('Roll Back');
  expect(writes).toEqual([]);
});
