/** When health checks are made, what of them is told, and when they end a container: rule by rule. */
import { describe, expect, test } from 'vitest';
import type { HealthCheckInfo, TaskInfo } from '../../../protocol/mesos/task';
import { seconds } from '../../../protocol/units';
import { stopProcess } from '../agent/outage';
import { disturb, relieve } from '../disturb';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'sleep inf';
const NGINX = "nginx -g 'daemon off;'";

const aCheck = (shell: string, overrides: Partial<HealthCheckInfo> = {}): Pick<TaskInfo, 'healthCheck'> => ({
  healthCheck: {
    check: { type: 'COMMAND', command: { shell } },
    delay: seconds(5),
    grace: seconds(0),
    interval: seconds(10),
    timeout: seconds(20),
    maxConsecutiveFailures: 99,
    ...overrides,
  },
});
const http: Partial<HealthCheckInfo> = { check: { type: 'HTTP', port: 80, path: '/', scheme: 'HTTP' } };

const run = (task: TaskInfo, until: number): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', [task]));
  world.runTo(until);
  return world;
};

/** `+` or `-`, and how many seconds after TASK_RUNNING it was told. */
const reports = (world: MesosWorld): string[] => {
  const began = world.state.framework.statuses.find(({ state }) => state === 'TASK_RUNNING')?.timestamp ?? 0;
  return world.state.framework.statuses
    .filter(({ reason }) => reason === 'TASK_HEALTH_CHECK_STATUS_UPDATED')
    .map(({ healthy, timestamp }) => `${healthy === true ? '+' : '-'}${((timestamp - began) / 1000).toFixed(2)}`);
};

describe('time', () => {
  test('the first check comes after the delay, the next an interval after the end of the last', () => {
    expect(reports(run(aTask('a', FOREVER, aCheck('exit 1')), 30))).toEqual(['-5.00', '-15.01', '-25.01']);
  });

  test('a check that takes its time is told of when it ends, and the interval begins then', () => {
    expect(reports(run(aTask('a', FOREVER, aCheck('sleep 3; exit 1')), 35))).toEqual(['-8.01', '-21.01']);
  });

  test('one that takes longer than the timeout has failed then', () => {
    const check = aCheck('sleep 30', { timeout: seconds(4) });
    expect(reports(run(aTask('a', FOREVER, check), 30))).toEqual(['-9.00', '-23.00']);
  });

  test('a timeout of 0 is none', () => {
    const check = aCheck('sleep 100', { timeout: seconds(0) });
    expect(reports(run(aTask('a', FOREVER, check), 200))).toEqual(['+105.00']);
  });
});

describe('grace', () => {
  test('failures within it are silent before the first success, and count after it', () => {
    const check = aCheck('exit 1', { grace: seconds(30) });
    expect(reports(run(aTask('a', FOREVER, check), 50))).toEqual(['-35.02', '-45.02']);
  });

  test('it is over with the first success', () => {
    const world = run(aTask('a', NGINX, aCheck('', { ...http, grace: seconds(600) })), 20);
    disturb(world.ctx, { id: 'f', kind: 'healthFail', target: { prefix: 'a' } });
    world.runTo(40);
    expect(reports(world).map((line) => line[0])).toEqual(['+', '-', '-']);
  });

  test('a success within it is told at once', () => {
    const check = aCheck('', { ...http, grace: seconds(600) });
    expect(reports(run(aTask('a', `sleep 12; ${NGINX}`, check), 60))).toEqual(['+15.01']);
  });
});

describe('what is told', () => {
  test('a success only when it is the first, or follows a failure; every failure that counts', () => {
    const world = run(aTask('a', NGINX, aCheck('', http)), 60);
    disturb(world.ctx, { id: 'f', kind: 'healthFail', target: { prefix: 'a' } });
    world.runTo(90);
    relieve(world.ctx, 'f');
    world.runTo(300);
    expect(reports(world).map((line) => line[0])).toEqual(['+', '-', '-', '-', '+']);
  });

  test('checks that were not made because nothing could change are made on time when something does', () => {
    const world = run(aTask('a', NGINX, aCheck('', http)), 1000);
    expect(world.runtime.nextAt()).toBeUndefined();
    disturb(world.ctx, { id: 'f', kind: 'healthFail', target: { prefix: 'a' } });
    world.runTo(1025);
    const [first = '', second = ''] = reports(world).slice(1);
    const at = Number(first.slice(1));
    expect(at).toBeGreaterThan(995);
    // 5 s after RUNNING, then every 10.005 s.
    const rounds = (at - 5) / 10.005;
    expect(rounds).toBeCloseTo(Math.round(rounds), 3);
    expect(Number(second.slice(1)) - at).toBeCloseTo(10, 1);
  });

  test('the last status is told again with the result', () => {
    const world = run(aTask('a', NGINX, aCheck('', http)), 20);
    expect(world.last('a')).toMatchObject({ state: 'TASK_RUNNING', healthy: true, networks: [{}] });
  });
});

