/**
 * The `test` of every journey. It fails a journey whose page throws, logs an error, breaks the security policy or asks
 * anything of another origin, whatever else the journey checks.
 */
import { test as base, expect, type Page } from 'playwright/test';
import { AxeBuilder } from '@axe-core/playwright';

interface Watch {
  /** Trouble that a journey provokes on purpose. Not a list: Playwright reads an option that is a list in its own way. */
  readonly expectedTrouble: RegExp;
  /** Everything that went wrong so far, in words. */
  readonly trouble: string[];
}

/** Answers such as 422 are part of the journeys; the browser logs each as an error. */
const refusedRequest = /^Failed to load resource: the server responded with a status of/;

export const test = base.extend<Watch>({
  expectedTrouble: [/^(?!)/, { option: true }],
  trouble: [
    async ({ context, baseURL, expectedTrouble }, use) => {
      const trouble: string[] = [];
      const origin = new URL(baseURL ?? '').origin;
      context.on('weberror', (error) => trouble.push(`page error: ${error.error().stack ?? error.error().message}`));
      context.on('console', (message) => {
        if (message.type() === 'error' && !refusedRequest.test(message.text()))
          trouble.push(`console: ${message.text()}`);
      });
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) trouble.push(`off the origin: ${url.href}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} refuses ${event.blockedURI} at ${event.sourceFile}`);
        });
      });
      await use(trouble);
      expect(trouble.filter((text) => !expectedTrouble.test(text))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the dashboard at a hash route, in a world of its own: a new context has an empty cluster store. */
export const openApp = async (
  page: Page,
  { route = '/', scenario = 'quickstart', seed = 1, speed = 1 }: Partial<World> = {},
): Promise<void> => {
  await page.goto(`./?${new URLSearchParams({ scenario, seed: `${seed}`, speed: `${speed}` })}#${route}`);
  // The page as it starts has a `main` as well; keys would go to nobody.
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeAttached();
};

interface World {
  /** Hash route, e.g. `/services`. */
  readonly route: string;
  readonly scenario: string;
  readonly seed: number;
  /** Virtual seconds per second. */
  readonly speed: number;
}

/** What the page's scripts do of themselves in answer to a new size or theme is done and drawn. */
const untilDrawn = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/**
 * No accessibility violation on the page as it stands: every rule axe has, and no list of exceptions. Asked for the
 * violations alone, and within the page (it has no frames), axe takes a third of the time.
 */
export const expectAccessible = async (page: Page): Promise<void> => {
  await untilDrawn(page);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
  expect(found).toEqual([]);
};

/** The same in light and dark, at desk and pocket width; leaves the page light and wide. */
export const expectAccessibleEverywhere = async (page: Page): Promise<void> => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await test.step(`${width} px, ${colorScheme}`, () => expectAccessible(page));
    }
  }
};
