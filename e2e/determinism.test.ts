/**
 * One world wherever it runs and however fast: the page's cluster, in a worker or in the page itself, ends in the same
 * state as one in Node that is given the same scenario, seed and commands.
 */
import type { Page } from 'playwright/test';
import { createCluster } from '../src/cluster/cluster';
import { ask, marathon, setClock, simulation } from './support/cluster';
import { sleepers } from './support/definitions';
import { expect, openApp, test } from './support/test';

interface Command {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What has been asked of the page's cluster, and the state it came to at which virtual time. */
const account = async (page: Page) => {
  const { digest, now } = await simulation(page);
  const { body } = await ask(page, 'GET', '/_simulation/journal');
  const commands = (body as readonly Command[]).filter(({ path }) => path.startsWith('/service/'));
  return { digest, now, commands };
};

/** The digest of a cluster in this process after the same commands at the same times, as fast as it goes. */
const digestInNode = async (scenario: string, seed: number, now: number, commands: readonly Command[]) => {
  const cluster = createCluster({ scenario, seed });
  const call = (method: string, path: string, body?: string) =>
    cluster.fetch(
      new Request(`http://localhost${path}`, {
        method,
        ...(body === undefined || body === '' ? {} : { body, headers: { 'content-type': 'application/json' } }),
      }),
    );
  const runTo = async (at: number) => {
    const state = (await (await call('GET', '/_simulation')).json()) as { now: number };
    const seconds = (at - state.now) / 1000;
    if (seconds > 0) await call('POST', '/_simulation/clock/advance', JSON.stringify({ seconds }));
  };
  await cluster.ready;
  for (const { at, method, path, body } of commands) {
    await runTo(at);
    await call(method, path, body);
  }
  await runTo(now);
  return cluster.digest();
};

const story = async (page: Page, pass: (seconds: number) => Promise<void>) => {
  expect((await marathon(page, 'POST', '/v2/pods', sleepers('/a/b', 4, 'sleep 3; exit 1'))).status).toBe(201);
  await pass(30);
  const asking = sleepers(
    '/a/b',
    6,
    'until curl -s -m 1 http://b-a.marathon.mesos:5051; do sleep 2; done; sleep 5; nc -z nobody 1',
  );
  expect((await marathon(page, 'PUT', '/v2/pods//a/b?force=true', asking)).status).toBe(200);
  await pass(30);
};

/** Virtual time in one leap. */
const leap = (page: Page) => async (seconds: number) => {
  expect((await ask(page, 'POST', '/_simulation/clock/advance', JSON.stringify({ seconds }))).status).toBe(200);
};

/** Virtual time as the clock brings it. */
const watch = (page: Page) => async (seconds: number) => {
  const { now } = await simulation(page);
  await expect.poll(async () => (await simulation(page)).now).toBeGreaterThan(now + seconds * 1000);
};

for (const [place, missing] of [
  ['a shared worker', []],
  ['a worker of the tab', ['SharedWorker']],
  ['the page itself', ['SharedWorker', 'Worker']],
] as const)
  test(`a cluster in ${place} and one in Node come to the same state by leaps`, async ({ page, context }) => {
    await context.addInitScript((names) => {
      for (const name of names) Reflect.deleteProperty(globalThis, name);
    }, missing);
    await openApp(page, { route: '/services', seed: 42 });
    await setClock(page, { paused: true });
    await story(page, leap(page));
    const { digest, now, commands } = await account(page);
    expect(commands).toHaveLength(2);
    expect(await digestInNode('quickstart', 42, now, commands)).toBe(digest);
    expect(await digestInNode('quickstart', 43, now, commands)).not.toBe(digest);
  });

for (const [speed, span] of [
  [1, 4],
  [60, 40],
] as const)
  test(`a cluster watched at speed ${speed} and one in Node come to the same state`, async ({ page }) => {
    await openApp(page, { route: '/services', scenario: 'tour', seed: 7, speed });
    const pass = watch(page);
    await story(page, () => pass(span));
    await setClock(page, { paused: true });
    const { digest, now, commands } = await account(page);
    expect(await digestInNode('tour', 7, now, commands)).toBe(digest);
  });
