/** The life of an agent as the master sees it: every state it can be in, and what leads from one to the next. */
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
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

type Step = (world: MesosWorld) => unknown;

const stop =
  (lasts: number): Step =>
  (world) =>
    world.mesos.strike({ kind: 'agentRestart', agentId: first(world), lasts: seconds(lasts) });
const crash =
  (lasts: number): Step =>
  (world) =>
    world.mesos.strike({ kind: 'agentCrash', agentId: first(world), lasts: seconds(lasts) });
const cut =
  (lasts: number): Step =>
  (world) =>
    world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(lasts) });
const failover: Step = (world) => world.mesos.strike({ kind: 'masterFailover' });
const gone: Step = (world) => world.mesos.operator.markGone(first(world));
const deactivate: Step = (world) => world.mesos.operator.deactivate(first(world));
const reactivate: Step = (world) => world.mesos.operator.reactivate(first(world));
const drain: Step = (world) => world.mesos.operator.drain(first(world), { markGone: false });
const drainAndGo: Step = (world) => world.mesos.operator.drain(first(world), { markGone: true });
const takeDown: Step = (world) => {
  world.mesos.operator.updateSchedule([anywhen]);
  return world.mesos.operator.startMaintenance([machine]);
};

/** Steps, each at its second; `true` in the middle of a name is what `stateOf` says after it. */
type Story = readonly (readonly [at: number, what: Step | string])[];

const stories: readonly (readonly [name: string, story: Story])[] = [
  ['an agent is active once it has registered', [[20, 'active']]],
  [
    'active → disconnected when its process ends, → active when it is there again',
    [
      [20, stop(60)],
      [21, 'disconnected'],
      [79, 'disconnected'],
      [84, 'active'],
    ],
  ],
  [
    'disconnected → unreachable when it stays away for twenty pings',
    [
      [20, stop(400)],
      [21, 'disconnected'],
      [319, 'disconnected'],
      [336, 'unreachable'],
    ],
  ],
  [
    'active → unreachable when a cut network answers no ping: nobody told the master before',
    [
      [20, cut(400)],
      [319, 'active'],
      [336, 'unreachable'],
    ],
  ],
  [
    'active → unreachable when its machine crashes',
    [
      [20, crash(400)],
      [319, 'active'],
      [336, 'unreachable'],
    ],
  ],
  [
    'unreachable → active when it registers again',
    [
      [20, cut(400)],
      [336, 'unreachable'],
      [422, 'active'],
    ],
  ],
  [
    'a cut shorter than twenty pings goes unnoticed',
    [
      [20, cut(290)],
      [309, 'active'],
      [312, 'active'],
      [900, 'active'],
    ],
  ],
  [
    'active → deactivated by an operator, → active by another call',
    [
      [20, deactivate],
      [20, 'deactivated'],
      [500, 'deactivated'],
      [500, reactivate],
      [500, 'active'],
    ],
  ],
  [
    'what an operator wants outlives a disconnection',
    [
      [20, deactivate],
      [21, stop(10)],
      [22, 'disconnected'],
      [40, 'deactivated'],
    ],
  ],
  [
    'what an operator wants outlives a loss, and may be changed while the agent is away',
    [
      [20, cut(400)],
      [336, 'unreachable'],
      [337, deactivate],
      [422, 'deactivated'],
      [423, cut(2000)],
      [1529, 'deactivated'],
      [1531, 'unreachable'],
      [1541, reactivate],
      [2430, 'active'],
    ],
  ],
  [
    'active → draining → drained, and → active by an operator',
    [
      [20, drain],
      [20, 'draining'],
      [21, 'drained'],
      [500, 'drained'],
      [500, reactivate],
      [500, 'active'],
    ],
  ],
  [
    'an agent that is away is drained when it is back',
    [
      [20, cut(400)],
      [336, drain],
      [336, 'unreachable'],
      [421.9, 'drained'],
    ],
  ],
  [
    'draining outlives an election',
    [
      [20, cut(60)],
      [25, drain],
      [26, failover],
      [40, 'recovered'],
      [83, 'drained'],
    ],
  ],
  [
    'drained → gone where that was asked for',
    [
      [20, drainAndGo],
      [20, 'draining'],
      [21, 'gone'],
    ],
  ],
  [
    'active → gone, for ever',
    [
      [20, gone],
      [20, 'gone'],
      [9000, 'gone'],
    ],
  ],
  [
    'disconnected → gone',
    [
      [20, stop(30)],
      [21, gone],
      [60, 'gone'],
    ],
  ],
  [
    'unreachable → gone: it may not register again',
    [
      [20, cut(400)],
      [336, gone],
      [336, 'gone'],
      [430, 'gone'],
    ],
  ],
  [
    'recovered → gone: it may not register again',
    [
      [20, cut(60)],
      [21, failover],
      [35, gone],
      [35, 'gone'],
      [90, 'gone'],
    ],
  ],
  [
    'active → removed when its machine goes down',
    [
      [20, takeDown],
      [20, 'removed'],
      [60, 'removed'],
    ],
  ],
  [
    'active → recovered when another master is elected, → active when it registers with it',
    [
      [20, failover],
      [29.9, 'active'],
      [30, 'recovered'],
      [31.1, 'active'],
    ],
  ],
  [
    'recovered → unreachable when it does not register within ten minutes',
    [
      [20, cut(2000)],
      [20, failover],
      [31, 'recovered'],
      [629, 'recovered'],
      [631, 'unreachable'],
      [2022, 'active'],
    ],
  ],
];

