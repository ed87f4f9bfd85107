/**
 * `npm test`: everything CI runs. The check, the long tests, the build and its byte budget, then the journeys in a
 * real browser.
 * Ends with one line of counts; a step without tests that fails counts as one failure.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { root, runStep } from './steps.mjs';

const reports = {
  unit: `${root}test-results/unit.json`,
  long: `${root}test-results/long.json`,
  e2e: `${root}test-results/e2e.json`,
};

/** Counts of a Vitest report; a file that does not even load fails without a failed test. */
const unitCounts = ({ numPassedTests, numFailedTests, success }) => ({
  passed: numPassedTests,
  failed: numFailedTests || (success ? 0 : 1),
});
/** Counts of a Playwright report; no retries are configured, so nothing is flaky. */
const journeyCounts = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky || (errors.length > 0 ? 1 : 0),
});
const read = (path, counts) =>
  existsSync(path) ? counts(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0 };

// The tests are about the cluster in the page, whatever the shell of the person is set to.
delete process.env.PODROME_CLUSTER;
for (const path of Object.values(reports)) rmSync(path, { force: true });

/** Seconds the check may take where all random worlds are visited: on a slower machine half of them are, so that all ends within 25 minutes. */
const QUICK = 140;
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

const all = [read(reports.unit, unitCounts), read(reports.long, unitCounts), read(reports.e2e, journeyCounts)];
const passed = all.reduce((sum, one) => sum + one.passed, 0);
const failed = all.reduce((sum, one) => sum + one.failed, 0) || (ok ? 0 : 1);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || !ok ? 1 : 0;
