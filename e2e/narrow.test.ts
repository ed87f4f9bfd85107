/** On a telephone nothing scrolls sideways: every screen fits 360 px. */
import { expect, openApp, test } from './support/test';

/** Each with a text that is only there once the screen is complete. */
const screens: readonly (readonly [route: string, text: RegExp])[] = [
  ['/services', /catalog-import/],
  ['/dashboard', /Needs attention/],
  ['/deployments', /Scale shop\/search/],
  ['/nodes', /10\.0\.2\.12/],
  ['/services/detail/shop/web', /web\.instance-/],
  ['/services/detail/shop/cart?tab=configuration', /"executorResources"/],
  ['/services/detail/analytics/forecast?tab=debug', /By agent/],
  ['/run', /JSON Configuration/],
  ['/run?kind=pod', /Each instance takes/],
  ['/run?kind=pod&section=networking', /Each instance takes/],
];

test('every screen fits a narrow page', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [route, text] of screens) {
    await test.step(route, async () => {
      await openApp(page, { route, scenario: 'tour' });
      await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  }
});

test('a card says why its service waits', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openApp(page, { route: '/services', scenario: 'tour' });
  const card = page.getByRole('row', { name: /analytics\/forecast/ });
  await expect(card.getByText(/^no agent has 16\.1\scpus free/)).toBeInViewport({ ratio: 1 });
});
