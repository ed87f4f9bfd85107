/** Nothing axe objects to on the way to a running service: choices, templates, form, editor, review, dialogs. */
import { addPod } from './support/cluster';
import { asText, sleepers } from './support/definitions';
import { writeJson } from './support/screens';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

test('the choices and the templates are accessible', async ({ page }) => {
  await openApp(page, { route: '/run' });
  await expect(page.getByRole('button', { name: 'JSON Configuration' })).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Templates' }).click();
  await expect(page.getByRole('heading', { name: 'Templates' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

const rich = {
  ...sleepers('/rich', 2),
  environment: { MODE: 'fast' },
  labels: { team: 'a' },
  volumes: [{ name: 'data' }],
  networks: [{ mode: 'container/bridge' }],
  scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'GROUP_BY', value: '2' }] } },
  containers: [
    {
      name: 'web',
      image: { kind: 'DOCKER', id: 'nginx:1.25' },
      resources: { cpus: 0.1, mem: 64 },
      artifacts: [{ uri: 'https://example.com/a.tar.gz' }],
      endpoints: [{ name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'] }],
      healthCheck: { http: { endpoint: 'http', path: '/' } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
  ],
};

test('every section of the form is accessible', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, asText(rich));
  await page.getByRole('button', { name: 'Show Form' }).click();
  await page.getByRole('switch', { name: 'JSON Editor' }).uncheck();
  const sections = page.getByRole('tablist', { name: 'Sections' }).getByRole('tab');
  await expect(sections).toHaveCount(7);
  for (const section of await sections.all()) {
    const name = await section.innerText();
    await section.click();
    await expect(section).toHaveAttribute('aria-selected', 'true');
    await test.step(name, () => expectAccessibleEverywhere(page));
  }
});

test('the editor is accessible, with marks and without, beside the form and alone', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page, { route: '/run?kind=json' });
  await expect(page.getByRole('textbox', { name: 'JSON Editor' })).toBeAttached();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await expect(page.getByRole('region', { name: 'Problems' })).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Show Form' }).click();
  await writeJson(page, '{ "id": }');
  await expect(page.getByRole('alert').filter({ hasText: 'not valid JSON' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('the review, a refusal and the question before leaving are accessible', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, sleepers('/taken', 1));
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, asText(sleepers('/taken', 1)));
  await page.getByRole('button', { name: 'Review & Run' }).click();
  await expect(page.getByRole('heading', { name: 'Review & Run Service' })).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Run Service' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'already exists' })).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Discard Changes?' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});
