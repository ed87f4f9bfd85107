/**
 * How quick the editor is in the built page, in a real Chromium: from a key to the painted character, from a field of
 * the form to the text, from a key to the words about placement, and from the first click on *JSON Editor* to the caret
 * in it. A definition of a thousand lines.
 */
import { createServer } from 'node:net';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { findBrowser } from '../scripts/browser.mjs';
import { root } from '../scripts/steps.mjs';

/** Containers enough for a thousand lines. */
const longPod = (containers = 46) => ({
  id: '/bench/long',
  containers: Array.from({ length: containers }, (_, n) => ({
    name: `c${n}`,
    exec: { command: { shell: `sleep ${1000 + n}` } },
    resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
    endpoints: [{ name: `port-${n}`, hostPort: 0, protocol: ['tcp'] }],
    labels: { team: 'bench', number: `${n}` },
  })),
  scaling: { kind: 'fixed', instances: 1 },
});

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1];

/**
 * In the page: `seen()` ends the time of the keys that went down before it, at the first task after the frame that is
 * being drawn; by then it is painted. Two keys may be painted in one frame.
 */
const listen = (page) =>
  page.evaluate(() => {
    globalThis.took = [];
    let pressed = [];
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => globalThis.took.push(...data.map((since) => performance.now() - since));
    addEventListener(
      'keydown',
      ({ timeStamp, key }) => /^(Control|Meta|Home|End|Arrow)/.test(key) || pressed.push(timeStamp),
      true,
    );
    globalThis.seen = () => {
      if (pressed.length === 0) return;
      port1.postMessage(pressed);
      pressed = [];
    };
  });

/** Sees what is at a place of the editor change; it draws its lines in the frame. */
const watch = async (page, place) => {
  await listen(page);
  await page.evaluate((selector) => {
    const all = { childList: true, characterData: true, subtree: true };
    new MutationObserver(globalThis.seen).observe(document.querySelector(selector), all);
  }, place);
};

/** Sees a field of the form change, whose value is no node: it is looked at before each frame is painted. */
const watchField = async (page, path) => {
  await listen(page);
  await page.evaluate(
    (id) => {
      let before = document.getElementById(id).value;
      const look = () => {
        const { value } = document.getElementById(id);
        if (value !== before) globalThis.seen();
        before = value;
        requestAnimationFrame(look);
      };
      look();
    },
    `field.${path.join('.')}`,
  );
};

const text = (page) => page.locator('.view-lines').first();

/** Types where the focus is. Ten letters a second: what is left to do after one must not be in the way of the next. */
const typing = async (page, count) => {
  await page.evaluate(() => (globalThis.took = []));
  for (let n = 0; n < count; n++) {
    await page.keyboard.press('abcdefghij'[n % 10]);
    await page.waitForTimeout(80);
  }
  const took = await page.evaluate(() => globalThis.took);
  if (took.length !== count) throw new Error(`${count} keys were pressed, ${took.length} seen`);
  return took;
};

const keystrokes = async (page, count) => {
  await text(page).locator('.view-line', { hasText: 'sleep 1000' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  return typing(page, count);
};

/** From a key in the editor to the form beside it, markers and all that follows the text included. */
const following = async (page, count) => {
  await page.getByRole('tab', { name: 'c0', exact: true }).click();
  await watchField(page, ['containers', 0, 'exec', 'command', 'shell']);
  return keystrokes(page, count);
};

const fieldEdits = async (page, count) => {
  await page.getByRole('textbox', { name: 'Service ID' }).focus();
  return typing(page, count);
};

/** From the click to an editor that takes a key; nothing of it is in the cache. */
const opening = async (browser, address) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}/#/run?kind=pod`);
  const toggle = page.getByRole('switch', { name: 'JSON Editor' });
  await toggle.waitFor();
  // A person takes this long to find the switch.
  await page.waitForTimeout(1500);
  const took = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const control = document.querySelector('[role=switch]');
        const since = performance.now();
        control.click();
        const look = () =>
          document.querySelector('[aria-label="JSON Editor"]:not([role=status]):not([role=switch])') &&
          document.querySelector('.view-line')
            ? resolve(performance.now() - since)
            : requestAnimationFrame(look);
        look();
      }),
  );
  await context.close();
  return took;
};

