/** A pod that fits nowhere is no riddle: it waits, and every screen says for what. */
import { expect, openApp, test } from './support/test';
import { addPod, advance } from './support/cluster';
import { giant } from './support/definitions';
import { instanceRows, serviceRow, serviceWord } from './support/screens';

test('a pod that fits nowhere waits visibly, with the reasons in the list, on its page and in Debug', async ({
  page,
}) => {
  await openApp(page, { route: '/services' });
  await addPod(page, giant);
  await advance(page, 60);

  const row = serviceRow(page, /giant/);
  await expect(row).toContainText('Waiting');
  await expect(row).toContainText('0/2');
  await expect(row).toContainText(/no agent/);
  await row.getByRole('link', { name: /giant/ }).click();

  await expect(serviceWord(page)).toHaveText('Waiting');
  await expect(
    page
      .getByRole('main')
      .getByText(/no agent/)
      .first(),
  ).toBeVisible();
  await expect(instanceRows(page)).toHaveCount(0);

  await page.getByRole('tab', { name: 'Debug' }).click();
  await expect(page.getByText(/2 instances have been waiting for resources/)).toBeVisible();
  const summary = page.getByRole('group', { name: 'Summary by requirement' });
  await expect(summary.getByRole('row', { name: /cpus/i })).toBeVisible();

  const offers = page.getByRole('group', { name: 'Offers by agent' });
  const agents = offers.getByRole('row').filter({ has: page.getByRole('link') });
  await expect(agents).toHaveCount(6);
  for (const heading of ['Constraints', 'CPUs', 'Memory'])
    await expect(offers.getByRole('columnheader', { name: heading })).toBeVisible();
  for (const agent of await agents.all()) {
    await expect(agent.getByText('not met').first()).toBeVisible();
    expect(await agent.getByText(/ short$/).count()).toBeGreaterThanOrEqual(2);
  }
  await agents.first().getByRole('link').click();
  await expect(page).toHaveURL(/#\/nodes\//);
});

test('a waiting pod that is asked to take less finds its place at once', async ({ page }) => {
  await openApp(page, { route: '/services', speed: 10 });
  await addPod(page, giant);
  await advance(page, 30);
  await serviceRow(page, /giant/).getByRole('link').click();
  await expect(serviceWord(page)).toHaveText('Waiting');
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('tab', { name: 'huge' }).click();
  await page.getByRole('textbox', { name: 'CPUs', exact: true }).fill('0.1');
  await page.getByRole('textbox', { name: 'Memory (MiB)' }).fill('32');
  await page.getByRole('textbox', { name: 'Command' }).fill('sleep 100000');
  await page.getByRole('tab', { name: 'Placement' }).click();
  await page
    .getByRole('button', { name: /Remove/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service', exact: true }).click();
  const force = page.getByRole('button', { name: 'Force Run Service' });
  await expect(force).toBeVisible();
  await force.click();
  await expect(serviceWord(page)).toHaveText('Running');
});
