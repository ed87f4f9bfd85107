/**
 * The byte budget of the first load: what a browser fetches before the first screen is complete, gzipped. That is the
 * document, the page's entry with its static imports and styles, MSW, and the worker that holds the cluster. Neither the
 * editor nor the terminal may be in any of them.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { root } from './steps.mjs';

/** What the whole may weigh at most; 290 are allowed by the goals. */
const limitKib = 265;
/** Large parts that come when they are wanted, by a text that only they hold. */
const lazyParts = [
  ['the editor', /monaco-editor|monaco-mouse-cursor-text/],
  ['the terminal', /xterm-helper-textarea/],
];

const dist = `${root}dist/`;
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));

/** Files of a chunk and of all it imports statically, styles included. */
const staticFiles = (key, seen = new Set()) => {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is no chunk of its own any more: correct scripts/budget.mjs`);
  const { file, css = [], imports = [] } = chunk;
  if (seen.has(file)) return seen;
  for (const one of [file, ...css]) seen.add(one);
  for (const next of imports) staticFiles(next, seen);
  return seen;
};

/** Imported lazily so that the shell is painted first, yet always fetched. The cluster in the page itself is not. */
const plug = ['src/mocks/start.ts', 'src/mocks/intercept.ts'];
/** A worker's build hangs on the chunk that starts it. */
const workers = plug
  .flatMap((key) => manifest[key]?.assets ?? [])
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, size: readFileSync(`${dist}${file}`).length }))
  .toSorted((one, other) => other.size - one.size);

/** A worker's chunk and all it imports statically: these are in no manifest. */
const workerFiles = (file, seen = new Set()) => {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(`${dist}${file}`, 'utf8');
  for (const [, next] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) workerFiles(`assets/${next}`, seen);
  return seen;
};

const parts = [
  ['document', ['index.html', 'theme.js', 'mockServiceWorker.js']],
  ['page', [...staticFiles('index.html')]],
  ['plug', plug.flatMap((key) => [...staticFiles(key)])],
  ['worker', workers.slice(0, 1).map(({ file }) => file)],
  ['shared', workers.slice(0, 1).flatMap(({ file }) => [...workerFiles(file)])],
];
const counted = new Map();
for (const [part, files] of parts)
  for (const file of files) if (!counted.has(file)) counted.set(file, { part, bytes: readFileSync(`${dist}${file}`) });

const problems = [];
if (workers.length === 0)
  problems.push('no worker found for the cluster: this script no longer sees the whole first load');
let total = 0;
for (const [file, { part, bytes }] of counted) {
  const size = gzipSync(bytes, { level: 9 }).length;
  total += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KiB  ${part.padEnd(8)}  ${file}`);
  const text = bytes.toString('utf8');
  for (const [name, pattern] of lazyParts) if (pattern.test(text)) problems.push(`${file} holds a part of ${name}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KiB  of ${limitKib} KiB`);
if (total > limitKib * 1024) problems.push(`the first load is over its budget of ${limitKib} KiB`);

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
