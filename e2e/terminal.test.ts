/** The terminal of the page: the documented commands, by keyboard alone, read as a screen reader reads it. */
import type { Locator, Page } from 'playwright/test';
import { addPod, advance, setClock } from './support/cluster';
import { asText, sleepers } from './support/definitions';
import { serviceRow } from './support/screens';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

const region = (page: Page): Locator => page.getByRole('region', { name: 'Terminal' });
const line = (page: Page): Locator => region(page).getByRole('textbox', { name: 'Command line' });
const output = (page: Page): Locator => region(page).getByRole('log', { name: 'Output' });
const openButton = (page: Page): Locator => page.getByRole('banner').getByRole('button', { name: 'Terminal' });

/** Opens the terminal by its key, which puts the focus into it. */
const openTerminal = async (page: Page, route = '/services'): Promise<void> => {
  await openApp(page, { route });
  await page.keyboard.press('Control+Backquote');
  await expect(line(page)).toBeFocused();
};

/** Types a command where the focus is, and waits until it has ended. */
const run = async (page: Page, command: string): Promise<void> => {
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText(`$ ${command.split('\n')[0]}`);
  await expect(region(page).getByRole('button', { name: 'Stop' })).toBeHidden();
};

const ADD = 'dcos marathon pod add a-pod-with-multiple-containers.json';
const POD = 'pod-with-multiple-containers';

test('a pod is added, listed, shown, updated and removed by the documented commands', async ({ page }) => {
  await openTerminal(page);
  await run(page, ADD);
  await expect(output(page)).toContainText(/Created deployment [0-9a-f-]{36}/);
  // The eye reads the same, drawn.
  await expect(region(page).locator('.xterm-rows')).toContainText('Created deployment');
  await expect(serviceRow(page, POD)).toBeVisible();
  await advance(page, 60);
  await run(page, 'dcos marathon pod list');
  await expect(output(page)).toContainText(new RegExp(`/${POD} +10 +2017[^\n]*STABLE[^\n]*\n *\\|-sleep1`));
  await run(page, `dcos marathon pod show ${POD}`);
  await expect(output(page)).toContainText('"status": "STABLE"');

  await run(page, `cat > changed.json <<'END'\n${JSON.stringify(sleepers(`/${POD}`, 3))}\nEND`);
  await run(page, `dcos marathon pod update ${POD} < changed.json`);
  await expect(output(page).getByText('Created deployment')).toHaveCount(2);
  await expect(serviceRow(page, POD)).toContainText('3');
  await run(page, `dcos marathon pod remove --force ${POD}`);
  await advance(page, 60);
  await expect(serviceRow(page, POD)).toBeHidden();
  await run(page, 'dcos marathon pod list --quiet');
  await expect(output(page).getByText('exit code')).toHaveCount(0);
});

