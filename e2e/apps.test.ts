/** Apps, services of a single container: run, scaled, restarted, suspended, deleted; failing, refused; without an accessibility fault. */
import type { Page } from 'playwright/test';
import { advance, marathon, setClock } from './support/cluster';
import { asText } from './support/definitions';
import { errorMarks, openJsonConfiguration, reviewAndRun, serviceRow, serviceWord, writeJson } from './support/screens';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

const taskRows = (page: Page) =>
  page
    .getByRole('grid', { name: 'Instances' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });

const sleeper = (instances: number, more: object = {}) => ({
  id: '/apps/sleeper',
  cmd: 'sleep 100000',
  cpus: 0.1,
  mem: 32,
  instances,
  ...more,
});

/** Runs an app without the screens. */
const addApp = async (page: Page, app: object): Promise<void> => {
  const { status, body } = await marathon(page, 'POST', '/v2/apps', app);
  expect([status, body]).toEqual([201, expect.anything()]);
};

test('an app written as JSON runs, scales, restarts, rests, comes back and is deleted', async ({ page }) => {
  await openApp(page, { speed: 10 });
  await openJsonConfiguration(page);
  await writeJson(page, asText(sleeper(2)));
  await reviewAndRun(page, '/apps/sleeper');
  await expect(serviceWord(page)).toHaveText('Running');
  await expect(taskRows(page)).toHaveCount(2);
  const answer = async (name: string, ready = name) => {
    await page.getByRole('main').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog', { name }).getByRole('button', { name: ready, exact: true }).click();
    await expect(page.getByRole('dialog', { name })).toBeHidden();
  };

  await test.step('scaled', async () => {
    await page.getByRole('button', { name: 'Scale', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Scale' });
    await dialog.getByRole('textbox', { name: 'Instances' }).fill('3');
    await dialog.getByRole('button', { name: 'Scale', exact: true }).click();
    await expect(page.getByText('3 of 3 instances running')).toBeVisible();
    await expect(taskRows(page)).toHaveCount(3);
  });

  await test.step('restarted: other instances take over', async () => {
    const before = await taskRows(page).allInnerTexts();
    const names = before.map((text) => text.trim().split(/\s/)[0]);
    await answer('Restart');
    await advance(page, 60);
    await expect(taskRows(page)).toHaveCount(3);
    await expect
      .poll(async () =>
        (await taskRows(page).allInnerTexts()).filter((text) =>
          names.some((name) => name !== undefined && text.includes(name)),
        ),
      )
      .toEqual([]);
    await expect(serviceWord(page)).toHaveText('Running');
  });

  await test.step('one instance is killed, and another comes', async () => {
    await page
      .getByRole('checkbox', { name: /^Select (?!all)/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Restart 1 instance' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart 1 instance' }).click();
    await advance(page, 30);
    await expect(page.getByText('3 of 3 instances running')).toBeVisible();
  });

  await test.step('suspended and resumed', async () => {
    await answer('Suspend');
    await advance(page, 30);
    await expect(serviceWord(page)).toHaveText('Suspended');
    await answer('Resume', 'Resume with 3');
    await advance(page, 30);
    await expect(page.getByText('3 of 3 instances running')).toBeVisible();
  });

  await test.step('listed beside pods, and deleted', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
    await expect(serviceRow(page, /sleeper/)).toContainText('3/3');
    await page.getByRole('link', { name: /sleeper/ }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete' });
    await dialog.getByRole('textbox').fill('/apps/sleeper');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();
  });
});

test('a single container described in the form is an app, and its definition can be edited', async ({ page }) => {
  await openApp(page, { speed: 10 });
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'Single Container' }).click();
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/apps/web');
  await page.getByRole('textbox', { name: 'Instances' }).fill('2');
  await page.getByRole('textbox', { name: 'Container Image' }).fill('nginx:1.25');
  await page.getByRole('tab', { name: 'Networking' }).click();
  await page.getByRole('combobox', { name: 'Network Type' }).selectOption('Bridge');
  await page.getByRole('button', { name: 'Add Service Endpoint' }).click();
  await page.getByRole('tab', { name: 'Health Checks' }).click();
  await page.getByRole('button', { name: 'Add Health Check' }).click();
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await expect(page.getByText('any → 80')).toBeVisible();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await advance(page, 120);
  await expect(serviceWord(page)).toHaveText('Running');
  await expect(taskRows(page).filter({ hasText: 'healthy' })).toHaveCount(2);
  await expect(taskRows(page).first()).toContainText('→80');

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'CPUs' }).fill('0.3');
  await reviewAndRun(page, '/apps/web');
  await advance(page, 300);
  await expect(page.getByText('2 of 2 instances running')).toBeVisible();
  await expect(taskRows(page).filter({ hasText: '0.3' })).toHaveCount(2);
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await expect(page.getByRole('combobox', { name: 'Version' }).getByRole('option')).toHaveCount(2);
});

