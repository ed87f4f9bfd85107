/** End-to-end tests: the built page in a real Chromium, served as `npm start` serves it, policy header included. */
import { defineConfig } from 'playwright/test';
import { findBrowser } from './scripts/browser.mjs';

/** Another port than the usual lets two check-outs run their journeys side by side. */
const port = process.env['PODROME_PORT'] ?? '4173';
const address = `http://localhost:${port}`;
const browser = findBrowser();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: !process.env['CI'],
  },
});
