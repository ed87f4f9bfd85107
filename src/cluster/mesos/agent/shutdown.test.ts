/** Executors that are told to end, by an agent that has to. */
import { expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { goneByOperator } from '../master/drain';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

interface Sent {
  readonly signal: string;
  readonly at: number;
}

/** A running group on an agent that is then marked gone, and the signals its containers got. */
const shutDown = (shell: string, at = 20): { world: MesosWorld; signals: Sent[] } => {
  const signals: Sent[] = [];
  const world = aMesos({
    onEntry: (entry) => {
      if (entry.kind === 'KILL_CONTAINER') signals.push({ signal: entry.signal, at: world.runtime.now() });
    },
  });
  world.launch(aGroup('a', [aTask('a', shell, { killGrace: seconds(60) })]));
  world.runTo(at);
  const [agentId = ''] = world.state.mesos.agents.keys();
  goneByOperator(world.ctx, agentId);
  return { world, signals };
};

test('containers get SIGTERM, and SIGKILL after the fixed three seconds, whatever their policy', () => {
  const { world, signals } = shutDown('trap "" TERM; sleep inf');
  world.runTo(24);
  expect(signals.map(({ signal }) => signal)).toEqual(['TERM', 'KILL']);
  expect((signals[1]?.at ?? 0) - (signals[0]?.at ?? 0)).toBe(3000);
});

test('the agent waits for its executors, five seconds at most, and then is gone with all it had', () => {
  const { world } = shutDown('sleep inf');
  world.runTo(20.05);
  expect(world.state.mesos.agents.size).toBe(1);
  world.runTo(26);
  expect(world.state.mesos.agents.size).toBe(0);
  expect([world.state.mesos.executors.size, world.state.workloads.processes.size]).toEqual([0, 0]);
});

test('an executor that was not up yet ends at once', () => {
  const { world } = shutDown('sleep inf', 0.7);
  world.runTo(1);
  expect(world.state.mesos.agents.size).toBe(0);
});

test('an agent without executors is gone at once, and takes nothing any more', () => {
  const world = aMesos();
  const [agentId = ''] = world.state.mesos.agents.keys();
  goneByOperator(world.ctx, agentId);
  world.launch(aGroup('a', [aTask('a', 'sleep inf')]));
  world.runTo(10);
  expect(world.state.mesos.agents.size).toBe(0);
  expect(world.states('a')).toBe('');
});
