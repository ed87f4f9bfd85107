/** What Marathon makes of agents that are lost, emptied, taken down, or back. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../protocol/marathon/pod';
import { millis, seconds } from '../protocol/units';
import { aSimplePod, aWorld } from './world-fixture';

type Strategy = NonNullable<PodInput['scheduling']>['unreachableStrategy'];
const pod = (unreachableStrategy?: Strategy, instances = 1, command?: string): PodInput =>
  aSimplePod(
    '/web',
    {
      scaling: { kind: 'fixed', instances },
      ...(unreachableStrategy !== undefined && { scheduling: { unreachableStrategy } }),
    },
    command,
  );

/** A pod that runs, and its agent cut off from second 20 on. */
const cutOff = (unreachableStrategy: Strategy | undefined, lasts = 50_000) => {
  const cluster = aWorld();
  cluster.add(pod(unreachableStrategy));
  cluster.runFor(18);
  const [lost] = cluster.instances();
  expect(lost?.condition).toBe('Running');
  cluster.strike('partition', lost?.agent?.agentId, lasts);
  return { ...cluster, lost };
};
const seen = ({ instances, lost }: Pick<ReturnType<typeof cutOff>, 'instances' | 'lost'>): string =>
  instances()
    .map(({ id, condition }) => `${id === lost?.id ? 'old' : 'new'} ${condition}`)
    .join(', ');

describe('an agent that is unreachable from second 330 on', () => {
  const strategies: readonly (readonly [string, Strategy | undefined, readonly (readonly [number, string])[]])[] = [
    [
      'by default: at the next check the instance is forgotten and replaced',
      undefined,
      [
        [329, 'old Running'],
        [331, 'old Unreachable'],
        [359, 'old Unreachable'],
        [370, 'new Running'],
      ],
    ],
    [
      '0 and 600: replaced at the next check, forgotten ten minutes after the loss',
      { inactiveAfterSeconds: 0, expungeAfterSeconds: 600 },
      [
        [331, 'old Unreachable'],
        [370, 'old UnreachableInactive, new Running'],
        [925, 'old UnreachableInactive, new Running'],
        [965, 'new Running'],
      ],
    ],
    [
      '300 and 600: waited for, replaced, forgotten',
      { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 },
      [
        [625, 'old Unreachable'],
        [670, 'old UnreachableInactive, new Running'],
        [965, 'new Running'],
      ],
    ],
    ['disabled: waited for for ever', 'disabled', [[40_000, 'old Unreachable']]],
  ];
  test.each(strategies)('%s', (_, strategy, story) => {
    const cluster = cutOff(strategy);
    let now = 20;
    for (const [at, expected] of story) {
      cluster.runFor(at - now);
      now = at;
      expect(`${at} ${seen(cluster)}`).toBe(`${at} ${expected}`);
    }
  });

  test('is shown: the pod is degraded, its instance says why', () => {
    const cluster = cutOff('disabled');
    cluster.runFor(315);
    expect(cluster.status('/web')).toMatchObject({
      status: 'DEGRADED',
      instances: [{ status: 'DEGRADED', message: 'pod instance has become unreachable' }],
    });
  });
});