describe('the limit', () => {
  test('of consecutive failures ends the container, with its own grace', () => {
    const stubborn = 'trap "" TERM; sleep inf';
    const check = aCheck('exit 1', { maxConsecutiveFailures: 3 });
    const world = run(aTask('a', stubborn, { ...check, killGrace: seconds(7) }), 60);
    expect(reports(world)).toHaveLength(3);
    expect(world.states('a')).toBe('STARTING RUNNING RUNNING RUNNING RUNNING KILLING KILLED');
    expect(world.since('a', 'KILLED') - world.since('a', 'KILLING')).toBeCloseTo(7, 1);
  });

  test('is counted anew after a success', () => {
    const world = run(aTask('a', NGINX, aCheck('', { ...http, maxConsecutiveFailures: 3 })), 20);
    for (const at of [30, 60]) {
      disturb(world.ctx, { id: 'f', kind: 'healthFail', target: { prefix: 'a' } });
      world.runTo(at + 12);
      relieve(world.ctx, 'f');
      world.runTo(at + 30);
    }
    expect(world.last('a')).toMatchObject({ state: 'TASK_RUNNING', healthy: true });
  });
});

describe('what counts as healthy', () => {
  test.each([
    [200, '+'],
    [204, '+'],
    [302, '+'],
    [399, '+'],
    [400, '-'],
    [503, '-'],
  ])('HTTP status %s: %s', (status, expected) => {
    const task = aTask('a', `http-echo -listen=:80 -status-code=${status}`, aCheck('', http));
    expect(reports(run(task, 12)).map((line) => line[0])).toEqual([expected]);
  });

  test('for TCP that somebody listens, whatever it would answer', () => {
    const check = aCheck('', { check: { type: 'TCP', port: 80 } });
    const task = aTask('a', 'http-echo -listen=:80 -status-code=503', check);
    expect(reports(run(task, 12)).map((line) => line[0])).toEqual(['+']);
  });

  test.each([
    ['pg_isready -U postgres', `sleep 12; postgres`, ['-', '+']],
    ['redis-cli ping', 'redis-server', ['+']],
    ['mysqladmin ping -h 127.0.0.1', 'redis-server', ['-', '-']],
    ['curl -f http://localhost:8080/up || exit 1', 'python3 -m http.server 8080', ['+']],
    ['wget -qO- 127.0.0.1:8081', 'python3 -m http.server 8080', ['-', '-']],
    ['curl http://elsewhere.example.com/', FOREVER, ['+']],
  ])('`%s` asks the container’s own network: %s', (shell, command, expected) => {
    expect(reports(run(aTask('a', command, aCheck(shell)), 22)).map((line) => line[0])).toEqual(expected);
  });
});

describe('nothing is checked', () => {
  test('once the container is being killed', () => {
    const world = run(aTask('a', 'trap "" TERM; sleep inf', { ...aCheck('exit 1'), killGrace: seconds(60) }), 12);
    world.kill('a');
    world.runTo(60);
    expect(reports(world)).toHaveLength(1);
  });

  test('nor told of when the answer comes after that', () => {
    const check = { ...aCheck('sleep 9; exit 1'), killGrace: seconds(60) };
    const world = run(aTask('a', 'trap "" TERM; sleep inf', check), 8);
    world.kill('a');
    world.runTo(40);
    expect(reports(world)).toEqual([]);
  });

  test('once it has ended', () => {
    const world = run(aTask('a', 'sleep 12', aCheck('exit 1')), 60);
    expect(reports(world)).toHaveLength(1);
    expect(world.state.mesos.executors.size).toBe(0);
  });

  test('while the agent is away; what was due then is made when it is back', () => {
    const world = run(aTask('a', FOREVER, aCheck('exit 1')), 8);
    const [agent] = world.state.mesos.agents.values();
    if (agent !== undefined) stopProcess(world.ctx, agent, seconds(32));
    world.runTo(39);
    expect(reports(world)).toHaveLength(1);
    world.runTo(60);
    const back = 40 - world.since('a', 'RUNNING');
    expect(reports(world)[1]).toBe(`-${back.toFixed(2)}`);
  });
});
