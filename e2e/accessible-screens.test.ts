/** Nothing axe objects to on any screen that lists or tells: light and dark, at desk and pocket width. */
import { advance, addPod, setClock } from './support/cluster';
import { sleepers } from './support/definitions';
import { serviceRow } from './support/screens';
import { expect, expectAccessible, expectAccessibleEverywhere, openApp, test } from './support/test';

const tour = { scenario: 'tour' };

test('the empty services list is accessible', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('the services list with every status is accessible, filtered or not', async ({ page }) => {
  await openApp(page, { route: '/services', ...tour });
  await setClock(page, { paused: true });
  await expect(serviceRow(page, /cart/)).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('textbox', { name: 'Filter services' }).fill('nothing-like-this');
  await expect(page.getByText('No service matches')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('the dashboard is accessible', async ({ page }) => {
  await openApp(page, { route: '/dashboard', ...tour });
  await setClock(page, { paused: true });
  await expect(page.getByRole('region', { name: 'Needs attention' }).getByRole('link').first()).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('deployments are accessible, running or none', async ({ page }) => {
  await openApp(page, { route: '/deployments' });
  await expect(page.getByText('No deployment is running')).toBeVisible();
  await expectAccessibleEverywhere(page);
  await setClock(page, { paused: true });
  await addPod(page, sleepers('/deployed', 3));
  await expect(page.getByRole('article', { name: /^Deployment/ })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('the nodes and a node are accessible', async ({ page }) => {
  await openApp(page, { route: '/nodes', ...tour });
  await setClock(page, { paused: true });
  const nodes = page.getByRole('table', { name: 'Nodes' });
  await expect(nodes.getByRole('link').first()).toBeVisible();
  await expectAccessibleEverywhere(page);
  await nodes.getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Attributes' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('addresses that lead nowhere are accessible', async ({ page }) => {
  for (const [route, words] of [
    ['/no/such/page', 'Page not found'],
    ['/services/detail/none', 'Service not found'],
    ['/nodes/none', 'Agent not found'],
  ] as const) {
    await openApp(page, { route });
    await expect(page.getByRole('main').getByText(words)).toBeVisible();
    await expectAccessibleEverywhere(page);
  }
});

test('the navigation drawer of a narrow page is accessible', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openApp(page, { route: '/services' });
  await page.getByRole('button', { name: 'Navigation' }).click();
  await expect(page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'Nodes' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('a toast is accessible', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/toasted', 1));
  await advance(page, 30);
  await serviceRow(page, /toasted/)
    .getByRole('link')
    .click();
  await page.getByRole('button', { name: 'Scale', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Scale' });
  await dialog.getByRole('textbox', { name: 'Instances' }).fill('2');
  await dialog.getByRole('button', { name: 'Scale', exact: true }).click();
  await expect(page.getByText('/toasted goes from 1 to 2 instances.').first()).toBeVisible();
  await expectAccessible(page);
});
