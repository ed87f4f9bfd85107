/**
 * The floor under `scale.mjs`: as many messages through the same queue, as many lookups and as many objects kept as
 * placing and running takes, but not one rule of Marathon or Mesos. A model: it tells what a state of plain objects in
 * maps costs about, with the counts of 12,500 instances on 1,000 agents; fewer lookups or messages would cost less.
 * Beside it the same messages over columns of numbers: what another kind of state would cost.
 */
import { newPending, openQueue } from '../src/cluster/runtime/event-queue.ts';
import { newStream, nextOf } from '../src/cluster/runtime/streams.ts';

/** Messages of one instance, and lookups of each message in a small map that all share; nine more are in large ones. */
const [MESSAGES, SHARED_LOOKUPS] = [21, 12];
/** Messages that bring a status: two rounds of two tasks. */
const STATUSES = [8, 14];
const CONTAINERS = ['web', 'log'];
const BEGIN = Date.UTC(2017, 2, 17, 10);
/** Milliseconds: instances launched in one round are under way at once, each at its own pace. */
const [ROUND, SPREAD, PACE] = [1000, 3000, 400];
const PER_ROUND = 10_000;
const NAMES = Array.from({ length: 16 }, (_, n) => `name-${n}`);

const newMaps = (agents) => ({
  agents: new Map(
    Array.from({ length: agents }, (_, n) => [
      `agent-${n}`,
      { id: `agent-${n}`, tasks: new Map(), streams: new Map(), executors: new Map() },
    ]),
  ),
  instances: new Map(),
  executors: new Map(),
  tasks: new Map(),
  processes: new Map(),
  shared: new Map(NAMES.map((name) => [name, { count: 0 }])),
});

const newTask = (maps, agent, executorId, name, at) => {
  const taskId = `${executorId}.${name}`;
  const containerId = `${executorId}.${taskId}`;
  const variables = {
    HOST: agent.id,
    MESOS_TASK_ID: taskId,
    MESOS_EXECUTOR_ID: executorId,
    MARATHON_CONTAINER_ID: name,
  };
  const env = { ...variables, A: '', B: '', C: '', D: '', E: '', F: '', G: '', H: '' };
  const lists = { resources: [], mounts: [], artifacts: [], listens: [] };
  const info = { taskId, name, ...lists, env, labels: {}, discovery: null, command: null };
  maps.tasks.set(taskId, { info, executorId, agentId: agent.id, state: 'TASK_STAGING', statuses: [] });
  maps.processes.set(taskId, { agentId: agent.id, net: null, ports: [], env, ignoresTerm: false, ending: at });
  agent.tasks.set(taskId, { containerId, task: taskId, phase: 'up', at });
  return { id: taskId, container: name, condition: 'Staging', stagedAt: at, startedAt: at, status: null, ports: [] };
};

const launch = (maps, agent, id, at) => {
  const tasks = CONTAINERS.map((name) => newTask(maps, agent, id, name, at));
  const goal = { goal: 'Running', condition: 'Staging', unreachable: null, healthy: null, ready: null };
  maps.instances.set(id, { id, runSpecId: '/a', version: at, role: '*', since: at, ...goal, agent, tasks });
  const lists = { launched: [], children: [], unacknowledged: [] };
  maps.executors.set(id, { executorId: id, frameworkId: 'f', agentId: agent.id, connected: true, at, ...lists });
  agent.executors.set(id, { id, phase: 'up', live: [], children: [], at });
};

const bringStatus = (maps, agent, instance, task, at) => {
  const { statuses, info } = maps.tasks.get(task.id);
  const { containerId } = agent.tasks.get(task.id);
  const uuid = `${task.id.slice(-4)}${at}`;
  const names = { taskId: task.id, executorId: instance.id, agentId: agent.id, containerId, uuid };
  const status = { ...names, state: 'TASK_RUNNING', source: 'EXECUTOR', at };
  statuses.push(status);
  agent.streams.set(task.id, { latest: status, info, frameworkId: 'f', executorId: instance.id, at });
  maps.instances.set(instance.id, { ...instance, condition: 'Running' });
};

/** One message: everybody concerned is looked up, noted when, and the next one sent. */
const deliver = (maps, queue, dice, { executorId, agentId, step }, at) => {
  const agent = maps.agents.get(agentId);
  for (let n = 0; n < SHARED_LOOKUPS; n++) maps.shared.get(NAMES[(step + n) % 16]).count++;
  if (step === 0) launch(maps, agent, executorId, at);
  maps.executors.get(executorId).at = at;
  for (const task of maps.instances.get(executorId).tasks) {
    agent.tasks.get(task.id).at = at;
    maps.processes.get(task.id).ending = at;
    if (STATUSES.includes(step)) bringStatus(maps, agent, maps.instances.get(executorId), task, at);
    else maps.tasks.get(task.id).state = 'TASK_RUNNING';
  }
  if (step + 1 === MESSAGES) return;
  const entry = { to: 'agent', kind: 'MESSAGE', executorId, agentId, step: step + 1 };
  queue.push(entry, at + 1 + Math.floor(nextOf(dice) * PACE), null);
};

export const measureFloor = ({ agents, instances }) => {
  const since = performance.now();
  const maps = newMaps(agents);
  const queue = openQueue(newPending(), BEGIN);
  const dice = newStream(1, 'floor');
  for (let n = 0; n < instances; n++) {
    const executorId = `service-${n % 100}.instance-${Math.floor(nextOf(dice) * 1e12)}-${n}`;
    const at = BEGIN + Math.floor(n / PER_ROUND) * ROUND + Math.floor(nextOf(dice) * SPREAD);
    queue.push({ to: 'agent', kind: 'MESSAGE', executorId, agentId: `agent-${n % agents}`, step: 0 }, at, null);
  }
  while (queue.take(Infinity, (entry, at) => deliver(maps, queue, dice, entry, at)));
  return { ms: performance.now() - since, kept: maps.tasks.size };
};

/** Numbers an instance has with its executor, two tasks, their statuses and processes; and numbers of an agent. */
const [ROW, AGENT_ROW] = [160, 64];
/** Numbers of the instance a message reads and writes, wherever in its row. */
const TOUCHED = 18;

/** The same with all state in columns: entries are numbers, nobody is looked up by name, nothing is an object. */
export const measureColumns = ({ agents, instances }) => {
  const since = performance.now();
  const rows = new Int32Array(instances * ROW);
  const agentRows = new Int32Array(agents * AGENT_ROW);
  const queue = openQueue(newPending(), BEGIN);
  const dice = newStream(1, 'floor');
  for (let n = 0; n < instances; n++)
    queue.push(n * MESSAGES, BEGIN + Math.floor(n / PER_ROUND) * ROUND + Math.floor(nextOf(dice) * SPREAD), null);
  const deliverNumber = (entry, at) => {
    const step = entry % MESSAGES;
    const instance = (entry - step) / MESSAGES;
    const first = instance * ROW;
    const agent = (instance % agents) * AGENT_ROW;
    if (step === 0) for (let n = 0; n < ROW; n++) rows[first + n] = n;
    for (let n = 0; n < SHARED_LOOKUPS; n++) agentRows[agent + ((step + n) % AGENT_ROW)]++;
    for (let n = 0; n < TOUCHED; n++) rows[first + ((step * 7 + n * 5) % ROW)] += at - BEGIN;
    if (step + 1 < MESSAGES) queue.push(entry + 1, at + 1 + Math.floor(nextOf(dice) * PACE), null);
  };
  while (queue.take(Infinity, deliverNumber));
  return { ms: performance.now() - since, kept: rows.length };
};
