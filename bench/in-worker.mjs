/** The scale measurements in a Worker of a Chromium, as the page runs its cluster. */
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright';
import { findBrowser } from '../scripts/browser.mjs';

const WORKER = `import * as scale from '/scale.js';
const memory = () => new Promise((resolve) => {
  addEventListener('message', ({ data }) => resolve(data), { once: true });
  gc();
  postMessage({ asks: 'memory' });
});
const { what, size } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
postMessage({ answer: await scale[what](size, memory) });`;

/** Megabytes that the largest renderer of this machine holds: the one with the Worker. */
const rendererMemory = () => {
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return 0;
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      } catch {
        // It ended meanwhile.
        return 0;
      }
    });
  return Math.max(...sizes);
};

/** In the page: starts the Worker, tells it how much memory it holds, waits for its answer. */
const runWorker = (wish) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(`/worker.js#${encodeURIComponent(JSON.stringify(wish))}`, { type: 'module' });
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = async ({ data }) => {
      if (data.asks === 'memory') {
        const { bytes } = await performance.measureUserAgentSpecificMemory();
        worker.postMessage({ heap: bytes / 2 ** 20, process: await globalThis.askProcess() });
      } else resolve(data.answer);
    };
  });

/** Only a page that shares its process with no other site may measure its memory. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** @param module path of the built measurements. @returns how to run one of them, and how to end */
export const openWorker = async (module) => {
  const files = {
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    '/scale.js': ['text/javascript', readFileSync(module, 'utf8')],
    '/worker.js': ['text/javascript', WORKER],
  };
  const server = createServer(({ url }, response) => {
    const [type, text] = files[url] ?? ['text/plain', ''];
    response.writeHead(url in files ? 200 : 404, { 'Content-Type': type, ...ISOLATED }).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    // The last: memory is measured at once, not at the next collection.
    args: ['--no-sandbox', '--js-flags=--expose-gc', '--enable-blink-features=ForceEagerMeasureMemory'],
  });
  return {
    run: async (what, size) => {
      const page = await browser.newPage();
      await page.exposeFunction('askProcess', rendererMemory);
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      const answer = await page.evaluate(runWorker, { what, size });
      await page.close();
      return answer;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
};
