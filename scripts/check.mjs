/**
 * `npm run check`: the fast part of the tests. Formatting, types, lint, layers, dead code, packages, unit and property
 * tests (those that take long are left to `npm test`); two steps at a time, stops at the first that fails.
 */
import { rmSync } from 'node:fs';
import { root, startStep } from './steps.mjs';

/** Where the unit tests leave their counts for test.mjs. */
const unitReport = 'test-results/unit.json';

/** The longest first: it runs while the others take turns beside it. */
const steps = [
  [
    'unit and property tests',
    [
      'vitest',
      'run',
      '--project=node',
      '--project=dom',
      // Left to itself it would spare a processor, and the steps beside it are soon over.
      '--maxWorkers=100%',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
  ],
  ['formatting', ['oxfmt', '--check']],
  ['types of the page', ['tsc', '-p', 'tsconfig.json']],
  ['types of the cluster, without DOM', ['tsc', '-p', 'tsconfig.cluster.json']],
  ['types of tools and command line', ['tsc', '-p', 'tsconfig.node.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
  ['layers', ['node', 'scripts/layers.mjs']],
  ['dead exports and unused packages', ['knip', '--no-progress', '--no-config-hints']],
  ['packages', ['node', 'scripts/packages.mjs']],
];

rmSync(`${root}${unitReport}`, { force: true });
const since = performance.now();
const waiting = [...steps];
const running = new Set();
let failed = '';

const lane = async () => {
  while (waiting.length > 0 && !failed) {
    const [name, command] = waiting.shift();
    const step = startStep(name, command);
    running.add(step);
    const { ok } = await step.done;
    running.delete(step);
    if (ok || failed) continue;
    failed = name;
    for (const other of running) other.stop();
  }
};
await Promise.all([lane(), lane()]);

const took = `${((performance.now() - since) / 1000).toFixed(1)} s`;
console.log(failed ? `\ncheck failed at: ${failed} (${took})` : `\ncheck passed (${took})`);
process.exitCode = failed ? 1 : 0;
