/** What `npm ci` and the page rely on: a lock that lists every platform's part, and the service worker of this very MSW. */
import { readFileSync } from 'node:fs';
import { root } from './steps.mjs';

const read = (path) => readFileSync(`${root}${path}`, 'utf8');
const problems = [];

// npm writes an incomplete lock when a release is not yet whole on the registry; `npm ci` then stops on other machines.
const { packages } = JSON.parse(read('package-lock.json'));
for (const [path, { optionalDependencies = {} }] of Object.entries(packages))
  for (const name of Object.keys(optionalDependencies))
    if (!packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
      problems.push(`package-lock.json: ${path} wants ${name}, which has no entry; use a version that is complete`);

if (read('public/mockServiceWorker.js') !== read('node_modules/msw/lib/mockServiceWorker.js'))
  problems.push(
    'public/mockServiceWorker.js: differs from the installed msw; copy node_modules/msw/lib/mockServiceWorker.js',
  );

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
