/** The JSON Editor by keyboard: it completes, explains, fixes, repairs, compares and merges. */
import type { Page } from 'playwright/test';
import { addPod, advance, marathon, setClock } from './support/cluster';
import { asText, giant, sleepers } from './support/definitions';
import { editorText, writeJson } from './support/screens';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

const editor = (page: Page) => page.getByRole('textbox', { name: 'JSON Editor' });
const option = (page: Page, name: RegExp) => page.getByRole('option', { name }).first();
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });

/** Within the page: another address would be another world. */
const goTo = (page: Page, hash: string) =>
  page.evaluate((next) => {
    location.hash = next;
  }, hash);

const unmounted = `{
  "id": "/a",
  "containers": [
    {
      "name": "one",
      "resources": { "cpus": 0.1, "mem": 32 },
      "volumeMounts": [{ "name": "data", "mountPath": "d" }]
    }
  ]
}
`;

test('members, words and names of the cluster are completed by keyboard', async ({ page }) => {
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, '{\n  "id": "/a",\n  \n}');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(option(page, /containers/)).toBeVisible();
  await page.keyboard.type('netw');
  await expect(option(page, /networks/)).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => editorText(page)).toContain('"networks": []');

  await page.keyboard.insertText('{ "mode": "container", "name": "" }');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(option(page, /dcos/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => editorText(page)).toContain('"name": "dcos"');
});

test('a constraint is completed with what the agents have', async ({ page }) => {
  await openApp(page, { route: '/run?kind=json' });
  const before =
    '{ "id": "/a", "scheduling": { "placement": { "constraints": [\n{ "fieldName": "rack", "operator": "IS", "value": ';
  await writeJson(page, `${before}"" }\n] } } }`);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByRole('option', { name: /^r\d|rack/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => editorText(page)).toMatch(/"value": "[^"]+"/);
});

test('a problem is fixed from the light bulb, and from the list of problems', async ({ page }) => {
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, unmounted);
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await expect(problems(page)).toBeVisible();
  await expectAccessibleEverywhere(page);
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+Period');
  await expect(page.getByText('Remove the mount')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(problems(page)).toHaveCount(0);
  expect(JSON.parse(await editorText(page))).toMatchObject({ volumes: [{ name: 'data' }] });

  await page.keyboard.press('ControlOrMeta+KeyZ');
  await problems(page).getByRole('button', { name: 'Other fixes of one · Volume Name' }).click();
  await page.getByRole('menuitem', { name: 'Remove the mount' }).click();
  await expect(problems(page)).toHaveCount(0);
  expect(await editorText(page)).not.toContain('volumeMounts');
});

test('F8 goes round the problems in the form as well', async ({ page }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await page.getByRole('button', { name: 'Review & Run' }).click();
  const id = page.getByRole('textbox', { name: 'Service ID' });
  await expect(id).toBeFocused();
  await page.getByRole('tab', { name: 'Placement' }).click();
  await page.keyboard.press('F8');
  await expect(id).toBeFocused();
});

test('a text that is not JSON is repaired by one press', async ({ page }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await writeJson(page, '{\n  // ours\n  \'id\': "/a",\n  "containers": [],\n}\n');
  const banner = page.getByRole('alert').filter({ hasText: 'not valid JSON' });
  await banner.getByRole('button', { name: 'Repair' }).click();
  await expect(banner).toHaveCount(0);
  expect((await editorText(page)).trim()).toBe('{\n  // ours\n  "id": "/a",\n  "containers": []\n}');
  await expect(page.getByRole('textbox', { name: 'Service ID' })).toHaveValue('/a');
});

test('comments are for the draft alone: what is sent has none', async ({ page }) => {
  await openApp(page, { route: '/run?kind=json', speed: 10 });
  await writeJson(page, asText(sleepers('/noted', 1)).replace('{', '{ // ours\n  /* and theirs */'));
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('heading', { name: '/noted', exact: true })).toBeVisible();
  expect((await marathon(page, 'GET', '/v2/pods//noted')).status).toBe(200);
});

