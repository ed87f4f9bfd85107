/** DC/OS's logs of tasks: lines of a sandbox's files, counted from where one wants. */
import { beforeAll, expect, test } from 'vitest';
import { loadInsight } from '../../workloads/insight';
import { loadMesosHttp } from '../lazy-http';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { askSystem, sandboxOf } from './mesos-http-fixture';

beforeAll(() => Promise.all([loadMesosHttp(), loadInsight()]));

const log = (path: string, query: Readonly<Record<string, string>> = {}) =>
  askSystem(counting(), `/logs/v2/task/${path}`, { query });
const counting = (): MesosWorld => {
  const world = aMesos();
  world.launch(
    aGroup('p', [aTask('pod.main.1', 'for i in 1 2 3 4 5; do echo line $i; done; echo -n rest; sleep inf')]),
  );
  world.runTo(20);
  return world;
};
const whole = 'line 1\nline 2\nline 3\nline 4\nline 5\nrest';

test.each([
  [{}, whole],
  [{ cursor: 'BEG' }, whole],
  [{ cursor: 'END' }, ''],
  [{ cursor: 'END', skip: '-1' }, 'rest'],
  [{ cursor: 'END', skip: '-3' }, 'line 4\nline 5\nrest'],
  [{ cursor: 'END', skip: '-100' }, whole],
  [{ skip: '4' }, 'line 5\nrest'],
  [{ skip: '100' }, ''],
  [{ limit: '2' }, 'line 1\nline 2\n'],
  [{ skip: '1', limit: '1' }, 'line 2\n'],
  [{ cursor: '14' }, 'line 3\nline 4\nline 5\nrest'],
  [{ cursor: '14', skip: '-1' }, 'line 2\nline 3\nline 4\nline 5\nrest'],
  [{ cursor: '500' }, ''],
])('%j', (query: Readonly<Record<string, string>>, lines) => {
  expect(log('pod.main.1/file/stdout', query)).toEqual({ status: 200, text: lines });
});

test('of a file that is longer than one read', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'i=0; while :; do i=$((i+1)); echo number $i; done')]));
  world.runTo(3000);
  const query = { cursor: 'END', skip: '-9000' };
  const lines = askSystem(world, '/logs/v2/task/a/file/stdout', { query })?.text?.trimEnd().split('\n') ?? [];
  expect(lines).toHaveLength(9000);
  expect(lines.every((line) => /^number \d+$/.test(line))).toBe(true);
});

test('are found on every path DC/OS has for them', () => {
  const world = counting();
  const { agentId, directory } = sandboxOf(world);
  const canonical = directory.slice(directory.indexOf('/frameworks'));
  for (const path of [
    '/logs/v2/task/pod.main.1',
    '/logs/v2/task/main',
    '/logs/v2/task/pod.main.1/file/stdout',
    `/agent/${agentId}/logs/v2/task/pod.main.1/file/stdout`,
    `/agent/${agentId}/logs/v2/task${canonical}/tasks/pod.main.1/stdout`,
    `/agent/${agentId}/logs/v2/task/pod.main.1/download`,
    `/agent/${agentId}/logs/v2/task/pod.main.1/file/stdout/download`,
  ])
    expect(askSystem(world, path)).toMatchObject({ status: 200, text: whole });
  for (const path of [
    '/logs/v2/task/pod.main.1/browse',
    `/agent/${agentId}/logs/v2/task${canonical}/tasks/pod.main.1/files/browse`,
  ])
    expect(askSystem(world, path)?.json).toMatchObject([{ path: expect.stringMatching(/stderr$/) }, { size: 39 }]);
});

test.each([
  ['none', {}, 404, 'unable to get canonical task ID: task none not found'],
  ['pod.main.1/file/none', {}, 404, 'File not found'],
  ['pod.main.1/a/b/c', {}, 404, 'File not found'],
  ['pod.main.1', { cursor: 'NOW' }, 400, 'unable to parse cursor parameter. NOW not an integer'],
  ['pod.main.1', { skip: '1.5' }, 400, 'unable to parse skip parameter. 1.5 not an integer'],
  ['pod.main.1', { limit: 'x' }, 400, 'unable to parse limit parameter. x not an integer'],
])('%s %j is refused', (path, query: Readonly<Record<string, string>>, status, words) => {
  expect(log(path, query)).toEqual({ status, text: words });
});

test('other paths are not there', () => {
  const world = counting();
  expect(askSystem(world, '/logs/v2/component')).toBeUndefined();
  expect(askSystem(world, '/agent/none/logs/v2/task/pod.main.1')?.text).toContain('agent none unknown');
  expect(askSystem(world, '/logs/v2/task/pod.main.1', { method: 'POST' })?.status).toBe(405);
});
