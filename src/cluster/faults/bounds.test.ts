/** What is remembered of faults has bounds. */
import { describe, expect, test } from 'vitest';
import { aSimplePod, aWorld } from '../world-fixture';
import { FOREVER, aFaultyCluster as aCluster } from './faults-fixture';
import { MAX_LIVE_FAULTS } from './faults-state';
import { timelineOf } from './timeline';

describe('memory has bounds', () => {
  test('of faults that are over the last 200 are told', () => {
    const cluster = aCluster();
    for (let n = 0; n < 260; n++) cluster.fault({ kind: 'killContainer', target: { service: '/nobody' } });
    expect(cluster.world.faults.list()).toHaveLength(200);
    expect(cluster.world.faults.get('fault-1')).toBeUndefined();
    expect(cluster.world.faults.get('fault-260')).toBeDefined();
  });

  test('of the hits of a fault the last 20', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'killContainer', target: { service: '/nobody' }, perHour: 3600, times: 100 });
    cluster.runFor(1000);
    expect(cluster.get().hits.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => `fault-1.${n + 81}`));
  });

  test('of what was hit the first hundred ids, and how many there were', () => {
    const cluster = aWorld(3);
    cluster.add(
      aSimplePod('/web', {
        scaling: { kind: 'fixed', instances: 100 },
        containers: ['a', 'b'].map((name) => ({
          name,
          exec: { command: { shell: FOREVER } },
          resources: { cpus: 0.001, mem: 1 },
        })),
        executorResources: { cpus: 0.1, mem: 32, disk: 10 },
      }),
    );
    cluster.runFor(120);
    const { hits } = cluster.fault({ kind: 'killContainer', count: 1000 });
    expect(hits[0]?.count).toBeGreaterThan(100);
    expect(hits[0]?.hit).toHaveLength(100);
  });

  test('of the timeline the last 2,000 lines', () => {
    const cluster = aCluster();
    cluster.fault({ kind: 'killContainer', perHour: 3600, count: 5 });
    for (let n = 0; n < 20; n++) {
      cluster.runFor(100);
      expect(cluster.world.state.faults.timeline.length).toBeLessThan(4100);
    }
    expect(timelineOf(cluster.world.state.faults, null)).toHaveLength(2000);
  });

  test('of faults that wait or hold a thousand', () => {
    const cluster = aCluster();
    for (let n = 0; n < MAX_LIVE_FAULTS; n++) cluster.fault({ kind: 'gone', afterSeconds: 100_000 });
    expect(cluster.world.faults.room()).toBe(0);
    cluster.world.faults.remove('fault-7');
    expect(cluster.world.faults.room()).toBe(1);
  });
});
