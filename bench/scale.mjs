/**
 * What the cluster itself costs at the size of a data centre: placing and running, a steady minute with churn, a cluster that is
 * nearly full. Built into one file by its callers, for Node as for a Worker of a browser.
 */
import { loadForWrites } from '../src/cluster/lazy-parts.ts';
import { newWorld } from '../src/cluster/world.ts';
import { forecast } from '../src/cluster/simulation/forecast.ts';
import { agentOn } from '../src/cluster/scenarios/machines.ts';

export { measureColumns, measureFloor } from './floor.mjs';

/** No session stands before these worlds to see to it. */
await loadForWrites();

const SERVICES = 100;

/** Three sizes of machines in thirty racks of three zones. */
const machine = (n) => ({
  ip: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
  region: 'here',
  zone: `here-${'abc'.charAt(n % 3)}`,
  rack: `r${n % 30}`,
  ...[
    { cpus: 8, mem: 29_696, disk: 204_800 },
    { cpus: 16, mem: 61_440, disk: 409_600 },
    { cpus: 4, mem: 14_336, disk: 102_400 },
  ][n % 3],
});

const pod = (n, instances, cpus) => ({
  id: `/team-${n % 10}/service-${n}`,
  scaling: { kind: 'fixed', instances },
  containers: [
    { name: 'web', exec: { command: { shell: 'sleep 100000000' } }, resources: { cpus, mem: 64 } },
    { name: 'log', exec: { command: { shell: 'sleep 100000000' } }, resources: { cpus: cpus / 4, mem: 32 } },
  ],
  scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'MAX_PER', value: '4' }] } },
});

const ask = (world, method, path, body) => {
  const answer = world.marathon.handle({
    method,
    path,
    query: new URLSearchParams(),
    headers: new Map([['content-type', 'application/json']]),
    origin: 'http://localhost',
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  if (answer === undefined || answer.status >= 300) throw new Error(`${method} ${path}: ${answer?.status}`);
};

const runFor = (world, seconds) => world.runtime.runUntil(world.runtime.now() + seconds * 1000);

/** Instances that are neither waiting for an offer nor coming up. */
const settled = ({ state: { marathon } }) => {
  const { instances, scheduled, launching } = marathon.tracker;
  const waiting = [...scheduled.values()].reduce((sum, ids) => sum + ids.size, 0);
  return instances.size - waiting - launching.size;
};

const running = ({ state: { marathon } }) =>
  [...marathon.tracker.instances.values()].filter(({ condition }) => condition === 'Running').length;

/** A cluster with nothing on it yet, its agents registered, and a watch on how long Marathon looks at offers. */
const emptyCluster = (agents) => {
  const world = newWorld(
    {
      name: 'scale',
      about: '',
      region: 'here',
      agents: Array.from({ length: agents }, (_, n) => agentOn(machine(n))),
      commands: [],
      settle: 0,
      marathon: { launchTokens: 10_000_000 },
    },
    1,
  );
  const watch = { ms: 0 };
  const { receive } = world.marathon;
  world.marathon.receive = (entry) => {
    const since = performance.now();
    receive(entry);
    if (entry.kind === 'OFFERS') watch.ms += performance.now() - since;
  };
  runFor(world, 5);
  return { world, watch };
};

/** Places and runs `instances` of services from number `first` on. @returns milliseconds in all, and of that for the matching */
const fill = ({ world, watch }, instances, cpus, first = 0) => {
  const wanted = running(world) + instances;
  const [since, matchedSince] = [performance.now(), watch.ms];
  for (let n = 0; n < SERVICES; n++)
    ask(world, 'POST', '/v2/pods', pod(first + n, Math.floor(instances / SERVICES), cpus));
  for (let seconds = 0; seconds <= 600 && settled(world) < wanted; seconds += 5) runFor(world, 5);
  const ms = performance.now() - since;
  if (running(world) !== wanted) throw new Error(`${running(world)} of ${wanted} run`);
  return { ms, matching: watch.ms - matchedSince };
};

/** A virtual minute in which one instance of a hundred is killed and takes its place again. */
const churn = ({ world }) => {
  const all = [...world.state.marathon.tracker.instances.values()];
  const killed = all.filter((_, n) => n % 100 === 0);
  const since = performance.now();
  for (let second = 0; second < 60; second++) {
    for (let n = second; n < killed.length; n += 60)
      ask(world, 'DELETE', `/v2/pods/${killed[n].runSpecId}::instances/${killed[n].id}`);
    runFor(world, 1);
  }
  return performance.now() - since;
};

/** From nothing to running, then the minute with churn. @param memory megabytes in use, of objects and of the whole process, asked once everything runs */
export const measureFill = async ({ agents, instances }, memory) => {
  const cluster = emptyCluster(agents);
  const { ms } = fill(cluster, instances, 0.2);
  const { heap, process } = await memory();
  return { ms, heap, process, churn: churn(cluster) };
};

/** Removes what `fill` ran of services from number `first` on. */
const drain = ({ world }, first) => {
  for (let n = 0; n < SERVICES; n++) ask(world, 'DELETE', `/v2/pods${pod(first + n, 0, 0).id}`);
  runFor(world, 60);
};

/** Times the last part of a cluster is filled and emptied: a collection of garbage takes longer than to fill it once. */
const ROUNDS = 8;

/** Placements a second in passes over offers of a cluster that has 90 of 100 cpus taken before and 94 after. */
export const measureNearlyFull = ({ agents }) => {
  const cluster = emptyCluster(agents);
  // A pod takes 0.75 cpus for its containers and 0.1 for its executor; a machine has 28/3 on average.
  const room = Math.floor((agents * 28) / 3 / 0.85 / SERVICES) * SERVICES;
  const few = Math.floor((room * 0.04) / SERVICES) * SERVICES;
  fill(cluster, Math.floor((room * 0.9) / SERVICES) * SERVICES, 0.6);
  let matching = 0;
  for (let round = 0; round < ROUNDS; round++) {
    matching += fill(cluster, few, 0.6, SERVICES).matching;
    drain(cluster, SERVICES);
  }
  return ((few * ROUNDS) / matching) * 1000;
};

/** Microseconds of matching for one placement, at 12.5 instances an agent. */
export const measurePlacement = ({ agents }) => {
  const instances = Math.max(SERVICES, Math.floor((agents * 12.5) / SERVICES) * SERVICES);
  return (fill(emptyCluster(agents), instances, 0.2).matching / instances) * 1000;
};

/** Milliseconds to tell what becomes of five instances of a new pod, and of a hundred too large for any agent, on a busy cluster. */
export const measureForecast = ({ agents }) => {
  const cluster = emptyCluster(agents);
  fill(cluster, agents * 10, 0.2);
  const time = (definition) => {
    const since = performance.now();
    const { verdict } = forecast(cluster.world, { kind: 'pod', definition });
    if (verdict !== 'accepted') throw new Error('the forecast was refused');
    return performance.now() - since;
  };
  const medianOf = (definition) => Array.from({ length: 7 }, () => time(definition)).toSorted((a, b) => a - b)[3];
  return { fits: medianOf(pod(SERVICES, 5, 0.2)), waits: medianOf(pod(SERVICES, 100, 1000)) };
};
