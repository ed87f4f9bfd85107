/**
 * What the cluster itself costs at the size of a data centre: placing and running, a steady minute with churn, a cluster that is
 * nearly full. Built into one file by its callers, for Node as for a Worker of a browser.
 */
import { newWorld } from '../src/cluster/world.ts';
import { agentOn } from '../src/cluster/scenarios/machines.ts';

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

const running = (world) => {
  let count = 0;
  for (const { condition } of world.state.marathon.tracker.instances.values()) if (condition === 'Running') count++;
  return count;
};

/** A cluster with nothing on it yet, its agents registered. */
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
  runFor(world, 5);
  return world;
};

/** Places and runs `instances` (two containers each). @returns {{ ms: number, seconds: number }} wall and virtual time */
const fill = (world, instances, cpus) => {
  const since = performance.now();
  for (let n = 0; n < SERVICES; n++) ask(world, 'POST', '/v2/pods', pod(n, instances / SERVICES, cpus));
  let seconds = 0;
  while (running(world) < instances) {
    if (seconds > 600) throw new Error(`${running(world)} of ${instances} run after ten minutes`);
    runFor(world, 5);
    seconds += 5;
  }
  return { ms: performance.now() - since, seconds };
};

/** A virtual minute in which one instance of a hundred is killed and takes its place again. */
const churn = (world) => {
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

/** @param size agents, instances, cpus of a pod's first container */
export const measureScale = ({ agents, instances, cpus }, memory) => {
  const since = performance.now();
  const world = emptyCluster(agents);
  const registered = performance.now() - since;
  const filled = fill(world, instances, cpus);
  const held = memory();
  const churned = churn(world);
  return { registered, ...filled, held, churned, entries: world.state.runtime.processed };
};
