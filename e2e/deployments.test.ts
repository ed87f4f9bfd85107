/** A deployment that hangs is ended from its page: back to what was before, or where it stands. */
import { addPod, advance, marathon, setClock } from './support/cluster';
import { giant, sleepers } from './support/definitions';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

const idsOf = (body: unknown): unknown => (Array.isArray(body) ? body.map((pod: { id: string }) => pod.id) : body);

test('a new service that finds no place is taken back', async ({ page }) => {
  await openApp(page, { route: '/deployments' });
  await addPod(page, giant);
  const card = page.getByRole('article').filter({ hasText: 'lab/giant' });
  await card.getByRole('button', { name: 'Roll Back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll Back' });
  await expect(dialog).toContainText('/lab/giant was not there before: it is removed again');
  await setClock(page, { paused: true });
  await expectAccessibleEverywhere(page);
  await dialog.getByRole('button', { name: 'Roll Back' }).click();
  await expect(dialog).toHaveCount(0);
  await advance(page, 30);
  await expect(page.getByText('No deployment is running')).toBeVisible();
  const { body } = await marathon(page, 'GET', '/v2/pods');
  expect(idsOf(body)).toEqual([]);
});

test('a change that finds no place is stopped, and what runs goes on', async ({ page }) => {
  await openApp(page, { route: '/deployments' });
  await addPod(page, sleepers('/calm', 2));
  await advance(page, 60);
  const scaled = sleepers('/calm', 5000);
  expect((await marathon(page, 'PUT', '/v2/pods//calm', scaled)).status).toBe(200);
  const card = page.getByRole('article').filter({ hasText: 'calm' });
  await card.getByRole('button', { name: 'Stop Deployment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop Deployment' });
  await expect(dialog).toContainText('The deployment of /calm ends where it stands');
  await setClock(page, { paused: true });
  await expectAccessibleEverywhere(page);
  await dialog.getByRole('button', { name: 'Stop Deployment' }).click();
  await expect(page.getByText('No deployment is running')).toBeVisible();
  const { body } = await marathon(page, 'GET', '/v2/pods//calm::status');
  expect(body).toMatchObject({ spec: { scaling: { instances: 5000 } } });
  expect(JSON.stringify(body).match(/"status":"STABLE"/g)?.length).toBeGreaterThanOrEqual(2);
});
