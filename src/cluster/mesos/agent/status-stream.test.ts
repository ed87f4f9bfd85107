/** Status updates: in order, one at a time, and again until they are acknowledged. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { retryAt } from './status-stream';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const first = (world: MesosWorld): string => world.agents[0] ?? '';

/** When updates of a task reached the master or got lost on the way, in seconds. */
const sending = (shell = FOREVER) => {
  const sent: string[] = [];
  const world = aMesos({
    onEntry: (entry) => {
      if (entry.kind !== 'AGENT_UPDATE') return;
      for (const { status } of entry.updates)
        sent.push(`${(world.runtime.now() - EPOCH) / 1000 - 0.01} ${status.state.replace('TASK_', '')}`);
    },
  });
  world.launch(aGroup('a', [aTask('a', shell)]));
  world.runTo(20);
  sent.length = 0;
  return { world, sent };
};

const lose = (world: MesosWorld, probability = 1): void => {
  world.state.mesos.disturbances.push({ id: 'x', kind: 'updateLoss', probability });
};
const calm = (world: MesosWorld): void => void world.state.mesos.disturbances.splice(0);

test('an update waits for the acknowledgement of the one before', () => {
  const { world } = sending();
  world.state.framework.acknowledges = false;
  world.kill('a');
  world.runTo(60);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING');
  const { uuid = '', agentId = '', state = 'TASK_KILLING' } = world.last('a') ?? {};
  const frameworkId = world.state.framework.id;
  world.call({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId, agentId, updates: [{ taskId: 'a', state, uuid }] });
  world.runTo(61);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
});

test('an acknowledgement of something else moves nothing on', () => {
  const { world } = sending();
  world.state.framework.acknowledges = false;
  world.kill('a');
  world.runTo(60);
  const frameworkId = world.state.framework.id;
  const updates = [{ taskId: 'a', state: 'TASK_KILLING', uuid: 'another' }] as const;
  world.call({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId, agentId: first(world), updates });
  world.runTo(61);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING');
});

describe('an update that gets lost', () => {
  test('is sent again ten seconds after it was sent, then after twice as long each time, ten minutes at most', () => {
    const { world, sent } = sending('sleep 21.5');
    lose(world);
    world.runTo(4000);
    const times = sent.map((line) => Number(line.split(' ')[0]));
    const gaps = times.slice(1).map((at, i) => Math.round((at - (times[i] ?? 0)) * 1000) / 1000);
    expect(gaps.slice(0, 10)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600, 600]);
    expect(new Set(sent.map((line) => line.split(' ')[1]))).toEqual(new Set(['FINISHED']));
  });

  test('arrives once the wire is well, and is told once', () => {
    const { world } = sending('sleep 21.5');
    lose(world);
    world.runTo(40);
    calm(world);
    world.runTo(100);
    expect(world.states('a')).toBe('STARTING RUNNING FINISHED');
    expect(world.state.mesos.agents.get(first(world))?.streams.size).toBe(0);
    expect(world.state.mesos.executors.size).toBe(0);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('goes first when more has happened meanwhile: everything is told in its order', () => {
    const { world } = sending('trap "" TERM; while true; do sleep 1; done');
    lose(world);
    world.kill('a', seconds(5));
    world.runTo(60);
    expect(world.states('a')).toBe('STARTING RUNNING');
    calm(world);
    world.runTo(200);
    expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
  });

  test('the next one begins with ten seconds again', () => {
    const { world, sent } = sending('trap "" TERM; while true; do sleep 1; done');
    lose(world);
    world.kill('a', seconds(5));
    world.runTo(60);
    calm(world);
    world.runTo(91);
    lose(world);
    world.runTo(160);
    const killed = sent.filter((line) => line.endsWith('KILLED')).map((line) => Number(line.split(' ')[0]));
    expect(sent.filter((line) => line.endsWith('KILLING'))).toHaveLength(4);
    expect(killed.slice(1).map((at, i) => Math.round((at - (killed[i] ?? 0)) * 100) / 100)).toEqual([]);
  });
});

test('an acknowledgement that gets lost brings the update again, which the framework takes for what it is', () => {
  const { world } = sending();
  const { uuid } = world.last('a') ?? {};
  world.state.framework.acknowledges = false;
  world.kill('a', millis(0));
  world.runTo(21);
  const { uuid: killing = '' } = world.last('a') ?? {};
  expect(killing).not.toBe(uuid);
  lose(world);
  const frameworkId = world.state.framework.id;
  const updates = [{ taskId: 'a', state: 'TASK_KILLING', uuid: killing }] as const;
  world.call({ to: 'master', kind: 'ACKNOWLEDGE', frameworkId, agentId: first(world), updates });
  world.runTo(22);
  calm(world);
  world.state.framework.acknowledges = true;
  world.runTo(40);
  expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLING KILLED');
});

test('whatever share of all messages gets lost, every state is told, in order', () => {
  for (const probability of [0.2, 0.5, 0.8]) {
    const world = aMesos({ seed: Math.round(probability * 10) });
    lose(world, probability);
    world.launch(aGroup('a', [aTask('x', 'sleep 30; exit 1'), aTask('y', FOREVER)]));
    world.runTo(1_000_000);
    const distinct = (id: string): string =>
      world
        .states(id)
        .split(' ')
        .filter((s, i, all) => s !== all[i - 1])
        .join(' ');
    expect(distinct('x')).toBe('STARTING RUNNING FAILED');
    expect(distinct('y')).toBe('STARTING RUNNING KILLING KILLED');
    expect(world.state.mesos.master.tasks.size).toBe(0);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  }
});

test('an executor waits for its acknowledgements, a minute at most', () => {
  const { world } = sending('sleep 21.5');
  lose(world);
  world.runTo(80);
  expect(world.state.mesos.executors.size).toBe(1);
  world.runTo(85);
  expect(world.state.mesos.executors.size).toBe(0);
  calm(world);
  world.runTo(300);
  expect(world.states('a')).toBe('STARTING RUNNING FINISHED');
});

test.each([
  [0, 10],
  [1, 20],
  [5, 320],
  [6, 600],
  [60, 600],
])('after %i times it is sent again %i seconds later', (retries, wait) => {
  const stream = { frameworkId: 'F', executor: 'E', pending: [], retries, sentAt: millis(5000) };
  expect(retryAt(stream)).toBe(5000 + wait * 1000);
});

test('a steady cluster sends nothing again', () => {
  const { world, sent } = sending();
  world.runTo(100_000);
  expect(sent).toEqual([]);
  expect(world.runtime.nextAt()).toBeUndefined();
});
