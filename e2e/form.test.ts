/** *Multi-container (Pod)*: a service described by form alone, and the text that says the same. */
import { expect, openApp, test } from './support/test';
import { editorText, openJsonConfiguration, reviewAndRun, serviceWord, writeJson } from './support/screens';

/** Lines short enough not to be wrapped. */
const commented = `{
  // Kept by the team of the shop.
  "id": "/shop/web",
  "x-owner": {"mail":   "shop@x.org"},
  "containers": [ {
      "name": "web", "x-note": 7,
      "resources": { "cpus": 0.1,
        "mem": 64 }
  } ],
  "scaling": { "kind": "fixed",
    "instances": 1 }
}
`;

test('two containers described by form alone run, and the JSON Editor tells the same', async ({ page }) => {
  // The whole text is on screen, and no line of it is wrapped.
  await page.setViewportSize({ width: 1600, height: 1200 });
  await openApp(page, { route: '/services', speed: 10 });
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'Multi-container (Pod)' }).click();
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/shop/web');
  await page.getByRole('textbox', { name: 'Instances' }).fill('2');

  await page.getByRole('tab', { name: 'container-1' }).click();
  await page.getByRole('textbox', { name: 'Container Name' }).fill('nginx');
  await page.getByRole('textbox', { name: 'Container Image' }).fill('nginx:1.25');
  await page.getByRole('textbox', { name: 'CPUs', exact: true }).fill('0.2');

  await page.getByRole('tab', { name: /^Services?$/ }).click();
  await page.getByRole('button', { name: 'Add Container' }).click();
  await page.getByRole('textbox', { name: 'Container Name' }).fill('logger');
  await page.getByRole('textbox', { name: 'Command' }).fill('while true; do sleep 5; done');

  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await expect.poll(() => editorText(page)).toContain('"name": "logger"');
  const text = await editorText(page);
  expect(JSON.parse(text)).toMatchObject({
    id: '/shop/web',
    containers: [
      { name: 'nginx', image: { kind: 'DOCKER', id: 'nginx:1.25' }, resources: { cpus: 0.2, mem: 128 } },
      { name: 'logger', exec: { command: { shell: 'while true; do sleep 5; done' } } },
    ],
    scaling: { kind: 'fixed', instances: 2 },
  });

  await reviewAndRun(page, '/shop/web');
  await expect(serviceWord(page)).toHaveText('Running');
  await expect(page.getByText('2 of 2 instances running')).toBeVisible();
});

test('what is typed in the editor shows in the form, and the form leaves comments and unknown members alone', async ({
  page,
}) => {
  await openApp(page, { route: '/run?kind=pod' });
  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await writeJson(page, commented);
  await expect(page.getByRole('textbox', { name: 'Service ID' })).toHaveValue('/shop/web');

  await page.getByRole('textbox', { name: 'Instances' }).fill('12');
  await expect.poll(() => editorText(page)).toContain('"instances": 12');
  await page.getByRole('tab', { name: 'web', exact: true }).click();
  await page.getByRole('textbox', { name: 'Memory (MiB)' }).fill('256');
  await expect
    .poll(async () => (await editorText(page)).trimEnd())
    .toBe(commented.replace('"instances": 1 }', '"instances": 12 }').replace('"mem": 64', '"mem": 256').trimEnd());

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Memory (MiB)' })).not.toHaveValue('256');
});

test('text that is not JSON freezes the form, says where, and leads there', async ({ page }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await page.getByRole('switch', { name: 'JSON Editor' }).check();
  await writeJson(page, commented);
  await expect(page.getByRole('textbox', { name: 'Service ID' })).toHaveValue('/shop/web');
  await writeJson(page, commented.replace('"x-owner": {', '"x-owner" {'));

  const banner = page.getByRole('alert').filter({ hasText: 'not valid JSON at line 4' });
  await expect(banner).toContainText('a colon is expected after the name');
  const id = page.getByRole('textbox', { name: 'Service ID' });
  await expect(id).toHaveValue('/shop/web');
  await expect(id).toBeDisabled();
  await id.click({ force: true });
  await banner.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('textbox', { name: 'JSON Editor' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.insertText(':');
  await expect(banner).toHaveCount(0);
  await expect(id).toBeEnabled();
});

test('the editor underlines what the server would refuse and completes the keys of a pod', async ({ page }) => {
  await openApp(page);
  await openJsonConfiguration(page);
  await writeJson(page, '{\n  "id": "/a",\n  "containers": [{ "name": "one", "resources": { "cpus": "much" } }]\n}');
  const marks = page.getByRole('region', { name: 'JSON', exact: true }).locator('.squiggly-error');
  await expect(marks).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Review & Run' }).click();
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByRole('button', { name: 'one · CPUs must be a number.' })).toBeVisible();

  await writeJson(page, '{\n  "id": "/a",\n  \n}');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByRole('option', { name: /environment/ }).first()).toBeVisible();
  await expect(page.getByRole('option', { name: /networks/ }).first()).toBeVisible();
});
