/** Processes, machines and networks that fail for a while: what lives on, what does not, and what of it is told. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const first = (world: MesosWorld): string => world.agents[0] ?? '';
const strike = (world: MesosWorld, kind: 'agentCrash' | 'agentRestart' | 'partition', lasts: number) =>
  world.mesos.strike({ kind, agentId: first(world), lasts: seconds(lasts) });
const overlay = { networks: [{ name: 'dcos', labels: {}, portMappings: [] }] };

const running = (shell = FOREVER): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', shell)], overlay));
  world.runTo(20);
  expect(world.last('a')?.state).toBe('TASK_RUNNING');
  return world;
};
const sound = (world: MesosWorld): void => expect(auditMesos(world.state.mesos)).toEqual([]);

describe('an agent’s process that is started again', () => {
  test('finds its executors and containers as they were', () => {
    const world = running();
    const containers = [...world.state.workloads.processes.keys()];
    strike(world, 'agentRestart', 30);
    world.runTo(60);
    expect(world.states('a')).toBe('STARTING RUNNING');
    expect([...world.state.workloads.processes.keys()]).toEqual(containers);
    world.kill('a');
    world.runTo(70);
    expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
    sound(world);
  });

  test('takes what ended meanwhile when it is there', () => {
    const world = running('sleep 22; exit 4');
    strike(world, 'agentRestart', 30);
    world.runTo(49);
    expect(world.states('a')).toBe('STARTING RUNNING');
    world.runTo(60);
    expect(world.states('a')).toBe('STARTING RUNNING FAILED');
    expect(world.last('a')).toMatchObject({ exitCode: 4, source: 'SOURCE_EXECUTOR' });
    sound(world);
  });

  test('registers two seconds later, when its executors have had the time to come back', () => {
    const world = running();
    strike(world, 'agentRestart', 30);
    const isConnected = (): boolean | undefined => world.state.mesos.master.agents.get(first(world))?.connected;
    world.runTo(51.99);
    expect(isConnected()).toBe(false);
    world.runTo(53.1);
    expect(isConnected()).toBe(true);
  });

  test('registers at once when there is nothing to wait for', () => {
    const world = aMesos();
    world.runTo(20);
    strike(world, 'agentRestart', 30);
    world.runTo(51.1);
    expect(world.state.mesos.master.agents.get(first(world))?.connected).toBe(true);
  });

  test('gives up an executor whose container was not ready, two seconds later', () => {
    const world = aMesos();
    world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)], overlay));
    for (let at = 0.51; world.state.mesos.agents.get(first(world))?.executors.size === 0; at += 0.005) world.runTo(at);
    strike(world, 'agentRestart', 10);
    world.runTo(60);
    for (const id of ['x', 'y']) {
      expect(world.states(id)).toBe('FAILED');
      expect(world.last(id)).toMatchObject({
        source: 'SOURCE_AGENT',
        reason: 'EXECUTOR_REREGISTRATION_TIMEOUT',
        message: 'Executor did not reregister within 2secs',
      });
    }
    expect(world.state.mesos.executors.size).toBe(0);
    sound(world);
  });

  test('fails containers that were just being launched; siblings that ran are killed', () => {
    const world = aMesos();
    const slow = { image: { id: 'private/huge', cached: true } };
    world.launch(aGroup('a', [aTask('slow', FOREVER, slow), aTask('quick', FOREVER)]));
    let at = 0.6;
    for (; world.states('slow') === ''; at += 0.05) world.runTo(at);
    // The agent has to know that it was heard, or it says so again.
    world.runTo(at + 0.05);
    strike(world, 'agentRestart', 5);
    world.runTo(60);
    expect(world.states('slow')).toBe('STARTING FAILED');
    expect(world.states('quick')).toBe('STARTING RUNNING KILLING KILLED');
    sound(world);
  });

  test('hears nothing of the master before it has found out what it has', () => {
    const world = running();
    strike(world, 'partition', 5);
    strike(world, 'agentRestart', 6);
    // The network is well again, the agent is not yet: the master believes in it and launches.
    world.runTo(26.5);
    world.launch(aGroup('b', [aTask('b', FOREVER)]));
    world.runTo(27.5);
    expect(world.states('b')).toBe('');
    world.runTo(60);
    expect(world.states('b')).toBe('DROPPED');
    expect(world.states('a')).toBe('STARTING RUNNING');
    sound(world);
  });
});

describe('executors whose agent stays away', () => {
  test('wait for a quarter of an hour', () => {
    const world = running();
    strike(world, 'agentRestart', 899);
    world.runTo(1000);
    expect(world.states('a')).toBe('STARTING RUNNING UNREACHABLE RUNNING');
    sound(world);
  });

  test('give up then, with all they run, which the agent finds out when it is there', () => {
    const world = running();
    strike(world, 'agentRestart', 2000);
    world.runTo(919);
    expect(world.state.workloads.processes.size).toBe(1);
    world.runTo(921);
    expect(world.state.workloads.processes.size).toBe(0);
    world.runTo(2100);
    expect(world.states('a')).toBe('STARTING RUNNING UNREACHABLE FAILED');
    expect(world.last('a')).toMatchObject({ reason: 'EXECUTOR_REREGISTRATION_TIMEOUT', source: 'SOURCE_AGENT' });
    expect(world.state.mesos.agents.get(first(world))?.addresses.get('dcos')?.used.size).toBe(0);
    sound(world);
  });

  test('and the containers of a machine that crashed in between are not theirs any more', () => {
    const world = running();
    strike(world, 'agentRestart', 2000);
    world.runTo(500);
    expect(strike(world, 'agentCrash', 10)).toBeUndefined();
    world.runTo(3000);
    expect(world.states('a')).toBe('STARTING RUNNING UNREACHABLE FAILED');
    expect(world.last('a')?.message).toBe('The machine was rebooted');
    sound(world);
  });
});

describe('a machine that crashes', () => {
  test('takes every process with it, and gives its addresses back when it boots', () => {
    const world = running();
    expect(world.state.mesos.agents.get(first(world))?.addresses.get('dcos')?.used.size).toBe(1);
    strike(world, 'agentCrash', 30);
    expect([world.state.workloads.processes.size, world.state.mesos.executors.size]).toEqual([0, 0]);
    world.runTo(60);
    expect(world.state.mesos.agents.get(first(world))?.addresses.get('dcos')?.used.size).toBe(0);
    expect(world.states('a')).toBe('STARTING RUNNING FAILED');
    sound(world);
  });

  test('tells nobody: it is offered and launched on until pings are missed', () => {
    const world = aMesos();
    world.runTo(20);
    strike(world, 'agentCrash', 5000);
    world.launch(aGroup('a', [aTask('a', FOREVER)]));
    world.runTo(25);
    expect(world.state.mesos.master.tasks.get('a')?.state).toBe('TASK_STAGING');
    world.runTo(340);
    expect(world.states('a')).toBe('UNREACHABLE');
    world.runTo(5050);
    expect(world.states('a')).toBe('UNREACHABLE GONE');
    expect(world.last('a')).toMatchObject({ source: 'SOURCE_MASTER', reason: 'RECONCILIATION' });
    expect(world.state.mesos.master.tasks.size).toBe(0);
    sound(world);
  });

  test('in the middle of a launch leaves nothing behind', () => {
    for (const at of [0.52, 0.6, 0.8, 1, 1.3, 1.6, 2, 2.5]) {
      const world = aMesos();
      world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', 'sleep 2')], overlay));
      world.runTo(at);
      strike(world, 'agentCrash', 10);
      world.runTo(100);
      expect(world.state.mesos.agents.get(first(world))?.executors.size).toBe(0);
      expect(world.state.mesos.master.agents.get(first(world))?.used).toEqual([]);
      expect(world.state.mesos.master.tasks.size).toBe(0);
      expect(['FAILED', 'DROPPED']).toContain(world.states('x').split(' ').at(-1));
      sound(world);
    }
  });
});

describe('a network that is cut', () => {
  test('holds back what is said, both ways, and lets it go when it is well', () => {
    const world = running('sleep 26; exit 3');
    strike(world, 'partition', 60);
    world.runTo(79);
    expect(world.states('a')).toBe('STARTING RUNNING');
    world.runTo(81);
    expect(world.states('a')).toBe('STARTING RUNNING FAILED');
    sound(world);
  });

  test('delivers a kill late', () => {
    const world = running();
    strike(world, 'partition', 60);
    world.kill('a');
    world.runTo(79);
    expect(world.states('a')).toBe('STARTING RUNNING');
    world.runTo(82);
    expect(world.states('a')).toBe('STARTING RUNNING KILLING KILLED');
  });

  test('for longer than the master would wait makes the agent register anew, though it was not given up', () => {
    let registrations = 0;
    const world = aMesos({ onEntry: ({ kind }) => (registrations += kind === 'AGENT_REREGISTERED' ? 1 : 0) });
    world.runTo(20);
    // Another one has just been given up: it is not this one's turn.
    world.state.mesos.master.removalsFrom = millis(world.runtime.now() + 50_000_000);
    strike(world, 'partition', 299);
    world.runTo(400);
    expect(registrations).toBe(0);
    strike(world, 'partition', 300);
    world.runTo(702);
    expect(registrations).toBe(1);
    expect(world.state.mesos.master.agents.get(first(world))?.connected).toBe(true);
  });
});

describe('one outage upon another', () => {
  test.each([
    ['restart', 'restart', 'down'],
    ['crash', 'crash', 'down'],
    ['crash', 'restart', 'down'],
    ['partition', 'partition', 'cut off'],
  ] as const)('a %s forbids a %s', (one, two, word) => {
    const kinds = { restart: 'agentRestart', crash: 'agentCrash', partition: 'partition' } as const;
    const world = running();
    strike(world, kinds[one], 60);
    expect(strike(world, kinds[two], 60)).toBe(`agent ${first(world)} is ${word} already`);
  });

  test('only the last boot counts', () => {
    const world = running();
    strike(world, 'agentRestart', 30);
    world.runTo(30);
    strike(world, 'agentCrash', 100);
    world.runTo(129);
    expect(world.state.mesos.agents.get(first(world))?.process).toBe('crashed');
    world.runTo(131);
    expect(world.state.mesos.agents.get(first(world))?.process).toBe('up');
    world.runTo(200);
    expect(world.states('a')).toBe('STARTING RUNNING FAILED');
    sound(world);
  });

  test('a machine that boots into a cut network registers when that is well', () => {
    const world = running();
    strike(world, 'partition', 100);
    strike(world, 'agentCrash', 30);
    world.runTo(119);
    expect(world.states('a')).toBe('STARTING RUNNING');
    world.runTo(125);
    expect(world.states('a')).toBe('STARTING RUNNING FAILED');
    sound(world);
  });
});

test('health checks wait for the agent, and are made when it is there', () => {
  const world = aMesos();
  const check = { type: 'TCP', port: 99 } as const;
  const times = { delay: seconds(30), grace: seconds(0), interval: seconds(100), timeout: seconds(1) };
  const healthCheck = { check, ...times, maxConsecutiveFailures: 3 };
  world.launch(aGroup('a', [aTask('a', FOREVER, { healthCheck })]));
  world.runTo(20);
  strike(world, 'agentRestart', 60);
  world.runTo(79);
  expect(world.last('a')?.healthy).toBeUndefined();
  world.runTo(90);
  expect(world.last('a')?.healthy).toBe(false);
});

test('an executor that crashes takes its tasks with it, and the agent says so', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)], overlay));
  world.runTo(20);
  const [executor = ''] = world.state.mesos.executors.keys();
  expect(world.mesos.strike({ kind: 'crashExecutor', agentId: first(world), executor })).toBeUndefined();
  world.runTo(30);
  for (const id of ['x', 'y']) {
    expect(world.states(id)).toBe('STARTING RUNNING FAILED');
    expect(world.last(id)).toMatchObject({ source: 'SOURCE_AGENT', reason: 'EXECUTOR_TERMINATED' });
  }
  expect(world.state.workloads.processes.size).toBe(0);
  expect(world.mesos.strike({ kind: 'crashExecutor', agentId: first(world), executor })).toBe(
    `there is no executor ${executor} that runs`,
  );
  sound(world);
});
