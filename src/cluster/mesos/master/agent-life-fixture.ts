/** An agent with something on it, and what may happen to it. */
import { auditMesos } from '../invariants';
import { expect } from 'vitest';
import { millis, seconds } from '../../../protocol/units';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const FOREVER = 'while true; do sleep 1; done';
export const STUBBORN = 'trap "" TERM; while true; do sleep 1; done';

/** An agent with a task that runs since before second 20. */
export const busy = (shell = FOREVER): MesosWorld => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('a', shell)]));
  world.runTo(20);
  expect(world.last('a')?.state).toBe('TASK_RUNNING');
  return world;
};

export const first = (world: MesosWorld): string => world.agents[0] ?? '';
export const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };
export const anywhen = { machines: [machine], start: millis(0) };

export const stateOf = (world: MesosWorld, id = first(world)): string => {
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

export type Step = (world: MesosWorld) => unknown;

export const stop =
  (lasts: number): Step =>
  (world) =>
    world.mesos.strike({ kind: 'agentRestart', agentId: first(world), lasts: seconds(lasts) });
export const crash =
  (lasts: number): Step =>
  (world) =>
    world.mesos.strike({ kind: 'agentCrash', agentId: first(world), lasts: seconds(lasts) });
export const cut =
  (lasts: number): Step =>
  (world) =>
    world.mesos.strike({ kind: 'partition', agentId: first(world), lasts: seconds(lasts) });
export const failover: Step = (world) => world.mesos.strike({ kind: 'masterFailover' });
export const gone: Step = (world) => world.mesos.operator.markGone(first(world));
export const deactivate: Step = (world) => world.mesos.operator.deactivate(first(world));
export const reactivate: Step = (world) => world.mesos.operator.reactivate(first(world));
export const drain: Step = (world) => world.mesos.operator.drain(first(world), { markGone: false });
export const drainAndGo: Step = (world) => world.mesos.operator.drain(first(world), { markGone: true });
export const takeDown: Step = (world) => {
  world.mesos.operator.updateSchedule([anywhen]);
  return world.mesos.operator.startMaintenance([machine]);
};

/** Steps, each at its second; `true` in the middle of a name is what `stateOf` says after it. */
export type Story = readonly (readonly [at: number, what: Step | string])[];

/** @returns how many steps went as told */
export const live = (world: MesosWorld, story: Story): number => {
  for (const [at, what] of story) {
    world.runTo(at);
    if (typeof what === 'string') expect(`${at} ${stateOf(world)}`).toBe(`${at} ${what}`);
    else expect(what(world)).toBeUndefined();
    expect(auditMesos(world.state.mesos)).toEqual([]);
  }
  return story.length;
};