const live = (world: MesosWorld, story: Story): void => {
  for (const [at, what] of story) {
    world.runTo(at);
    if (typeof what === 'string') expect(`${at} ${stateOf(world)}`).toBe(`${at} ${what}`);
    else expect(what(world)).toBeUndefined();
    expect(auditMesos(world.state.mesos)).toEqual([]);
  }
};

test.each(stories)('%s', (_, story) => live(busy(), story));

describe('an operator’s call is refused', () => {
  const refusals: readonly (readonly [name: string, story: Story, call: Step, why: string])[] = [
    [
      'DRAIN_AGENT of an unknown agent',
      [],
      (world) => world.mesos.operator.drain('S9', { markGone: false }),
      'Unknown agent',
    ],
    ['DEACTIVATE_AGENT of an unknown agent', [], (world) => world.mesos.operator.deactivate('S9'), 'Unknown agent'],
    [
      'REACTIVATE_AGENT of an unknown agent',
      [],
      (world) => world.mesos.operator.reactivate('S9'),
      'Agent is not deactivated',
    ],
    ['REACTIVATE_AGENT of an active agent', [], reactivate, 'Agent is not deactivated'],
    [
      'REACTIVATE_AGENT while it is draining',
      [
        [20, cut(400)],
        [21, drain],
      ],
      reactivate,
      'Agent is still in the DRAINING state',
    ],
    [
      'REACTIVATE_AGENT of an unreachable agent that is to be drained',
      [
        [20, cut(400)],
        [336, drain],
      ],
      reactivate,
      'Agent is still in the DRAINING state',
    ],
    [
      'MARK_AGENT_GONE of an unknown agent',
      [],
      (world) => world.mesos.operator.markGone('S9'),
      "Agent 'S9' is not registered",
    ],
    ['DRAIN_AGENT of an agent that is gone', [[20, gone]], drain, 'Unknown agent'],
  ];
  test.each(refusals)('%s', (_, story, call, why) => {
    const world = busy(STUBBORN);
    live(world, story);
    expect(call(world)).toBe(why);
  });

  test('DRAIN_AGENT of an agent whose machine is scheduled for maintenance', () => {
    const world = busy();
    world.mesos.operator.updateSchedule([anywhen]);
    expect(drain(world)).toBe(
      `Agent ${first(world)} is part of a maintenance schedule under Machine {"hostname":"10.0.0.1","ip":"10.0.0.1"}`,
    );
  });
});

test('an agent that is gone ends with everything on it once the master reaches it', () => {
  const world = busy();
  live(world, [
    [20, cut(400)],
    [336, gone],
  ]);
  expect(world.state.mesos.agents.size).toBe(1);
  world.runTo(430);
  expect(world.state.mesos.agents.size).toBe(0);
  expect(world.state.mesos.executors.size).toBe(0);
  expect(world.state.workloads.processes.size).toBe(0);
});

test('an agent comes back under the id it had, whatever happened to its machine', () => {
  for (const outage of [stop(30), crash(30), cut(400), crash(400)]) {
    const world = busy();
    outage(world);
    world.runTo(450);
    expect([...world.state.mesos.master.agents.keys()]).toEqual([first(world)]);
  }
});

test('ids of agents are never used again', () => {
  const world = aMesos({ agents: [anAgent(1), anAgent(2)] });
  takeDown(world);
  world.runTo(10);
  world.mesos.operator.stopMaintenance([machine]);
  failover(world);
  world.runTo(30);
  const ids = [...world.state.mesos.master.agents.keys()].map((id) => id.split('-').at(-1));
  expect(ids.toSorted()).toEqual(['S1', 'S2']);
});
