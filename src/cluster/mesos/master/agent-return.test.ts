/** Whether an agent that was away is the one it was. */
import { expect, test } from 'vitest';
import { aMesos, anAgent } from '../mesos-world-fixture';
import { busy, crash, cut, failover, first, gone, live, machine, stop, takeDown } from './agent-life-fixture';

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
  expect(ids).toEqual(expect.arrayContaining(['S1', 'S2']));
  expect(ids).toHaveLength(2);
});
