/** The commands against the simulated cluster itself: what a user of the terminal goes through. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createCluster, type Cluster } from '../../cluster/cluster';
import type { DcosIo } from './io';
import { runDcos } from './run-dcos';

const BASE = 'http://dcos.local';

let cluster: Cluster;
beforeEach(() => {
  cluster = createCluster({ scenario: 'quickstart', seed: 1 });
});

const advance = (seconds: number): Promise<Response> =>
  cluster.fetch(
    new Request(`${BASE}/_simulation/clock/advance`, { method: 'POST', body: JSON.stringify({ seconds }) }),
  );

/** Runs one command line; its waits let virtual time pass. */
const dcos = async (line: string, stdin?: string) => {
  const out = { stdout: '', stderr: '' };
  const io: DcosIo = {
    fetch: cluster.fetch,
    baseUrl: BASE,
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stderr += text),
    stdin: async () => stdin,
    readFile: async () => undefined,
    env: () => undefined,
    now: () => Date.UTC(2017, 2, 17, 10),
    wait: async (milliseconds, signal) => {
      if (signal === undefined) await advance(milliseconds / 1000);
      else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
  const exitCode = await runDcos(line.split(' '), io);
  return { exitCode, ...out };
};

const pod = (
  id: string,
  wish: { readonly instances?: number; readonly cpus?: number; readonly command?: string } = {},
) =>
  JSON.stringify({
    id,
    containers: ['web', 'logger'].map((name) => ({
      name,
      exec: { command: { shell: wish.command ?? 'sleep 100000' } },
      resources: { cpus: wish.cpus ?? 0.1, mem: 32 },
    })),
    scaling: { kind: 'fixed', instances: wish.instances ?? 1 },
  });

/** Runs `dcos task log --follow` for so many seconds. */
const followLog = async (line: string, seconds: number): Promise<string> => {
  const controller = new AbortController();
  const out = { stdout: '' };
  let left = seconds;
  const io: DcosIo = {
    fetch: cluster.fetch,
    baseUrl: BASE,
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stdout += text),
    stdin: async () => undefined,
    readFile: async () => undefined,
    env: () => undefined,
    now: () => Date.UTC(2017, 2, 17, 10),
    signal: controller.signal,
    wait: async (milliseconds, signal) => {
      if (signal !== controller.signal)
        return new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      await advance(milliseconds / 1000);
      if (--left === 0) controller.abort();
    },
  };
  expect(await runDcos(`task log --follow ${line}`.split(' '), io)).toBe(130);
  return out.stdout;
};

const list = async (): Promise<string> => (await dcos('marathon pod list')).stdout;

