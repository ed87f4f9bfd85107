/** The life of an agent as the master sees it: every state it can be in, and what leads from one to the next. */
import { describe, expect, test } from 'vitest';

import {
  STUBBORN,
  busy,
  first,
  anywhen,
  stop,
  crash,
  cut,
  failover,
  gone,
  deactivate,
  reactivate,
  drain,
  drainAndGo,
  takeDown,
  live,
} from './agent-life-fixture';
import type { Step, Story } from './agent-life-fixture';

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

test.each(stories)('%s', (_, story) => {
  expect(live(busy(), story)).toBe(story.length);
});

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