test('the keyboard alone goes in, completes, recalls and comes out', async ({ page }) => {
  await openTerminal(page);
  await page.keyboard.type('dcos marathon po');
  await page.keyboard.press('Tab');
  await expect(line(page)).toHaveValue('dcos marathon pod ');
  await page.keyboard.press('Tab');
  await expect(region(page).getByRole('status')).toContainText(/add +.*list/);
  await page.keyboard.type('add a-pod-with-m');
  await page.keyboard.press('Tab');
  await expect(line(page)).toHaveValue(`${ADD} `);
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText('Created deployment');
  await page.keyboard.press('ArrowUp');
  await expect(line(page)).toHaveValue(ADD);
  await page.keyboard.press('Control+c');
  await expect(line(page)).toHaveValue('');

  await page.keyboard.press('Tab');
  await expect(line(page)).not.toBeFocused();
  await page.keyboard.press('Control+Backquote');
  await expect(line(page)).toBeFocused();
  await page.keyboard.type('unfinished');
  await page.keyboard.press('Escape');
  await expect(region(page).getByRole('button', { name: 'Close Terminal' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(region(page)).toBeHidden();
  await expect(openButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveValue('unfinished');

  await page.reload();
  await expect(openButton(page)).toBeVisible();
  await page.keyboard.press('Control+Backquote');
  await expect(line(page)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(line(page)).toHaveValue(ADD);
});

test('Ctrl C ends a command that goes on', async ({ page }) => {
  await openTerminal(page);
  await setClock(page, { paused: true });
  await run(page, ADD);
  const [, deployment = ''] = /Created deployment (\S{36})/.exec(await output(page).innerText()) ?? [];
  await page.keyboard.type(`dcos marathon deployment watch ${deployment}`);
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText(`"id": "${deployment}"`);
  await expect(region(page).getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect(output(page)).toContainText('stopped');
  await run(page, 'echo on we go');
  await expect(output(page).getByText('on we go', { exact: true })).toHaveCount(1);
});

test('a here-document is typed line by line; what is wrong is said, with its exit code', async ({ page }) => {
  await openTerminal(page);
  await page.keyboard.type(`dcos marathon pod add <<END\n${JSON.stringify(sleepers('/typed', 1))}\n`);
  await expect(line(page)).toHaveValue(/<<END\n\{.*\}\n$/);
  await page.keyboard.type('END\n');
  await expect(output(page)).toContainText('Created deployment');
  await run(page, 'dcoss');
  await expect(output(page)).toContainText(/dcoss: .*not found/);
  await expect(output(page)).toContainText('exit code 127');
});

test('files of one’s own can be added, texts only; output is copied and cleared', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTerminal(page);
  await region(page)
    .getByLabel('Files to add')
    .setInputFiles([
      { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(asText(sleepers('/mine', 1))) },
      { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0xff]) },
    ]);
  await expect(output(page)).toContainText('picture.png was not added: it is not plain text.');
  await line(page).focus();
  await run(page, 'ls');
  await expect(output(page)).toContainText('mine.json');
  await run(page, 'dcos marathon pod add mine.json');
  await expect(output(page)).toContainText('Created deployment');
  await region(page).getByRole('button', { name: 'Copy Output' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Added.*: mine\.json\n[^]*\$ ls\n[^]*Created deployment/);
  await region(page).getByRole('button', { name: 'Clear' }).click();
  await expect(output(page)).toBeEmpty();
  await expect(region(page).getByText('To begin with')).toBeVisible();
});

test('an action of the screen is the command it shows', async ({ page }) => {
  await openApp(page, { route: '/services/detail/sleepers' });
  await addPod(page, sleepers('/sleepers', 2));
  await page.getByRole('button', { name: 'Scale' }).click();
  const dialog = page.getByRole('dialog', { name: 'Scale' });
  await dialog.getByRole('textbox', { name: /Instances/ }).fill('5');
  await dialog.getByRole('button', { name: 'As a command' }).click();
  await expect(dialog.getByRole('group', { name: 'Copy the curl command' })).toContainText(
    /^curl -X PUT http:\/\/127\.0\.0\.1:\d+\/service\/marathon\/v2\/pods\/sleepers/,
  );
  await expectAccessibleEverywhere(page);
  await dialog.getByRole('button', { name: 'Open in Terminal with dcos' }).click();
  await expect(dialog).toBeHidden();
  await expect(line(page)).toBeFocused();
  await expect(line(page)).toHaveValue(/^dcos marathon pod update \/sleepers <<'END'\n/);
  await advance(page, 60);
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText('Created deployment');
  await expect(page.getByRole('main').getByText('of 5 instances running')).toBeVisible();
});

test('the open terminal is accessible, empty and with output', async ({ page }) => {
  await openTerminal(page);
  await expectAccessibleEverywhere(page);
  await run(page, 'dcos marathon pod show nothing');
  await run(page, 'ls');
  await expectAccessibleEverywhere(page);
});

test('the terminal is accessible while a command runs', async ({ page }) => {
  await openTerminal(page);
  await page.keyboard.type('curl -H "Accept: text/event-stream" /v2/events');
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText('event_stream_attached');
  await expect(region(page).getByRole('button', { name: 'Stop' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('on a telephone the terminal covers the page, and nothing behind it takes the focus', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openTerminal(page);
  await run(page, 'dcos marathon pod list; ls');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Shift+Tab');
    const inside = await region(page).evaluate(
      (terminal) => terminal.contains(document.activeElement) || document.activeElement === document.body,
    );
    expect(inside).toBe(true);
  }
  await region(page).getByRole('button', { name: 'Close Terminal' }).click();
  await expect(openButton(page)).toBeFocused();
});
