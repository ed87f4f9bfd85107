/** The life of an agent as the master sees it: every state it can be in, and what leads from one to the next. */
import { expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { EPOCH } from '../../runtime/runtime';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
const STUBBORN = 'trap "" TERM; while true; do sleep 1; done';

/** An agent with a task that runs since before second 20. */
const busy = (shell = FOREVER): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', shell)]));
  world.runTo(20);
  expect(world.last('a')?.state).toBe('TASK_RUNNING');
  return world;
};

const first = (world: MesosWorld): string => world.agents[0] ?? '';
const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };
const anywhen = { machines: [machine], start: millis(0) };

const stateOf = (world: MesosWorld, id = first(world)): string => {
  const { agents, recovered, unreachable, gone } = world.state.mesos.master;
  const agent = agents.get(id);
  if (agent !== undefined) {
    if (!agent.connected) return 'disconnected';
    if (agent.drain !== null) return agent.drain.state.toLowerCase();
    return agent.deactivated ? 'deactivated' : 'active';
  }
  if (recovered.has(id)) return 'recovered';
  if (unreachable.has(id)) return 'unreachable';
  return gone.has(id) ? 'gone' : 'removed';
};

/** What may happen to the first agent; a number is how long it lasts, in seconds. */
const DEEDS: Readonly<Record<string, (world: MesosWorld, lasts: number) => unknown>> = {
  stop: (world, lasts) => world.mesos.strike({ kind: 'agentRestart', agentId: first(world), lasts: seconds(lasts) }),
  crash: (world, lasts) => world.mesos.strike({ kind: 'agentCrash', agentId: first(world), lasts: seconds(lasts) }),
  cut: (world, lasts) => world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(lasts) }),
  failover: (world) => world.mesos.strike({ kind: 'masterFailover' }),
  gone: (world) => world.mesos.operator.markGone(first(world)),
  deactivate: (world) => world.mesos.operator.deactivate(first(world)),
  reactivate: (world) => world.mesos.operator.reactivate(first(world)),
  drain: (world) => world.mesos.operator.drain(first(world), { markGone: false }),
  drainAndGo: (world) => world.mesos.operator.drain(first(world), { markGone: true }),
  takeDown: (world) =>
    world.mesos.operator.updateSchedule([anywhen]) ?? world.mesos.operator.startMaintenance([machine]),
};

/** `<second> <deed> <how long>; <second> <state>; …`: each deed is done, each state is found. */
const live = (world: MesosWorld, story: string): void => {
  for (const step of story.split('; ').filter((each) => each !== '')) {
    const [at = '', what = '', lasts = '0'] = step.split(' ');
    world.runTo(Number(at));
    const deed = DEEDS[what];
    if (deed === undefined) expect(`${at} ${stateOf(world)}`).toBe(`${at} ${what}`);
    else expect(deed(world, Number(lasts))).toBeUndefined();
    expect(auditMesos(world.state.mesos)).toEqual([]);
  }
};

