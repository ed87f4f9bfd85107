/**
 * What a first visit fetches until the services list can be used, in a real browser. The byte budget proper is computed
 * from the build (`scripts/budget.mjs`); this keeps it honest: nothing is fetched that the budget does not count.
 */
import { execFileSync } from 'node:child_process';
import { ask, untilIntercepted } from './support/cluster';
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

test('a cluster nobody has written to answers every read, and takes the first write', async ({ page }) => {
  await openApp(page, { route: '/services' });
  await untilIntercepted(page);
  const status = async (method: string, path: string, body?: string) =>
    (await ask(page, method, `/service/marathon/v2/${path}`, body)).status;
  for (const path of ['pods', 'pods/::status', 'apps', 'groups', 'tasks', 'deployments', 'queue', 'info'])
    expect([path, await status('GET', path)]).toEqual([path, 200]);
  for (const path of ['pods/a', 'pods/a::status', 'pods/a::versions', 'apps/a', 'apps/a/versions', 'groups/a/apps'])
    expect([path, await status('GET', path)]).toEqual([path, 404]);
  for (const path of ['pods/a::instances', 'pods/a::instances/b', 'apps/a/restart', 'tasks/delete', 'deployments/a'])
    expect([path, await status('GET', path)]).toEqual([path, 405]);
  for (const path of ['pods', 'pods/a::instances', 'apps/a/restart', 'apps/a/tasks', 'groups', 'deployments/a'])
    expect([path, await status('OPTIONS', path)]).toEqual([path, 204]);
  const pod = { id: '/a', containers: [{ name: 'a', resources: { cpus: 0.1, mem: 32 } }] };
  expect(await status('POST', 'pods', JSON.stringify(pod))).toBe(201);
});
