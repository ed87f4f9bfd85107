/** Logs of tasks where the cluster tells less than it should. */
import { expect, test } from 'vitest';
import { aRecordedRun, type Overrides } from './recorded-server-fixture';
import { runDcos } from './run-dcos';

const dcos = async (line: string, overrides: Overrides) => {
  const run = aRecordedRun({ overrides });
  const exitCode = await runDcos(line.split(' '), run.io);
  return { exitCode, ...run.out, asked: run.asked };
};

const state = (ids: readonly string[]): Overrides => ({
  'GET /mesos/master/state': {
    body: {
      frameworks: [{ id: 'f', tasks: ids.map((id) => ({ id, name: id, slave_id: 'S0', state: 'TASK_RUNNING' })) }],
    },
  },
});

test('logs are printed one under the other; a cluster without them says so', async () => {
  const overrides: Overrides = {
    ...state(['a', 'ab']),
    'GET /system/v1/logs/v2/task/a/file/stdout': {
      headers: { 'Content-Type': 'text/plain' },
      body: 'one\n',
    },
  };
  expect(await dcos('task log a', overrides)).toMatchObject({
    exitCode: 1,
    stdout: '===> a <===\none\n===> ab <===\n',
    stderr:
      'Error: the log of ab is not available: this cluster does not serve stdout (HTTP 404)\n' +
      'Error: could not log all matched tasks\n',
  });
  expect(await dcos('task log web', state(['web']))).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: 'Error: the log of web is not available: this cluster does not serve stdout (HTTP 404)\n',
  });
  expect((await dcos('task log --lines=-3 a', overrides)).asked.at(-1)?.path).toBe(
    '/system/v1/logs/v2/task/ab/file/stdout?cursor=END&skip=-3',
  );
});

test('a log whose agent does not tell where it is can’t be followed', async () => {
  expect(await dcos('task log --follow web', state(['web']))).toMatchObject({
    exitCode: 1,
    stderr: 'Error: the agent of web does not tell where its sandbox is\n',
  });
});
