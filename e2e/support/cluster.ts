/** The cluster behind the page, asked through the page's own `fetch`: what any script in the page could do. */
import { expect, type Page } from 'playwright/test';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Simulation {
  readonly scenario: string;
  readonly seed: number;
  readonly now: number;
  readonly digest: string;
  readonly counts: { readonly pods: number; readonly instances: number; readonly containers: number };
}

const MARATHON = '/service/marathon';

/** One request of the page; the body is read as JSON where it is JSON. */
export const ask = async (page: Page, method: string, path: string, body?: string): Promise<Answer> => {
  const { status, isJson, text } = await page.evaluate(
    async (wanted) => {
      const headers = { 'content-type': 'application/json' };
      const sent = wanted.body === undefined ? {} : { body: wanted.body, headers };
      const response = await fetch(wanted.path, { method: wanted.method, ...sent });
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, isJson: type.includes('json'), text: await response.text() };
    },
    { method, path, ...(body === undefined ? {} : { body }) },
  );
  // Read on this side: a member called `__proto__` does not survive the way out of the page.
  return { status, body: isJson ? JSON.parse(text) : text };
};

/** Until the service worker has taken over, `fetch` reaches the static server. */
export const untilIntercepted = (page: Page): Promise<void> =>
  expect
    .poll(async () => (await ask(page, 'GET', '/_simulation?digest=false')).body, { message: 'fetch is intercepted' })
    .toMatchObject({ scenario: expect.any(String) });

/** The cluster's own account of itself, digest included. */
export const simulation = async (page: Page): Promise<Simulation> => {
  await untilIntercepted(page);
  const { status, body } = await ask(page, 'GET', '/_simulation');
  expect(status).toBe(200);
  return body as Simulation;
};

/** Skips virtual time. */
export const advance = async (page: Page, seconds: number): Promise<void> => {
  await untilIntercepted(page);
  const { status } = await ask(page, 'POST', '/_simulation/clock/advance', JSON.stringify({ seconds }));
  expect(status).toBe(200);
};

/** Stops or sets the clock. */
export const setClock = async (page: Page, clock: { speed?: number; paused?: boolean }): Promise<void> => {
  await untilIntercepted(page);
  expect((await ask(page, 'POST', '/_simulation/clock', JSON.stringify(clock))).status).toBe(200);
};

/** A request to Marathon. */
export const marathon = async (page: Page, method: string, path: string, body?: unknown): Promise<Answer> => {
  await untilIntercepted(page);
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return ask(page, method, `${MARATHON}${path}`, text);
};

/** Runs a pod without the screens. */
export const addPod = async (page: Page, pod: object): Promise<void> => {
  const { status, body } = await marathon(page, 'POST', '/v2/pods', pod);
  expect([status, body]).toEqual([201, expect.anything()]);
};
