/**
 * `npm test`: everything CI runs. The check, the long tests, the build and its byte budget, then the journeys in a
 * real browser.
 * Ends with what failed and why, and one line of counts; a step without tests that fails counts as one failure.
 */
import { rmSync } from 'node:fs';
import { root, runStep } from './steps.mjs';
import { readJourneyReport, readUnitReport } from './test-reports.mjs';

const reports = {
  unit: `${root}test-results/unit.json`,
  long: `${root}test-results/long.json`,
  e2e: `${root}test-results/e2e.json`,
};

// The tests are about the cluster in the page, whatever the shell of the person is set to.
delete process.env.PODROME_CLUSTER;
for (const path of Object.values(reports)) rmSync(path, { force: true });

/** Seconds the check may take where all random worlds are visited: on a slower machine half of them are, so that all ends within 25 minutes. */
const QUICK = 150;
const worldsAfter = (seconds) => {
  const worlds = seconds < QUICK ? 1000 : 500;
  console.log(`visiting ${worlds} random worlds, as the check took ${Math.round(seconds)} s`);
  return { WORLDS: String(worlds) };
};

const since = performance.now();
const steps = [
  ['check', ['node', 'scripts/check.mjs'], () => ({ show: true })],
  [
    'random worlds and other long tests',
    [
      'vitest',
      'run',
      '--project=long',
      // Nothing else runs meanwhile; left to itself it would spare a processor.
      '--maxWorkers=100%',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reports.long}`,
    ],
    () => ({ show: true, env: worldsAfter((performance.now() - since) / 1000) }),
  ],
  ['build', ['vite', 'build', '--logLevel', 'warn'], () => ({})],
  ['byte budget', ['node', 'scripts/budget.mjs'], () => ({ show: true })],
  ['browser', ['node', 'scripts/browser.mjs'], () => ({ show: true })],
  ['journeys in the browser', ['playwright', 'test'], () => ({ show: true, env: { CI: '1' } })],
];
let ok = true;
for (const [name, command, options] of steps) {
  ok = await runStep(name, command, options());
  if (!ok) break;
}

const all = [readUnitReport(reports.unit), readUnitReport(reports.long), readJourneyReport(reports.e2e)];
for (const { test, why } of all.flatMap(({ failures }) => failures)) console.log(`\nFAILED ${test}\n${why}`);
const passed = all.reduce((sum, one) => sum + one.passed, 0);
const failed = all.reduce((sum, one) => sum + one.failed, 0) || (ok ? 0 : 1);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || !ok ? 1 : 0;
