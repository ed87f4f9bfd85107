/**
 * Takes the README's picture from the real page: `node scripts/screenshot.mjs` after a build. The tour's clock stands
 * still, so the picture changes only when the screen does.
 */
import { chromium } from 'playwright';
import { preview } from 'vite';
import { findBrowser } from './browser.mjs';

const target = 'docs/screenshot.png';
const server = await preview({ preview: { port: 4174 } });
const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  colorScheme: 'light',
  deviceScaleFactor: 2,
});
await page.goto('http://localhost:4174/?scenario=tour&seed=1#/services');
await page.getByRole('link', { name: /shop\/web/ }).waitFor();
await page.getByRole('button', { name: /pause/i }).click();
await page.mouse.move(640, 760);
await page.screenshot({ path: target });
await browser.close();
await server.close();
console.log(`wrote ${target}`);