describe('the life of a pod', () => {
  test('is added, runs, is listed, shown, updated and removed', async () => {
    const added = await dcos('marathon pod add', pod('/shop/web', { instances: 2 }));
    expect(added).toMatchObject({ exitCode: 0, stderr: '' });
    const id = /^Created deployment ([\da-f-]{36})\n$/.exec(added.stdout)?.[1];
    expect((await dcos('marathon deployment list -q')).stdout).toBe(`${id}\n`);
    await advance(60);
    const lines = (await list()).split('\n');
    expect(lines[0]).toMatch(/^ID\+TASKS {3}INSTANCES {2}VERSION/);
    expect(lines[1]).toMatch(
      /^\/shop\/web +2 +2017-03-17T\S+Z {2}STABLE {2}2017-03-17T\S+Z {2}False +slave_public {2}$/,
    );
    expect(lines[2]).toMatch(/^ \|-logger +$/);
    expect(await dcos('marathon pod show shop/web/')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\{\n {2}"id": "\/shop\/web",\n/) as string,
    });
    expect((await dcos('marathon pod update /shop/web', pod('/shop/web', { instances: 3 }))).exitCode).toBe(0);
    await advance(60);
    expect(await list()).toMatch(/^\/shop\/web +3 /m);
    expect(await dcos('marathon pod remove --force shop/web')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    await advance(60);
    expect(await dcos('marathon pod list')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('an update meets the lock of a deployment, and force overrides it', async () => {
    await dcos('marathon pod add', pod('/giant', { cpus: 100 }));
    expect(await dcos('marathon pod update giant', pod('/giant'))).toMatchObject({
      exitCode: 1,
      stderr: 'Changes blocked: deployment already in progress for pod.\n',
    });
    expect((await dcos('marathon pod update giant --force', pod('/giant'))).exitCode).toBe(0);
  });

  test('a killed instance comes back under the same pod', async () => {
    await dcos('marathon pod add', pod('/one'));
    await advance(60);
    const before = JSON.parse((await dcos('marathon pod show one')).stdout);
    const [instance] = before.instances;
    expect(await dcos(`marathon pod kill one ${instance.id}`)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    await advance(60);
    expect(JSON.parse((await dcos('marathon pod show one')).stdout)).toMatchObject({
      status: 'STABLE',
      instances: [{ agentHostname: expect.any(String) as string }],
    });
  });

  test('a definition with faults is refused with all of them', async () => {
    const { exitCode, stderr } = await dcos('marathon pod add', '{"id": "/x", "containers": []}');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^Error while fetching \[http:\/\/dcos\.local\/service\/marathon\/v2\/pods\]: HTTP 422: "\{.*\}"\.\n$/,
    );
  });
});

describe('a pod that waits', () => {
  beforeEach(async () => {
    await dcos('marathon pod add', pod('/giant', { cpus: 100 }));
    await advance(30);
  });

  test('debug says how far the offers go', async () => {
    expect((await dcos('marathon debug list')).stdout).toMatch(/^ {2}\/giant {2}2017-.* 1 {2}true /m);
    const summary = (await dcos('marathon debug summary /giant')).stdout;
    expect(summary).toMatch(/^CPUS {9}200\.1 +0 \/ \d+ +0\.00% +$/m);
    const details = (await dcos('marathon debug details /giant')).stdout.trimEnd().split('\n');
    expect(details[0]).toMatch(/^ +HOSTNAME +ROLE +CONSTRAINTS +CPUS/);
    expect(details.length).toBeGreaterThan(1);
  });

  test('its deployment can be watched and stopped', async () => {
    const id = (await dcos('marathon deployment list -q')).stdout.trim();
    const watched = await dcos(`marathon deployment watch --max-count=2 ${id}`);
    expect(watched.exitCode).toBe(0);
    expect(watched.stdout.match(/^Deployment update time: 2017-03-17 10:00:00 \n\n\{$/gm)).toHaveLength(2);
    expect(await dcos(`marathon deployment stop ${id}`)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(await dcos('marathon deployment list')).toMatchObject({ exitCode: 1, stderr: 'There are no deployments\n' });
  });

  test('its deployment can be rolled back', async () => {
    const id = (await dcos('marathon deployment list -q')).stdout.trim();
    const rolled = await dcos(`marathon deployment rollback ${id}`);
    expect(JSON.parse(rolled.stdout)).toEqual({ deploymentId: expect.any(String), version: expect.any(String) });
    await advance(60);
    expect(await list()).toBe('');
  });
});

test('the back-off of a pod that fails is reset', async () => {
  await dcos('marathon pod add', pod('/flaky', { command: 'exit 1' }));
  await advance(30);
  expect(await dcos('marathon delay reset flaky')).toEqual({
    exitCode: 0,
    stdout: 'Delay on [/flaky] has been reset\n',
    stderr: '',
  });
});

test('groups show the pods in them', async () => {
  await dcos('marathon pod add', pod('/shop/eu/web'));
  expect((await dcos('marathon group list')).stdout).toBe(
    'ID        APPS  ENFORCE_ROLE  \n/shop      0           False  \n/shop/eu   0           False  \n',
  );
  expect(JSON.parse((await dcos('marathon group show shop/eu')).stdout)).toMatchObject({
    pods: [{ id: '/shop/eu/web' }],
  });
});

test('an app is added, runs, is scaled, listed and removed', async () => {
  const app = JSON.stringify({ id: '/site', cmd: 'sleep 100000', cpus: 0.1, mem: 32, instances: 1 });
  expect((await dcos('marathon app add', app)).stdout).toMatch(/^Created deployment [\da-f-]{36}\n$/);
  await advance(60);
  expect((await dcos('marathon app update site instances=2')).exitCode).toBe(0);
  await advance(60);
  expect((await dcos('marathon app list')).stdout).toMatch(/^ {2}\/site {2}32 {3}0\.1 {3}2\/2 {4}---/m);
  expect((await dcos('marathon task list -q site')).stdout).toMatch(/^(site\.instance-\S+\n){2}$/);
  expect(await dcos('marathon app remove site')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  await advance(60);
  expect((await dcos('marathon app list -q')).stdout).toBe('');
});

test('Marathon tells about itself and answers a ping', async () => {
  expect(JSON.parse((await dcos('marathon about')).stdout)).toMatchObject({ name: 'marathon' });
  expect((await dcos('marathon ping')).stdout).toMatch(/^Marathon ping response\[1x\]: "?pong"?\n$/);
  expect((await dcos('marathon ping --once')).exitCode).toBe(0);
  expect((await dcos('marathon leader show')).stdout).toBe(
    'HOST                IP     \nmarathon.mesos.  10.0.0.5  \n',
  );
});

test('tasks and nodes are those of Mesos', async () => {
  await dcos('marathon pod add', pod('/one'));
  await advance(60);
  const tasks = (await dcos('task list web')).stdout.trimEnd().split('\n');
  expect(tasks).toHaveLength(2);
  expect(tasks[1]).toMatch(/^ {2}web {3}10\.\S+ {2}root {2}RUNNING {2}one\.instance-\S+\.web\.1 /);
  expect((await dcos('task list one.*.logger.? -q')).stdout).toMatch(/^one\.instance-\S+\.logger\.1\n$/);
  expect(await dcos('task list nothing')).toMatchObject({
    exitCode: 1,
    stderr: "Error: no task ID found containing 'nothing'\n",
  });
  const nodes = (await dcos('node list')).stdout;
  expect(nodes).toMatch(/agent \(public\) +ACTIVE/);
  expect(nodes).toMatch(/master \(leader\)/);
});

describe('what tasks print', () => {
  const command = 'for i in 1 2 3; do echo start $i; done; while true; do echo tick; sleep 5; done';

  test('can be read: the last lines, of either file, of one task or several', async () => {
    await dcos('marathon pod add', pod('/loud', { command }));
    await advance(60);
    expect(await dcos('task log --lines=2 loud.*.web.1')).toEqual({ exitCode: 0, stdout: 'tick\ntick\n', stderr: '' });
    const all = await dcos('task log --lines=100 loud.*.web.1');
    expect(all.stdout).toMatch(/^start 1\nstart 2\nstart 3\n(tick\n){10,12}$/);
    expect((await dcos('task log loud.*.web.1 stderr')).stdout).toBe('');
    expect((await dcos('task log --lines=1 loud')).stdout).toMatch(
      /^===> loud\S+web\.1 <===\ntick\n===> loud\S+logger\.1 <===\ntick\n$/,
    );
    expect(await dcos('task log loud.*.web.1 nothing')).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('can be followed, until Ctrl+C', async () => {
    await dcos('marathon pod add', pod('/loud', { command }));
    await advance(60);
    expect(await followLog('--lines=1 loud.*.web.1', 20)).toMatch(/^tick\n(tick\n){4}$/);
    expect(await followLog('--lines=0 loud', 10)).toMatch(/^(===> loud\S+ <===\ntick\n){3,4}$/);
  });

  test('of an app, too, and of tasks that have ended', async () => {
    const app = JSON.stringify({ id: '/site', cmd: 'echo $MARATHON_APP_ID; sleep 5; exit 1', cpus: 0.1, mem: 32 });
    await dcos('marathon app add', app);
    await advance(30);
    const ended = await dcos('task list --completed -q site');
    const [id = ''] = ended.stdout.split('\n');
    expect(await dcos(`task log --completed ${id}`)).toEqual({ exitCode: 0, stdout: '/site\n', stderr: '' });
  });
});
