/** Where a definition comes from: templates, pasted and dropped files, other services and their versions, drafts. */
import type { BrowserContext, Page } from 'playwright/test';
import { addPod, advance, marathon } from './support/cluster';
import { asText, sleepers } from './support/definitions';
import { editorText, reviewAndRun, serviceWord, writeJson } from './support/screens';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

const paste = (page: Page, text: string) => page.getByRole('textbox', { name: 'Paste here' }).fill(text);
const idField = (page: Page) => page.getByRole('textbox', { name: 'Service ID' });
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const status = async (page: Page, path: string) => (await marathon(page, 'GET', path)).status;

/** The files as if dropped on what one begins with. */
const drop = async (page: Page, ...files: readonly (readonly [name: string, text: string])[]) => {
  const data = await page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const [name, text] of dropped) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  const target = page.getByRole('heading', { level: 1 });
  await target.dispatchEvent('dragover', { dataTransfer: data });
  await target.dispatchEvent('drop', { dataTransfer: data });
};

/** Another tab of the same browser, which has drafts in common but not the tab's own. */
const anotherTab = async (context: BrowserContext, route: string): Promise<Page> => {
  const page = await context.newPage();
  await openApp(page, { route });
  return page;
};

test('a template is found by a word, looked at, used and run', async ({ page }) => {
  await openApp(page, { route: '/run', speed: 10 });
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('textbox', { name: 'Filter templates' }).fill('sidecar log');
  await page.getByRole('button', { name: 'Log shipper beside a web server' }).click();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Use template' }).click();
  const id = await idField(page).inputValue();
  await reviewAndRun(page, id);
  await expect(serviceWord(page)).toContainText('Running');
});

const compose = `services:
  web:
    image: nginx:1.25
    ports: ["8080:80"]
    depends_on: [cache]
    cap_add: [NET_ADMIN]
  cache:
    image: redis:7
`;

test('a Compose file becomes a pod that runs, and what did not carry over is told', async ({ page }) => {
  await openApp(page, { route: '/run', speed: 10 });
  await page.getByRole('button', { name: 'Import' }).click();
  await paste(page, compose);
  const found = page.getByRole('region', { name: 'Pasted text' });
  await found
    .getByText(/left out/)
    .first()
    .click();
  await expect(found.getByText('services.web.cap_add', { exact: false }).first()).toBeVisible();
  await expectAccessibleEverywhere(page);
  await found.getByRole('button', { name: /^Open / }).click();
  await expect(page.getByRole('tab', { name: 'cache' })).toBeVisible();
  const id = await idField(page).inputValue();
  await reviewAndRun(page, id);
  await expect(serviceWord(page)).toContainText('Running');
});

test('files that are dropped are services, run together', async ({ page }) => {
  await openApp(page, { route: '/run' });
  await drop(page, ['one.json', asText(sleepers('/one', 1))], ['two.json', asText(sleepers('/two', 1))]);
  await page.getByRole('button', { name: 'Run 2 services' }).click();
  await expect(page.getByText('/one is starting.')).toBeVisible();
  await expect(page.getByText('/two is starting.')).toBeVisible();
  expect([await status(page, '/v2/pods//one'), await status(page, '/v2/pods//two')]).toEqual([200, 200]);
});

test('all or none: when one is refused, those before it are taken back', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/taken', 1));
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles([
      file('first.json', asText(sleepers('/first', 1))),
      file('taken.json', asText(sleepers('/taken', 2))),
    ]);
  await page.getByRole('checkbox', { name: 'All or none' }).check();
  await page.getByRole('button', { name: 'Run 2 services' }).click();
  await expect(page.getByText(/^Refused: .*\/taken/)).toBeVisible();
  await expect(page.getByText('Taken back, since another one was refused.')).toBeVisible();
  await advance(page, 60);
  expect(await status(page, '/v2/pods//first')).toBe(404);
});

test('what can’t be read says what is wrong and where, and stays as it was', async ({ page }) => {
  await openApp(page, { route: '/run?kind=import' });
  const text = 'services:\n  web:\n    image: [nginx\n';
  await paste(page, text);
  await expect(page.getByRole('alert')).toContainText(/Pasted text can’t be imported: .*line \d/i);
  await expect(page.getByRole('textbox', { name: 'Paste here' })).toHaveValue(text);
  await expectAccessibleEverywhere(page);
});

