/** A part of the page that cannot be loaded costs that part only. */
import { expect, expectAccessible, openApp, test } from './support/test';
import { asText, sleepers } from './support/definitions';
import { openJsonConfiguration, reviewAndRun, serviceWord } from './support/screens';

// What a service worker fetches can't be held back from here; what a missing file makes the browser say is no news.
test.use({
  serviceWorkers: 'block',
  expectedTrouble: /Failed to load resource: net::ERR_FAILED|Failed to fetch dynamically imported module/,
});

test('a screen whose code does not arrive says so, the rest stays usable, and trying again helps', async ({ page }) => {
  await page.route('**/assets/nodes-route-*.js', (route) => route.abort());
  await openApp(page, { route: '/services' });
  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: 'Nodes' }).click();
  await expect(page.getByText('This page can’t be shown')).toBeVisible();
  await expectAccessible(page);
  await main.getByRole('link', { name: 'Services' }).click();
  await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();
  await main.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('region', { name: 'Capacity' })).toBeVisible();

  await main.getByRole('link', { name: 'Nodes' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.unroute('**/assets/nodes-route-*.js');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Nodes' })).toBeVisible();
});

test('without Monaco the JSON is written in a plain field', async ({ page }) => {
  await page.route('**/assets/monaco-*.js', (route) => route.abort());
  await openApp(page, { speed: 10 });
  await openJsonConfiguration(page);
  await expect(page.getByText('The editor can’t be loaded; this is a plain text field.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'JSON Editor' }).fill(asText(sleepers('/plain', 1)));
  await reviewAndRun(page, '/plain');
  await expect(serviceWord(page)).toHaveText('Running');
});
