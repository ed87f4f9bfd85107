/** Nothing acknowledged is lost: reload, closed pages, several tabs. */
import type { BrowserContext, Page } from 'playwright/test';
import { expect, openApp, test } from './support/test';
import { addPod, advance, marathon, setClock, simulation } from './support/cluster';
import { sleepers } from './support/definitions';
import { serviceRow } from './support/screens';

/** A world with a past, standing still so that it can be compared. */
const makeHistory = async (page: Page) => {
  await openApp(page, { route: '/services', seed: 5 });
  await setClock(page, { paused: true });
  await addPod(page, sleepers('/kept', 3));
  await advance(page, 60);
  const { status } = await marathon(page, 'PUT', '/v2/pods//kept', sleepers('/kept', 4, 'sleep 9; exit 3'));
  expect(status).toBe(200);
  await advance(page, 200);
  await expect(serviceRow(page, /kept/)).toBeVisible();
  const { digest, now, counts } = await simulation(page);
  return { digest, now, counts };
};

const reopen = async (context: BrowserContext) => {
  const page = await context.newPage();
  await openApp(page, { route: '/services', seed: 5 });
  return page;
};

test('a reload shows the same cluster to the last bit', async ({ page }) => {
  const before = await makeHistory(page);
  await page.reload();
  await expect(serviceRow(page, /kept/)).toBeVisible();
  expect(await simulation(page)).toMatchObject(before);
});

test('a closed dashboard opens again where it was', async ({ page, context }) => {
  const before = await makeHistory(page);
  await page.close();
  const again = await reopen(context);
  await expect(serviceRow(again, /kept/)).toBeVisible();
  expect(await simulation(again)).toMatchObject(before);
});

test('the store alone brings the cluster back when no worker is left', async ({ page, context }) => {
  const before = await makeHistory(page);
  // Without a page on the origin the browser ends the worker; the next one starts from what was stored.
  await page.goto('about:blank');
  await page.close();
  const again = await context.newPage();
  await again.addInitScript(() => {
    // A worker of another kind: the shared one, should it still live, is not asked.
    Reflect.deleteProperty(globalThis, 'SharedWorker');
  });
  await openApp(again, { route: '/services', seed: 5 });
  await expect(serviceRow(again, /kept/)).toBeVisible();
  const { digest, now } = await simulation(again);
  expect([digest, now]).toEqual([before.digest, before.now]);
});

test('two tabs see one cluster', async ({ page, context }) => {
  await openApp(page, { route: '/services', seed: 5, speed: 5 });
  const other = await reopen(context);
  await expect(other.getByText('No service runs on this cluster yet')).toBeVisible();
  await addPod(page, sleepers('/seen', 2));
  await expect(serviceRow(other, /seen/)).toContainText('Running');
  await expect(serviceRow(page, /seen/)).toContainText('2/2');
  const { status } = await marathon(other, 'DELETE', '/v2/pods//seen');
  expect(status).toBe(202);
  await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();
});
