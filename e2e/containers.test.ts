/** The containers of a pod in the form: dragged, moved by keyboard, copied, put in order; and what only the JSON shows. */
import type { Page } from 'playwright/test';
import { expect, expectAccessible, openApp, test } from './support/test';
import { editorText, openJsonConfiguration, writeJson } from './support/screens';

const pod = {
  id: '/shop/order',
  'x-owner': 'shop',
  containers: ['web', 'db', 'cache'].map((name) => ({ name, resources: { cpus: 0.1, mem: 32 } })),
};

const open = async (page: Page) => {
  await openApp(page);
  await openJsonConfiguration(page);
  await writeJson(page, JSON.stringify(pod, null, 2));
  await page.getByRole('button', { name: 'Show Form' }).click();
};
/** The containers have their sections in the order of the definition. */
const expectOrder = (page: Page, ...names: readonly string[]) =>
  expect(page.getByRole('tablist', { name: 'Sections' }).getByRole('tab')).toHaveText([
    'Services',
    ...names,
    'Networking',
    'Volumes',
    'Health Checks',
    'Environment',
    'Placement',
  ]);

test('containers change places by drag and by keyboard, and are copied', async ({ page }) => {
  await open(page);
  const cards = page.getByRole('group', { name: 'Containers' }).getByRole('listitem');
  await expect(cards).toHaveCount(3);
  const handle = cards.first().getByTitle('Drag to reorder');
  await handle.hover();
  await page.mouse.down();
  const last = await cards.nth(2).boundingBox();
  if (!last) throw new Error('There is no third card.');
  await page.mouse.move(last.x + 20, last.y + last.height / 2, { steps: 5 });
  await page.mouse.up();
  await expectOrder(page, 'db', 'cache', 'web');
  await page.getByRole('button', { name: 'Move web up' }).press('Enter');
  await expectOrder(page, 'db', 'web', 'cache');
  await page.getByRole('button', { name: 'Duplicate db' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Container Name' })).toHaveValue('db-1');
  await expectOrder(page, 'db', 'web', 'cache', 'db-1');
});

test('a container is dragged further than the screen is high', async ({ page }) => {
  const names = Array.from({ length: 30 }, (_, n) => `c${n}`);
  await openApp(page);
  await openJsonConfiguration(page);
  await writeJson(page, JSON.stringify({ ...pod, containers: names.map((name) => ({ ...pod.containers[0], name })) }));
  await page.getByRole('button', { name: 'Show Form' }).click();
  const cards = page.getByRole('group', { name: 'Containers' }).getByRole('listitem');
  await expect(cards).toHaveCount(30);
  await cards.first().getByTitle('Drag to reorder').hover();
  await page.mouse.down();
  // At the lower edge the list comes by under the pointer, a card with each move.
  const bottom = (page.viewportSize()?.height ?? 0) - 90;
  await expect(async () => {
    await page.mouse.move(500, bottom - 1);
    await page.mouse.move(500, bottom);
    await expect(cards.last()).toBeInViewport({ timeout: 1 });
  }).toPass();
  const last = await cards.last().boundingBox();
  if (!last) throw new Error('There is no last card.');
  await page.mouse.move(500, last.y + last.height / 2, { steps: 3 });
  await page.mouse.up();
  await expectOrder(page, ...names.slice(1), 'c0');
});

test('one container waits for another; the picture and the text say so, and a circle is named', async ({ page }) => {
  await open(page);
  await page.getByText('Let containers wait for others').click();
  await page.getByText('web starts at once').click();
  const waits = (name: string) => page.getByRole('group', { name: `${name} starts after` });
  await waits('web').getByRole('checkbox', { name: 'db' }).check();
  await expect(page.getByRole('img', { name: 'web after db is running' })).toBeVisible();
  await expect.poll(() => editorText(page)).toContain('"startAfter"');
  await page.getByText('db starts at once').click();
  await waits('db').getByRole('checkbox', { name: 'web' }).check();
  await expect(page.getByRole('tabpanel').getByRole('alert')).toContainText('web → db → web');
  await expectAccessible(page);
});

test('how much of the cluster it takes is in view, and what the form does not know is a jump away', async ({
  page,
}) => {
  await open(page);
  await expect(page.getByText(/% of the cluster’s CPUs/)).toBeVisible();
  const box = page.getByRole('region', { name: '1 field only in JSON' });
  await box.getByRole('button', { name: 'x-owner' }).click();
  await expect(page.getByRole('textbox', { name: 'JSON Editor' })).toBeFocused();
});

const rich = {
  ...pod,
  environment: { LEVEL: 'info', PASSWORD: { secret: 'database' } },
  secrets: { database: { source: '/shop/database' } },
  volumes: [
    { name: 'data', persistent: { size: 10, constraints: [{ fieldName: 'path', operator: 'LIKE', value: '/a' }] } },
  ],
  networks: [
    { mode: 'container', name: 'dcos' },
    { mode: 'container', name: 'other' },
  ],
  containers: [
    {
      ...pod.containers[0],
      image: { kind: 'DOCKER', id: 'nginx:1.25', labels: { os: 'linux' } },
      exec: { command: { argv: ['sh', '-c', 'one\ntwo'] } },
      endpoints: [{ name: 'http', containerPort: 80, protocol: ['tcp', 'http'], networkNames: ['dcos'] }],
      healthCheck: { http: { endpoint: 'http', scheme: 'HTTPS' } },
      artifacts: [{ uri: 'https://example.com/a' }],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      lifecycle: { startAfter: [{ container: 'db', condition: 'running' }] },
    },
    ...pod.containers.slice(1),
  ],
};

test('with everything unfolded every section is accessible', async ({ page }) => {
  await openApp(page);
  await openJsonConfiguration(page);
  await writeJson(page, JSON.stringify(rich, null, 2));
  await page.getByRole('button', { name: 'Show Form' }).click();
  await page.getByRole('switch', { name: 'JSON Editor' }).uncheck();
  const sections = page.getByRole('tablist', { name: 'Sections' }).getByRole('tab');
  for (const section of ['Services', 'web', 'Networking', 'Volumes', 'Health Checks', 'Environment', 'Placement']) {
    await test.step(section, async () => {
      await sections.filter({ hasText: new RegExp(`^${section}$`) }).click();
      await page.getByRole('tabpanel').evaluate((panel) => {
        for (const fold of panel.querySelectorAll('details')) fold.open = true;
      });
      await expectAccessible(page);
    });
  }
});
