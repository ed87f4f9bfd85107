/** Sandboxes: directories and files of containers, read whole and in parts, by v0 and v1. */
import { beforeAll, describe, expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { loadInsight } from '../../workloads/insight';
import { loadMesosHttp } from '../lazy-http';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { aCall, askAgent, askSystem, busyMesos, memberOf, sandboxOf } from './mesos-http-fixture';

beforeAll(() => Promise.all([loadMesosHttp(), loadInsight()]));

const files = (world: MesosWorld, verb: string, query: Readonly<Record<string, string>>) =>
  askAgent(world, `/files/${verb}`, { query }, sandboxOf(world).agentId);

const names = (world: MesosWorld, below: string): unknown => {
  const { directory } = sandboxOf(world);
  const json = files(world, 'browse', { path: `${directory}${below}` })?.json as { path: string; mode: string }[];
  return json.map(({ path, mode }) => `${mode[0]} ${path.slice(directory.length)}`);
};

const text = (world: MesosWorld, below: string): unknown => {
  const { directory } = sandboxOf(world);
  const answer = files(world, 'read', { path: `${directory}${below}`, offset: '0' });
  return answer?.json === undefined ? undefined : (answer.json as { data: string }).data;
};

describe('/files/browse', () => {
  test('lists an executor’s directory: its containers, their tasks, its volumes', () => {
    const world = busyMesos();
    expect(names(world, '')).toEqual(['d /containers', '- /stderr', '- /stdout', 'd /tasks', 'd /volumes']);
    expect(names(world, '/tasks')).toEqual(['d /tasks/a', 'd /tasks/b']);
    expect(names(world, '/tasks/a')).toEqual(['- /tasks/a/stderr', '- /tasks/a/stdout']);
    expect(names(world, '/volumes')).toEqual(['d /volumes/data']);
    expect(names(world, '/volumes/data')).toEqual([]);
    expect(names(world, '/stdout')).toEqual([]);
  });

  test('says of each entry what ls would', () => {
    const world = busyMesos();
    const { directory } = sandboxOf(world);
    expect(files(world, 'browse', { path: `${directory}/tasks/a/` })?.json).toEqual([
      {
        path: `${directory}/tasks/a/stderr`,
        nlink: 1,
        size: 0,
        mtime: expect.any(Number) as number,
        mode: '-rw-r--r--',
        uid: 'nobody',
        gid: 'nobody',
      },
      expect.objectContaining({ size: 18, mtime: expect.any(Number) as number }),
    ]);
    expect(files(world, 'browse', { path: directory })?.json).toContainEqual(
      expect.objectContaining({ path: `${directory}/tasks`, nlink: 4, size: 4096, mode: 'drwxr-xr-x', uid: 'root' }),
    );
  });

  test('a container’s own directory is the one its task leads to', () => {
    const world = busyMesos();
    const [first = ''] = names(world, '/containers') as string[];
    const below = first.slice('d '.length);
    expect(text(world, `${below}/stdout`)).toBe(text(world, '/tasks/a/stdout'));
  });

  test('the latest run can be found without its id', () => {
    const world = busyMesos();
    const path = `/frameworks/${world.state.framework.id}/executors/instance-a/runs/latest/tasks/b/stdout`;
    expect(files(world, 'read', { path, offset: '0' })?.json).toEqual({ data: 'first\nlast\n', offset: 0 });
  });
});

describe('/files/read', () => {
  test('answers what the process printed, and later what it printed since', () => {
    const world = busyMesos();
    expect(text(world, '/tasks/a/stdout')).toBe('hello\nhello\nhello\n');
    world.runTo(45);
    expect(text(world, '/tasks/a/stdout')).toMatch(/^(hello\n){4,5}$/);
    expect(text(world, '/tasks/b/stdout')).toBe('first\nlast\n');
    expect(text(world, '/tasks/b/stderr')).toBe('oops\n');
    expect(text(world, '/stdout')).toBe('');
  });

  test.each([
    [{}, { data: '', offset: 11 }],
    [{ offset: '-1' }, { data: '', offset: 11 }],
    [
      { offset: '-1', length: '5' },
      { data: '', offset: 11 },
    ],
    [{ offset: '0' }, { data: 'first\nlast\n', offset: 0 }],
    [{ offset: '6' }, { data: 'last\n', offset: 6 }],
    [
      { offset: '2', length: '3' },
      { data: 'rst', offset: 2 },
    ],
    [
      { offset: '6', length: '100' },
      { data: 'last\n', offset: 6 },
    ],
    [
      { offset: '0', length: '-1' },
      { data: 'first\nlast\n', offset: 0 },
    ],
    [
      { offset: '0', length: '0' },
      { data: '', offset: 0 },
    ],
    [{ offset: '11' }, { data: '', offset: 11 }],
    [{ offset: '500' }, { data: '', offset: 500 }],
  ])('of 11 bytes with %j', (query: Readonly<Record<string, string>>, json) => {
    const world = busyMesos();
    const { directory } = sandboxOf(world);
    expect(files(world, 'read', { path: `${directory}/tasks/b/stdout`, ...query })).toEqual({ status: 200, json });
  });

  test('no more than sixteen pages at a time', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('a', 'while :; do echo 0123456789; done')]));
    world.runTo(2000);
    const { directory } = sandboxOf(world);
    const json = files(world, 'read', { path: `${directory}/tasks/a/stdout`, offset: '11' })?.json;
    expect((json as { data: string }).data).toHaveLength(65_536);
  });

  test.each([
    ['browse', {}, 400, "Expecting 'path=value' in query.\n"],
    ['read', { path: '' }, 400, "Expecting 'path=value' in query.\n"],
    ['download', {}, 400, "Expecting 'path=value' in query.\n"],
    ['read', { path: '/x', offset: 'a' }, 400, "Failed to parse offset: Failed to convert 'a' to number.\n"],
    ['read', { path: '/x', offset: '-2' }, 400, 'Negative offset provided: -2.\n'],
    ['read', { path: '/x', length: '1.5' }, 400, "Failed to parse length: Failed to convert '1.5' to number.\n"],
    ['read', { path: '/x', length: '-9' }, 400, 'Negative length provided: -9.\n'],
    ['read', { path: '/etc/passwd' }, 404, ''],
    ['browse', { path: '/' }, 404, ''],
    ['download', { path: '/none' }, 404, '404 Not Found.'],
    ['read', { path: 'HERE/tasks' }, 400, 'Cannot read a directory.\n'],
    ['download', { path: 'HERE' }, 400, 'Cannot download a directory.\n'],
    ['read', { path: 'HERE/stdout/x' }, 404, ''],
    ['browse', { path: 'HERE/tasks/none' }, 404, ''],
    ['browse', { path: 'HERE/../..' }, 400, "'HERE/../..' is inaccessible.\n"],
  ])('%s %j is refused', (verb, query: Readonly<Record<string, string>>, status, words) => {
    const world = busyMesos();
    const { directory } = sandboxOf(world);
    const here = (value: string): string => value.replace('HERE', directory);
    const asked = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, here(value)]));
    expect(files(world, verb, asked)).toEqual({ status, text: here(words) });
  });

  test('only reading is allowed', () => {
    const world = busyMesos();
    expect(askAgent(world, '/files/read', { method: 'POST' })?.status).toBe(405);
    expect(askAgent(world, '/files/debug')).toBeUndefined();
  });
});