test('the way to the caret, the outline, format and sorted keys', async ({ page }) => {
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, '{"scaling": {"kind": "fixed"}, "id": "/a", "containers": [{"name": "web"}]}');
  await page.getByRole('button', { name: 'Outline' }).click();
  await page.getByRole('menuitem', { name: 'web' }).click();
  await expect(page.getByRole('navigation', { name: 'Place in the definition' })).toContainText(/containers.*web/);
  await page.getByRole('button', { name: 'Change the text' }).click();
  await page.getByRole('menuitem', { name: 'Sort keys' }).click();
  await expect.poll(() => editorText(page)).toMatch(/^\{"containers".*"id".*"scaling"/);
  await page.getByRole('button', { name: 'Change the text' }).click();
  await page.getByRole('menuitem', { name: 'Format' }).click();
  await expect.poll(() => editorText(page)).toContain('{\n  "containers": [\n');
  await expectAccessibleEverywhere(page);
});

test('a draft is compared with what runs', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/a', 1));
  await goTo(page, '#/run?service=%2Fa');
  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await expect(editor(page)).toBeAttached();
  await page.getByRole('textbox', { name: 'Instances' }).fill('7');
  await page.getByRole('button', { name: 'Compare with running' }).click();
  await expect(page.locator('.line-insert').first()).toBeAttached();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Compare with running' }).click();
  await expect(editor(page)).toBeAttached();
});

test('a lock says who holds it, and the change runs once that is rolled back', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, { ...giant, id: '/stuck' });
  await goTo(page, '#/run?service=%2Fstuck');
  await page.getByRole('textbox', { name: 'Instances' }).fill('3');
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  const banner = page.getByRole('status').filter({ hasText: 'Another deployment is changing /stuck' });
  await expect(banner).toContainText(/\(\/stuck, step \d of \d\)/);
  await expectAccessibleEverywhere(page);
  await banner.getByRole('button', { name: 'Run when it is free' }).click();
  await expect(banner.getByRole('button', { name: 'Waiting' })).toBeVisible();
  await banner.getByRole('button', { name: 'Force Run Service' }).click();
  await expect(page.getByRole('heading', { name: '/stuck', exact: true })).toBeVisible();
});

test('an id that is taken leads to the service that has it', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/taken', 1));
  await goTo(page, '#/run?kind=json');
  await writeJson(page, asText(sleepers('/taken', 1)));
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('button', { name: 'Change Service ID' })).toBeVisible();
  await page.getByRole('link', { name: 'Edit that service' }).click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Edit /taken' })).toBeVisible();
});

test('what others changed meanwhile is merged, and asked about where both changed it', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await setClock(page, { paused: true });
  await addPod(page, sleepers('/both', 1));
  await advance(page, 120);
  await goTo(page, '#/run?service=%2Fboth');
  await page.getByRole('textbox', { name: 'Instances' }).fill('4');
  const change = (more: object) =>
    marathon(page, 'PUT', '/v2/pods//both?force=true', { ...sleepers('/both', 1), ...more });
  expect((await change({ user: 'nobody' })).status).toBe(200);
  const banner = page.getByRole('status').filter({ hasText: '/both was changed since you began' });
  await banner.getByRole('button', { name: 'Take their changes over' }).click();
  await expect(banner).toHaveCount(0);

  expect((await change({ user: 'nobody', scaling: { kind: 'fixed', instances: 2 } })).status).toBe(200);
  await banner.getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Changed by both: 1 of 1' });
  await expect(dialog).toContainText('/scaling/instances');
  await expectAccessibleEverywhere(page);
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByRole('textbox', { name: 'Instances' })).toHaveValue('2');
  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await page.getByRole('button', { name: 'Outline' }).click();
  await expect(page.getByRole('menuitem', { name: 'user', exact: true })).toBeVisible();
});
