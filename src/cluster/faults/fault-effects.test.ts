/** Every kind of fault: what it does to a cluster, and that whatever follows from it says so. */
import { describe, expect, test } from 'vitest';
import { millis } from '../../protocol/units';
import { aSimplePod, aWorld } from '../world-fixture';
import { CHECKED, FAULT_ROWS, WEB } from './fault-rows-fixture';
import type { Row } from './fault-rows-fixture';
import { timelineOf } from './timeline';

type Cluster = ReturnType<typeof aWorld>;

/** What happened because of the fault, told briefly: tasks and executors of `/web` as such, ids left out. */
const effects = ({ world, agents }: Cluster): string[] =>
  timelineOf(world.state.faults, 'fault-1').map(({ subject, event, detail }) => {
    const who = agents.includes(subject)
      ? 'agent'
      : subject.includes('-O')
        ? 'offer'
        : /web/.test(subject)
          ? 'web'
          : '';
    const reason = event.startsWith('TASK_') ? (/^[A-Z_]{6,}/.exec(detail ?? '')?.[0] ?? '') : '';
    return [who, event.replace('TASK_', ''), reason].filter((part) => part !== '').join(' ');
  });

/** These, in this order; others may come in between. */
const inOrder = (found: readonly string[], wanted: readonly string[]): string[] => {
  let from = 0;
  return wanted.filter((each) => {
    const at = found.indexOf(each, from);
    if (at >= 0) from = at + 1;
    return at >= 0;
  });
};

const play = ({ wish, pod = WEB, next, after = 120 }: Row): Cluster => {
  const cluster = aWorld();
  if (next !== 'add') {
    cluster.add(pod);
    cluster.runFor(18);
    expect(cluster.status('/web').status).toBe('STABLE');
  }
  const fault = cluster.fault(wish);
  if (next === 'add') cluster.add(pod);
  if (next === 'kill') cluster.ask('DELETE', `/v2/pods/web::instances/${cluster.instances()[0]?.id}`);
  cluster.runFor(after);
  expect(cluster.world.faults.get(fault.id)?.hits[0]?.missed).toBeUndefined();
  return cluster;
};

const cases = Object.entries(FAULT_ROWS).flatMap(([kind, all]) =>
  all.map((row, n) => [`${kind} ${n + 1}`, row] as const),
);

test.each(cases)('%s: every effect carries its cause', (_, row) => {
  const cluster = play(row);
  expect(inOrder(effects(cluster), row.told)).toEqual(row.told);
  if (row.status !== undefined) expect(cluster.status('/web').status).toBe(row.status);
});

describe('where the effects of a fault end', () => {
  test('what a container that was launched again does by itself is its own', () => {
    const cluster = aWorld();
    cluster.add(aSimplePod('/web', {}, 'sleep 100; exit 1'));
    cluster.runFor(18);
    cluster.fault({ kind: 'killContainer' });
    cluster.runFor(30);
    const told = effects(cluster).length;
    cluster.runFor(200);
    expect(effects(cluster)).toHaveLength(told);
    expect(cluster.instances()[0]?.incarnation).toBeGreaterThan(2);
  });

  test('what checks find out of it is its own', () => {
    const cluster = aWorld();
    cluster.add(CHECKED);
    cluster.runFor(18);
    cluster.fault({ kind: 'killContainer' });
    cluster.runFor(60);
    expect(effects(cluster)).not.toContain('web RUNNING TASK_HEALTH_CHECK_STATUS_UPDATED');
  });

  test('what others are offered because something was freed is not', () => {
    const cluster = aWorld(1);
    cluster.add(
      aSimplePod('/web', { containers: [{ ...WEB.containers[0], name: 'a', resources: { cpus: 3, mem: 64 } }] }),
    );
    cluster.runFor(18);
    cluster.add(
      aSimplePod('/other', { containers: [{ ...WEB.containers[0], name: 'b', resources: { cpus: 3, mem: 64 } }] }),
    );
    cluster.runFor(10);
    expect(cluster.status('/other').status).toBe('DEGRADED');
    cluster.fault({ kind: 'killContainer' });
    cluster.runFor(30);
    expect(cluster.timeline().filter(({ subject }) => subject.includes('other'))).toEqual([]);
  });

  test('two faults at a time are told apart', () => {
    const cluster = aWorld();
    cluster.add(WEB);
    cluster.add({ ...WEB, id: '/other' });
    cluster.runFor(18);
    cluster.fault({ kind: 'killContainer', target: { service: '/web' } });
    cluster.fault({ kind: 'killContainer', target: { service: '/other' } });
    cluster.runFor(30);
    const about = (cause: string, service: string): number =>
      timelineOf(cluster.world.state.faults, cause).filter(({ subject }) => subject.includes(service)).length;
    expect([about('fault-1', 'other'), about('fault-2', 'web')]).toEqual([0, 0]);
    expect([about('fault-1', 'web'), about('fault-2', 'other')]).toEqual([4, 4]);
  });

  test('two agents lost by two faults: each replacement is told as an effect of its own', () => {
    const cluster = aWorld(4, { mesos: { removalInterval: millis(1) } });
    cluster.add(WEB);
    cluster.add({
      ...WEB,
      id: '/other',
      scheduling: {
        ...WEB.scheduling,
        placement: { constraints: [{ fieldName: 'hostname', operator: 'UNLIKE', value: '10.0.0.1' }] },
      },
    });
    cluster.runFor(18);
    cluster.fault({ kind: 'agentCrash', downSeconds: 5000, target: { service: '/web' } });
    cluster.fault({ kind: 'agentCrash', downSeconds: 5000, target: { service: '/other' } });
    cluster.runFor(500);
    for (const [cause, service] of [
      ['fault-1', 'web'],
      ['fault-2', 'other'],
    ] as const) {
      const launches = timelineOf(cluster.world.state.faults, cause).filter(({ event }) => event === 'launch');
      expect(launches.map(({ subject }) => subject.includes(service))).toEqual([true]);
    }
  });
});
