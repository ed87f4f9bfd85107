/**
 * What a first visit fetches until the services list can be used, in a real browser. The byte budget proper is computed
 * from the build (`scripts/budget.mjs`); this keeps it honest: nothing is fetched that the budget does not count.
 */
import { execFileSync } from 'node:child_process';
import { expect, openApp, test } from './support/test';

/** Names of the files in the budget's table. */
const budgeted = (): ReadonlySet<string> => {
  const table = execFileSync(process.execPath, ['scripts/budget.mjs'], { encoding: 'utf8' });
  return new Set([...table.matchAll(/ {2}(\S+\.(?:js|css|html))$/gm)].map(([, file]) => file ?? ''));
};

test('the first visit to the services list fetches no script or style outside the byte budget', async ({ page }) => {
  // In the corner, where it begins, the pointer is on a link, and links fetch ahead what they lead to.
  await page.goto('./favicon.svg');
  await page.mouse.move(1270, 790);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname.slice(1)));
  await openApp(page, { route: '/services' });
  await expect(page.getByText('Run a Service').first()).toBeVisible();
  const files = budgeted();
  expect(files.size).toBeGreaterThan(3);
  expect(fetched.filter((path) => /\.(js|css)$/.test(path) && !files.has(path))).toEqual([]);
});
