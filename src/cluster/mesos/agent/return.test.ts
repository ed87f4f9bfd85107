/** A machine that crashed and came back before the master noticed is still offered: what is launched there meets its return. */
import { expect, test } from 'vitest';
import { seconds } from '../../../protocol/units';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

const crash = (world: MesosWorld): void =>
  expect(
    world.mesos.strike({ kind: 'agentCrash', agentId: world.agents[0] ?? '', lasts: seconds(10) }),
  ).toBeUndefined();

const isBack = ({ state, agents }: MesosWorld): boolean => state.mesos.agents.get(agents[0] ?? '')?.registered === true;

/** Seconds from the beginning. */
const returnOf = (world: MesosWorld): number => {
  crash(world);
  let at = 10;
  for (; !isBack(world); at += 0.001) world.runTo(at);
  return at;
};

test.each(Array.from({ length: 20 }, (_, n) => n * 4 - 60))(
  'a launch that meets its return, %i ms from when it registers, is dropped or runs, never both',
  (offset) => {
    const at = returnOf(aMesos());
    const world = aMesos();
    crash(world);
    world.runTo(at + offset / 1000);
    world.launch(aGroup('a', [aTask('a', 'sleep inf')]));
    world.runTo(60);
    expect(['DROPPED', 'STARTING RUNNING']).toContain(world.states('a'));
    expect(auditMesos(world.state.mesos)).toEqual([]);
  },
);