describe('an agent that comes back', () => {
  const patient = { inactiveAfterSeconds: 300, expungeAfterSeconds: 6000 };

  test('before its instance is inactive: it runs on, and nothing was started for it', () => {
    const cluster = cutOff(patient, 500);
    cluster.runFor(700);
    expect(seen(cluster)).toBe('old Running');
    expect(cluster.world.state.mesos.master.tasks.size).toBe(1);
  });

  test('after it was replaced: one of the two is surplus and killed, the younger one by default', () => {
    const cluster = cutOff(patient, 1000);
    cluster.runFor(700);
    expect(seen(cluster)).toBe('old UnreachableInactive, new Running');
    cluster.runFor(400);
    expect(seen(cluster)).toBe('old Running');
    expect(cluster.world.state.mesos.master.tasks.size).toBe(1);
  });

  test('after it was replaced, to a pod that gives its oldest up first', () => {
    const cluster = aWorld();
    cluster.add(aSimplePod('/web', { scheduling: { unreachableStrategy: patient, killSelection: 'OLDEST_FIRST' } }));
    cluster.runFor(18);
    const [lost] = cluster.instances();
    cluster.strike('partition', lost?.agent?.agentId, 1000);
    cluster.runFor(1200);
    expect(seen({ ...cluster, lost })).toBe('new Running');
    expect(cluster.world.state.mesos.master.tasks.size).toBe(1);
  });

  test('after it was forgotten: what still runs of it is killed', () => {
    const cluster = cutOff(undefined, 1000);
    cluster.runFor(700);
    expect(seen(cluster)).toBe('new Running');
    cluster.runFor(400);
    expect(seen(cluster)).toBe('new Running');
    expect(cluster.world.state.mesos.master.tasks.size).toBe(1);
    expect(cluster.world.state.workloads.processes.size).toBe(1);
  });

  test('with an instance that ended while it was inactive: still as many as there should be', () => {
    const cluster = aWorld();
    cluster.add(pod(patient, 1, 'sleep 700'));
    cluster.runFor(18);
    cluster.strike('partition', cluster.instances()[0]?.agent?.agentId, 900);
    cluster.runFor(1300);
    expect(cluster.instances()).toHaveLength(1);
  });

  test('after a crash: its instance failed, and is launched again with a delay', () => {
    const cluster = aWorld(1);
    cluster.add(pod(patient));
    cluster.runFor(18);
    const [before] = cluster.instances();
    cluster.strike('agentCrash', before?.agent?.agentId, 30);
    cluster.runFor(60);
    expect(cluster.instances().map(({ id, incarnation, condition }) => [id, incarnation, condition])).toEqual([
      [before?.id, 2, 'Running'],
    ]);
    expect(cluster.status('/web').terminationHistory[0]).toMatchObject({ message: 'The machine was rebooted' });
  });
});

test('of two agents lost together the second is replaced twenty minutes later', () => {
  const cluster = aWorld(4);
  cluster.add({
    ...pod(undefined, 2),
    scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] } },
  });
  cluster.runFor(18);
  const lost = cluster.instances();
  for (const { agent } of lost) cluster.strike('agentCrash', agent?.agentId, 50_000);
  const left = (): number => lost.filter(({ id }) => cluster.instances().some((each) => each.id === id)).length;
  cluster.runFor(370);
  expect([left(), cluster.instances().length]).toEqual([1, 2]);
  cluster.runFor(1100);
  expect(left()).toBe(1);
  cluster.runFor(120);
  expect(left()).toBe(0);
  expect(cluster.instances().map(({ condition }) => condition)).toEqual(['Running', 'Running']);
});

describe('an agent that is gone', () => {
  test('its instances are launched elsewhere at once, under the ids they have', () => {
    const cluster = aWorld();
    cluster.add(pod('disabled'));
    cluster.runFor(18);
    const [before] = cluster.instances();
    cluster.world.mesos.operator.markGone(before?.agent?.agentId ?? '');
    cluster.runFor(10);
    const [after] = cluster.instances();
    expect(after).toMatchObject({ id: before?.id, incarnation: 2, condition: 'Running' });
    expect(after?.agent?.agentId).not.toBe(before?.agent?.agentId);
    expect(cluster.world.state.marathon.queue.delays.has('/web')).toBe(true);
  });

  test('an instance that was unreachable is gone with it', () => {
    const cluster = cutOff('disabled');
    cluster.runFor(400);
    cluster.world.mesos.operator.markGone(cluster.lost?.agent?.agentId ?? '');
    cluster.runFor(10);
    expect(seen(cluster)).toBe('old Running');
    expect(cluster.instances()[0]?.incarnation).toBe(2);
  });
});

