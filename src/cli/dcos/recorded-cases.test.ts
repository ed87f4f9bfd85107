/** What the real client printed, sent and returned, byte for byte: every recorded run of `fixtures/`. */
import { expect, test } from 'vitest';
import caseErrors from './fixtures/cases-errors.json?raw';
import caseOthers from './fixtures/cases-marathon-other.json?raw';
import casePods from './fixtures/cases-pod.json?raw';
import { HOST, aRecordedRun, type AskedRequest, type Overrides } from './recorded-server-fixture';
import { runDcos } from './run-dcos';

interface Recorded {
  readonly id: string;
  readonly argv: readonly string[];
  readonly stdin: string | null;
  readonly exitCode: number;
  /** null: not part of the recording. */
  readonly stdout: string | null;
  readonly stderr: string | null;
  readonly stdoutStartsWith?: string;
  readonly requests: readonly AskedRequest[];
  readonly serverOverrides?: Overrides;
  readonly env?: Readonly<Record<string, string>>;
  readonly client?: 'go+python' | 'python';
}

const cases = [casePods, caseOthers, caseErrors].flatMap((text) => JSON.parse(text) as readonly Recorded[]);

test('all recordings are here', () => {
  expect(cases.length).toBe(86);
});

test.each(cases)('$id', async (recorded) => {
  const run = aRecordedRun({
    overrides: recorded.serverOverrides ?? {},
    env: { ...recorded.env, ...(recorded.client === 'python' && { DCOS_CLIENT: 'python' }) },
    ...(recorded.stdin !== null && { stdin: recorded.stdin }),
  });
  const exitCode = await runDcos(recorded.argv, run.io);
  const named = (text: string): string => text.replaceAll(HOST, 'MARATHON_HOST');
  expect({ exitCode, requests: run.asked }).toEqual({ exitCode: recorded.exitCode, requests: recorded.requests });
  if (recorded.stderr !== null) expect(named(run.out.stderr)).toBe(recorded.stderr);
  if (recorded.stdout !== null) expect(named(run.out.stdout)).toBe(recorded.stdout);
  if (recorded.stdoutStartsWith !== undefined)
    expect(run.out.stdout.slice(0, recorded.stdoutStartsWith.length)).toBe(recorded.stdoutStartsWith);
  // What is not recorded was there all the same.
  if (recorded.stdout === null) expect(run.out.stdout).not.toBe('');
});
