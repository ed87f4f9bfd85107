/** Where the browser refuses service workers or workers the dashboard still runs pods, and says what is different. */
import type { BrowserContext, Page } from 'playwright/test';
import { expect, openApp, test } from './support/test';
import { untilIntercepted } from './support/cluster';
import { asText, sleepers } from './support/definitions';
import { openJsonConfiguration, reviewAndRun, serviceRow, serviceWord, writeJson } from './support/screens';

const without = (context: BrowserContext, names: readonly string[]) =>
  context.addInitScript((missing) => {
    for (const name of missing) Reflect.deleteProperty(globalThis, name);
  }, names);

/** By template and form: an editor without workers is another matter. */
const runTemplate = async (page: Page) => {
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('button', { name: 'Web server with a health check' }).click();
  await page.getByRole('button', { name: 'Use template' }).click();
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(serviceWord(page)).toHaveText('Running');
};

const notice = (page: Page) => page.getByRole('status').filter({ hasText: 'This browser' });

test('usually nothing is said about where the cluster lives', async ({ page }) => {
  await openApp(page, { speed: 10 });
  await runTemplate(page);
  await expect(notice(page)).toHaveCount(0);
});

test.describe('without service workers', () => {
  test.use({ serviceWorkers: 'block' });

  test('the dashboard talks to the cluster directly, with a notice', async ({ page }) => {
    await openApp(page, { speed: 10 });
    await expect(notice(page)).toContainText('no service worker');
    await openJsonConfiguration(page);
    await writeJson(page, asText(sleepers('/direct', 2)));
    await reviewAndRun(page, '/direct');
    await expect(serviceWord(page)).toHaveText('Running');
  });
});

test('without shared workers the cluster lives in a worker of the tab', async ({ page, context }) => {
  await without(context, ['SharedWorker']);
  await openApp(page, { speed: 10 });
  await expect(notice(page)).toContainText('runs in this one');
  await runTemplate(page);
  await page.reload();
  await expect(serviceWord(page)).toHaveText('Running');
});

test('a second tab waits where the cluster cannot be shared, and takes over', async ({ page, context }) => {
  await without(context, ['SharedWorker']);
  await openApp(page, { speed: 10 });
  await runTemplate(page);
  const other = await context.newPage();
  await openApp(other, { route: '/services', speed: 10 });
  await expect(other.getByText(/runs in another tab/)).toBeVisible();
  await page.close();
  await expect(serviceRow(other, /hello-web/)).toContainText('Running');
});

test('without any worker the cluster lives in the page', async ({ page, context }) => {
  await without(context, ['SharedWorker', 'Worker']);
  await openApp(page, { speed: 10 });
  await expect(notice(page)).toContainText('in the page itself');
  await runTemplate(page);
  await page.reload();
  await expect(serviceWord(page)).toHaveText('Running');
});

test('a reload past the service worker, and a service worker the browser stopped, cost nothing', async ({
  page,
  context,
}) => {
  await openApp(page, { speed: 10 });
  await runTemplate(page);
  await untilIntercepted(page);
  const devtools = await context.newCDPSession(page);
  // The command returns before the old page is gone: what is read too early is read from that one.
  const reloaded = page.waitForEvent('load');
  await devtools.send('Page.reload', { ignoreCache: true });
  await reloaded;
  await expect(serviceWord(page)).toHaveText('Running');
  await untilIntercepted(page);

  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('dialog', { name: 'Suspend' }).getByRole('button', { name: 'Suspend' }).click();
  await expect(serviceWord(page)).toHaveText('Suspended');
  await untilIntercepted(page);
});
