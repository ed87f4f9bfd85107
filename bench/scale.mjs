/**
 * The scheduler at the size of a data centre: placing and running containers on thousands of agents, a minute of churn, a
 * cluster that is nearly full, and how the cost of a placement grows. Built by bench.mjs for Node and for a browser's worker.
 */
import { newWorld } from '../src/cluster/world.ts';
import { agentOn } from '../src/cluster/scenarios/machines.ts';
import { millis } from '../src/protocol/units.ts';

const CONTAINERS_PER_POD = 2;

/** Three zones, forty racks; every tenth machine is twice as big. */
const machines = (count, scale = 1) =>
  Array.from({ length: count }, (_, n) =>
    agentOn({
      ip: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      region: 'us-east',
      zone: `us-east-${'abc'[n % 3]}`,
      rack: `r${n % 40}`,
      cpus: (n % 10 === 0 ? 16 : 8) * scale,
      mem: n % 10 === 0 ? 61_440 : 29_696,
      disk: n % 10 === 0 ? 409_600 : 204_800,
    }),
  );

const podOf = (n, instances, cpus) => ({
  id: `/team-${n % 10}/service-${n}`,
  scaling: { kind: 'fixed', instances },
  scheduling: { placement: { constraints: [{ fieldName: '@hostname', operator: 'MAX_PER', value: '4' }] } },
  containers: [
    { name: 'main', exec: { command: { shell: 'sleep 100000000' } }, resources: { cpus, mem: 128, disk: 0, gpus: 0 } },
    {
      name: 'side',
      exec: { command: { shell: 'sleep 100000000' } },
      resources: { cpus: 0.05, mem: 32, disk: 0, gpus: 0 },
    },
  ],
});

const encoder = new TextEncoder();

const start = (agents, scale) => {
  const world = newWorld(
    {
      name: 'bench',
      about: '',
      agents: machines(agents, scale),
      region: 'us-east',
      commands: [],
      settle: 0,
      marathon: { launchTokens: 1_000_000 },
    },
    1,
  );
  const pass = (ms) => world.runtime.runUntil(millis(world.runtime.now() + ms));
  const post = (pod) => {
    const request = {
      method: 'POST',
      path: '/v2/pods',
      query: new URLSearchParams(),
      headers: new Map([['content-type', 'application/json']]),
    };
    const { status, json } = world.marathon.handle({
      ...request,
      body: encoder.encode(JSON.stringify(pod)),
      origin: 'http://bench',
    });
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(json)}`);
  };
  const running = () => {
    let count = 0;
    for (const { state } of world.state.mesos.master.tasks.values()) if (state === 'TASK_RUNNING') count++;
    return count;
  };
  pass(2000);
  return { world, pass, post, running };
};

/** Posts services and runs until all their containers run. @returns milliseconds it took */
const fill = ({ pass, post, running }, services, instances, cpus, most = 120) => {
  const wanted = services * instances * CONTAINERS_PER_POD;
  const since = performance.now();
  for (let n = 0; n < services; n++) post(podOf(n, instances, cpus));
  for (let second = 0; second < most && running() < wanted; second++) pass(1000);
  if (running() < wanted) throw new Error(`${running()} of ${wanted} containers run`);
  return performance.now() - since;
};

/** A hundredth of all containers dies within a virtual minute, and comes back. */
const churn = ({ world, pass }, containers) => {
  const since = performance.now();
  const count = Math.ceil(containers / 100 / CONTAINERS_PER_POD / 60);
  for (let second = 0; second < 60; second++) {
    world.faults.add({ kind: 'killContainer', count });
    pass(1000);
  }
  return performance.now() - since;
};

const heap = () =>
  (globalThis.gc?.(),
  globalThis.process?.memoryUsage().heapUsed ?? globalThis.performance.memory?.usedJSHeapSize ?? 0) / 1e6;

/** @param services how many of 1,250 instances each, on ten thousand agents */
export const measureLarge = (services = 100) => {
  const cluster = start(10_000);
  const containers = services * 1250 * CONTAINERS_PER_POD;
  const filled = fill(cluster, services, 1250, 0.2);
  const memory = heap();
  const steady = churn(cluster, containers);
  return { containers, filled, memory, steady };
};

/** Places until more than nine tenths of all cpus are taken, then the rest one service after another. */
export const measureNearlyFull = () => {
  const cluster = start(1000);
  // 8,800 cpus in all; an instance takes 0.35.
  fill(cluster, 18, 1260, 0.2);
  const before = cluster.world.state.mesos.master;
  const cpus = [...before.agents.values()].reduce((sum, { used }) => sum + used.reduce((s, r) => s + r.cpus, 0), 0);
  const since = performance.now();
  cluster.post({ ...podOf(99, 1500, 0.2) });
  for (let second = 0; second < 30; second++) cluster.pass(1000);
  const took = performance.now() - since;
  const placed = [...cluster.world.state.marathon.tracker.byRunSpec.get('/team-9/service-99')].filter(
    (id) => cluster.world.state.marathon.tracker.instances.get(id).condition === 'Running',
  ).length;
  return { share: cpus / 8_800_000, placed, took };
};

/** Microseconds per placed and started instance, by the number of agents. */
export const measureGrowth = () =>
  [100, 1000, 10_000].map((agents) => {
    const cluster = start(agents, 8);
    const took = fill(cluster, 10, 250, 0.2);
    return { agents, perInstance: (took / 2500) * 1000 };
  });
