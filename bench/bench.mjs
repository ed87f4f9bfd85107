/**
 * `npm run bench`: how fast the cluster is over HTTP and without, and the editor, on this machine, as a table and in bench/results.json.
 * Only 127.0.0.1; every part is bounded in count and time. The load comes from this process, so it takes its share of
 * the processor: the figures are what one machine does for itself.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { buildModule, buildProgram } from '../scripts/programs.mjs';
import { root } from '../scripts/steps.mjs';
import { measureEditor } from './editor.mjs';
import { openWorker } from './in-worker.mjs';
import { load, requestText } from './load.mjs';
import { startServer } from './server.mjs';
import { measureStreams } from './streams.mjs';

const folder = mkdtempSync(join(tmpdir(), 'podrome-bench-'));
const program = await buildProgram('podrome', folder);
const rows = [];
const row = (what, value, unit, goal) => rows.push({ what, value: Math.round(value * 10) / 10, unit, goal });

const pod = (id, instances = 0) => ({
  id,
  scaling: { kind: 'fixed', instances },
  containers: [
    { name: 'web', exec: { command: { shell: 'sleep 100000' } }, resources: { cpus: 0.1, mem: 32 } },
    { name: 'log', exec: { command: { shell: 'sleep 100000' } }, resources: { cpus: 0.1, mem: 32 } },
  ],
});
const posts = (server, count, prefix) =>
  load({
    port: server.port,
    connections: 16,
    count,
    seconds: 60,
    request: (n) => requestText('POST', '/v2/pods', pod(`/${prefix}-${n % 100}/pod-${n}`)),
  });
const ask = (server, path, init) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
const advance = (server, seconds) =>
  ask(server, '/_simulation/clock/advance', { method: 'POST', body: JSON.stringify({ seconds }) });

const measureRequests = async () => {
  const server = await startServer(program, []);
  row('quickstart: from command to ready line', server.readyMs, 'ms');
  await load({
    port: server.port,
    connections: 1,
    count: 1,
    seconds: 5,
    request: () => requestText('POST', '/v2/pods', pod('/shop/web', 3)),
  });
  await advance(server, 60);
  const status = requestText('GET', '/v2/pods//shop/web::status');
  const reads = (count) => load({ port: server.port, connections: 16, count, seconds: 10, request: () => status });
  await reads(5000);
  const read = await reads(40_000);
  row('GET /v2/pods/{id}::status, 16 connections', read.perSecond, 'per s', '≥ 3,000');
  row('… 99 of 100 answered within', read.p99, 'ms');
  const written = await posts(server, 2000, 'memory');
  row('POST /v2/pods, in memory', written.perSecond, 'per s', '≥ 500');
  row('… that failed', written.failed, '');
  await posts(server, 8000, 'more');
  const groups = await load({
    port: server.port,
    connections: 1,
    count: 20,
    seconds: 30,
    request: () => requestText('GET', '/v2/groups'),
  });
  row('GET /v2/groups, 10,000 services', groups.p50, 'ms', '≤ 250');
  row('memory with 10,000 services', server.memory(), 'MB');
  row('from SIGTERM to the end', await server.stop(), 'ms');
};

const measureDirectory = async () => {
  const data = ['--data', join(folder, 'data')];
  const first = await startServer(program, data);
  row('POST /v2/pods, kept in a directory', (await posts(first, 3000, 'kept')).perSecond, 'per s', '≥ 500');
  const digest = async (server) => (await (await ask(server, '/_simulation')).json()).digest;
  await ask(first, '/_simulation/clock', { method: 'POST', body: '{"paused":true}' });
  const before = await digest(first);
  await first.stop();
  const second = await startServer(program, data);
  row('3,000 services: from command to ready line', second.readyMs, 'ms');
  if ((await digest(second)) !== before) throw new Error('the world is another after the restart');
  await second.stop();
};

const measureReaders = async () => {
  const server = await startServer(program, []);
  const seconds = Number(process.env.BENCH_STREAM_SECONDS ?? 20);
  for (const { what, value, unit } of await measureStreams(server, { readers: 1000, seconds, pod }))
    row(what, value, unit);
  await server.stop();
};

const measureCluster = async () => {
  const path = await buildModule('bench/in-process.mjs', join(folder, 'in-process.mjs'));
  const { measureInProcess } = await import(pathToFileURL(path).href);
  for (const { what, value, unit } of await measureInProcess()) row(what, value, unit);
};

/** A measurement in a Node of its own: nothing of earlier ones is in its memory. */
const runInNode = async (module, what, size) => {
  const args = ['--expose-gc', '--max-old-space-size=4096', `${root}bench/in-node.mjs`, module, what];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, JSON.stringify(size)]);
  return JSON.parse(stdout);
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Medians of several runs, one kind of host after the other. */
const measureScale = async () => {
  const module = await buildModule('bench/scale.mjs', join(folder, 'scale.mjs'));
  const worker = await openWorker(module);
  const runs = Number(process.env.BENCH_RUNS ?? 5);
  const size = { agents: 10_000, instances: 125_000 };
  for (const [host, run] of [
    ['Node', (...wish) => runInNode(module, ...wish)],
    ['Worker', (...wish) => worker.run(...wish)],
  ]) {
    const repeat = async (...wish) => {
      const answers = [];
      for (let n = 0; n < runs; n++) answers.push(await run(...wish));
      return answers;
    };
    const fills = await repeat('measureFill', size);
    const of = (name) => median(fills.map((fill) => fill[name]));
    row(`${host}: 250,000 containers on 10,000 agents, from nothing to running`, of('ms'), 'ms', '≤ 5,000');
    row(`${host}: … memory then, of objects`, of('heap'), 'MB', '≤ 600');
    row(`${host}: … of the whole process`, of('process'), 'MB');
    row(`${host}: … a virtual minute, one instance of a hundred replaced`, of('churn'), 'ms', '≤ 2,000');
    const without = async (what) => median((await repeat(what, size)).map(({ ms }) => ms));
    row(`${host}: … without a rule: as many messages, lookups and objects`, await without('measureFloor'), 'ms');
    row(`${host}: … without a rule, all state in columns of numbers`, await without('measureColumns'), 'ms');
    const full = median(await repeat('measureNearlyFull', { agents: 1000 }));
    row(`${host}: placements of 100 services on 1,000 agents, 90 % full`, full, 'per s', '≥ 20,000');
    const ahead = await repeat('measureForecast', { agents: 1000 });
    const looked = (name) => median(ahead.map((one) => one[name]));
    row(`${host}: forecast on 1,000 agents, 10,000 instances`, looked('fits'), 'ms', '≤ 150');
    row(`${host}: … of a pod that finds no place`, looked('waits'), 'ms', '≤ 150');
    for (const agents of [100, 1000, 10_000])
      row(`${host}: one placement among ${agents} agents`, median(await repeat('measurePlacement', { agents })), 'µs');
  }
  await worker.close();
};

/** The page itself, in a real Chromium. */
const measurePage = async () => {
  await build({ root, logLevel: 'warn' });
  for (const { what, value, unit, goal } of await measureEditor()) row(what, value, unit, goal);
};

try {
  for (const measure of [measureRequests, measureDirectory, measureReaders, measureCluster, measurePage, measureScale])
    await measure();
} finally {
  rmSync(folder, { recursive: true });
}
const width = Math.max(...rows.map(({ what }) => what.length));
for (const { what, value, unit, goal } of rows)
  console.log(
    `${what.padEnd(width)}  ${value.toLocaleString('en').padStart(10)} ${unit.padEnd(6)} ${goal ? `goal ${goal}` : ''}`.trimEnd(),
  );
const machine = { node: process.version, processors: availableParallelism(), load: Math.round(loadavg()[0] * 10) / 10 };
writeFileSync(`${root}bench/results.json`, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