test('/files/download hands a file out whole', () => {
  const world = busyMesos();
  const { directory } = sandboxOf(world);
  expect(files(world, 'download', { path: `${directory}/tasks/b/../b/stdout` })).toEqual({
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename=stdout',
    },
    text: 'first\nlast\n',
  });
});

test('v1 lists and reads the same files', () => {
  const world = busyMesos();
  const { agentId, directory } = sandboxOf(world);
  const call = (type: string, body: object) =>
    askAgent(world, '/api/v1', aCall({ type, [type.toLowerCase()]: body }), agentId);
  expect(memberOf(call('LIST_FILES', { path: `${directory}/tasks/b` }), 'LIST_FILES')).toMatchObject({
    file_infos: [
      { path: `${directory}/tasks/b/stderr`, nlink: 1, size: 5, mode: 33_188, uid: 'root', mtime: { nanoseconds: {} } },
      { path: `${directory}/tasks/b/stdout`, size: 11 },
    ].map((each) => ({ ...each, mtime: { nanoseconds: expect.any(Number) as number } })),
  });
  const path = `${directory}/tasks/b/stdout`;
  expect(memberOf(call('READ_FILE', { path, offset: 6, length: 4 }), 'READ_FILE')).toEqual({
    size: 11,
    data: btoa('last'),
  });
  expect(memberOf(call('READ_FILE', { path, offset: 0 }), 'READ_FILE')).toEqual({
    size: 11,
    data: btoa('first\nlast\n'),
  });
  expect(call('READ_FILE', { path: '/none', offset: 0 })).toEqual({ status: 404, text: '' });
  expect(call('READ_FILE', { path: directory, offset: 0 })).toEqual({
    status: 400,
    text: 'Cannot read a directory.\n',
  });
  expect(call('LIST_FILES', { path: '/none' })).toEqual({ status: 404, text: '' });
});

