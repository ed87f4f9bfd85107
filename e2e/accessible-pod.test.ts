/** Nothing axe objects to on a service's page: every tab, opened instances, every dialog, the menu of narrow pages. */
import type { Page } from 'playwright/test';
import { addPod, advance, setClock } from './support/cluster';
import { giant, sleepers } from './support/definitions';
import { expandAll, instanceRows, serviceWord } from './support/screens';
import { expect, expectAccessible, expectAccessibleEverywhere, openApp, test } from './support/test';

/** A page of the tour's, standing still. */
const openTour = async (page: Page, pod: string, tab = '') => {
  await openApp(page, { route: `/services/detail${pod}${tab && `?tab=${tab}`}`, scenario: 'tour' });
  await setClock(page, { paused: true });
  await expect(serviceWord(page)).not.toBeEmpty();
};

test('instances and their containers are accessible', async ({ page }) => {
  await openTour(page, '/shop/web');
  await expect(instanceRows(page).first()).toBeVisible();
  await expandAll(page);
  await page
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .first()
    .check();
  await expectAccessibleEverywhere(page);
});

test('the configuration is accessible', async ({ page }) => {
  await openTour(page, '/shop/cart', 'configuration');
  await expect(page.getByRole('combobox', { name: 'Version' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('Debug is accessible while a service fails again and again', async ({ page }) => {
  await openTour(page, '/shop/catalog-import', 'debug');
  await expect(page.getByRole('region', { name: 'Last terminations' }).getByRole('table')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('Debug is accessible while a service waits for offers', async ({ page }) => {
  await openApp(page, { route: '/services/detail/lab/giant?tab=debug' });
  await addPod(page, giant);
  await advance(page, 30);
  await setClock(page, { paused: true });
  await page.reload();
  await expect(page.getByRole('group', { name: 'Offers by agent' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('every dialog of a running service is accessible', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/asked', 2));
  await advance(page, 60);
  await page.getByRole('link', { name: 'asked' }).click();
  await expect(serviceWord(page)).toHaveText('Running');
  await setClock(page, { paused: true });
  for (const name of ['Scale', 'Suspend', 'Restart', 'Delete']) {
    await page.getByRole('main').getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog', { name, exact: true });
    await expect(dialog).toBeVisible();
    await test.step(name, () => expectAccessibleEverywhere(page));
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole('checkbox', { name: 'Select all instances' }).check();
  await page.getByRole('button', { name: 'Restart 2 instances' }).click();
  await expect(page.getByRole('dialog', { name: 'Restart 2 instances?' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('a suspended service and its Resume are accessible', async ({ page }) => {
  await openTour(page, '/marketing/newsletter');
  await expect(serviceWord(page)).toHaveText('Suspended');
  await expectAccessibleEverywhere(page);
  await page.getByRole('main').getByRole('button', { name: 'Resume' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Resume' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('the menu of actions on a narrow page is accessible', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openTour(page, '/shop/web');
  await page.getByRole('button', { name: 'Actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});
