/** Whatever is typed, pasted or addressed by mistake: the screen says what is wrong and where, and nothing is lost. */
import { expect, openApp, test } from './support/test';
import { addPod, marathon } from './support/cluster';
import { asText, sleepers } from './support/definitions';
import { editorText, errorMarks, openJsonConfiguration, reviewAndRun, serviceWord, writeJson } from './support/screens';

const review = { name: 'Review & Run' };

test('wrong types are named by field and lead to their line in the editor', async ({ page }) => {
  await openApp(page);
  await openJsonConfiguration(page);
  await writeJson(
    page,
    '{\n  "id": 7,\n  "containers": [\n    { "name": "one",\n      "resources": { "cpus": "much", "mem": -4 } }\n  ]\n}',
  );
  await page.getByRole('button', review).click();
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByRole('button', { name: 'Service ID must be text.' })).toBeVisible();
  await expect(problems.getByRole('button', { name: 'one · CPUs must be a number.' })).toBeVisible();
  await expect(errorMarks(page).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'JSON Configuration' })).toBeVisible();

  await problems.getByRole('button', { name: 'one · CPUs must be a number.' }).click();
  await expect(page.getByRole('textbox', { name: 'JSON Editor' })).toBeFocused();
  await page.keyboard.insertText('2');
  await expect.poll(() => editorText(page)).toContain('"cpus": 2,');
});

test('a definition against the rules is refused at its field, in the words of the rule', async ({ page }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/Shop/Web');
  await page.getByRole('tab', { name: 'container-1' }).click();
  await page.getByRole('textbox', { name: 'Container Name' }).fill('Upper Case');
  await page.getByRole('textbox', { name: 'Memory (MiB)' }).fill('0');
  await page.getByRole('button', review).click();
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByRole('button', { name: /Memory \(MiB\) must be at least 0\.001/ })).toBeVisible();
  await problems.getByRole('button', { name: /^Service ID/ }).click();
  const id = page.getByRole('textbox', { name: 'Service ID' });
  await expect(id).toBeFocused();
  await expect(id).toHaveAttribute('aria-invalid', 'true');
});

test('an id that is taken is refused by the cluster; the draft stays and can be run under another', async ({
  page,
}) => {
  await openApp(page, { speed: 10 });
  await addPod(page, sleepers('/taken', 1));
  await openJsonConfiguration(page);
  await writeJson(page, asText(sleepers('/taken', 2)));
  await page.getByRole('button', review).click();
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'A service with this ID already exists' })).toBeVisible();
  await page.getByRole('button', { name: 'Change Service ID' }).click();
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/free');
  await reviewAndRun(page, '/free');
  await expect(serviceWord(page)).toHaveText('Running');
});

test('__proto__ is an ordinary name for a label and a variable', async ({ page }) => {
  await openApp(page, { route: '/run?kind=pod', speed: 10 });
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/odd');
  await page.getByRole('tab', { name: 'container-1' }).click();
  await page.getByRole('textbox', { name: 'Command' }).fill('sleep 1000');
  await page.getByRole('tab', { name: 'Environment' }).click();
  await page.getByRole('button', { name: 'Add Environment Variable' }).first().click();
  await page.getByRole('textbox', { name: 'Key' }).fill('__proto__');
  await page.getByRole('textbox', { name: 'Value' }).fill('polluted');
  await page.getByRole('button', { name: 'Add Label' }).first().click();
  await page.getByRole('textbox', { name: 'Key' }).nth(1).fill('constructor');
  await page.getByRole('textbox', { name: 'Value' }).nth(1).fill('mine');
  await page.getByRole('button', { name: 'Add Label' }).first().click();
  await page.getByRole('textbox', { name: 'Key' }).nth(2).fill('__proto__');
  await page.getByRole('textbox', { name: 'Value' }).nth(2).fill('yours');
  await reviewAndRun(page, '/odd');
  await expect(serviceWord(page)).toHaveText('Running');

  await page.getByRole('tab', { name: 'Configuration' }).click();
  const shown = page.getByRole('region', { name: 'Configuration' });
  await expect(shown).toContainText('"__proto__": "polluted"');
  await expect(shown).toContainText('"__proto__": "yours"');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('tab', { name: 'Environment' }).click();
  await expect(page.getByRole('textbox', { name: 'Key' }).first()).toHaveValue('__proto__');
  await expect(page.getByRole('textbox', { name: 'Value' }).first()).toHaveValue('polluted');

  const kept = await marathon(page, 'GET', '/v2/pods//odd');
  expect(JSON.stringify(kept.body)).toContain('"environment":{"__proto__":"polluted"}');
  expect(JSON.stringify(kept.body)).toContain('"constructor":"mine"');
  expect(await page.evaluate(() => 'polluted' in {} || Object.hasOwn(Object.prototype, 'polluted'))).toBe(false);
});

test('an id nobody has leads to "Service not found", an address nobody has to "Page not found"', async ({ page }) => {
  await openApp(page, { route: '/services/detail/no/such/pod' });
  await expect(page.getByRole('main').getByText('Service not found')).toBeVisible();
  await expect(page.getByText('/no/such/pod').first()).toBeAttached();
  await page.getByRole('link', { name: 'Back to Services' }).click();
  await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();

  await openApp(page, { route: '/no/such/page' });
  await expect(page.getByRole('main').getByText('Page not found')).toBeVisible();
  await page.getByRole('link', { name: 'To the services' }).click();
  await expect(page.getByText('No service runs on this cluster yet')).toBeVisible();
  await openApp(page, { route: '/nodes/constructor' });
  await expect(page.getByRole('main').getByText('Agent not found')).toBeVisible();
});

test('leaving with changes asks first: Cancel keeps them, Discard drops them', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'Multi-container (Pod)' }).click();
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/half-done');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Nodes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard Changes?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('textbox', { name: 'Service ID' })).toHaveValue('/half-done');

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/#\/services/);
  await page.getByRole('banner').getByRole('button', { name: 'Run a Service' }).click();
  await page.getByRole('button', { name: 'Multi-container (Pod)' }).click();
  await expect(page.getByRole('textbox', { name: 'Service ID' })).toHaveValue('/');
});

test('a draft survives a reload', async ({ page }) => {
  await openApp(page, { route: '/run?kind=pod' });
  await page.getByRole('textbox', { name: 'Service ID' }).fill('/unfinished');
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('/unfinished');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Service ID' })).toHaveValue('/unfinished');
});