test('an app that fails says why, and is launched again at once when its delay is reset', async ({ page }) => {
  await openApp(page);
  await addApp(page, sleeper(1, { cmd: 'sleep 5; exit 3', backoffSeconds: 120 }));
  await advance(page, 30);
  await setClock(page, { paused: true });
  await page.getByRole('link', { name: /sleeper/ }).click();
  await expect(serviceWord(page)).toHaveText('Delayed');
  await page.getByRole('tab', { name: 'Debug' }).click();
  await expect(page.getByRole('region', { name: 'Last failure' })).toContainText('Command exited with status 3');
  await page.getByRole('button', { name: 'Reset Delay' }).click();
  await expect(page.getByText('is launched again at once')).toBeVisible();
});

test('what is wrong with an app is named by field and marked in its line', async ({ page }) => {
  await openApp(page);
  await openJsonConfiguration(page);
  await writeJson(page, '{\n  "id": "/apps/bad",\n  "cpus": "much",\n  "cmd": 7\n}');
  await page.getByRole('button', { name: 'Review & Run' }).click();
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByRole('button', { name: 'CPUs must be a number.' })).toBeVisible();
  await expect(problems.getByRole('button', { name: 'Command must be text.' })).toBeVisible();
  await expect(errorMarks(page).first()).toBeVisible();
  await writeJson(page, '{\n  "id": "/apps/bad",\n  "cpus": 1,\n  "mem": 32\n}');
  await expect(
    problems.getByRole('button', { name: 'Definition needs a command or a container image.' }),
  ).toBeVisible();
});

test('an app’s id that is taken is refused; the draft stays', async ({ page }) => {
  await openApp(page);
  await addApp(page, sleeper(1));
  await openJsonConfiguration(page);
  await writeJson(page, asText(sleeper(2)));
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'A service with this ID already exists' })).toBeVisible();
});

test('every tab of an app is accessible', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page, { route: '/services/detail/shop/images', scenario: 'tour' });
  await setClock(page, { paused: true });
  await expect(taskRows(page)).toHaveCount(3);
  for (const tab of ['Instances', 'Configuration']) {
    await page.getByRole('tab', { name: tab }).click();
    await test.step(tab, () => expectAccessibleEverywhere(page));
  }
  await openApp(page, { route: '/services/detail/billing/invoices?tab=debug', scenario: 'tour' });
  await setClock(page, { paused: true });
  await expect(page.getByRole('region', { name: 'Last failure' }).getByRole('table')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

const rich = {
  id: '/apps/rich',
  container: {
    type: 'MESOS',
    docker: { image: 'nginx:1.25' },
    portMappings: [{ name: 'http', containerPort: 80, hostPort: 0 }],
    volumes: [{ containerPath: '/data', hostPath: '/tmp', mode: 'RO' }],
  },
  networks: [{ mode: 'container/bridge' }],
  healthChecks: [{ protocol: 'MESOS_HTTP', path: '/' }],
  env: { MODE: 'fast' },
  labels: { team: 'a' },
  constraints: [['rack', 'GROUP_BY', '2']],
  fetch: [{ uri: 'https://example.com/a.tar.gz' }],
};

test('every section of an app’s form, and its review, are accessible', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, asText(rich));
  await page.getByRole('button', { name: 'Show Form' }).click();
  await page.getByRole('switch', { name: 'JSON Editor' }).uncheck();
  const sections = page.getByRole('tablist', { name: 'Sections' }).getByRole('tab');
  await expect(sections).toHaveCount(6);
  for (const section of await sections.all()) {
    await section.click();
    await expect(section).toHaveAttribute('aria-selected', 'true');
    await test.step(await section.innerText(), () => expectAccessibleEverywhere(page));
  }
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await expect(page.getByRole('heading', { name: 'Review & Run Service' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});