test('a sandbox stays as it was for as long as the ended task is remembered', () => {
  const world = busyMesos();
  const before = text(world, '/tasks/a/stdout');
  world.kill('a');
  world.runTo(60);
  const after = text(world, '/tasks/a/stdout');
  expect(after).toBe(before);
  world.runTo(5000);
  expect(text(world, '/tasks/a/stdout')).toBe(after);
  for (const framework of world.state.mesos.master.frameworks.values()) framework.completed = [];
  expect(() => sandboxOf(world)).toThrow();
});

test('a container whose process never started has empty files', () => {
  const world = aMesos();
  world.launch(
    aGroup('a', [{ ...aTask('a', ''), command: { argv: [], overrideEntrypoint: false } }, aTask('b', 'sleep 100')]),
  );
  world.runTo(20);
  expect(text(world, '/tasks/a/stdout')).toBe('');
});

test('a handler for TERM has the last word', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', 'trap "echo bye; exit 3" TERM; while :; do echo on; sleep 1; done')]));
  world.runTo(10);
  world.kill('a');
  world.runTo(20);
  expect(world.last('a')?.message).toBe('Command exited with status 3');
  expect(text(world, '/tasks/a/stdout')).toMatch(/^(on\n)+bye\n$/);
});

test('the sandbox of an app’s task is its executor’s directory', () => {
  const world = aMesos();
  const group = aGroup('app', [aTask('app', 'echo hi; sleep inf')], { executorId: 'app', resources: [] });
  const [task] = group.tasks;
  if (task === undefined) throw new Error('no task');
  world.launch({ type: 'LAUNCH', executor: group.executor, tasks: [task] });
  world.runTo(20);
  expect(names(world, '')).toEqual(['- /stderr', '- /stdout']);
  expect(text(world, '/stdout')).toBe('hi\n');
  expect(askSystem(world, '/logs/v2/task/app')?.text).toBe('hi\n');
});

test('a process knows where it is, and says why it ends', () => {
  const world = aMesos();
  world.launch(
    aGroup('a', [
      aTask('a', 'echo $MESOS_SANDBOX at $MESOS_CONTAINER_IP; nginx -g "daemon off;"'),
      aTask('b', 'sleep 5; nginx -g "daemon off;"'),
    ]),
  );
  world.runTo(20);
  const { agentId, directory } = sandboxOf(world);
  const ip = world.state.mesos.agents.get(agentId)?.ip;
  const [own = ''] = String(text(world, '/tasks/a/stdout')).split(' at ');
  expect(own.startsWith(`${directory}/containers/`)).toBe(true);
  expect(text(world, '/tasks/a/stdout')).toContain(` at ${ip}\n`);
  expect(text(world, '/tasks/b/stderr')).toMatch(/bind to port 80: address already in use\n$/);
});

test('a container has no sandbox before its turn', () => {
  const world = aMesos();
  const after = [{ container: 'a', condition: 'finished' }] as const;
  const first = { kind: 'init', after: [], timeout: seconds(300) } as const;
  const start = { kind: 'main', after, timeout: seconds(300) } as const;
  world.launch(aGroup('a', [aTask('a', 'sleep 20', { start: first }), aTask('b', 'echo hi; sleep inf', { start })]));
  world.runTo(20);
  expect(names(world, '/tasks')).toEqual(['d /tasks/a']);
  world.runTo(50);
  expect(names(world, '/tasks')).toEqual(['d /tasks/a', 'd /tasks/b']);
  expect(text(world, '/tasks/b/stdout')).toBe('hi\n');
});
