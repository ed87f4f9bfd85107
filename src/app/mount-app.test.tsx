/** The whole dashboard over answers of a small cluster: places, addresses, fallbacks. */
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setTransport } from '../api/client/transport';
import { aPodStatus, aSpec } from '../features/shared/pod-status-fixture';
import { mountApp } from './mount-app';

const pod = (id: string, instances = 0) =>
  aPodStatus({ id, instances: [], spec: aSpec({ id, scaling: { kind: 'fixed', instances } }) });

/** Paths without an answer are 404, as `/_simulation` on a real cluster; the event stream stays silent. */
const serve = (answers: Readonly<Record<string, unknown>>) =>
  setTransport((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/v2/events')) return new Promise(() => undefined);
    const found = Object.entries(answers).find(([path]) => pathname.endsWith(path));
    return Promise.resolve(
      found ? Response.json(found[1]) : Response.json({ message: 'URI not found' }, { status: 404 }),
    );
  });

const busy = {
  '/v2/pods/::status': [pod('/shop/web'), pod('/shop/cart'), pod('/ops/cron')],
  '/v2/apps': { apps: [] },
  '/v2/queue': { queue: [] },
  '/v2/deployments': [],
  '/mesos/slaves': { slaves: [] },
};

let takeDown: (() => void) | undefined;

const open = (hash: string) => {
  location.hash = hash;
  const root = document.createElement('div');
  document.body.append(root);
  act(() => {
    takeDown = mountApp(root);
  });
};

beforeEach(() => {
  // React asks for this before it lets `act` wait for its updates.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  localStorage.clear();
});
afterEach(() => {
  act(() => takeDown?.());
  document.body.replaceChildren();
});

const names = () =>
  screen
    .getAllByRole('row')
    .flatMap((row) => within(row).queryAllByRole('link'))
    .map((link) => link.textContent);

test('the bare address leads to the services, each with a link', async () => {
  serve(busy);
  open('');
  await screen.findByRole('table', { name: 'Services' });
  expect(names()).toEqual(['ops/cron', 'shop/cart', 'shop/web']);
  expect(document.title).toBe('Services · Podrome');
  expect(screen.getByRole('link', { name: 'Services' }).getAttribute('aria-current')).toBe('page');
});

test('a link with filter and order opens just that', async () => {
  serve(busy);
  open('#/services?q=shop&dir=desc');
  await screen.findByRole('table', { name: 'Services' });
  expect(names()).toEqual(['shop/web', 'shop/cart']);
  expect(screen.getByRole('textbox', { name: 'Filter services' })).toHaveProperty('value', 'shop');
});

test('typing narrows the list at once and the address follows', async () => {
  const user = userEvent.setup();
  serve(busy);
  open('#/services');
  await user.type(await screen.findByRole('textbox', { name: 'Filter services' }), 'cart');
  await waitFor(() => expect(names()).toEqual(['shop/cart']));
  await waitFor(() => expect(location.hash).toBe('#/services?q=cart'));
});

test('an empty cluster says so and offers to run something', async () => {
  serve({ ...busy, '/v2/pods/::status': [] });
  open('#/services');
  expect(await screen.findByText('No service runs on this cluster yet')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Run a Service' }).getAttribute('href')).toMatch(/#\/run$/);
});

test('a refusal of the list is told, and trying again brings it back', async () => {
  const user = userEvent.setup();
  serve({});
  open('#/services');
  expect((await screen.findByRole('alert')).textContent).toContain('URI not found');
  serve(busy);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('table', { name: 'Services' })).toBeTruthy();
});

test('an address that leads nowhere says so, with the navigation in place', async () => {
  serve(busy);
  open('#/constructor');
  expect(await screen.findByText('Nothing lives at this address. It may have been mistyped or moved.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Nodes' })).toBeTruthy();
});

test('a chosen theme holds for the document and for the next visit', async () => {
  const user = userEvent.setup();
  serve(busy);
  open('#/services');
  await user.click(await screen.findByRole('radio', { name: 'Dark theme' }));
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(localStorage.getItem('podrome.theme')).toBe('dark');
  await user.click(screen.getByRole('radio', { name: 'System theme' }));
  expect(document.documentElement.dataset['theme']).toBeUndefined();
});

test('without a simulation there are no clock controls', async () => {
  serve(busy);
  open('#/services');
  await screen.findByRole('table', { name: 'Services' });
  expect(screen.queryByRole('region', { name: 'Simulated cluster' })).toBeNull();
});
