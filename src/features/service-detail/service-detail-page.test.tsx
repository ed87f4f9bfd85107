/** The pod page as a whole: loading, found, not found, unreachable, its tabs. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setTransport } from '../../api/client/transport';
import { podQueries } from '../../api/queries/pods';
import { aDeployment, aPodStatus, aSpec, at, instancesOf } from '../shared/pod-status-fixture';
import { openServicePage } from './service-page-fixture';

test('a pod shows its id, its status with a sentence, and its tabs', async () => {
  openServicePage({ pod: aPodStatus({ target: 3, instances: instancesOf(3) }) });
  expect(await screen.findByText('3 of 3 instances running')).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: '/shop/web' })).toBeDefined();
  expect(screen.getByRole('status').textContent).toBe('Running');
  expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
    'Instances 3',
    'Configuration',
    'Debug',
  ]);
});

test('a pod that is not there says so and leads back', async () => {
  openServicePage({});
  expect(await screen.findByText('Service not found')).toBeDefined();
  await userEvent.click(screen.getByRole('link', { name: 'Back to Services' }));
  expect(await screen.findByText('All services')).toBeDefined();
});

test('a pod that goes away while one looks at it is told from one that never was', async () => {
  const cluster: Parameters<typeof openServicePage>[0] = { pod: aPodStatus() };
  const { client } = openServicePage(cluster);
  await screen.findByRole('treegrid');
  delete cluster.pod;
  await client.invalidateQueries({ queryKey: podQueries.status('/shop/web').queryKey });
  expect(await screen.findByText('/shop/web has been deleted.')).toBeDefined();
});

test('when the cluster can’t be reached the page says why and tries again on request', async () => {
  openServicePage({ pod: aPodStatus() });
  setTransport(() => Promise.reject(new Error('connection refused')), 'http://cluster');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('connection refused');
  setTransport(() => Promise.resolve(Response.json(aPodStatus())), 'http://cluster');
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('treegrid')).toBeDefined();
});

test('a pod on its way out offers no actions', async () => {
  const removal = aDeployment({ steps: [{ actions: [{ action: 'StopPod', pod: '/shop/web' }] }] });
  openServicePage({ pod: aPodStatus(), deployments: [removal] });
  expect(await screen.findByText('Deleting')).toBeDefined();
  for (const name of ['Edit', 'Scale', 'Suspend', 'Restart', 'Delete']) {
    expect(screen.getByRole<HTMLButtonElement>('button', { name }).disabled).toBe(true);
  }
});

test('a tab is a place in the URL', async () => {
  const { search } = openServicePage({ pod: aPodStatus() });
  await userEvent.click(await screen.findByRole('tab', { name: 'Debug' }));
  expect(await screen.findByRole('heading', { name: 'Last terminations' })).toBeDefined();
  expect(search()).toEqual({ tab: 'debug' });
});

test('Configuration shows the definition, and older versions on request', async () => {
  const old = aSpec({ version: at(-60), labels: { before: 'yes' } });
  const { search } = openServicePage({ pod: aPodStatus(), versions: { [at(-60)]: old } }, { tab: 'configuration' });
  const picker = await screen.findByRole('combobox', { name: 'Version' });
  await screen.findByRole('option', { name: '2017-03-17 09:59:00 UTC' });
  expect(screen.getByRole('group', { name: 'Copy definition' }).textContent).toContain('"id": "/shop/web"');
  await userEvent.selectOptions(picker, '2017-03-17 09:59:00 UTC');
  expect(await screen.findByText(/"before": "yes"/)).toBeDefined();
  expect(search()).toEqual({ tab: 'configuration', version: at(-60) });
});
