/** The command line as a process: `npm run dcos` against a cluster behind a server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { serve } from '../node/http-fixture';

const script = fileURLToPath(new URL('../../scripts/programs.mjs', import.meta.url));

let url: string;
beforeAll(async () => {
  ({ url } = await serve());
});

const dcos = async (argv: readonly string[], input = '', at = url) => {
  const child = spawn(process.execPath, [script, 'dcos', ...argv], { env: { ...process.env, DCOS_URL: at } });
  child.stdin.end(input);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode: exitCode as number, stdout, stderr };
};

const pod = JSON.stringify({
  id: '/from/stdin',
  containers: [{ name: 'main', exec: { command: { shell: 'sleep 1' } }, resources: { cpus: 0.1, mem: 32 } }],
});

test('a definition comes in over standard input, the list goes out over standard output', async () => {
  const added = await dcos(['marathon', 'pod', 'add'], pod);
  expect(added).toMatchObject({ exitCode: 0, stderr: '' });
  expect(added.stdout).toMatch(/^Created deployment [\da-f-]{36}\n$/);
  expect(await dcos(['marathon', 'pod', 'list', '-q'])).toEqual({ exitCode: 0, stdout: '/from/stdin\n', stderr: '' });
});

test('a failure is an exit code and a line on standard error', async () => {
  expect(await dcos(['marathon', 'pod', 'show', 'nope'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: "Error: Pod '/nope' does not exist\n",
  });
  expect(await dcos(['marathon', 'pod', 'list'], '', 'http://127.0.0.1:1')).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'URL [http://127.0.0.1:1/service/marathon/v2/pods] is unreachable.\n',
  });
});

test('Ctrl+C ends a command that waits, with 130', async () => {
  let asked: (() => void) | undefined;
  const waiting = new Promise<void>((resolve) => (asked = resolve));
  const silent = await serve({ fetch: () => (asked?.(), new Promise(() => undefined)) });
  const child = spawn(process.execPath, [script, 'dcos', 'marathon', 'pod', 'list'], {
    env: { ...process.env, DCOS_URL: silent.url },
    stdio: 'ignore',
  });
  await waiting;
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
});
