/** The REST API in the page refuses as Marathon does: status and body, by the page's own `fetch`. */
import { expect, openApp, test } from './support/test';
import { marathon, simulation } from './support/cluster';
import { sleepers } from './support/definitions';

test.beforeEach(async ({ page }) => openApp(page, { route: '/services' }));

test('a body over 1 MiB is a 413 that names both sizes', async ({ page }) => {
  const limit = 1024 * 1024;
  const body = JSON.stringify({ ...sleepers('/big', 1), labels: { x: 'x'.repeat(limit) } });
  expect(await marathon(page, 'POST', '/v2/pods', body)).toEqual({
    status: 413,
    body: { message: `Request body of ${body.length} bytes is larger than the limit of ${limit} bytes.` },
  });
});

test('a body nested deeper than 64 levels is a 400 that says where', async ({ page }) => {
  const nested = `{"id": "/deep", "x": ${'['.repeat(100_000)}`;
  expect(await marathon(page, 'POST', '/v2/pods', nested)).toEqual({
    status: 400,
    body: {
      message: 'Invalid JSON',
      details: expect.stringMatching(/^Nested deeper than 64 levels\n at \[Source: .*line: 1, column: \d+\]$/),
    },
  });
});

test('what is not JSON is a 400 with line and column, no body at all another one', async ({ page }) => {
  expect(await marathon(page, 'POST', '/v2/pods', '{"id": "/a",\n}')).toEqual({
    status: 400,
    body: { message: 'Invalid JSON', details: expect.stringMatching(/line: 2, column: 1/) },
  });
  expect(await marathon(page, 'POST', '/v2/pods', '')).toMatchObject({
    status: 400,
    body: { message: 'Please specify data in JSON format' },
  });
});

test('wrong types and broken rules are 422s with the path of every place', async ({ page }) => {
  const [first] = sleepers('/x', 1).containers;
  expect(await marathon(page, 'POST', '/v2/pods', { id: '/x', containers: [{ ...first, resources: 'lots' }] })).toEqual(
    {
      status: 422,
      body: { message: 'Invalid JSON', details: [expect.objectContaining({ path: '/containers(0)/resources' })] },
    },
  );
  const twins = await marathon(page, 'POST', '/v2/pods', { id: '/x', containers: [first, first] });
  expect(twins).toMatchObject({ status: 422, body: { message: 'Object is not valid' } });
});

test('an id that is taken is a 409, an id nobody has a 404, and neither changes anything', async ({ page }) => {
  expect((await marathon(page, 'POST', '/v2/pods', sleepers('/one', 1))).status).toBe(201);
  const { counts } = await simulation(page);
  expect(await marathon(page, 'POST', '/v2/pods', sleepers('/one', 2))).toEqual({
    status: 409,
    body: { message: 'A pod with id [/one] already exists.' },
  });
  for (const [method, path] of [
    ['GET', '/v2/pods//none'],
    ['GET', '/v2/pods//none::status'],
    ['DELETE', '/v2/pods//none'],
    ['GET', '/v2/pods/__proto__::status'],
  ] as const)
    expect(await marathon(page, method, path)).toMatchObject({
      status: 404,
      body: { message: expect.stringMatching(/does not exist$/) },
    });
  expect(await marathon(page, 'GET', '/v3/pods')).toEqual({ status: 404, body: { message: 'URI not found' } });
  expect(counts.pods).toBe(1);
  expect((await simulation(page)).counts.pods).toBe(1);
});
