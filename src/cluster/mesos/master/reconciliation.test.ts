/** Reconciliation: what the master answers to those who ask what became of tasks. */
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld, WorldOptions } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const first = (world: MesosWorld): string => world.agents[0] ?? '';

const started = (options: WorldOptions = {}, shell = FOREVER): MesosWorld => {
  const world = aMesos(options);
  world.launch(aGroup('a', [aTask('a', shell)]));
  world.runTo(20);
  return world;
};

/** What is answered for a task; undefined: nothing. */
const ask = (world: MesosWorld, taskId: string, agentId: string) => {
  const before = world.state.framework.statuses.length;
  const tasks = [{ taskId, agentId }];
  world.call({ to: 'master', kind: 'RECONCILE', frameworkId: world.state.framework.id, tasks });
  world.runTo((world.runtime.now() - EPOCH) / 1000 + 0.05);
  return world.state.framework.statuses.slice(before).find((status) => status.reason === 'RECONCILIATION');
};

type Case = readonly [
  name: string,
  what: (world: MesosWorld) => unknown,
  taskId: string,
  onAgent: boolean,
  expected: object | undefined,
];

const wait =
  (until: number, what: (world: MesosWorld) => unknown = () => undefined) =>
  (world: MesosWorld): void => {
    what(world);
    world.runTo(until);
  };
const cut = (world: MesosWorld) =>
  world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(4000) });
const failover = (world: MesosWorld) => world.mesos.strike({ kind: 'masterFailover' });

const cases: readonly Case[] = [
  [
    'a task it knows: the latest state it told',
    () => undefined,
    'a',
    true,
    { state: 'TASK_RUNNING', message: 'Reconciliation: Latest task state', networks: [{ ipAddresses: ['10.0.0.1'] }] },
  ],
  ['a task it knows, asked without its agent', () => undefined, 'a', false, { state: 'TASK_RUNNING' }],
  [
    'a task of an agent that does not know it',
    () => undefined,
    'ghost',
    true,
    { state: 'TASK_GONE', message: 'Reconciliation: Task is unknown to the agent' },
  ],
  [
    'a task of an agent that is only disconnected: as it was',
    wait(30, (world) => world.mesos.strike({ kind: 'agentRestart', agentId: first(world), lasts: seconds(60) })),
    'a',
    true,
    { state: 'TASK_RUNNING' },
  ],
  [
    'a task of an agent that is unreachable, with the time',
    wait(340, cut),
    'a',
    true,
    { state: 'TASK_UNREACHABLE', message: 'Reconciliation: Task is unreachable', unreachableSince: EPOCH + 330_000 },
  ],
  [
    'a task nobody knows of an agent that is unreachable',
    wait(340, cut),
    'ghost',
    true,
    { state: 'TASK_UNREACHABLE', unreachableSince: EPOCH + 330_000 },
  ],
  [
    'a task of an agent that has yet to come back to a new master: nothing',
    (world) => {
      cut(world);
      failover(world);
      world.runTo(40);
    },
    'a',
    true,
    undefined,
  ],
  [
    'a task of who knows where, while any agent has yet to come back: nothing',
    (world) => {
      cut(world);
      failover(world);
      world.runTo(40);
    },
    'ghost',
    false,
    undefined,
  ],
  [
    'a task of an agent that did not come back to a new master',
    (world) => {
      cut(world);
      failover(world);
      world.runTo(640);
    },
    'a',
    true,
    { state: 'TASK_UNREACHABLE', unreachableSince: EPOCH + 630_000 },
  ],
  [
    'a task of an agent that is gone',
    (world) => world.mesos.operator.markGone(first(world)),
    'a',
    true,
    { state: 'TASK_GONE_BY_OPERATOR', message: 'Reconciliation: Task is gone' },
  ],
  [
    'a task of an agent nobody knows',
    () => undefined,
    'ghost',
    false,
    { state: 'TASK_UNKNOWN', message: 'Reconciliation: Task is unknown' },
  ],
];

