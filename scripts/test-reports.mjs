/** What the reports of Vitest and Playwright (their JSON reporters) say: counts, and what failed and why. */
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Of a message, enough to see what was wrong: the whole stands where it happened, and ends with the stack. */
const LINES_TOLD = 12;

const told = (message) => stripVTControlCharacters(message).trim().split('\n').slice(0, LINES_TOLD).join('\n');

/** A file that does not even load fails without a failed test. */
const unitReport = ({ numPassedTests, numFailedTests, success, testResults }) => ({
  passed: numPassedTests,
  failed: numFailedTests || (success ? 0 : 1),
  failures: testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => ({ test: fullName, why: told(failureMessages.join('\n')) }));
    return status === 'failed' && tests.length === 0 ? [{ test: name, why: told(message) }] : tests;
  }),
});

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/** No retries are configured, so nothing is flaky. */
const journeyReport = ({ stats, errors, suites }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky || (errors.length > 0 ? 1 : 0),
  failures: [
    ...errors.map(({ message }) => ({ test: 'journeys', why: told(message) })),
    ...suites
      .flatMap(specsOf)
      .filter((spec) => !spec.ok)
      .map(({ title, file, tests }) => {
        const messages = tests.flatMap(({ results }) => results).flatMap((result) => result.errors);
        return { test: `${file}: ${title}`, why: messages.map(({ message }) => told(message)).join('\n') };
      }),
  ],
});

const read = (path, report) =>
  existsSync(path) ? report(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0, failures: [] };

export const readUnitReport = (path) => read(path, unitReport);
export const readJourneyReport = (path) => read(path, journeyReport);