describe('an agent that is drained', () => {
  test.each([false, true])('its instances run elsewhere without any delay (marked gone: %s)', (markGone) => {
    const cluster = aWorld();
    cluster.add(pod('disabled', 3, 'while true; do sleep 1; done'));
    cluster.runFor(18);
    const [{ agent } = {}] = cluster.instances();
    cluster.world.mesos.operator.drain(agent?.agentId ?? '', { markGone });
    cluster.runFor(10);
    const after = cluster.instances();
    expect(after.map(({ condition }) => condition)).toEqual(['Running', 'Running', 'Running']);
    expect(after.filter((each) => each.agent?.agentId === agent?.agentId)).toEqual([]);
    expect(cluster.world.state.marathon.queue.delays.size).toBe(0);
  });

  test('a delay its pod had is forgotten', () => {
    const cluster = aWorld();
    cluster.add(aSimplePod('/web', { scheduling: { backoff: { backoff: 200, maxLaunchDelay: 900 } } }));
    cluster.runFor(10);
    const home = (): string => cluster.instances()[0]?.agent?.agentId ?? '';
    cluster.world.mesos.operator.markGone(home());
    cluster.runFor(230);
    expect(cluster.instances()[0]?.condition).toBe('Running');
    expect(cluster.world.state.marathon.queue.delays.has('/web')).toBe(true);
    cluster.world.mesos.operator.drain(home(), { markGone: true });
    cluster.runFor(10);
    expect(cluster.instances()[0]?.condition).toBe('Running');
    expect(cluster.world.state.marathon.queue.delays.has('/web')).toBe(false);
  });
});

describe('maintenance', () => {
  const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };

  test('a window that is open keeps Marathon away; what runs there goes on; a window to come does not', () => {
    const cluster = aWorld(1);
    const start = millis(cluster.world.runtime.now() + 100_000);
    cluster.add(pod());
    cluster.runFor(10);
    cluster.world.mesos.operator.updateSchedule([{ machines: [machine], start, duration: seconds(600) }]);
    cluster.add(aSimplePod('/before'));
    cluster.runFor(20);
    expect(cluster.status('/before').status).toBe('STABLE');
    cluster.runFor(80);
    cluster.add(aSimplePod('/during'));
    cluster.runFor(20);
    expect(cluster.queue().map(({ count, lastUnusedOffers }) => [count, lastUnusedOffers?.[0]?.reason])).toEqual([
      [1, ['AgentMaintenance']],
    ]);
    expect(cluster.status('/web').status).toBe('STABLE');
    cluster.runFor(900);
    expect(cluster.queue()).toEqual([]);
    expect(cluster.status('/during').status).toBe('STABLE');
  });

  test('a machine that is taken down: its instances are lost, replaced at the next check, and it is used again when up', () => {
    const cluster = aWorld(2);
    cluster.add(pod(undefined, 6));
    cluster.runFor(18);
    const moved = cluster.instances().filter(({ agent }) => agent?.agentId === cluster.agents[0]);
    expect(moved.length).toBeGreaterThan(0);
    const { operator } = cluster.world.mesos;
    operator.updateSchedule([{ machines: [machine], start: millis(0) }]);
    operator.startMaintenance([machine]);
    cluster.runFor(1);
    expect(cluster.instances().filter(({ condition }) => condition === 'Unreachable')).toHaveLength(moved.length);
    cluster.runFor(50);
    expect(cluster.instances().map(({ condition }) => condition)).toEqual(Array.from({ length: 6 }, () => 'Running'));
    expect(new Set(cluster.instances().map(({ agent }) => agent?.agentId))).toEqual(new Set([cluster.agents[1]]));
    operator.stopMaintenance([machine]);
    cluster.add(aSimplePod('/again', { scaling: { kind: 'fixed', instances: 20 } }));
    cluster.runFor(30);
    const used = new Set(cluster.instances().map(({ agent }) => agent?.agentId.split('-').at(-1)));
    expect(used).toEqual(new Set(['S1', 'S2']));
  });
});

test('scaling down gives up what is out of reach first', () => {
  const cluster = aWorld();
  cluster.add({
    ...pod('disabled', 3),
    scheduling: {
      unreachableStrategy: 'disabled',
      placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] },
    },
  });
  cluster.runFor(18);
  const [lost] = cluster.instances();
  cluster.strike('partition', lost?.agent?.agentId, 80_000);
  cluster.runFor(400);
  cluster.ask('PUT', '/v2/pods/web', {
    ...pod('disabled', 2),
    scheduling: {
      unreachableStrategy: 'disabled',
      placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] },
    },
  });
  cluster.runFor(5);
  expect(cluster.instances().map(({ condition }) => condition)).toEqual(['Running', 'Running']);
  expect(cluster.instances().map(({ id }) => id)).not.toContain(lost?.id);
});
