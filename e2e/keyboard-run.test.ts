/** From *Run a Service* to *Running* by keyboard alone: no pointer, and no field that is not reached by Tab. */
import type { Locator, Page } from 'playwright/test';
import { marathon } from './support/cluster';
import { serviceWord } from './support/screens';
import { expect, openApp, test } from './support/test';

/** More stops than any of these screens has. */
const MOST_STOPS = 80;

type Role = Parameters<Page['getByRole']>[0];

/** Presses Tab until the control has the focus; every stop on the way has a name. */
const tabTo = async (page: Page, role: Role, name: string | RegExp, key = 'Tab'): Promise<Locator> => {
  const wanted = page.getByRole(role, { name, exact: true });
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if ((await wanted.count()) === 1 && (await wanted.evaluate((element) => element === document.activeElement)))
      return wanted;
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
      const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
      const words = [element.getAttribute('aria-label'), ...[...labels, ...by].map((node) => node?.textContent)];
      return { html: element.outerHTML.slice(0, 200), name: [...words, element.textContent].join('').trim() };
    });
    expect(stop === undefined || stop.name !== '' || stop.html.startsWith('<main'), stop?.html).toBe(true);
  }
  throw new Error(`${MOST_STOPS} times Tab do not lead to the ${role} ${name}`);
};

const press = async (page: Page, role: Role, name: string | RegExp): Promise<void> => {
  await tabTo(page, role, name);
  await page.keyboard.press('Enter');
};

const write = async (page: Page, name: string, text: string): Promise<void> => {
  await tabTo(page, 'textbox', name);
  await page.keyboard.press('ControlOrMeta+KeyA');
  await page.keyboard.type(text);
};

test('a pod is described, reviewed and run without a pointer', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page, { route: '/services', speed: 10 });
  await press(page, 'button', 'Run a Service');
  await expect(page.getByRole('heading', { name: 'Run a Service' })).toBeVisible();
  await press(page, 'button', 'Multi-container (Pod)');
  await expect(page.getByRole('heading', { name: 'Multi-container (Pod)' })).toBeVisible();

  await test.step('the service and its first container', async () => {
    await write(page, 'Service ID', '/by/keyboard');
    await write(page, 'Instances', '2');
    await press(page, 'button', 'container-1');
    await write(page, 'Container Name', 'web');
    await write(page, 'Command', 'sleep 1000');
    await write(page, 'CPUs', '0.2');
    await write(page, 'Memory (MiB)', '96');
  });

  await test.step('a second container', async () => {
    await tabTo(page, 'tab', 'web', 'Shift+Tab');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await press(page, 'button', 'Add Container');
    await write(page, 'Container Name', 'log');
    await write(page, 'Command', 'sleep 2000');
  });

  await test.step('a network', async () => {
    await tabTo(page, 'tab', 'log', 'Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('tab', { name: 'Networking' })).toBeFocused();
    await page.keyboard.press('Enter');
    const type = await tabTo(page, 'combobox', 'Network Type');
    await page.keyboard.press('ArrowDown');
    await expect(type).not.toHaveValue('host');
  });

  await test.step('into the editor and out of it', async () => {
    await tabTo(page, 'switch', 'JSON Editor', 'Shift+Tab');
    await page.keyboard.press('Space');
    await expect(page.getByRole('textbox', { name: 'JSON Editor' })).toBeAttached();
    await tabTo(page, 'textbox', 'JSON Editor');
    await page.keyboard.press('ControlOrMeta+End');
    // Forwards out of it, and back over it.
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'JSON Editor' })).not.toBeFocused();
    await tabTo(page, 'button', 'Review & Run', 'Shift+Tab');
  });

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Review & Run Service' })).toBeVisible();
  await press(page, 'button', 'Run Service');
  await expect(page.getByRole('heading', { name: '/by/keyboard', exact: true })).toBeVisible();
  await expect(serviceWord(page)).toContainText('Running');
  const { body } = await marathon(page, 'GET', '/v2/pods//by/keyboard');
  expect(body).toMatchObject({
    containers: [
      { name: 'web', resources: { cpus: 0.2, mem: 96 } },
      { name: 'log', resources: { cpus: 0.1, mem: 128 } },
    ],
  });
});
