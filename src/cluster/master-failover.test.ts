/** What Marathon makes of a master that fails over. */
import { describe, expect, test } from 'vitest';
import type { PodInput } from '../protocol/marathon/pod';
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

describe('a master that fails over', () => {
  test('nothing that runs is touched, and what was asked for meanwhile happens after the election', () => {
    const cluster = aWorld();
    cluster.add(pod('disabled', 3));
    cluster.runFor(18);
    const states = () =>
      cluster
        .instances()
        .map(({ id, incarnation, condition, tasks }) => [id, incarnation, condition, tasks[0]?.status]);
    const before = states();
    cluster.world.mesos.strike({ kind: 'masterFailover' });
    cluster.runFor(5);
    cluster.add(aSimplePod('/later'));
    cluster.runFor(3);
    expect(cluster.status('/later').status).toBe('DEGRADED');
    cluster.runFor(30);
    expect(cluster.status('/later').status).toBe('STABLE');
    expect(states().slice(0, 3)).toEqual(before);
  });

  test('a kill that got lost is repeated', () => {
    const cluster = aWorld();
    cluster.add(pod('disabled'));
    cluster.runFor(18);
    cluster.world.mesos.strike({ kind: 'masterFailover' });
    cluster.runFor(1);
    cluster.ask('DELETE', '/v2/pods/web');
    cluster.runFor(20);
    expect(cluster.instances()).toHaveLength(1);
    cluster.runFor(40);
    expect(cluster.instances()).toEqual([]);
  });

  test('Marathon asks what became of its tasks: those of agents that never came back are lost, and replaced', () => {
    const cluster = aWorld();
    cluster.add(pod(undefined, 3));
    cluster.runFor(18);
    const home = cluster.instances()[0]?.agent?.agentId;
    const moved = cluster.instances().filter(({ agent }) => agent?.agentId === home).length;
    cluster.strike('partition', home, 80_000);
    cluster.world.mesos.strike({ kind: 'masterFailover' });
    cluster.runFor(600);
    expect(cluster.instances().map(({ condition }) => condition)).toEqual(['Running', 'Running', 'Running']);
    cluster.runFor(700);
    expect(cluster.instances().map(({ condition }) => condition)).toEqual(['Running', 'Running', 'Running']);
    expect(cluster.instances().filter(({ agent }) => agent?.agentId === home)).toEqual([]);
    expect(moved).toBeGreaterThan(0);
  });

  test('a launch that got lost with the last master is found out and made good', () => {
    const cluster = aWorld();
    cluster.add(pod('disabled'));
    // The master dies when its offer is on its way: Marathon takes it up, and nobody hears of that.
    for (let n = 0; cluster.world.state.mesos.master.offers.size === 0 && n < 5000; n++) cluster.runFor(0.001);
    cluster.world.mesos.strike({ kind: 'masterFailover' });
    cluster.runFor(1);
    expect(cluster.instances()[0]?.condition).toBe('Provisioned');
    cluster.runFor(60);
    expect(cluster.instances().map(({ condition, incarnation }) => [condition, incarnation])).toEqual([['Running', 2]]);
  });

  test('in a steady cluster nobody asks anything any more', () => {
    const cluster = aWorld();
    cluster.add(pod('disabled', 1, 'while true; do sleep 1; done'));
    cluster.runFor(18);
    cluster.world.mesos.strike({ kind: 'masterFailover' });
    cluster.runFor(3000);
    expect(cluster.world.runtime.nextAt()).toBeUndefined();
  });
});
