/** Containers of a group that wait for each other. */
import { describe, expect, test } from 'vitest';
import type { StartCondition, StartRule } from '../../../protocol/mesos/start-rule';
import type { HealthCheckInfo, TaskInfo } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import { disturb, relieve } from '../disturb';
import { auditMesos } from '../invariants';
import { stopProcess } from '../agent/outage';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'sleep inf';

/** `db:healthy` … */
const after = (...wanted: readonly string[]): { start: StartRule } => rule('main', ...wanted);
const rule = (kind: StartRule['kind'], ...wanted: readonly string[]): { start: StartRule } => ({
  start: {
    kind,
    after: wanted.map((text): StartCondition => {
      const [container = '', condition] = text.split(':');
      return { container, condition: condition === 'healthy' || condition === 'finished' ? condition : 'running' };
    }),
    timeout: seconds(240),
  },
});
const init = rule('init');
const sidecar = rule('sidecar');
const checked = (shell: string, overrides: Partial<HealthCheckInfo> = {}): Pick<TaskInfo, 'healthCheck'> => ({
  healthCheck: {
    check: { type: 'COMMAND', command: { shell } },
    delay: seconds(15),
    grace: seconds(60),
    interval: seconds(10),
    timeout: seconds(5),
    maxConsecutiveFailures: 3,
    ...overrides,
  },
});

const launched = (...tasks: readonly TaskInfo[]): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', tasks));
  return world;
};