/** As the editor waits for a pause in typing before it asks. */
const LENS_PAUSE = 100;

/** From the last key to the words about placement above the resources, without the wait for a pause; 1,000 agents. */
const lensAnswers = async (browser, address, count) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${address}/?scenario=large#/run?kind=json`);
  await text(page).click();
  await page.keyboard.press('ControlOrMeta+KeyA');
  // Every tenth agent has so much memory.
  await page.keyboard.insertText(JSON.stringify(longPod(1), null, 2).replace('"mem": 32', '"mem": 32000'));
  await page.locator('.view-zones span').first().waitFor();
  await text(page).locator('.view-line', { hasText: '"mem": 32000' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await watch(page, '.view-zones');
  // A digit more, which no agent has, and away again.
  for (let n = 0; n < count; n++) {
    await page.keyboard.press(n % 2 === 0 ? '0' : 'Backspace');
    await page.waitForFunction((before) => globalThis.took.length > before, n);
  }
  const took = await page.evaluate(() => globalThis.took);
  await page.close();
  return took.map((each) => each - LENS_PAUSE);
};

const definition = JSON.stringify(longPod(), null, 2);
const lines = definition.split('\n').length;

/** The editor beside the form, with the long definition. */
const besideForm = async (browser, address) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${address}/#/run?kind=pod`);
  await page.getByRole('switch', { name: 'JSON Editor' }).click();
  await text(page).click();
  await page.keyboard.press('ControlOrMeta+KeyA');
  await page.keyboard.insertText(definition);
  await page.getByRole('tab', { name: 'c0', exact: true }).waitFor();
  await page.keyboard.press('ControlOrMeta+Home');
  return page;
};

/** Rows of the table of `npm run bench`. Needs `npm run build` before. */
export const measureEditor = async () => {
  const port = await freePort();
  const server = await preview({ root, preview: { port, strictPort: true }, logLevel: 'silent' });
  const address = `http://localhost:${port}`;
  const executablePath = findBrowser();
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
  try {
    const opened = [];
    for (let n = 0; n < 5; n++) opened.push(await opening(browser, address));
    const page = await besideForm(browser, address);
    await watch(page, '.view-lines');
    const typed = await keystrokes(page, 100);
    await page.keyboard.press('ControlOrMeta+Home');
    const edited = await fieldEdits(page, 100);
    await page.close();
    const followed = await following(await besideForm(browser, address), 100);
    const answered = await lensAnswers(browser, address, 30);
    return [
      {
        what: `editor: key to painted character, ${lines} lines, 95 of 100 within`,
        value: percentile(typed, 0.95),
        unit: 'ms',
        goal: '≤ 50',
      },
      { what: '… half within', value: percentile(typed, 0.5), unit: 'ms' },
      {
        what: 'editor: key to the form that follows, marks included, 95 of 100 within',
        value: percentile(followed, 0.95),
        unit: 'ms',
      },
      { what: '… half within', value: percentile(followed, 0.5), unit: 'ms' },
      { what: 'form: edit to editor, 95 of 100 within', value: percentile(edited, 0.95), unit: 'ms', goal: '≤ 50' },
      { what: '… half within', value: percentile(edited, 0.5), unit: 'ms' },
      {
        what: 'editor: usable after the first click, median of 5',
        value: percentile(opened, 0.5),
        unit: 'ms',
        goal: '≤ 800',
      },
      {
        what: 'editor: last key to where it fits, less the pause of 100 ms, 1,000 agents, 95 of 100 within',
        value: percentile(answered, 0.95),
        unit: 'ms',
        goal: '≤ 150',
      },
      { what: '… half within', value: percentile(answered, 0.5), unit: 'ms' },
    ];
  } finally {
    await browser.close();
    await new Promise((resolve) => server.httpServer.close(resolve));
  }
};

if (process.argv[1] === import.meta.filename) {
  for (const { what, value, unit, goal } of await measureEditor())
    console.log(`${what}: ${Math.round(value)} ${unit}${goal ? ` (goal ${goal})` : ''}`);
  process.exit();
}