test('a service is duplicated under an id that is free', async ({ page }) => {
  await openApp(page, { route: '/services', speed: 10 });
  await addPod(page, sleepers('/shop/web', 1));
  await page.getByRole('link', { name: /shop\/web/ }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(idField(page)).toHaveValue('/shop/web-copy');
  await expectAccessibleEverywhere(page);
  await reviewAndRun(page, '/shop/web-copy');
});

test('a service is exported to Kubernetes and to Compose, with what did not carry over', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, { ...sleepers('/out', 2), scheduling: { killSelection: 'OLDEST_FIRST' } });
  await page.getByRole('link', { name: 'out' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toContainText('kind: Deployment');
  await expect(dialog).toContainText('scheduling.killSelection');
  await expectAccessibleEverywhere(page);
  await dialog.getByRole('tab', { name: 'Docker Compose' }).click();
  await expect(dialog).toContainText('services:');
  await expect(dialog).toContainText(/\d+ (fields? )?left out/);
  await expectAccessibleEverywhere(page);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Download / }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ya?ml$/);
});

test('a draft is kept as a template, used from the gallery, and deleted', async ({ page }) => {
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, `// Ours\n${asText(sleepers('/mine', 1))}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Save as template' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Three that sleep');
  await page.getByRole('button', { name: 'Save template' }).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('button', { name: 'Templates' }).click();
  const own = page.getByRole('region', { name: 'Your templates' }).getByRole('button', { name: 'Three that sleep' });
  await own.click();
  await page.getByRole('button', { name: 'Use template' }).click();
  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await expect.poll(() => editorText(page)).toContain('// Ours');
  await page.getByRole('button', { name: 'Back' }).click();
  await own.click();
  await page.getByRole('button', { name: 'Delete template' }).click();
  await expect(own).toHaveCount(0);
});

test('a draft outlives its tab: it is offered again, restored, or thrown away', async ({ page, context }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await idField(page).fill('/left/behind');
  await page.close();
  const next = await anotherTab(context, '/run?kind=pod');
  const offer = next.getByRole('status').filter({ hasText: 'Restore draft' });
  await expect(offer).toBeVisible();
  await expectAccessibleEverywhere(next);
  await offer.getByRole('button', { name: 'Restore' }).click();
  await expect(idField(next)).toHaveValue('/left/behind');
  await next.close();
  const last = await anotherTab(context, '/run?kind=pod');
  await last.getByRole('status').filter({ hasText: 'Restore draft' }).getByRole('button', { name: 'Discard' }).click();
  await last.reload();
  await expect(idField(last)).toHaveValue('/');
  await expect(last.getByText('Restore draft')).toHaveCount(0);
});

test('two tabs with a draft each do not write over one another', async ({ page, context }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await idField(page).fill('/first');
  const other = await anotherTab(context, '/run?kind=pod');
  await expect(idField(other)).toHaveValue('/');
  await idField(other).fill('/second');
  // As by anybody who reloads a tab. One that lay behind another sometimes never came back on a busy machine.
  await page.bringToFront();
  await page.reload();
  await expect(idField(page)).toHaveValue('/first');
  await other.bringToFront();
  await other.reload();
  await expect(idField(other)).toHaveValue('/second');
});

test('an older version is opened, changed and run again', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/dated', 1));
  await advance(page, 120);
  expect((await marathon(page, 'PUT', '/v2/pods//dated', { ...sleepers('/dated', 1), user: 'nobody' })).status).toBe(
    200,
  );
  await advance(page, 120);
  await page.getByRole('link', { name: 'dated' }).click();
  await page.getByRole('tab', { name: 'Configuration' }).click();
  const versions = page.getByRole('combobox', { name: 'Version' });
  await expect(versions.getByRole('option')).toHaveCount(2);
  await versions.selectOption({ index: 1 });
  await page.getByRole('link', { name: 'Edit from here' }).click();
  await page.getByRole('textbox', { name: 'Instances' }).fill('2');
  await reviewAndRun(page, '/dated');
  const { body } = await marathon(page, 'GET', '/v2/pods//dated');
  expect(body).toMatchObject({ scaling: { instances: 2 } });
  expect(body).not.toHaveProperty('user');
});
