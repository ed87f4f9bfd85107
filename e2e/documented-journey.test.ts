/** The first thing anyone does: a definition from the documentation, run, scaled, broken, mended and deleted. */
import type { Page } from 'playwright/test';
import { expect, openApp, test } from './support/test';
import { advance } from './support/cluster';
import { asText, sleepers } from './support/definitions';
import {
  containerRows,
  expandAll,
  instanceRows,
  openJsonConfiguration,
  reviewAndRun,
  serviceRow,
  serviceWord,
  writeJson,
} from './support/screens';

const id = '/sleepers';

/** The definition in the running service's own editor. */
const redefine = async (page: Page, pod: object) => {
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('heading', { name: `Edit ${id}` })).toBeVisible();
  const editor = page.getByRole('switch', { name: 'JSON Editor' });
  await editor.check();
  await writeJson(page, asText(pod));
  await reviewAndRun(page, id);
};

test('a documented pod of three containers runs ten times, scales, fails, comes back, is mended and deleted', async ({
  page,
}) => {
  await openApp(page, { speed: 10 });

  await test.step('pasted and run', async () => {
    await openJsonConfiguration(page);
    await writeJson(page, asText(sleepers(id, 10)));
    await reviewAndRun(page, id);
    await expect(serviceWord(page)).toHaveText('Running');
    await expect(instanceRows(page)).toHaveCount(10);
    await expandAll(page);
    await expect(containerRows(page)).toHaveCount(30);
    await expect(containerRows(page).filter({ hasText: 'Running' })).toHaveCount(30);
  });

  await test.step('scaled to three', async () => {
    await page.getByRole('button', { name: 'Scale', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Scale' });
    await dialog.getByRole('textbox', { name: 'Instances' }).fill('3');
    await dialog.getByRole('button', { name: 'Scale', exact: true }).click();
    await expect(serviceWord(page)).toHaveText('Running');
    await expect(instanceRows(page)).toHaveCount(3);
    await expect(page.getByText('3 of 3 instances running')).toBeVisible();
  });

  await test.step('one container that fails takes its group along; Marathon waits longer and longer', async () => {
    await redefine(page, sleepers(id, 3, 'sleep 3; exit 1'));
    await advance(page, 40);
    await expect(serviceWord(page)).toHaveText('Delayed');
    await expect(page.getByText(/next try in \d+ s/).first()).toBeVisible();
    await page.getByRole('tab', { name: 'Debug' }).click();
    await expect(page.getByRole('button', { name: 'Reset Delay' })).toBeVisible();
    const ends = page.getByRole('region', { name: 'Last terminations' });
    await expect(ends.getByRole('row', { name: /sleep3 Failed 1 Command exited with status 1/ }).first()).toBeVisible();
    await expect(ends.getByRole('row', { name: /sleep1 Killed/ }).first()).toBeVisible();
    await expect(ends.getByRole('row', { name: /sleep2 Killed/ }).first()).toBeVisible();
  });

  await test.step('it comes back after the delay, to fail again', async () => {
    const known = async (): Promise<number> =>
      Number.parseInt(/\d+/.exec(await page.getByRole('button', { name: /^Show all/ }).innerText())?.[0] ?? '', 10);
    const before = await known();
    await advance(page, 120);
    await expect.poll(known).toBeGreaterThan(before);
  });

  await test.step('a good definition replaces the bad one', async () => {
    await redefine(page, sleepers(id, 3, 'sleep 5000'));
    await advance(page, 120);
    await expect(serviceWord(page)).toHaveText('Running');
    await expect(page.getByText('3 of 3 instances running')).toBeVisible();
    await expandAll(page);
    await expect(containerRows(page).filter({ hasText: 'Running' })).toHaveCount(9);
  });

  await test.step('deleted only after its whole id was typed', async () => {
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete' });
    const confirm = dialog.getByRole('button', { name: 'Delete' });
    await dialog.getByRole('textbox', { name: `Type ${id} to confirm` }).fill('sleepers');
    await expect(confirm).toBeDisabled();
    await dialog.getByRole('textbox', { name: `Type ${id} to confirm` }).fill(id);
    await confirm.click();
    await expect(page).toHaveURL(/#\/services/);
    await advance(page, 60);
    await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();
    await expect(serviceRow(page, 'sleepers')).toHaveCount(0);
  });
});