test.each([
  ['an agent is active once it has registered', '20 active'],
  [
    'active → disconnected when its process ends, → active when it is there again',
    '20 stop 60; 21 disconnected; 79 disconnected; 84 active',
  ],
  [
    'disconnected → unreachable when it stays away for twenty pings',
    '20 stop 400; 21 disconnected; 319 disconnected; 336 unreachable',
  ],
  [
    'active → unreachable when a cut network answers no ping: nobody told the master before',
    '20 cut 400; 319 active; 336 unreachable',
  ],
  ['active → unreachable when its machine crashes', '20 crash 400; 319 active; 336 unreachable'],
  ['unreachable → active when it registers again', '20 cut 400; 336 unreachable; 422 active'],
  ['a cut shorter than twenty pings goes unnoticed', '20 cut 290; 309 active; 312 active; 900 active'],
  [
    'active → deactivated by an operator, → active by another call',
    '20 deactivate; 20 deactivated; 500 deactivated; 500 reactivate; 500 active',
  ],
  ['what an operator wants outlives a disconnection', '20 deactivate; 21 stop 10; 22 disconnected; 40 deactivated'],
  [
    'what an operator wants outlives a loss, and may be changed while the agent is away',
    '20 cut 400; 336 unreachable; 337 deactivate; 422 deactivated; 423 cut 2000; 1529 deactivated; 1531 unreachable; 1541 reactivate; 2430 active',
  ],
  [
    'active → draining → drained, and → active by an operator',
    '20 drain; 20 draining; 21 drained; 500 drained; 500 reactivate; 500 active',
  ],
  ['an agent that is away is drained when it is back', '20 cut 400; 336 drain; 336 unreachable; 421.9 drained'],
  ['draining outlives an election', '20 cut 60; 25 drain; 26 failover; 40 recovered; 83 drained'],
  ['drained → gone where that was asked for', '20 drainAndGo; 20 draining; 21 gone'],
  ['active → gone, for ever', '20 gone; 20 gone; 9000 gone'],
  ['disconnected → gone', '20 stop 30; 21 gone; 60 gone'],
  ['unreachable → gone: it may not register again', '20 cut 400; 336 gone; 336 gone; 430 gone'],
  ['recovered → gone: it may not register again', '20 cut 60; 21 failover; 35 gone; 35 gone; 90 gone'],
  ['active → removed when its machine goes down', '20 takeDown; 20 removed; 60 removed'],
  [
    'active → recovered when another master is elected, → active when it registers with it',
    '20 failover; 29.9 active; 30 recovered; 31.1 active',
  ],
  [
    'recovered → unreachable when it does not register within ten minutes',
    '20 cut 2000; 20 failover; 31 recovered; 629 recovered; 631 unreachable; 2022 active',
  ],
])('%s: %s', (_, story) => {
  const world = busy();
  live(world, story);
  expect(world.runtime.now()).toBeGreaterThan(EPOCH);
});

test.each([
  ['drain', 'of an agent that is gone', '20 gone', 'Unknown agent'],
  ['deactivate', 'of an agent that is gone', '20 gone', 'Unknown agent'],
  ['reactivate', 'of an agent that is gone', '20 gone', 'Agent is not deactivated'],
  ['reactivate', 'of an active agent', '', 'Agent is not deactivated'],
  ['reactivate', 'of a draining agent', '20 cut 400; 21 drain', 'Agent is still in the DRAINING state'],
  ['reactivate', 'of an agent out of reach', '20 cut 400; 336 drain', 'Agent is still in the DRAINING state'],
])('a call to %s %s is refused', (call, _, story, why) => {
  const world = busy(STUBBORN);
  live(world, story);
  expect(DEEDS[call]?.(world, 0)).toBe(why);
});

test('a call to mark an agent gone nobody knows is refused', () => {
  expect(busy().mesos.operator.markGone('S9')).toBe("Agent 'S9' not found");
});

test('a call to drain an agent whose machine is scheduled for maintenance is refused', () => {
  const world = busy();
  world.mesos.operator.updateSchedule([anywhen]);
  expect(world.mesos.operator.drain(first(world), { markGone: false })).toBe(
    `Agent ${first(world)} is part of a maintenance schedule under Machine {"hostname":"10.0.0.1","ip":"10.0.0.1"}`,
  );
});

test('an agent that is gone ends with everything on it once the master reaches it', () => {
  const world = busy();
  live(world, '20 cut 400; 336 gone');
  expect(world.state.mesos.agents.size).toBe(1);
  world.runTo(430);
  expect(world.state.mesos.agents.size).toBe(0);
  expect(world.state.mesos.executors.size).toBe(0);
  expect(world.state.workloads.processes.size).toBe(0);
});

test.each(['20 stop 30', '20 crash 30', '20 cut 400', '20 crash 400'])(
  'an agent comes back under the id it had after %s',
  (story) => {
    const world = busy();
    live(world, `${story}; 450 active`);
    expect([...world.state.mesos.master.agents.keys()]).toEqual([first(world)]);
  },
);

test('ids of agents are never used again', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  live(world, '1 takeDown; 10 removed');
  world.mesos.operator.stopMaintenance([machine]);
  live(world, '11 failover; 30 removed');
  const ids = [...world.state.mesos.master.agents.keys()].map((id) => id.split('-').at(-1));
  expect(new Set(ids)).toEqual(new Set(['S1', 'S2']));
});
