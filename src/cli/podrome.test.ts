/** The built program as people and scripts call it. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { addPod } from '../node/http-fixture';
import type { SimulationState } from '../protocol/simulation/simulation';
import { run, builtProgram, type Running } from './program-fixture';

// Each test starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const { newFolder } = builtProgram();

const stateOf = async (server: Running): Promise<SimulationState> =>
  (await (await fetch(`${await server.url}/_simulation`)).json()) as SimulationState;
const idsOf = async (server: Running): Promise<readonly string[]> => {
  const pods = (await (await fetch(`${await server.url}/v2/pods`)).json()) as readonly { readonly id: string }[];
  return pods.map(({ id }) => id);
};
const setClock = async (server: Running, clock: object): Promise<void> => {
  await fetch(`${await server.url}/_simulation/clock`, { method: 'POST', body: JSON.stringify(clock) });
};

describe('the call', () => {
  test.each([
    [[], 'no command is named'],
    [['fly'], 'unknown command fly'],
    [['cluster', '--prot', '8080'], "Unknown option '--prot'"],
    [['cluster', 'quickstart'], "Unexpected argument 'quickstart'"],
    [['cluster', '--port', 'eighty'], '--port eighty: must be a whole number from 0 to 65535'],
    [['cluster', '--port', '65536'], '--port 65536: must be'],
    [['cluster', '--port', '1e3'], '--port 1e3: must be'],
    [['cluster', '--host', ''], '--host: must be an address'],
    [['cluster', '--scenario', 'nowhere'], '--scenario nowhere: unknown; there are quickstart'],
    [['cluster', '--seed', '1.5'], '--seed 1.5: must be a whole number'],
    [['cluster', '--speed', '0'], '--speed 0: must be above 0'],
    [['cluster', '--data'], 'argument missing'],
    [['start', '--port', 'x'], '--port x: must be'],
    [['try'], 'no file is named'],
    [['try', '/no/such/file.json'], '/no/such/file.json: ENOENT'],
  ])('%j is wrong: %s', async (args, message) => {
    const { code, stdout, stderr } = await run(...args).ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage:');
  });

  test('help is no error', async () => {
    const { code, stdout } = await run('cluster', '--help').ended;
    expect(code).toBe(0);
    expect(stdout).toContain('--scenario  quickstart, tour');
  });

  test('a port that is taken is said so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : expect.fail('no port');
    const { code, stdout, stderr } = await run('cluster', '--port', String(port)).ended;
    other.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`port ${port} on 127.0.0.1 is taken`));
  });

  test.each(['192.0.2.1', 'nowhere.invalid'])('%s is said to be no address of this machine', async (host) => {
    const { code, stderr } = await run('cluster', '--port', '0', '--host', host).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`${host} is no address of this machine`);
  });

  test('one line on stdout says that it answers, and a signal ends it well', async () => {
    const server = run('cluster', '--port', '0', '--scenario', 'tour', '--seed', '7', '--speed', '3');
    const url = await server.url;
    expect(await stateOf(server)).toMatchObject({ scenario: 'tour', seed: 7, speed: 3 });
    expect(await server.kill('SIGINT')).toEqual({
      code: 0,
      stdout: `Marathon on Mesos at ${url} (scenario tour, seed 7)\n`,
      stderr: '',
    });
  });

  test('definitions are tried with the same program', async () => {
    const file = join(newFolder('tried'), 'pod.json');
    writeFileSync(file, '{"id": "/nameless"}');
    const { code, stdout } = await run('try', file).ended;
    expect(code).toBe(1);
    expect(stdout).toContain('pod.json');
  });
});

describe('a data directory', () => {
  const inDirectory = (data: string, ...args: readonly string[]): Running =>
    run('cluster', '--port', '0', '--data', data, ...args);

  test('a stopped cluster goes on as the same world', async () => {
    const data = newFolder('stopped');
    const first = inDirectory(data, '--seed', '3');
    await addPod(await first.url, '/kept');
    await setClock(first, { paused: true, speed: 2 });
    const before = await stateOf(first);
    expect((await first.kill('SIGTERM')).code).toBe(0);
    const second = inDirectory(data);
    expect(await stateOf(second)).toEqual(before);
    await second.kill('SIGTERM');
  });

  test('a stop ends event streams, too', async () => {
    const server = inDirectory(newFolder('streams'));
    const stream = await fetch(`${await server.url}/v2/events`, { headers: { accept: 'text/event-stream' } });
    const ended = server.kill('SIGTERM');
    expect(await stream.text()).toContain('event_stream_attached');
    expect((await ended).code).toBe(0);
  });

  test('what was acknowledged survives kill -9, however often', async () => {
    const data = newFolder('killed');
    const acknowledged: string[] = [];
    for (let round = 0; round < 4; round++) {
      const server = inDirectory(data);
      const url = await server.url;
      const present = new Set(await idsOf(server));
      expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
      const write = async (writer: number): Promise<void> => {
        for (let i = 0; ; i++) {
          const id = `/round-${round}/writer-${writer}-${i}`;
          if ((await addPod(url, id)) === 201) acknowledged.push(id);
        }
      };
      const enough = acknowledged.length + 40 * (round + 1);
      const writers = [0, 1, 2, 3].map(write).map((writer) => writer.catch(() => undefined));
      await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 1 }).toBeGreaterThan(enough);
      await server.kill('SIGKILL');
      await Promise.all(writers);
    }
  }, 60_000);

  test('a second process is refused, and the first does not notice', async () => {
    const data = newFolder('shared');
    const first = inDirectory(data);
    await first.url;
    const second = await inDirectory(data).ended;
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('another cluster runs on this directory');
    expect(await addPod(await first.url, '/still')).toBe(201);
    await first.kill('SIGKILL');
    const third = inDirectory(data);
    expect(await idsOf(third)).toEqual(['/still']);
    await third.kill('SIGTERM');
  });

  test('another world is not begun over one that is there', async () => {
    const data = newFolder('other');
    const first = inDirectory(data, '--scenario', 'empty');
    await addPod(await first.url, '/mine');
    await first.kill('SIGTERM');
    const { code, stderr } = await inDirectory(data, '--scenario', 'tour').ended;
    expect(code).toBe(1);
    expect(stderr).toContain('holds a world of scenario empty, seed 1');
    const again = inDirectory(data, '--scenario', 'empty', '--seed', '1');
    expect(await idsOf(again)).toEqual(['/mine']);
    await again.kill('SIGTERM');
  });

  test('a torn end of the journal is said on stderr, and the rest goes on', async () => {
    const data = newFolder('torn');
    const first = inDirectory(data);
    await addPod(await first.url, '/whole');
    await first.kill('SIGKILL');
    writeFileSync(join(data, 'world-1.journal'), '12345678 [{"at', { flag: 'a' });
    const second = inDirectory(data);
    expect(await idsOf(second)).toEqual(['/whole']);
    expect((await second.kill('SIGTERM')).stderr).toContain('the last write was cut short; its 14 bytes are in');
  });
});

describe('the dashboard', () => {
  test('that is not built is said so', async () => {
    const { code, stderr } = await run('start').ended;
    expect(code).toBe(1);
    expect(stderr).toContain('the dashboard is not there; build it with npm run build');
  });

  test('is served as files, with its policy, and nothing else is', async () => {
    const dist = newFolder('dist');
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Podrome</title>');
    writeFileSync(join(newFolder('dist/assets'), 'page-abc.js'), 'export {};');
    const server = run('start', '--port', '0');
    const url = await server.url;
    const page = await fetch(`${url}/?scenario=tour`);
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>Podrome</title>']);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors 'self'$/);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const unchanged = await fetch(url, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(unchanged.status).toBe(304);
    const script = await fetch(`${url}/assets/page-abc.js`, { method: 'HEAD' });
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const path of ['/v2/pods', '/services', '/../bin/podrome.js', '/%2e%2e/bin/podrome.js', '/assets'])
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    expect((await server.kill('SIGTERM')).code).toBe(0);
  });
});