test.each(cases)('asked for %s', (_, what, taskId, onAgent, expected) => {
  const world = started();
  what(world);
  const answer = ask(world, taskId, onAgent ? first(world) : '');
  if (expected === undefined) expect(answer).toBeUndefined();
  else expect(answer).toMatchObject({ taskId, source: 'SOURCE_MASTER', ...expected });
  expect(answer?.uuid).toBeUndefined();
});

test('a framework that knows no partitions is told of lost tasks instead', () => {
  const world = started({ framework: { capabilities: [] } });
  expect(ask(world, 'ghost', first(world))).toMatchObject({ state: 'TASK_LOST' });
  expect(ask(world, 'ghost', '')).toMatchObject({ state: 'TASK_LOST' });
  expect(ask(world, 'a', '')).toMatchObject({ state: 'TASK_RUNNING' });
});

test('an answer never runs ahead of the updates: what was not told yet is not told so either', () => {
  const world = started();
  world.state.framework.acknowledges = false;
  world.kill('a');
  world.runTo(22);
  world.mesos.strike({ kind: 'agentRestart', agentId: first(world), lasts: seconds(5) });
  world.runTo(40);
  // TASK_KILLING waits for its acknowledgement, TASK_KILLED behind it; the master knows of both.
  expect(world.state.mesos.master.tasks.get('a')?.state).toBe('TASK_KILLED');
  expect(ask(world, 'a', first(world))).toMatchObject({ state: 'TASK_KILLING' });
});

test('a task that has just been launched is staging', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', FOREVER)]));
  world.runTo(0.55);
  expect(ask(world, 'a', '')).toMatchObject({ state: 'TASK_STAGING' });
});

test('an unhealthy task is told as such', () => {
  const world = aMesos();
  const check = { type: 'TCP', port: 99 } as const;
  const times = { delay: seconds(1), grace: seconds(0), interval: seconds(100), timeout: seconds(1) };
  const healthCheck = { check, ...times, maxConsecutiveFailures: 3 };
  world.launch(aGroup('a', [aTask('a', FOREVER, { healthCheck })]));
  world.runTo(20);
  expect(ask(world, 'a', '')).toMatchObject({ state: 'TASK_RUNNING', healthy: false });
});

describe('asked for everything', () => {
  test('all tasks the framework has are told, and no others', () => {
    const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
    for (const id of ['a', 'b', 'c']) world.launch(aGroup(id, [aTask(id, id === 'c' ? 'true' : FOREVER)]));
    world.runTo(20);
    const before = world.state.framework.statuses.length;
    world.call({ to: 'master', kind: 'RECONCILE', frameworkId: world.state.framework.id, tasks: [] });
    world.runTo(21);
    const told = world.state.framework.statuses.slice(before).map(({ taskId, state }) => `${taskId} ${state}`);
    expect(told.toSorted()).toEqual(['a TASK_RUNNING', 'b TASK_RUNNING']);
  });

  test('tasks that are out of reach are not told', () => {
    const world = started();
    cut(world);
    world.runTo(340);
    const before = world.state.framework.statuses.length;
    world.call({ to: 'master', kind: 'RECONCILE', frameworkId: world.state.framework.id, tasks: [] });
    world.runTo(341);
    expect(world.state.framework.statuses).toHaveLength(before);
  });
});

test('KILL of a task the master does not have is answered like a question', () => {
  const world = started();
  world.kill('ghost');
  world.runTo(21);
  expect(world.last('ghost')).toMatchObject({ state: 'TASK_UNKNOWN', reason: 'RECONCILIATION' });
  cut(world);
  failover(world);
  world.runTo(40);
  const before = world.state.framework.statuses.length;
  world.kill('a');
  world.runTo(41);
  expect(world.state.framework.statuses).toHaveLength(before);
});
