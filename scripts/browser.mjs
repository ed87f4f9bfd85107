/**
 * Finds a Chromium for the end-to-end tests, or installs one. Run as a program it leaves a browser on the machine or
 * says what to do. A system browser comes before a download: it also works in a closed network.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

/** The headless shell is more than twice as fast as the full browser. */
const candidates = () => [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
];

/** Path of the first browser there is, or undefined. */
export const findBrowser = () => candidates().find((path) => path && existsSync(path));

/** No installer may stop to ask. */
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const run = (program, ...parameters) => spawnSync(program, parameters, { stdio: 'inherit', env }).status === 0;

/** Each way to get one; the first that leaves a browser behind wins. */
const installers = [
  () => {
    if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
    const install = (name) => run('apt-get', 'install', '-y', '--no-install-recommends', name, 'fonts-liberation');
    if (run('apt-get', 'update') && !install('chromium-headless-shell')) install('chromium');
  },
  () => run('npx', 'playwright', 'install', '--only-shell', 'chromium'),
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const install of installers) if (!findBrowser()) install();
  const found = findBrowser();
  console.log(found ?? 'No browser for the end-to-end tests. Install Chromium or Chrome, or set CHROMIUM_PATH to one.');
  process.exitCode = found ? 0 : 1;
}
