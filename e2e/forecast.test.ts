/** *Review & Run* tells what will happen, and that is what happens. */
import { expectAccessible, expect, openApp, test } from './support/test';
import { addPod, advance, setClock } from './support/cluster';
import { instanceRows, serviceWord } from './support/screens';

test('a pod that finds no place is told why and what would help; applied, it lands where it was said', async ({
  page,
}) => {
  await openApp(page, { route: '/run?kind=pod' });
  // Nothing else happens between the look ahead and the run.
  await setClock(page, { paused: true });
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/shop/huge');
  await page.getByRole('textbox', { name: 'Instances' }).fill('2');
  await page.getByRole('tab', { name: 'container-1' }).click();
  await page.getByRole('textbox', { name: 'Command' }).fill('sleep 100000');
  await page.getByRole('textbox', { name: 'CPUs', exact: true }).fill('3.8');
  await page.getByRole('textbox', { name: 'Memory (MiB)' }).fill('100000');
  await page.getByRole('button', { name: 'Review & Run' }).click();

  const ahead = page.getByRole('region', { name: 'What will happen' });
  await expect(ahead).toContainText('None of the 2 instances finds a place; they wait until there is room.');
  await expectAccessible(page);
  await ahead.getByRole('list', { name: 'What would help' }).getByRole('button', { name: 'Apply' }).first().click();
  await expect(ahead).toContainText(/Both instances are up after|1 instance has a place/);
  const hosts = await ahead.getByRole('row').getByRole('cell').first().textContent();
  await ahead.getByText(/^Step by step/).click();
  await expect(ahead.getByRole('listitem').filter({ hasText: /Instance 1 is launched on/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('heading', { name: '/shop/huge', exact: true })).toBeVisible();
  await advance(page, 30);
  await expect(
    instanceRows(page)
      .filter({ hasText: hosts ?? 'no agent was named' })
      .first(),
  ).toBeVisible();
});

test('a change is told instance by instance before it is made', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, {
    id: '/shop/web',
    containers: [{ name: 'web', exec: { command: { shell: 'sleep 100000' } }, resources: { cpus: 0.1, mem: 32 } }],
    scaling: { kind: 'fixed', instances: 2 },
  });
  await advance(page, 30);
  await page.evaluate(() => {
    location.hash = '#/services/detail/shop/web';
  });
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('tab', { name: 'web' }).click();
  await page.getByRole('textbox', { name: 'Memory (MiB)' }).fill('64');
  await page.getByRole('button', { name: 'Review & Run' }).click();
  const ahead = page.getByRole('region', { name: 'What will happen' });
  await expect(ahead).toContainText('Both instances are up after');
  await ahead.getByText(/^Step by step/).click();
  await expect(ahead.getByRole('listitem').filter({ hasText: 'Old instance 2 has ended' })).toBeVisible();
  await expect(ahead.getByRole('columnheader', { name: 'Instances then' })).toBeVisible();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await advance(page, 60);
  await expect(serviceWord(page)).toHaveText('Running');
});