describe('a container that waits', () => {
  test('is starting and says for what; it is launched once that was met', () => {
    const world = launched(aTask('web', FOREVER, after('db:healthy')), aTask('db', FOREVER, checked('true')));
    world.runTo(10);
    expect(world.told('web')).toEqual(['STARTING: waiting for db: healthy']);
    expect(world.state.workloads.processes.size).toBe(1);
    world.runTo(60);
    expect(world.told('web')).toEqual([
      'STARTING: waiting for db: healthy',
      'STARTING: starting: db is healthy',
      'RUNNING',
    ]);
    expect(world.since('web', 'RUNNING') - world.since('db', 'RUNNING')).toBeGreaterThan(15);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('waits for another to run until that has been launched, whatever its image takes', () => {
    const image = { id: 'mysql', cached: true };
    const world = launched(aTask('db', FOREVER, { image }), aTask('web', FOREVER, after('db')));
    world.runTo(30);
    expect(world.told('web').slice(1)).toEqual(['STARTING: starting: db is running', 'RUNNING']);
    expect(world.since('web', 'RUNNING')).toBeGreaterThan(world.since('db', 'RUNNING'));
  });

  test('waits for an init container to end with 0', () => {
    const world = launched(aTask('migrate', 'sleep 20', init), aTask('web', FOREVER, after('migrate:finished')));
    world.runTo(60);
    expect(world.states('migrate')).toBe('STARTING RUNNING FINISHED');
    expect(world.told('web').slice(1)).toEqual(['STARTING: starting: migrate has finished', 'RUNNING']);
    expect(world.since('web', 'RUNNING')).toBeGreaterThan(world.since('migrate', 'FINISHED'));
  });

  test('says what is left of several conditions', () => {
    const world = launched(
      aTask('db', FOREVER),
      aTask('migrate', 'sleep 20', init),
      aTask('web', FOREVER, after('db', 'migrate:finished')),
    );
    world.runTo(60);
    expect(world.told('web')).toEqual([
      'STARTING: waiting for db: running, migrate: finished',
      'STARTING: waiting for migrate: finished',
      'STARTING: starting: migrate has finished',
      'RUNNING',
    ]);
  });

  test('holds on to what was met: a target that gets sick later closes no gate', () => {
    const world = launched(
      aTask('db', FOREVER, checked('true', { maxConsecutiveFailures: 99 })),
      aTask('migrate', 'sleep 60', init),
      aTask('web', FOREVER, after('db:healthy', 'migrate:finished')),
    );
    world.runTo(30);
    disturb(world.ctx, { id: 'f', kind: 'healthFail', target: { prefix: 'db' } });
    world.runTo(100);
    expect(world.last('db')).toMatchObject({ healthy: false });
    expect(world.states('web')).toBe('STARTING STARTING STARTING RUNNING');
    relieve(world.ctx, 'f');
  });

  test('fails when its time is over, and takes its group along', () => {
    const world = launched(aTask('db', FOREVER, checked('exit 1', { grace: seconds(900) })), {
      ...aTask('web', FOREVER),
      start: { ...after('db:healthy').start, timeout: seconds(40) },
    });
    world.runTo(100);
    expect(world.told('web')).toEqual([
      'STARTING: waiting for db: healthy',
      'FAILED: start condition not met within 40 s',
    ]);
    expect(world.since('web', 'FAILED') - world.since('web', 'STARTING')).toBe(40);
    expect(world.states('db')).toBe('STARTING RUNNING KILLING KILLED');
    expect(world.state.mesos.executors.size).toBe(0);
  });

  test('is launched when the agent is back, if its gate opened while that was away', () => {
    const world = launched(aTask('migrate', 'sleep 20', init), aTask('web', FOREVER, after('migrate:finished')));
    world.runTo(15);
    const [agent] = world.state.mesos.agents.values();
    if (agent !== undefined) stopProcess(world.ctx, agent, seconds(30));
    world.runTo(40);
    expect(world.states('web')).toBe('STARTING');
    world.runTo(90);
    expect(world.states('web')).toBe('STARTING STARTING RUNNING');
  });
});

describe('a chain', () => {
  test('opens one gate after the other, in the order of the graph and not of the definition', () => {
    const world = launched(
      aTask('c', FOREVER, after('b')),
      aTask('b', FOREVER, after('a')),
      aTask('a', FOREVER),
      aTask('d', FOREVER, after('a', 'c')),
    );
    world.runTo(30);
    const times = ['a', 'b', 'c', 'd'].map((name) => world.since(name, 'RUNNING'));
    expect(times.toSorted((x, y) => x - y)).toEqual(times);
    expect(new Set(times).size).toBe(4);
  });

  test('lets each container run as soon as it does: a slow image delays only those that wait for it', () => {
    const image = { id: 'mongo', cached: true };
    const world = launched(
      aTask('slow', FOREVER, { image }),
      aTask('quick', FOREVER),
      aTask('last', FOREVER, after('slow')),
    );
    world.runTo(30);
    expect(world.since('slow', 'RUNNING') - world.since('quick', 'RUNNING')).toBeGreaterThan(2);
  });
});

describe('whoever can’t be waited for any more', () => {
  test.each([
    ['fails', 'sleep 5; exit 1', 'finished', init, 'STARTING RUNNING FAILED'],
    ['ends before it was healthy', 'sleep 5', 'healthy', checked('true'), 'STARTING RUNNING FINISHED'],
  ])('%s: the group goes, and what waited was never launched', (_, shell, condition, more, expected) => {
    const world = launched(
      aTask('target', shell, more),
      aTask('web', FOREVER, after(`target:${condition}`)),
      aTask('other', FOREVER),
    );
    world.runTo(60);
    expect(world.states('target')).toBe(expected);
    expect(world.told('web')).toEqual([
      `STARTING: waiting for target: ${condition}`,
      `KILLED: Killed while waiting for target: ${condition}`,
    ]);
    expect(world.last('web')).toMatchObject({ reason: 'TASK_KILLED_DURING_LAUNCH', source: 'SOURCE_EXECUTOR' });
    expect(world.states('other')).toBe('STARTING RUNNING KILLING KILLED');
    expect(world.state.mesos.executors.size).toBe(0);
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('can’t be launched: the group goes likewise', () => {
    const { command: _, ...nothing } = aTask('db', '');
    const world = launched(nothing, aTask('web', FOREVER, after('db')));
    world.runTo(20);
    expect(world.states('db')).toBe('STARTING FAILED');
    expect(world.last('web')).toMatchObject({ state: 'TASK_KILLED', reason: 'TASK_KILLED_DURING_LAUNCH' });
  });

  test('but a target that was met may end: nobody waits for it any more', () => {
    const world = launched(aTask('db', 'sleep 5'), aTask('web', FOREVER, after('db')));
    world.runTo(60);
    expect([world.states('db'), world.states('web')]).toEqual([
      'STARTING RUNNING FINISHED',
      'STARTING STARTING RUNNING',
    ]);
  });
});

describe('kinds', () => {
  test('an init container that ends with 0 is no end of anything else', () => {
    const world = launched(aTask('migrate', 'sleep 2', init), aTask('web', FOREVER));
    world.runTo(30);
    expect(world.states('web')).toBe('STARTING RUNNING');
  });

  test('kinds alone delay nothing: all containers run at once', () => {
    const world = launched(aTask('log', FOREVER, sidecar), aTask('web', FOREVER));
    world.runTo(10);
    expect(world.since('log', 'RUNNING')).toBe(world.since('web', 'RUNNING'));
  });

  test('sidecars are stopped, with their own grace, when the last main container has ended', () => {
    const stubborn = { ...sidecar, killGrace: seconds(8) };
    const world = launched(
      aTask('first', 'sleep 10'),
      aTask('second', 'sleep 20'),
      aTask('log', 'trap "" TERM; sleep inf', stubborn),
      aTask('clean-up', 'sleep 60', init),
    );
    world.runTo(100);
    expect(world.since('log', 'KILLING') - world.since('second', 'FINISHED')).toBeLessThan(0.1);
    expect(world.since('log', 'KILLED') - world.since('log', 'KILLING')).toBeCloseTo(8, 1);
    // Nothing went wrong, so nobody is killed for it.
    expect(world.states('clean-up')).toBe('STARTING RUNNING FINISHED');
    expect(world.state.mesos.executors.size).toBe(0);
  });

  test('a sidecar that fails takes the group along like any other', () => {
    const world = launched(aTask('log', 'sleep 5; exit 1', sidecar), aTask('web', FOREVER));
    world.runTo(30);
    expect(world.states('web')).toBe('STARTING RUNNING KILLING KILLED');
  });
});

describe('a kill', () => {
  const waiting = (): MesosWorld =>
    launched(
      aTask('db', 'trap "" TERM; sleep inf', { ...checked('exit 1'), killGrace: seconds(9) }),
      aTask('web', FOREVER, after('db:healthy')),
    );

  test('of all leaves each its own grace: what only waits ends at once and harms nobody', () => {
    const world = waiting();
    world.runTo(10);
    world.kill('web');
    world.kill('db');
    world.runTo(30);
    expect(world.told('web').at(-1)).toBe('KILLED: Killed while waiting for db: healthy');
    expect(world.since('web', 'KILLED')).toBeLessThan(10.1);
    expect(world.since('db', 'KILLED') - world.since('db', 'KILLING')).toBeCloseTo(9, 1);
  });

  test('of what waits takes the group along, with the fixed grace', () => {
    const world = waiting();
    world.runTo(10);
    world.kill('web');
    world.runTo(30);
    expect(world.since('db', 'KILLED') - world.since('db', 'KILLING')).toBeCloseTo(3, 1);
  });

  test('during the launch after a gate opened destroys the container', () => {
    const image = { id: 'private/huge', cached: true };
    const world = launched(aTask('db', FOREVER), aTask('web', FOREVER, { ...after('db'), image }));
    for (let quarter = 1; !world.states('web').endsWith('STARTING STARTING'); quarter++) world.runTo(quarter / 4);
    world.kill('web');
    world.runTo(60);
    expect(world.states('web')).toBe('STARTING STARTING KILLING KILLED');
    expect(world.states('db')).toBe('STARTING RUNNING KILLING KILLED');
  });
});

test('a group without any rule carries nothing of all this', () => {
  const world = launched(aTask('x', FOREVER), aTask('y', FOREVER));
  world.runTo(10);
  const [executor] = world.state.mesos.executors.values();
  expect(executor).not.toHaveProperty('order');
  expect(executor?.children.some((child) => 'place' in child)).toBe(false);
});
