/** What a person does on more than one journey, by the words on the screen. */
import { expect, type Locator, type Page } from 'playwright/test';

/** The text of the JSON Editor replaced as a whole. */
export const writeJson = async (page: Page, text: string): Promise<void> => {
  await expect(page.getByRole('textbox', { name: 'JSON Editor' })).toBeAttached();
  await page.getByRole('region', { name: 'JSON', exact: true }).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+KeyA');
  await page.keyboard.insertText(text);
};

/** From the button in the header to the empty editor of *JSON Configuration*. */
export const openJsonConfiguration = async (page: Page): Promise<void> => {
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'JSON Configuration' }).click();
  await expect(page.getByRole('heading', { name: 'JSON Configuration' })).toBeVisible();
};

/** *Review & Run*, then *Run Service*; ends on the service's page. */
export const reviewAndRun = async (page: Page, podId: string): Promise<void> => {
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('heading', { name: podId, exact: true })).toBeVisible();
};

/** The word by the service's name: what it is doing. */
export const serviceWord = (page: Page): Locator => page.getByRole('main').getByRole('status').first();

/** Every container that is listed: the second level of the instances' tree. */
export const containerRows = (page: Page): Locator =>
  page.getByRole('treegrid', { name: 'Instances' }).getByRole('row', { level: 2 });

export const instanceRows = (page: Page): Locator =>
  page.getByRole('treegrid', { name: 'Instances' }).getByRole('row', { level: 1 });

/** Opens every instance, so that all containers are listed. */
export const expandAll = async (page: Page): Promise<void> => {
  const folded = page.getByRole('treegrid', { name: 'Instances' }).getByRole('row', { level: 1, expanded: false });
  for (let left = await folded.count(); left > 0; left -= 1) {
    await folded.first().getByRole('button').click();
    await expect(folded).toHaveCount(left - 1);
  }
};

/** A row of the services list. */
export const serviceRow = (page: Page, name: string | RegExp): Locator =>
  page
    .getByRole('table', { name: 'Services' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name }) });

/** The lines the editor shows; texts of the journeys are short enough to be on screen as a whole. */
export const editorText = async (page: Page): Promise<string> => {
  const lines = page.getByRole('region', { name: 'JSON', exact: true }).locator('.view-line');
  const found = await lines.evaluateAll((elements) =>
    elements
      .map((element) => ({ top: Number.parseFloat((element as HTMLElement).style.top), text: element.textContent }))
      .toSorted((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
  return found.join('\n').replaceAll('\u00A0', ' ');
};

/** What the editor has underlined as wrong. */
export const errorMarks = (page: Page): Locator =>
  page.getByRole('region', { name: 'JSON', exact: true }).locator('.squiggly-error');
