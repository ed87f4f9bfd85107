/** The JSON Editor tells where the draft would fit, above its resources and its constraints, while one types. */
import type { Page } from 'playwright/test';
import { addPod, advance } from './support/cluster';
import { writeJson } from './support/screens';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';

/** What the editor shows, without what is there for screen readers. */
const shown = (page: Page) => page.getByRole('region', { name: 'JSON', exact: true }).getByRole('code');
const spoken = (page: Page) => page.getByRole('status', { name: 'Placement' });

/** The pod, with a line for its memory and one for its constraints. */
const text = (mem: number, constraints = ''): string => `{
  "id": "/shop/web",
  "containers": [
    {
      "name": "web",
      "exec": { "command": { "shell": "sleep 1000" } },
      "resources": {
        "cpus": 0.1,
        "mem": ${mem}
      }
    }
  ],
  "scheduling": {
    "placement": {
      "constraints": [${constraints}]
    }
  }
}`;

/** Takes most of the memory of one agent. */
const hog = {
  ...(JSON.parse(text(10_000, '{ "fieldName": "rack", "operator": "IS", "value": "r2" }')) as object),
  id: '/hog',
};

test('memory that another service takes or fewer agents have changes the words; a constraint has its own', async ({
  page,
}) => {
  await openApp(page, { route: '/run?kind=json' });
  await writeJson(page, text(80));
  await expect(shown(page).getByText(/^Fits on 3 of 6 agents · (region|scarce GPUs) and /)).toBeVisible();

  // At the end of the memory's line.
  await shown(page).locator('.view-line', { hasText: '"mem"' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('00');
  // The text stays as it is while another service takes the room.
  await addPod(page, hog);
  await advance(page, 30);
  await expect(shown(page).getByText('Fits on 2 of 6 agents · memory is the limit')).toBeVisible();
  await page.keyboard.type('0');
  await expect(shown(page).getByText(/^No agent fits: memory is short by .* or more on all 6 agents$/)).toBeVisible();
  await expect(spoken(page)).toContainText('No agent fits: memory is short by');

  await writeJson(page, text(80, '{ "fieldName": "rack", "operator": "IS", "value": "r1" }'));
  await expect(shown(page).getByText('Fits on 1 of 6 agents · constraints are the limit')).toBeVisible();
  await expect(shown(page).getByText('rack IS r1 leaves 2 of 6 agents')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('of a service that runs: where one more instance would fit', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await addPod(page, JSON.parse(text(128)) as { id: string });
  await advance(page, 30);
  await page.evaluate(() => {
    location.hash = '#/services/detail/shop/web';
  });
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('switch', { name: 'JSON Editor' }).click();
  await expect(shown(page).getByText(/^One more instance fits on 3 of 6 agents/)).toBeVisible();
});
